"""The database: one engine that writes, one that only reads, and what SQLite must be told."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import Session

from planning.errors import N_, Refusal, Refusals

__all__ = ["Database", "Session", "is_empty", "open_database"]

BUSY_MS = 20_000
"""How long a writer waits for another one before it gives up."""


@dataclass(frozen=True, slots=True)
class Database:
    """Two engines on one database; sessions live inside one act or one question."""

    writer: Engine
    reader: Engine

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A session in one transaction that commits at the end, or leaves nothing behind."""
        try:
            with Session(self.writer, expire_on_commit=False) as session, session.begin():
                yield session
        except (OperationalError, PoolTimeout) as error:
            if not _is_busy(error):
                raise
            raise Refusal(
                "database_busy",
                N_("Too much is being saved at this moment: nothing is lost, please try again shortly."),
            ) from error

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that sees one state of the database and cannot change it."""
        with Session(self.reader) as session, session.begin():
            yield session

    def is_writable(self) -> bool:
        """Whether the database gives us its write lock within its patience."""
        try:
            with self.writing() as session:
                session.execute(text("SELECT 1"))
        except (DBAPIError, Refusals):
            return False
        return True

    def close(self) -> None:
        """Give all connections back."""
        self.writer.dispose()
        self.reader.dispose()


def _is_busy(error: OperationalError | PoolTimeout) -> bool:
    """Whether another writer held the lock, or all connections, for longer than our patience."""
    return isinstance(error, PoolTimeout) or "locked" in str(error.orig)


def open_database(address: str) -> Database:
    """Connect to an address such as ``sqlite:////path/jieyi.sqlite3``; creates the folder, not the tables."""
    url = make_url(address)
    if url.get_backend_name() != "sqlite":
        return Database(create_engine(url, pool_pre_ping=True), create_engine(url, pool_pre_ping=True))
    if url.database in (None, "", ":memory:"):
        raise ValueError("an embedded database needs a file: two engines share it")
    Path(str(url.database)).parent.mkdir(parents=True, exist_ok=True)
    return Database(_sqlite(address, writes=True), _sqlite(address, writes=False))


def _sqlite(address: str, *, writes: bool) -> Engine:
    engine = create_engine(
        address,
        pool_size=4 if writes else 16,
        max_overflow=0 if writes else 16,
        pool_timeout=BUSY_MS / 1000,
        connect_args={"timeout": BUSY_MS / 1000, "check_same_thread": False, "isolation_level": None},
    )

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: Any) -> None:
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
            f"busy_timeout={BUSY_MS}",
            "temp_store=MEMORY",
        ):
            connection.execute(f"PRAGMA {pragma}")
        if not writes:
            connection.execute("PRAGMA query_only=ON")

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        # A deferred transaction that reads and then writes fails under concurrency ("database is locked"): writers
        # take the write lock at once and wait for it.
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def is_empty(database: Database) -> bool:
    """Whether nothing was put in yet: no community and no member."""
    with database.reading() as session:
        return not session.scalar(text("SELECT EXISTS (SELECT 1 FROM communities) OR EXISTS (SELECT 1 FROM members)"))
