"""How long a warm installation takes to serve its first page, beside Streamlit with nothing to serve."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import httpx2 as httpx

from tests.benchmarks.installation import Installation
from tests.benchmarks.result import TIMES, Result, median_of_five
from tests.benchmarks.server import Server, bare, serving
from tests.benchmarks.visitor import visiting

LIMIT_START_S, LIMIT_PAGE_S = 5, 3


def start(installation: Installation) -> list[Result]:
    """Seconds from the command to the first answer; the database is there and migrated."""
    with TemporaryDirectory() as folder:
        peer = median_of_five(lambda: _seconds(bare(Path(folder))))
    starts = [_start_and_first_page(installation) for _ in range(TIMES)]
    return [
        Result("start_warm", median(s for s, _ in starts), "s", peer, LIMIT_START_S, "until the first page can be served"),
        Result("first_page", median(s for _, s in starts), "s", None, LIMIT_PAGE_S, "of a server just started: the map, drawn for its first visitor"),
    ]  # fmt: skip


def _start_and_first_page(installation: Installation) -> tuple[float, float]:
    """Seconds until ready, and from the request of the page to the end of its first run."""
    with serving(installation.folder) as server:
        begun = time.monotonic()
        httpx.get(server.address, headers={"accept": "text/html"}).raise_for_status()
        with visiting(server, "map", shows="jieyiMap.start", community=installation.here):
            return server.started_in_s, time.monotonic() - begun


def _seconds(started: AbstractContextManager[Server]) -> float:
    with started as server:
        return server.started_in_s


BENCHMARKS: dict[str, Callable[[Installation], list[Result]]] = {"start": start}
