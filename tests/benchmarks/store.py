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
    kinds = [_sqlite, _postgresql] if os.environ.get(SERVER) else [_sqlite]
    return [result for kind in kinds for result in kind()]


def _sqlite() -> Iterator[Result]:
    with TemporaryDirectory() as folder:
        here = Path(folder, "here")
        house = open_house(Settings(data_dir=here))
        poll = _poll(house)
        house.database.close()  # all of it is in the one file now
        copy = Path(folder, "copy.sqlite3")
        shutil.copy(here / "jieyi.sqlite3", copy)
        yield from _results("sqlite", poll, lambda casts: _replayed_sqlite(copy, casts))


def _postgresql() -> Iterator[Result]:
    with TemporaryDirectory() as folder, fresh_postgresql() as address:
        house = open_house(Settings(data_dir=Path(folder), database_url=address))
        poll = _poll(house)
        house.database.close()
        copy = f"{make_url(address).database}_copy"
        databases.command(f"DROP DATABASE IF EXISTS {copy} (FORCE)")
        databases.command(f"CREATE DATABASE {copy} TEMPLATE {make_url(address).database}")
        try:
            yield from _results("postgresql", poll, lambda casts: _replayed_postgresql(copy, casts))
        finally:
            house.database.close()
            databases.command(f"DROP DATABASE {copy} (FORCE)")


def _poll(house: House) -> Poll:
    return opened(house, count=CASTS * (2 * TIMES))


def _results(kind: str, poll: Poll, replayed: Callable[[Sequence[list[Statement]]], float]) -> list[Result]:
    code_ids = [poll.code_id(number) for number in range(len(poll.codes))]
    version = poll.version

    def cast(number: int) -> None:
        poll.cast(number, code_id=code_ids[number], version=version)

    with _listening(poll.house) as told:
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


def _rate(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return CASTS / (time.perf_counter() - begun)


@contextmanager
def _listening(house: House) -> Iterator[Told]:
    told, current = Told(), []

    def heard(_connection: Any, _cursor: Any, statement: str, parameters: Any, _context: Any, _many: bool) -> None:
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

        return _rate(work)


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

        return _rate(work)


BENCHMARKS: dict[str, Callable[[Installation], list[Result]]] = {"store": store}
