"""`jieyi demo`: loads once, hands codes to a new file, and says so when it has been there before."""

from __future__ import annotations

import csv

import pytest
from click.testing import CliRunner, Result

from planning.cli.main import main
from tests.recorded import files_of


@pytest.fixture
def run(tmp_path, monkeypatch):
    """The command in a fresh data folder."""
    monkeypatch.setenv("JIEYI_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.delenv("JIEYI_DATABASE_URL", raising=False)
    return lambda *words: CliRunner().invoke(main, ["demo", *words])


def test_it_loads_and_then_says_that_it_is_there(run, tmp_path):
    """Exit 0 with a file of codes; the second time exit 2, nothing on standard output and no second file."""
    codes, second = tmp_path / "codes.csv", tmp_path / "second.csv"
    first = run("--seed", "3", "--at", "2026-11-24T08:00:00+08:00", "--codes", str(codes))
    assert first.exit_code == 0, first.output
    rows = list(csv.DictReader(codes.read_text("utf-8-sig").splitlines()))
    assert len(rows) > 250
    assert {len(row["code"].replace("-", "")) for row in rows} == {26}
    assert codes.stat().st_mode & 0o077 == 0
    again = run("--seed", "3", "--codes", str(second))
    assert (again.exit_code, again.stdout) == (2, "")
    assert "already here" in again.stderr
    assert not second.exists()


def test_the_stories_are_told_in_a_community_of_their_own(run, tmp_path):
    """Exit 0 with the case of each; the second time exit 2; codes are none to be had, for the stories are over."""
    told = run("--stories", "--at", "2026-11-24T08:00:00+08:00")
    assert told.exit_code == 0, told.output
    assert [line.rsplit(" ", 1)[0] for line in told.stdout.splitlines()] == [
        "community", "street trees", "rooftops", "rooftops of the next courtyard", "needs",
    ]  # fmt: skip
    again = run("--stories")
    assert (again.exit_code, again.stdout) == (2, "")
    assert "already" in again.stderr
    codes = run("--stories", "--codes", str(tmp_path / "codes.csv"))
    assert (codes.exit_code, codes.stdout) == (2, "")
    assert "no_codes" in codes.stderr


@pytest.mark.parametrize(
    "words",
    [
        ("--at", "2026-11-24"),
        ("--at", "yesterday"),
        ("--at", "0001-01-01T00:00:00Z"),
        ("--seed", "-1"),
        ("--seed", "x"),
    ],
)
def test_wrong_use_is_refused_before_anything_is_made(run, tmp_path, words):
    """Exit 2 with a sentence on standard error; no database is created."""
    done = run(*words)
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr
    assert not (tmp_path / "data").exists()


def test_a_file_that_exists_is_not_written_over(run, tmp_path):
    """The codes of last time may still be needed."""
    kept = tmp_path / "codes.csv"
    kept.write_text("kept")
    assert run("--codes", str(kept)).exit_code == 2
    assert kept.read_text() == "kept"
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize("kind", [[], ["--public"]], ids=["full", "public"])
def test_the_record_of_its_closed_round_holds_and_an_altered_byte_is_found(run, tmp_path, kind):
    """What a board that tries the tool does first: record, verify, change a byte, verify again."""
    loaded = run("--at", "2026-01-24T08:00:00+08:00")
    round_id = next(line.split()[-1] for line in loaded.stdout.splitlines() if line.startswith("closed round"))
    out = tmp_path / "out.zip"

    def jieyi(*words: object) -> Result:
        return CliRunner().invoke(main, [str(word) for word in words])

    made = jieyi("record", round_id, out, *kind)
    assert made.exit_code == 0, made.output
    held = jieyi("verify", out)
    assert held.exit_code == 0, held.output
    assert f"{'public' if kind else 'full'} record" in held.stdout
    assert jieyi("verify", "--log").exit_code == 0
    data = bytearray(out.read_bytes())
    name = b"result.json" if kind else b"ballots.csv"
    at = data.index(files_of(bytes(data))[name.decode()][:200]) + 100
    data[at] ^= 1
    out.write_bytes(bytes(data))
    found = jieyi("verify", out)
    assert (found.exit_code, found.stdout) == (1, "")
    assert found.stderr.count("\n") == 1
