"""SQLite: what each connection is told, and how writers queue."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import URL

BUSY_MS = 20_000
"""How long a writer waits for another one before it gives up."""

MENDED = ((3, 44, 6), (3, 50, 7))
"""Older lines into which the mending of 3.51.3 was carried back."""


def file_of(url: URL) -> Path:
    """The database's file; raises ``ValueError`` for a database in memory: two engines cannot share it."""
    if url.database in (None, "", ":memory:"):
        raise ValueError("an embedded database needs a file: two engines share it")
    return Path(str(url.database)).absolute()


def engine(url: URL, *, writes: bool) -> Engine:
    """An engine on a file: the writing one takes the write lock at once, the reading one cannot write."""
    made = create_engine(
        url,
        # One connection to write by: threads of this process queue for it. At SQLite's own lock they would sleep and
        # look again, up to a tenth of a second each time, which takes eight of them less than half as far.
        pool_size=1 if writes else 16,
        max_overflow=0 if writes else 16,
        pool_timeout=BUSY_MS / 1000,
        hide_parameters=True,  # an error is written to the server's log: no ranking, name or hash goes with it
        connect_args={"timeout": BUSY_MS / 1000, "check_same_thread": False, "isolation_level": None},
    )

    @event.listens_for(made, "connect")
    def _prepare(connection: Any, _record: Any) -> None:
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
            f"busy_timeout={BUSY_MS}",
            "temp_store=MEMORY",
        ):
            connection.execute(f"PRAGMA {pragma}")
        # SQLite's own knows the capitals of ASCII only: a search would tell É from é, Я from я.
        connection.create_function("lower", 1, lowered, deterministic=True)
        if not writes:
            connection.execute("PRAGMA query_only=ON")

    @event.listens_for(made, "begin")
    def _begin(connection: Any) -> None:
        # A deferred transaction that reads and then writes fails under concurrency ("database is locked"): writers
        # take the write lock at once and wait for it.
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return made


def lowered(text: Any) -> Any:
    """A text in small letters, letter by letter as PostgreSQL's ``lower`` in the locale C.UTF-8 makes it.

    No letter becomes two, none looks at its neighbours: Unicode's simple mapping (UnicodeData.txt, field 13).
    """
    if not isinstance(text, str):
        return text
    return text.lower() if text.isascii() else "".join(_small(letter) for letter in text)


def _small(letter: str) -> str:
    small = letter.lower()
    return small if len(small) == 1 else small[0]  # İ alone becomes two: i and a dot above


def has_wal_fault(version: tuple[int, int, int] = sqlite3.sqlite_version_info) -> bool:
    """Whether this SQLite can damage a file in a rare race of two checkpoints (sqlite.org/wal.html, "WAL-reset bug")."""
    if version >= (3, 51, 3):
        return False
    return not any(version[:2] == mended[:2] and version >= mended for mended in MENDED)
