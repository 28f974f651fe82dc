"""`jieyi record` and `jieyi verify`, as a board that doubts the result uses them."""

from __future__ import annotations

import json
import sqlite3
import stat
import subprocess
import sys
import zipfile
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from planning.cli.record import record
from planning.cli.verify import counted_apart, verify
from planning.options.counting.unranked import Unranked
from planning.options.receipt import commitment
from planning.options.record.verifying import first_fault
from planning.options.round import BallotKind
from planning.settings import Settings
from planning.web.house import House, open_house
from tests.makers import Clock
from tests.recorded import LIVELY, closed, forged, voted
from tests.rounds import Poll


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> House:
    """A house in the data folder that the commands read; its rounds are of last year, so they have closed."""
    monkeypatch.setenv("JIEYI_DATA_DIR", str(tmp_path))
    clock = Clock()
    clock.forward(days=-700)
    return open_house(Settings(data_dir=tmp_path), clock)


@pytest.fixture
def poll(house: House) -> Poll:
    """A closed round of the house."""
    return closed(house)


def run(*arguments: object) -> Result:
    """A command of the two."""
    command = record if arguments[0] == "record" else verify
    return CliRunner().invoke(command, [str(argument) for argument in arguments[1:]])


def by_hand(house: House, *statements: str) -> None:
    """What somebody with the file in their hands does."""
    with closing(sqlite3.connect(str(house.database.writer.url.database))) as file:
        for statement in statements:
            file.execute(statement)
        file.commit()


def test_a_board_that_doubts_the_result(poll: Poll, tmp_path: Path):
    """It exports the record, counts it without the tool, compares; then a row is altered, and every way of looking finds it."""
    out, folder = tmp_path / "out.zip", tmp_path / "auditor"
    assert run("record", poll.round_id, out).exit_code == 0
    with zipfile.ZipFile(out) as archive:
        archive.extractall(folder)
    own = [sys.executable, "-I", "-X", "utf8", "retally.py"]
    counted = subprocess.run(own, cwd=folder, capture_output=True, encoding="utf-8", check=False)
    assert (counted.returncode, counted.stdout.splitlines()[0]) == (0, "winners 结果: b")
    sums = subprocess.run(
        ["sha256sum", "--check", "--quiet", "SHA256SUMS"], cwd=folder, capture_output=True, check=False
    )
    assert sums.returncode == 0
    assert run("verify", out).exit_code == 0

    table = folder / "ballots.csv"
    table.write_text(table.read_text().replace("1,c>b", "1,a>b", 1))
    assert subprocess.run(own, cwd=folder, capture_output=True, check=False).returncode == 1
    assert (
        subprocess.run(
            ["sha256sum", "--check", "--quiet", "SHA256SUMS"], cwd=folder, capture_output=True, check=False
        ).returncode
        == 1
    )
    out.write_bytes(forged(out.read_bytes(), {"ballots.csv": table.read_bytes()}))
    found = run("verify", out)
    assert (found.exit_code, found.stdout) == (1, "")
    assert found.stderr.count("\n") == 1
    assert "ballots_differ" in found.stderr


def test_a_row_that_was_altered_in_the_database_is_found(house: House, poll: Poll, tmp_path: Path):
    """A ballot rewritten by hand after closing: the log has its hash, so neither it nor a record made of it holds."""
    assert run("verify").exit_code == 0
    by_hand(house, """UPDATE ballots SET ranking = '[["a"]]' WHERE ranking = '[["c"]]'""")
    found = run("verify", "--log")
    assert found.exit_code == 1
    assert "round_changed" in found.stderr
    out = tmp_path / "out.zip"
    assert run("record", poll.round_id, out).exit_code == 0
    assert "ballots_differ" in run("verify", out).stderr


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        ("DELETE FROM receipts WHERE client_hash = (SELECT min(client_hash) FROM receipts)", "round_changed"),
        ("UPDATE definitions SET text = replace(text, 'Camphor', 'Privet')", "round_changed"),
        ("UPDATE log_head SET seq = 100", "log_cut"),
        ("UPDATE codes SET spent_at = NULL WHERE id = (SELECT min(id) FROM codes)", "round_changed"),
    ],
)
def test_what_else_is_altered_by_hand_is_found(house: House, poll: Poll, statement: str, code: str):
    """A receipt that vanished, words of an option that were changed afterwards, a log that was cut, a code made unused."""
    by_hand(house, statement)
    found = run("verify")
    assert (found.exit_code, found.stdout) == (1, "")
    assert f"log: {code}: " in found.stderr


def test_a_printed_head_is_demanded_of_the_log(poll: Poll):
    """With a head of the report the log must have it; without one it says what it cannot notice."""
    opening = poll.view.heads.opening
    assert opening is not None
    assert "no --head was given" in run("verify").stdout
    held = run("verify", "--head", opening.hash.upper())
    assert (held.exit_code, "no --head" in held.stdout) == (0, False)
    assert "log_head_unknown" in run("verify", "--head", "ab" * 32).stderr


def test_records_are_new_files_and_the_full_one_is_its_owners(poll: Poll, tmp_path: Path):
    """The full record holds every ballot: nobody else on the machine reads it; nothing is overwritten."""
    full, public = tmp_path / "full.zip", tmp_path / "public.zip"
    assert (
        run("record", poll.round_id, full).exit_code == run("record", poll.round_id, public, "--public").exit_code == 0
    )
    assert stat.S_IMODE(full.stat().st_mode) == 0o600
    again = run("record", poll.round_id, full)
    assert (again.exit_code, again.stdout) == (2, "")
    assert "cannot_write" in again.stderr
    said = run("verify", public)
    assert said.exit_code == 0
    assert "public record, 24 ballots: everything in it fits" in said.stdout
    assert "not carried: recount:" in said.stdout


def test_what_closed_by_the_clock_is_settled_for_its_record(house: House, tmp_path: Path):
    """Nobody had looked since it closed."""
    poll = voted(house)
    assert run("record", poll.round_id, tmp_path / "out.zip").exit_code == 0
    assert run("verify", tmp_path / "out.zip").exit_code == 0


def test_an_open_round_has_no_record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Nor has an unknown one; nothing is written."""
    monkeypatch.setenv("JIEYI_DATA_DIR", str(tmp_path))
    poll = voted(open_house(Settings(data_dir=tmp_path)))
    for round_id, code in ((poll.round_id, "not_closed"), ("none", "not_found")):
        found = run("record", round_id, tmp_path / "out.zip")
        assert (found.exit_code, found.stdout) == (2, "")
        assert f"{round_id}:0: {code}: " in found.stderr
    assert not (tmp_path / "out.zip").exists()


def test_a_file_that_is_not_there_is_wrong_use(tmp_path: Path):
    """Exit code 2, like a file and --log together."""
    assert run("verify", tmp_path / "none.zip").exit_code == 2
    assert run("verify", tmp_path / "none.zip", "--log").exit_code == 2


def test_no_program_of_a_strangers_record_is_run(poll: Poll, tmp_path: Path):
    """It is run only if it is byte for byte ours: a record is no way to make a board run something."""
    out, mark = tmp_path / "out.zip", tmp_path / "ran"
    run("record", poll.round_id, out)
    out.write_bytes(forged(out.read_bytes(), {"retally.py": f"open({str(mark)!r}, 'w')".encode()}))
    assert "other_program" in run("verify", out).stderr
    assert not mark.exists()


def test_the_second_program_has_its_say(poll: Poll, tmp_path: Path):
    """What it counts is compared with the record, whatever our own engine says."""
    out = tmp_path / "out.zip"
    run("record", poll.round_id, out)
    opened, _ = first_fault(out.read_bytes())
    assert opened is not None
    assert counted_apart(opened) is None
    opened.result["winners"] = ["c"]
    problem = counted_apart(opened)
    assert problem is not None
    assert (problem.code, problem.params["what"]) == ("recount_differs", "winners")


def test_a_voter_opens_a_receipt_with_the_records_program(house: House, tmp_path: Path):
    """With nonce and ballot the voter shows the board that the ballot was received as it was cast."""
    poll = voted(house, LIVELY, provable=True)
    with closing(sqlite3.connect(str(house.database.writer.url.database))) as file:
        kept = file.execute("SELECT nonce, commitment FROM receipts").fetchall()
    mine = next(nonce for nonce, there in kept if there == commitment(poll.round_id, nonce, (("c",), ("b",))))
    out, folder = tmp_path / "out.zip", tmp_path / "auditor"
    assert run("record", poll.round_id, out).exit_code == 0
    with zipfile.ZipFile(out) as archive:
        archive.extractall(folder)
    for said, code in (("c>b", 0), ("b>c", 1)):
        told = subprocess.run(
            [sys.executable, "-I", "-X", "utf8", "retally.py", "receipt", mine, said],
            cwd=folder,
            capture_output=True,
            check=False,
        )
        assert told.returncode == code
    assert json.loads((folder / "record.json").read_text())["provable"] is True


@pytest.mark.parametrize(
    "rules",
    [{"ballot": BallotKind.APPROVAL, "method": "approval"}, {"method": "borda", "unranked": Unranked.LEFT_OUT}],
    ids=["approval", "unranked left out"],
)
def test_approvals_and_the_rule_for_unranked_options_are_counted_apart(
    house: House, tmp_path: Path, rules: dict[str, Any]
):
    """From the ballot box to the second program, in the full record and in the public one."""
    poll = closed(house, [((("a", "b"),), 9), ((("b",),), 7), ((("c", "a"),), 5)], **rules)
    for kind in ((), ("--public",)):
        out = tmp_path / f"out{len(kind)}.zip"
        assert run("record", poll.round_id, out, *kind).exit_code == 0
        opened, problem = first_fault(out.read_bytes())
        assert problem is None
        assert opened is not None
        assert "retally.py" in opened.files
        assert run("verify", out).exit_code == 0
