"""Crowds of voters from outside, over HTTP, with the load generator on the same cores: a minute, a moment, and no pause.

After each run its history is checked (``tests/history.py``): nothing acknowledged is lost, nothing is there twice, codes
used = receipts = ballots = total of the count.
"""

from __future__ import annotations

import asyncio
import os
import random
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory

from planning import addresses, store
from planning.options.electorate import Code, code_hash
from planning.settings import Settings
from planning.web.house import open_house
from tests.benchmarks.bare_casts import bare_rate
from tests.benchmarks.installation import Installation
from tests.benchmarks.result import TIMES, Result
from tests.benchmarks.server import Server, serving
from tests.databases import SERVER, fresh_postgresql
from tests.history import summary
from tests.load import crowds
from tests.load.http import Line
from tests.load.looking import checked
from tests.load.phone import Log, Phone
from tests.load.slow_disk import is_slowed, slow_disk
from tests.rounds import Poll, opened

VOTERS, WITHIN_S = 500, 60
STEADY, LINES = 600, 64
LIMIT_P95_MS, LIMIT_AT_ONCE_MS, LIMIT_MB = 1000, 2000, 600
LEAST_SHARE = 0.6
SYNC_MS = 5


@dataclass(frozen=True)
class Hall:
    """A round with its codes, and the server that takes its ballots."""

    poll: Poll
    server: Server
    ids: Mapping[str, str]

    def phones(self, numbers: Sequence[int], log: Log) -> list[Phone]:
        """The phones of these voters."""
        return crowds.phones(self.poll, self.server.address, numbers, log, self.ids)


def kinds() -> list[str]:
    """The databases that can be tried."""
    return ["sqlite", "postgresql"] if os.environ.get(SERVER) else ["sqlite"]


@contextmanager
def hall(kind: str, codes: int, more: Mapping[str, str] | None = None) -> Iterator[Hall]:
    """A running server with an open round on a database of this kind; gone afterwards."""
    with TemporaryDirectory() as named, _address(kind) as address:
        folder = Path(named)
        house = open_house(Settings(data_dir=folder, database_url=address))
        poll = opened(house, count=codes)
        with serving(folder, **({"JIEYI_DATABASE_URL": address} if address else {}), **(more or {})) as server:
            yield Hall(poll, server, code_ids(poll))
        house.database.close()


@contextmanager
def _address(kind: str) -> Iterator[str]:
    if kind == "sqlite":
        yield ""
        return
    with fresh_postgresql() as address:
        yield address


def code_ids(poll: Poll) -> dict[str, str]:
    """Ids of the codes by what is typed."""
    with poll.house.database.reading() as session:
        by_hash = {one.hash: one.id for one in store.find(session, Code, round_id=poll.round_id)}
    return {code: by_hash[str(code_hash(code))] for code in poll.codes}


def p95_ms(seconds: Sequence[float]) -> float:
    """The 95th percentile in milliseconds."""
    return quantiles(seconds, n=20)[-1] * 1000


def crowd(_: Installation) -> list[Result]:
    """500 voters within a minute: code, page, ballot; the barest route is asked beside them."""
    return [result for kind in kinds() for result in _minute(kind)]


def _minute(kind: str) -> Iterator[Result]:
    log, bare = Log(), list[float]()
    with hall(kind, VOTERS) as here:
        cpu_ms = here.server.cpu_ms()
        voters = here.phones(range(VOTERS), log)

        async def both() -> None:
            beside = asyncio.create_task(_asking(here.server.address, bare))
            await crowds.spread(voters, WITHIN_S, random.Random(VOTERS))
            beside.cancel()

        asyncio.run(both())
        cpu_ms, peak_mb = here.server.cpu_ms() - cpu_ms, here.server.peak_mb()
        checked(here.poll, log.tries)
    ended = summary(log.tries)
    if ended["acknowledged"] != VOTERS:
        raise AssertionError(f"not all voted: {ended}")
    told, peer = f"{VOTERS} voters in {WITHIN_S} s, {log.failed} of {log.requests} requests tried again", p95_ms(bare)
    for what in ("enter", "page", "cast"):
        yield Result(f"crowd_{kind}_{what}_p95", p95_ms(log.seconds[what]), "ms", peer, LIMIT_P95_MS, told)
    yield Result(f"crowd_{kind}_memory", peak_mb, "MB", None, LIMIT_MB, "largest resident memory since the start")
    yield Result(f"crowd_{kind}_cpu", cpu_ms / VOTERS, "ms", None, None, "CPU time of the server for each voter")


async def _asking(address: str, seconds: list[float]) -> None:
    """Ask the barest route five times a second."""
    async with Line(address) as line:
        while True:
            begun = time.perf_counter()
            await line.ask("GET", addresses.HEALTH)
            seconds.append(time.perf_counter() - begun)
            await asyncio.sleep(0.2)


def surge(_: Installation) -> list[Result]:
    """500 ballots in one moment, on this disk and on one whose every sync takes 5 ms longer."""
    with TemporaryDirectory() as folder:
        slow = slow_disk(Path(folder), SYNC_MS)
        here = [_moment(kind, f"surge_{kind}", {}) for kind in kinds()]
        return [*here, _moment("sqlite", "surge_sqlite_slow_disk", slow)]


def _moment(kind: str, name: str, more: Mapping[str, str]) -> Result:
    bare = bare_rate(kind, {**os.environ, **more})
    log = Log()
    with hall(kind, VOTERS * TIMES, more) as here:
        if is_slowed(here.server.process.pid) != bool(more):
            raise AssertionError("the disk of the server is not the one that was meant")
        took = []
        for part in range(TIMES):
            voters = here.phones(range(part * VOTERS, (part + 1) * VOTERS), log)
            crowds.entered(here.poll, voters)
            took.append(asyncio.run(crowds.at_once(voters)))
        checked(here.poll, log.tries)
    worst = f"slowest of {TIMES}: {max(took) * 1000:.0f} ms; peer: the bare database one by one; {log.failed} of {log.requests} requests tried again"
    return Result(name, median(took) * 1000, "ms", VOTERS / bare * 1000, LIMIT_AT_ONCE_MS, worst)


def sustained(_: Installation) -> list[Result]:
    """As many ballots as go, over 64 connections, beside the same statements one by one by the driver alone."""
    with TemporaryDirectory() as folder:
        slow = slow_disk(Path(folder), SYNC_MS)
        here = [_steady(kind, f"sustained_{kind}", {}) for kind in kinds()]
        return [*here, _steady("sqlite", "sustained_sqlite_slow_disk", slow)]


def _steady(kind: str, name: str, more: Mapping[str, str]) -> Result:
    log, rates, bare = Log(), list[float](), list[float]()
    with hall(kind, STEADY * TIMES, more) as here:
        for part in range(TIMES):
            bare.append(bare_rate(kind, {**os.environ, **more}))
            voters = here.phones(range(part * STEADY, (part + 1) * STEADY), log)
            crowds.entered(here.poll, voters)
            rates.append(STEADY / asyncio.run(crowds.steady(voters, LINES)))
        checked(here.poll, log.tries)
    rate, peer = median(rates), median(bare)
    note = (
        f"{rate:.0f} casts/s, bare {peer:.0f}/s: {rate / peer:.0%}; {log.failed} of {log.requests} requests tried again"
    )
    return Result(name, 1000 / rate, "ms per cast", 1000 / peer, 1000 / peer / LEAST_SHARE, note)


BENCHMARKS: dict[str, Callable[[Installation], list[Result]]] = {"crowd": crowd, "surge": surge, "sustained": sustained}
