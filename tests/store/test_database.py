"""The embedded database: whole transactions, one writer after another, readers that cannot write."""

from __future__ import annotations

import resource
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError, StatementError

from planning import store
from planning.errors import Refusal
from planning.site import Community, Courtyard, new_id
from planning.store import Session, journal, open_database
from planning.store.database import is_empty
from planning.store.migrating import migrate
from planning.web.house import House
from planning.wording import Words
from tests import makers
from tests.makers import NOON


def entry(house: House, **other: Any) -> None:
    """Append one entry to the log."""
    usual: dict[str, Any] = {
        "at": NOON,
        "member_id": "m",
        "act": "a",
        "subject": "s",
        "community_id": "c",
        "reason": "",
        "before": None,
    }
    with house.database.writing() as session:
        journal.log(session, **(usual | {"after": {"n": 1}} | other))


@pytest.mark.sqlite
@pytest.mark.parametrize(
    ("pragma", "value"), [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("busy_timeout", 20_000)]
)
def test_sqlite_is_told_to_be_careful(house: House, pragma: str, value: object):
    """Write-ahead log, a sync at every commit, foreign keys, and patience: on both engines."""
    for engine in (house.database.writer, house.database.reader):
        with engine.connect() as connection:
            assert connection.execute(text(f"PRAGMA {pragma}")).scalar() == value


def test_a_reading_session_cannot_write(house: House):
    """A question that tried to change something is stopped by the database itself."""
    with pytest.raises(DBAPIError, match=r"readonly|read-only"), house.database.reading() as session:
        session.execute(text("DELETE FROM communities"))


def test_a_reading_session_sees_one_state(house: House):
    """What is written while a page is being read does not show in the middle of it."""
    with house.database.reading() as session:
        assert store.count(session, Community) == 0
        makers.community(house)
        assert store.count(session, Community) == 0
    with house.database.reading() as session:
        assert store.count(session, Community) == 1


def test_a_failed_transaction_leaves_nothing(house: House):
    """Half an act is no act."""

    def half() -> None:
        with house.database.writing() as session:
            store.add(session, Community(new_id(), Words("半"), created_at=NOON))
            raise InterruptedError

    with pytest.raises(InterruptedError):
        half()
    assert is_empty(house.database)


def test_foreign_keys_hold(house: House):
    """Nothing belongs to a community that is not there."""
    with pytest.raises(IntegrityError), house.database.writing() as session:
        store.add(session, Courtyard(new_id(), "nobody", "1", Words("一院")))


def test_a_fault_does_not_tell_what_was_being_saved(house: House):
    """Errors end in the server's log: the statement is there, what a resident wrote or ranked is not."""
    here = makers.community(house)
    with pytest.raises(IntegrityError) as failed, house.database.writing() as session:
        store.add(session, Community(here.id, Words("只有我知道的话"), created_at=NOON))
    assert "INSERT INTO communities" in str(failed.value)
    assert "只有我知道的话" not in str(failed.value)


def test_twenty_threads_write_at_once(house: House):
    """Row 43: read-then-write from many threads: each waits for its turn, none is told that the database is locked."""
    here = makers.community(house)

    def write(number: int) -> int:
        with house.database.writing() as session:
            seen = store.count(session, Courtyard, community_id=here.id)
            store.add(session, Courtyard(new_id(), here.id, str(number), Words("", f"{seen}")))
            return seen

    with ThreadPoolExecutor(20) as pool:
        seen = list(pool.map(write, range(200)))
    assert sorted(seen) == list(range(200))


def test_naive_times_are_refused(house: House):
    """A time without a zone would be read in another zone later."""
    with pytest.raises(StatementError, match="aware"), house.database.writing() as session:
        store.add(session, Community(new_id(), Words("x"), created_at=datetime(2026, 1, 1)))  # noqa: DTZ001 - that is the fault


@pytest.mark.sqlite
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE log SET act = 'nothing happened'",
        "UPDATE log SET seq = seq + 1",
        "DELETE FROM log",
        "REPLACE INTO log SELECT seq, at, 'other', act, community_id, subject, '', '', '', '', '' FROM log",
        "INSERT OR REPLACE INTO log SELECT * FROM log WHERE seq = 1",
    ],
)
def test_the_log_only_grows(house: House, statement: str):
    """Whatever our own code, or a tool on the file, tries: entries stay as they were written."""
    entry(house)
    entry(house, reason="because")
    with house.database.reading() as session:
        before = journal.entries(session, "c")
    with pytest.raises(DBAPIError, match="the log only grows"), house.database.writing() as session:
        session.execute(text(statement))
    file = str(house.database.writer.url.database)
    with closing(sqlite3.connect(file)) as other, pytest.raises(sqlite3.IntegrityError, match="the log only grows"):
        other.execute(statement)
    with house.database.reading() as session:
        assert journal.entries(session, "c") == before
        assert [one.seq for one in before] == [2, 1]


@pytest.mark.postgresql
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE log SET act = 'nothing happened'",
        "DELETE FROM log",
        "TRUNCATE log CASCADE",
        """INSERT INTO log SELECT * FROM log WHERE seq = 1 ON CONFLICT (seq) DO UPDATE SET act = 'other'""",
    ],
)
def test_the_log_only_grows_on_postgresql(house: House, statement: str):
    """The same, in its own words."""
    entry(house)
    with pytest.raises(DBAPIError, match="the log only grows"), house.database.writing() as session:
        session.execute(text(statement))
    with house.database.reading() as session:
        assert [one.reason for one in journal.entries(session, "c")] == [""]


def test_an_embedded_database_needs_a_file():
    """Two engines share it, so memory will not do."""
    with pytest.raises(ValueError, match="needs a file"):
        open_database("sqlite:///:memory:")


def test_the_folder_is_made(tmp_path: Path):
    """A first start needs no prepared folder."""
    database = open_database(f"sqlite:///{tmp_path / 'a' / 'b' / 'x.sqlite3'}")
    migrate(database)
    assert database.is_writable()
    database.close()


@pytest.mark.sqlite
def test_a_full_disk_is_a_sentence_and_is_got_over(house: House):
    """Row 42: no more can be written: nothing is kept by half, reading goes on, and with room again so does writing."""
    makers.community(house)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    file = Path(str(house.database.writer.url.database))
    largest = max(path.stat().st_size for path in file.parent.glob(f"{file.name}*"))

    def write(session: Session) -> None:
        for _ in range(50):
            store.add(session, Community(new_id(), Words("香" * 5000), created_at=NOON))

    resource.setrlimit(resource.RLIMIT_FSIZE, (largest + 20_000, hard))
    try:
        with pytest.raises(Refusal) as refused:
            house.database.write(write)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert refused.value.code == "disk_full"
    with house.database.reading() as session:
        assert store.count(session, Community) == 1
    house.database.write(write)
    with house.database.reading() as session:
        assert store.count(session, Community) == 51
        assert session.execute(text("PRAGMA integrity_check")).scalar() == "ok"
