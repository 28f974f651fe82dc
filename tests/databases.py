"""A fresh database for each test: a SQLite file, or, where JIEYI_TEST_DATABASE_URL names a server, one made from a template."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from sqlalchemy import create_engine, inspect, text
from sqlalchemy.engine import URL, make_url

from planning.store import Database, open_database
from planning.store.migrating import migrate
from planning.store.postgresql import with_driver

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


@cache
def _template() -> str:
    """A database at the newest revision, made once per test process and taken over by later ones of the same name."""
    name = f"jieyi_template_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"
    command(f"DROP DATABASE IF EXISTS {name} (FORCE)")
    command(f"CREATE DATABASE {name} {LIKE_SQLITE}")
    database = open_database(address_of(name))
    migrate(database)
    database.close()
    return name


_NUMBER = iter(range(1, 1_000_000))


def address_of(name: str) -> str:
    """The address of a database of the server."""
    return server().set(database=name).render_as_string(hide_password=False)


@contextmanager
def fresh_postgresql(*, migrated: bool = True) -> Iterator[str]:
    """The address of a new database, empty of rows (``migrated``) or of everything; dropped afterwards."""
    name = f"jieyi_test_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}_{next(_NUMBER)}"
    command(f"DROP DATABASE IF EXISTS {name} (FORCE)")
    command(f"CREATE DATABASE {name} {f'TEMPLATE {_template()}' if migrated else LIKE_SQLITE}")
    try:
        yield address_of(name)
    finally:
        command(f"DROP DATABASE {name} (FORCE)")


NOT_OURS = {"alembic_version", "spatial_ref_sys"}


def dump(database: Database) -> dict[str, str]:
    """Everything that each of our tables holds, as text."""
    with database.reading() as session:
        names = set(inspect(session.connection()).get_table_names()) - NOT_OURS
        return {
            name: "\n".join(sorted(str(tuple(row)) for row in session.execute(text(f'SELECT * FROM "{name}"'))))  # noqa: S608 - names come from the database itself
            for name in sorted(names)
        }  # fmt: skip
