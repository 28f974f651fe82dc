"""A fresh database for each test: a SQLite file, or one on the server that JIEYI_TEST_DATABASE_URL names."""

from __future__ import annotations

import atexit
import os
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import create_engine, inspect, text
from sqlalchemy.engine import URL, make_url

from planning.store import Database, open_database
from planning.store.migrating import head, migrate
from planning.store.postgresql import with_driver
from planning.store.tables import Base

SERVER = "JIEYI_TEST_DATABASE_URL"
"""Address of a PostgreSQL server whose user may create databases, such as postgresql://jieyi:…@127.0.0.1/postgres."""

LIKE_SQLITE = "TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C.UTF-8'"


def server() -> URL:
    """The server that the environment names."""
    return with_driver(make_url(os.environ[SERVER]))


def command(statement: str) -> None:
    """Say something to the server outside of any transaction."""
    engine = create_engine(server(), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(statement)
    engine.dispose()


_NUMBER = iter(range(1, 1_000_000))
_FREE: list[str] = []
"""Databases at the newest revision that no test uses now."""


def address_of(name: str) -> str:
    """The address of a database of the server."""
    return server().set(database=name).render_as_string(hide_password=False)


@contextmanager
def fresh_postgresql(*, migrated: bool = True) -> Iterator[str]:
    """The address of a database that is empty of rows (``migrated``) or of everything.

    Migrated ones are emptied and used again: making and dropping a database takes a second of a busy disk.
    """
    name = _FREE.pop() if migrated and _FREE else _made(migrated=migrated)
    yield address_of(name)
    if migrated:
        _emptied(name)
        _FREE.append(name)


def _made(*, migrated: bool) -> str:
    """A new database; dropped with all others when the process ends."""
    name = f"jieyi_test_{os.getpid()}_{next(_NUMBER)}"
    command(f"CREATE DATABASE {name} {LIKE_SQLITE}")
    atexit.register(command, f"DROP DATABASE IF EXISTS {name} (FORCE)")
    if migrated:
        database = open_database(address_of(name))
        migrate(database)
        database.close()
    return name


def _emptied(name: str) -> None:
    """Take all rows away, past the triggers that refuse it; whoever is still connected is sent away first."""
    ours = f"datname = '{name}'"
    command(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {ours}")  # noqa: S608 - our own name
    engine = create_engine(make_url(address_of(name)))
    with engine.begin() as connection:
        connection.execute(text("SET LOCAL session_replication_role = replica"))
        connection.execute(text("; ".join(f'DELETE FROM "{table}"' for table in Base.metadata.tables)))  # noqa: S608 - our own
        connection.execute(text("SELECT setval(format('%I', sequencename), 1, false) FROM pg_sequences"))
        connection.execute(text("UPDATE alembic_version SET version_num = :head"), {"head": head()})
    engine.dispose()


NOT_OURS = {"alembic_version", "spatial_ref_sys"}


def dump(database: Database) -> dict[str, str]:
    """Everything that each of our tables holds, as text."""
    with database.reading() as session:
        names = set(inspect(session.connection()).get_table_names()) - NOT_OURS
        return {
            name: "\n".join(sorted(str(tuple(row)) for row in session.execute(text(f'SELECT * FROM "{name}"'))))  # noqa: S608 - names come from the database itself
            for name in sorted(names)
        }  # fmt: skip
