"""How many ballots a second the store takes on each database, beside the very same statements sent by the bare driver."""

from __future__ import annotations

import os
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

import psycopg
from sqlalchemy import event
from sqlalchemy.engine import make_url

from planning.settings import Settings
from planning.web.house import House, open_house
from tests import databases
from tests.benchmarks.installation import Installation
from tests.benchmarks.result import TIMES, Result
from tests.databases import SERVER, fresh_postgresql
from tests.rounds import Poll, opened

CASTS = 60
"""Ballots in one measurement."""
THREADS = 8
Statement = tuple[str, Any]


@dataclass
class Told:
    """What the writing engine sent, ballot by ballot."""

    casts: list[list[Statement]] = field(default_factory=list)


def store(installation: Installation) -> list[Result]:
    """One ballot after the other; eight at a time; and the bare statements with their commits."""
    kinds = ["sqlite", "postgresql"] if os.environ.get(SERVER) else ["sqlite"]
    return [result for kind in kinds for result in _of(kind)]


def _of(kind: str) -> Iterator[Result]:
    with TemporaryDirectory() as folder, copied(kind, Path(folder), CASTS * (2 * TIMES)) as (poll, replayed):
        yield from _results(kind, poll, replayed)


Replayed = Callable[[Sequence[list[Statement]]], float]
"""Sends the statements of ballots to the copy, with a commit after each ballot; gives ballots a second."""


@contextmanager
def copied(kind: str, folder: Path, codes: int) -> Iterator[tuple[Poll, Replayed]]:
    """An open round on a database of this kind, and a copy of it to which the bare driver sends the same statements."""
    if kind == "sqlite":
        here = folder / "here"
        house = open_house(Settings(data_dir=here))
        poll = opened(house, count=codes)
        house.database.close()  # all of it is in the one file now
        file = folder / "copy.sqlite3"
        shutil.copy(here / "jieyi.sqlite3", file)
        yield poll, partial(_replayed_sqlite, file)
        house.database.close()
        return
    with fresh_postgresql() as address:
        house = open_house(Settings(data_dir=folder, database_url=address))
        poll = opened(house, count=codes)
        house.database.close()
        copy = f"{make_url(address).database}_copy"
        databases.command(f"DROP DATABASE IF EXISTS {copy} (FORCE)")
        databases.command(f"CREATE DATABASE {copy} TEMPLATE {make_url(address).database}")
        try:
            yield poll, partial(_replayed_postgresql, copy)
        finally:
            house.database.close()
            databases.command(f"DROP DATABASE {copy} (FORCE)")


def _results(kind: str, poll: Poll, replayed: Replayed) -> list[Result]:
    code_ids = [poll.code_id(number) for number in range(len(poll.codes))]
    version = poll.version

    def cast(number: int) -> None:
        poll.cast(number, code_id=code_ids[number], version=version)

    with listening(poll.house) as told:
        one_by_one = [_rate(partial(_each, cast, _part(part))) for part in range(TIMES)]
    with ThreadPoolExecutor(THREADS) as pool:
        together = [_rate(partial(_together, pool, cast, _part(part))) for part in range(TIMES, 2 * TIMES)]
    bare = median(replayed(told.casts[part * CASTS : (part + 1) * CASTS]) for part in range(TIMES))
    each = len(told.casts[0])
    return [
        Result(f"cast_{kind}", median(one_by_one), "ballots/s", bare, None, f"more is better; peer: the same {each} statements bare, {bare * each:.0f} statements/s"),
        Result(f"cast_{kind}_threads", median(together), "ballots/s", bare, None, f"{THREADS} at a time"),
    ]  # fmt: skip


def _each(work: Callable[[int], None], numbers: range) -> None:
    for number in numbers:
        work(number)


def _together(pool: ThreadPoolExecutor, work: Callable[[int], None], numbers: range) -> None:
    list(pool.map(work, numbers))


def _part(number: int) -> range:
    return range(number * CASTS, (number + 1) * CASTS)


def _rate(work: Callable[[], object], casts: int = CASTS) -> float:
    begun = time.perf_counter()
    work()
    return casts / (time.perf_counter() - begun)


@contextmanager
def listening(house: House) -> Iterator[Told]:
    """Write down what the writing engine sends, without the savepoint that a ballot among others has."""
    told, current = Told(), []

    def heard(_connection: Any, _cursor: Any, statement: str, parameters: Any, _context: Any, _many: bool) -> None:
        if not statement.startswith(("SAVEPOINT", "RELEASE")):
            current.append((statement, parameters))

    def committed(_connection: Any) -> None:
        told.casts.append(current.copy())
        current.clear()

    engine = house.database.writer
    event.listen(engine, "before_cursor_execute", heard)
    event.listen(engine, "commit", committed)
    try:
        yield told
    finally:
        event.remove(engine, "before_cursor_execute", heard)
        event.remove(engine, "commit", committed)


def _replayed_sqlite(file: Path, casts: Sequence[list[Statement]]) -> float:
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}")

        def work() -> None:
            for statements in casts:
                for statement, parameters in statements:
                    connection.execute(statement, parameters).fetchall()
                connection.execute("COMMIT")

        return _rate(work, len(casts))


def _replayed_postgresql(name: str, casts: Sequence[list[Statement]]) -> float:
    url = databases.server().set(drivername="postgresql", database=name)
    with psycopg.connect(url.render_as_string(hide_password=False)) as connection:

        def work() -> None:
            for statements in casts:
                for statement, parameters in statements:
                    cursor = connection.execute(statement, parameters or None)
                    if cursor.description:
                        cursor.fetchall()
                connection.commit()

        return _rate(work, len(casts))


BENCHMARKS: dict[str, Callable[[Installation], list[Result]]] = {"store": store}
