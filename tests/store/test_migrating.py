"""Migrations: they build exactly the tables that the code expects, keep what is in them, and survive being killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path

import pytest
from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from planning import store
from planning.errors import Refusal
from planning.options.ballot import Ballot
from planning.settings import Settings
from planning.site import Pin
from planning.store import Database, journal, migrating, open_database
from planning.store.archive.manifest import verify
from planning.store.archive.restoring import restore
from planning.store.database import is_empty
from planning.store.migrating import configuration, differences, migrate
from planning.store.postgresql import check_server
from planning.store.tables import Base
from planning.surveys.comment import Comment
from planning.web.house import House
from tests.databases import SERVER, dump, fresh_postgresql
from tests.examples import kept_examples


def test_the_migrations_build_what_the_code_expects(house: House):
    """After a fresh upgrade Alembic finds no table, column, type, key or index to add or to take away."""
    with house.database.writer.begin() as connection:
        assert differences(connection) == []


def test_revisions_are_one_line():
    """Two heads would mean that two engineers migrated past each other."""
    script = ScriptDirectory.from_config(configuration())
    assert len(script.get_heads()) == 1
    assert len(script.get_bases()) == 1


def test_migrating_again_changes_nothing(house: House):
    """Every start migrates; a database that is at the newest revision keeps everything."""
    with house.database.writing() as session:
        kept_examples(session)
    before = dump(house.database)
    migrate(house.database)
    assert dump(house.database) == before


ARCHIVES = {path.stem: path for path in Path(__file__).with_name("archives").glob("*.zip")}
LINE = [one.revision for one in ScriptDirectory.from_config(configuration()).walk_revisions()][::-1]


@pytest.fixture
def unused(tmp_path: Path) -> Iterator[Settings]:
    """An installation without any table, on the database that is tested."""
    if SERVER not in os.environ:
        yield Settings(data_dir=tmp_path)
        return
    with fresh_postgresql(migrated=False) as address:
        yield Settings(data_dir=tmp_path, database_url=address)


@contextmanager
def opened(settings: Settings) -> Iterator[Database]:
    """Its database."""
    database = open_database(settings.database)
    yield database
    database.close()


def filled(database: Database, settings: Settings, revision_id: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Bring a database to an old revision, with the rows that it kept then."""
    real = command.upgrade
    with monkeypatch.context() as patched:
        patched.setattr(command, "upgrade", lambda config, to: real(config, revision_id if to == "head" else to))
        restore(database, settings, ARCHIVES[revision_id])
    with database.reading() as session:
        assert migrating.revision(session.connection()) == revision_id


def is_whole(database: Database, archive: Path) -> bool:
    """Whether every noun that the archive holds can be read, as often as it is there, and nothing has to be migrated."""
    rows = verify(archive).rows
    with database.reading() as session:
        read = {Base.ROWS[kind].__tablename__: len(store.find(session, kind)) for kind in Base.ROWS}
        assert {name: number for name, number in read.items() if name in rows} == {
            n: rows[n] for n in read if n in rows
        }
        assert [one.subject for one in journal.entries(session, "c")] == ["s2", "s1", "s0"]
        (comment,) = store.find(session, Comment)
        assert (comment.text, comment.pin) == ("第一行\n第二行 👨‍👩‍👧", Pin(104.060000123, 30.63))
        (ballot,) = store.find(session, Ballot)
        assert (ballot.ranking, ballot.weight) == ((("a",), ("b", "c")), Fraction(1, 3))
    with database.writer.begin() as connection:
        assert differences(connection) == []
        return migrating.revision(connection) == migrating.head()


def test_the_first_revisions_have_archives():
    """What the first installations hold is tried at every later change of the tables."""
    assert ARCHIVES.keys() >= {"0001", "0002"}
    assert set(ARCHIVES) <= set(LINE)


@pytest.mark.parametrize("revision_id", sorted(ARCHIVES))
def test_every_old_revision_comes_to_the_newest_with_all_it_held(
    unused: Settings, revision_id: str, monkeypatch: pytest.MonkeyPatch
):
    """Row 51: rows as they were, tables as the code wants them: first kept by the old version, then met by the new one."""
    with opened(unused) as database:
        filled(database, unused, revision_id, monkeypatch)
        migrate(database)
        assert is_whole(database, ARCHIVES[revision_id])


@pytest.mark.parametrize("revision_id", sorted(ARCHIVES))
def test_a_backup_of_an_old_revision_is_restored(unused: Settings, revision_id: str):
    """It is filled in as it was, and then brought up to date."""
    with opened(unused) as database:
        restore(database, unused, ARCHIVES[revision_id])
        assert is_whole(database, ARCHIVES[revision_id])


def test_an_old_backup_needs_a_house_without_tables(house: House):
    """The tables of today do not take the rows of yesterday unchanged."""
    with pytest.raises(Refusal) as refused:
        restore(house.database, house.settings, ARCHIVES["0001"])
    assert refused.value.code == "older_archive"


@pytest.mark.parametrize("revision_id", LINE)
def test_an_empty_house_of_every_revision_comes_to_the_newest(unused: Settings, revision_id: str):
    """No step relies on another one that an installation may have taken long ago."""
    with opened(unused) as database:
        with database.writer.begin() as connection:
            if database.kind == "postgresql":
                check_server(connection)
            migrating.upgrade(connection, revision_id)
        migrate(database)
        with database.writer.begin() as connection:
            assert differences(connection) == []


KILLED = """
import os, signal, sys
from sqlalchemy import event
from planning.store import open_database
from planning.store.migrating import migrate
database, left = open_database(sys.argv[1]), [int(sys.argv[2])]
@event.listens_for(database.writer, "before_cursor_execute")
def count(*_):
    left[0] -= 1
    if not left[0]:
        os.kill(os.getpid(), signal.SIGKILL)
migrate(database)
"""


@pytest.mark.parametrize("statements", [5, 12, 25, 80])
def test_a_killed_migration_leaves_the_old_revision_whole(
    unused: Settings, statements: int, monkeypatch: pytest.MonkeyPatch
):
    """Rows 44 and 51: however far it got when the power failed: the next start finds the old revision with all its rows, and goes on."""
    with opened(unused) as database:
        filled(database, unused, "0001", monkeypatch)
        before = dump(database)
        done = subprocess.run([sys.executable, "-c", KILLED, unused.database, str(statements)], check=False)
        with database.reading() as session:
            there = migrating.revision(session.connection())
        assert (done.returncode, there) in {(-signal.SIGKILL, "0001"), (0, migrating.head())}
        if done.returncode:
            assert dump(database) == before
        migrate(database)
        assert is_whole(database, ARCHIVES["0001"])


def test_a_migration_that_fails_leaves_nothing_half(unused: Settings):
    """Row 51: all revisions are one transaction: if one fails, the next start begins at the beginning."""
    with opened(unused) as database:
        with database.writer.begin() as connection:
            connection.execute(text("CREATE TABLE trees (what TEXT)"))  # in the way of the first revision
        with pytest.raises(DBAPIError, match="already exists"):
            migrate(database)
        assert set(dump(database)) == {"trees"}
        with database.writer.begin() as connection:
            connection.execute(text("DROP TABLE trees"))
        migrate(database)
        assert is_empty(database)


def test_several_servers_that_start_at_once_migrate_once(unused: Settings):
    """Two replicas meet at an empty database: one migrates, the other waits and finds it done."""
    databases = [open_database(unused.database) for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda database: _start_process(database.writer.url.render_as_string(False)), databases))
    for database in databases:
        assert is_empty(database)
        database.close()


def _start_process(address: str) -> None:
    code = "import sys; from planning.store import open_database; from planning.store.migrating import migrate; migrate(open_database(sys.argv[1]))"
    subprocess.run([sys.executable, "-c", code, address], check=True)
