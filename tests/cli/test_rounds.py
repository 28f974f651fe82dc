"""`jieyi rounds` and `jieyi codes`, as scripts call them."""

from __future__ import annotations

import csv
import json
import stat
from pathlib import Path

import pytest
from click.testing import CliRunner

from planning.cli.rounds import codes, rounds
from planning.options.electorate import Code, code_hash
from planning.settings import Settings
from planning.store import first
from planning.web.house import House, open_house
from tests.rounds import Poll, opened


@pytest.fixture
def poll(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Poll:
    """An open round in the data folder that the commands read."""
    monkeypatch.setenv("JIEYI_DATA_DIR", str(tmp_path))
    house: House = open_house(Settings(data_dir=tmp_path))
    return opened(house)


def test_rounds_are_listed_as_json(poll: Poll):
    """One object a round, with the fields that scripts rely on."""
    result = CliRunner().invoke(rounds, ["--json"])
    assert result.exit_code == 0
    (line,) = json.loads(result.stdout)
    assert {"id", "community", "title", "state", "opens", "closes", "method"} <= set(line)
    assert (line["id"], line["state"], line["method"]) == (poll.round_id, "open", "irv")
    assert poll.round_id in CliRunner().invoke(rounds).stdout


def test_codes_go_into_a_new_file_of_the_owner_and_work(poll: Poll, tmp_path: Path):
    """So many codes as were asked for, in a file that nobody else reads; each is valid in its round."""
    out = tmp_path / "codes.csv"
    result = CliRunner().invoke(codes, [poll.round_id, "--count", "3", str(out)])
    assert result.exit_code == 0, result.stderr
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    with out.open(encoding="utf-8-sig", newline="") as file:
        issued = [row["code"] for row in csv.DictReader(file)]
    assert len(set(issued)) == 3
    with poll.house.database.reading() as session:
        assert all(first(session, Code, hash=code_hash(code), round_id=poll.round_id) for code in issued)


def test_an_unknown_round_leaves_no_file(poll: Poll, tmp_path: Path):
    """Exit 2, one line on standard error, nothing on standard output."""
    result = CliRunner().invoke(codes, ["nowhere", "--count", "3", str(tmp_path / "codes.csv")])
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("nowhere:0: not_found: ")
    assert not (tmp_path / "codes.csv").exists()


def test_a_file_that_is_there_is_not_overwritten(poll: Poll, tmp_path: Path):
    """And no code is issued that could not be written down."""
    out = tmp_path / "codes.csv"
    out.write_text("mine")
    result = CliRunner().invoke(codes, [poll.round_id, "--count", "3", str(out)])
    assert (result.exit_code, result.stdout, out.read_text()) == (2, "", "mine")
