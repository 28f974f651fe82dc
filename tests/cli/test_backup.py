"""`jieyi backup`, `jieyi restore` and `jieyi doctor`, as an administrator calls them."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import text

from planning.cli.main import main
from planning.settings import Settings
from planning.store import examining, journal, only_server, postgresql
from planning.store.archive.writing import back_up
from planning.store.examining import State
from planning.web.house import House
from tests.databases import dump
from tests.examples import kept_examples
from tests.makers import NOON

Run = Callable[..., Result]
OK, WARNING, FAILED = State.OK, State.WARNING, State.FAILED


@pytest.fixture
def run(house: House, monkeypatch: pytest.MonkeyPatch) -> Run:
    """The command on a house that holds one of everything."""
    with house.database.writing() as session:
        kept_examples(session)
    _use(house.settings, monkeypatch)
    return lambda *words: CliRunner().invoke(main, [str(word) for word in words])


def _use(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JIEYI_DATA_DIR", str(settings.data_dir))
    monkeypatch.setenv("JIEYI_DATABASE_URL", settings.database_url)


def test_backup_and_restore_tell_the_same_counts(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Line by line; the backup also prints the SHA-256 of its file, to be kept apart from it."""
    file = tmp_path / "backup.zip"
    made = run("backup", file)
    assert made.exit_code == 0, made.stderr
    *counts, digest = made.stdout.splitlines()
    assert {"trees 1", "ballots 1", "log 0"} <= set(counts)
    known = subprocess.run(["sha256sum", file], capture_output=True, text=True, check=True)
    assert digest == f"sha256 {known.stdout.split()[0]}"
    assert made.stderr.count("missing_photo") == 2  # the examples have rows and no files
    _use(Settings(data_dir=tmp_path / "elsewhere"), monkeypatch)
    restored = run("restore", file)
    assert restored.exit_code == 0, restored.stderr
    assert restored.stdout.splitlines() == counts
    again = run("restore", file)
    assert (again.exit_code, again.stdout) == (2, "")
    assert again.stderr.startswith(f"{file}:0: not_empty: ")


@pytest.mark.parametrize("command", ["backup", "restore"])
def test_a_refusal_is_one_line_and_exit_code_2(run: Run, house: House, tmp_path: Path, command: str):
    """A file that is there is not written over, one that is no archive not read."""
    file = tmp_path / "mine.zip"
    file.write_text("mine")
    before = dump(house.database)
    done = run(command, file)
    assert (done.exit_code, done.stdout, len(done.stderr.splitlines())) == (2, "", 1)
    assert file.read_text() == "mine"
    assert dump(house.database) == before


@pytest.mark.sqlite
def test_a_damaged_database_is_not_backed_up(run: Run, house: House, tmp_path: Path):
    """What is broken would replace what is good."""
    house.database.close()
    Path(str(house.database.writer.url.database)).write_bytes(b"")
    done = run("backup", tmp_path / "b.zip")
    assert done.exit_code == 2
    assert ": damaged: " in done.stderr


@pytest.mark.sqlite
def test_nothing_is_restored_under_a_running_server(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """It would go on with what it remembers of the empty house."""
    run("backup", tmp_path / "b.zip")
    elsewhere = Settings(data_dir=tmp_path / "elsewhere")
    _use(elsewhere, monkeypatch)
    with _claimed_by_another_process(elsewhere.data_dir / "jieyi.sqlite3"):
        done = run("restore", tmp_path / "b.zip")
    assert (done.exit_code, done.stdout) == (2, "")
    assert ": second_server: " in done.stderr


def _claimed_by_another_process(file: Path) -> subprocess.Popen[str]:
    file.parent.mkdir(parents=True, exist_ok=True)
    code = "import sys; from pathlib import Path; from planning.store import only_server; only_server.claim(Path(sys.argv[1])); print('held', flush=True); sys.stdin.read()"
    held = subprocess.Popen(
        [sys.executable, "-c", code, str(file)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert held.stdout is not None
    assert held.stdout.readline() == "held\n"
    return held


def test_a_claim_is_kept_until_the_process_ends_however_it_ends(tmp_path: Path):
    """Asked again by the same process it is the same claim; a killed server leaves nothing that is in the way."""
    file = tmp_path / "jieyi.sqlite3"
    held = _claimed_by_another_process(file)
    with pytest.raises(Exception, match="Another server is running"):
        only_server.claim(file)
    with held:
        held.kill()
    only_server.claim(file)
    only_server.claim(file)


def test_a_killed_backup_leaves_no_file_of_that_name(run: Run, house: House, tmp_path: Path):
    """Row 44: only a whole archive gets its name; the next try is not hindered by what was left."""
    file = tmp_path / "backup.zip"
    with house.database.writing() as session:
        for number in range(3000):
            journal.log(session, at=NOON, member_id="m", act="a", community_id=None, subject=str(number),
                        reason="x" * 500, before=None, after=None)  # fmt: skip
    words: list[str | Path] = [Path(sys.executable).with_name("jieyi"), "backup", file]
    with subprocess.Popen(words, stdout=subprocess.DEVNULL) as backup:
        unfinished = file.with_name(".backup.zip.part")
        until = time.monotonic() + 30
        while not unfinished.exists() and time.monotonic() < until:
            time.sleep(0.001)
        backup.send_signal(signal.SIGKILL)
    assert not file.exists()
    assert unfinished.exists()
    assert run("backup", file).exit_code == 0
    assert not unfinished.exists()


def checks(done: Result) -> dict[str, str]:
    """How each check of the doctor ended."""
    return {one["check"]: one["state"] for one in json.loads(done.stdout)["checks"]}


def test_the_doctor_finds_a_sound_house(run: Run, house: House, tmp_path: Path):
    """Nothing has failed; the backup that is known is good; each check is one sentence."""
    with house.database.writing() as session:
        for table in ("work_shots", "attachments"):  # they show photos, and have files of their own
            session.execute(text(f"DELETE FROM {table}"))  # noqa: S608 - our own names
        session.execute(text("DELETE FROM photos"))
    run("backup", tmp_path / "b.zip")
    done = run("doctor", "--json")
    assert done.exit_code == 0
    found = checks(done)
    here = {"network_folder", "sqlite", "integrity"} if house.database.kind == "sqlite" else {"server"}
    assert (
        set(found)
        == {
            "data_folder",
            "disk",
            "secrets",
            "database",
            "schema",
            "backup",
            "writable",
            "clock",
            "photos",
            "map_counts",
        }
        | here
    )
    assert set(found.values()) <= {OK, WARNING}
    assert found["backup"] == OK
    assert all(one["message"].endswith(".") for one in json.loads(done.stdout)["checks"])
    assert json.loads(done.stdout)["ok"] is True
    assert [line.split()[0] for line in run("doctor").stdout.splitlines()] == list(found.values())


def test_the_doctor_changes_nothing(run: Run, house: House):
    """It looks, it does not mend."""
    before = dump(house.database), sorted(house.settings.data_dir.iterdir())
    run("doctor")
    assert (dump(house.database), sorted(house.settings.data_dir.iterdir())) == before


def test_the_doctor_finds_photos_and_files_that_lost_each_other(run: Run, house: House):
    """A row without its file is a failure; a file without its row a warning."""
    assert checks(run("doctor", "--json"))["photos"] == FAILED
    assert run("doctor").exit_code == 1
    with house.database.writing() as session:
        for table in ("work_shots", "attachments"):  # they show photos, and have files of their own
            session.execute(text(f"DELETE FROM {table}"))  # noqa: S608 - our own names
        session.execute(text("DELETE FROM photos"))
    house.settings.photo_dir.mkdir()
    (house.settings.photo_dir / "nobodys1.jpg").write_bytes(b"x")
    assert checks(run("doctor", "--json"))["photos"] == WARNING


def test_the_doctor_finds_a_clock_that_went_back(run: Run, house: House):
    """Row 48: something was logged in what the clock says is the future."""
    with house.database.writing() as session:
        journal.log(session, at=NOON.replace(year=2096), member_id="m", act="a", community_id=None, subject="s",
                    reason="", before=None, after=None)  # fmt: skip
    assert checks(run("doctor", "--json"))["clock"] == FAILED


def test_the_doctor_finds_a_full_disk_and_a_folder_that_cannot_be_written(
    run: Run, house: House, monkeypatch: pytest.MonkeyPatch
):
    """Before somebody's comment is lost."""
    monkeypatch.setattr(examining, "LEAST_FREE_BYTES", 10**18)
    monkeypatch.setattr(os, "open", lambda *_: (_ for _ in ()).throw(PermissionError(13, "Permission denied")))
    found = checks(run("doctor", "--json"))
    assert (found["disk"], found["data_folder"]) == (FAILED, FAILED)


def test_the_doctor_knows_old_tables_and_newer_ones(run: Run, house: House):
    """Older ones are brought up to date by the next start; newer ones need a newer version."""
    for revision, state in (("0001", WARNING), ("of_the_future", FAILED)):
        with house.database.writing() as session:
            session.execute(text("UPDATE alembic_version SET version_num = :there"), {"there": revision})
        assert checks(run("doctor", "--json"))["schema"] == state


def test_the_doctor_knows_backups_that_are_old_or_gone(run: Run, house: House, tmp_path: Path):
    """One that is a week old is a warning, and so is one that was altered since."""
    assert checks(run("doctor", "--json"))["backup"] == WARNING
    back_up(house.database, house.settings, tmp_path / "b.zip", NOON.replace(year=2020))
    old = run("doctor", "--json")
    assert checks(old)["backup"] == WARNING
    assert "make a new one" in old.stdout
    (tmp_path / "b.zip").write_bytes(b"x")
    assert "No good backup is known" in run("doctor", "--json").stdout


@pytest.mark.sqlite
@pytest.mark.parametrize("damage", [b"", b"x" * 100_000])
def test_the_doctor_finds_damage(run: Run, house: House, damage: bytes):
    """It stops there: what follows would be guesses."""
    house.database.close()
    Path(str(house.database.writer.url.database)).write_bytes(damage)
    done = run("doctor", "--json")
    assert done.exit_code == 1
    assert list(checks(done).values())[-1] == FAILED
    assert list(checks(done))[-1] == "integrity"


def test_the_doctor_finds_that_no_server_answers(run: Run, monkeypatch: pytest.MonkeyPatch):
    """With the reason, and without the password."""
    monkeypatch.setattr("planning.store.database.PAUSES_S", ())
    monkeypatch.setenv("JIEYI_DATABASE_URL", "postgresql://jieyi:hunter2x@127.0.0.1:1/jieyi")
    done = run("doctor")
    assert done.exit_code == 1
    assert "The database does not answer: connection" in done.stdout
    assert "hunter2x" not in done.output


@pytest.mark.postgresql
def test_the_doctor_finds_a_server_that_forgets(run: Run, monkeypatch: pytest.MonkeyPatch):
    """`fsync = off` acknowledges what is not on the disk."""
    real = postgresql.setting
    monkeypatch.setattr(postgresql, "setting", lambda c, n: "off" if n == "fsync" else real(c, n))
    assert checks(run("doctor", "--json"))["server"] == FAILED


def test_a_house_that_was_never_started_is_said_to_be_so(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch):
    """The doctor makes no database where there is none."""
    _use(Settings(data_dir=tmp_path / "new"), monkeypatch)
    assert run("doctor").exit_code == 1
    assert not (tmp_path / "new" / "jieyi.sqlite3").exists()
