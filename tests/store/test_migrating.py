"""Migrations: they build exactly the tables that the code expects, and can be asked twice."""

from __future__ import annotations

from pathlib import Path

from alembic.script import ScriptDirectory
from sqlalchemy import text

from planning.store import open_database
from planning.store.migrating import configuration, differences, migrate
from planning.web.house import House
from tests.databases import dump
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


def test_an_interrupted_migration_leaves_nothing_half(tmp_path: Path):
    """All revisions are one transaction: if the last one fails, the next start begins at the beginning."""
    database = open_database(f"sqlite:///{tmp_path / 'half.sqlite3'}")
    with database.writing() as session:
        session.execute(text("CREATE TABLE log (what TEXT)"))  # in the way of the first revision
    try:
        migrate(database)
    except Exception as error:  # noqa: BLE001 - whatever the driver calls it
        assert "already exists" in str(error)  # noqa: PT017
    with database.writing() as session:
        assert session.execute(text("SELECT name FROM sqlite_master")).scalars().all() == ["log"]
        session.execute(text("DROP TABLE log"))
    migrate(database)
    with database.reading() as session:
        assert session.execute(text("SELECT COUNT(*) FROM communities")).scalar() == 0
    database.close()
