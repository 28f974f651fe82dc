"""Visitors of Streamlit's pages: the first page of a warm server, and 50 planners who click once in ten seconds."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from statistics import median, quantiles

import httpx2 as httpx

from tests.benchmarks.installation import Installation
from tests.benchmarks.pages import visits
from tests.benchmarks.result import TIMES, Result
from tests.benchmarks.server import Server, serving
from tests.benchmarks.visitor import visiting

PLANNERS, CLICKS, EVERY_S = 50, 6, 10
LIMIT_PAGE_S, LIMIT_P95_MS = 3, 1500


def planners(installation: Installation) -> list[Result]:
    """From the request of the page to the end of its first run; then reruns, as many as planners make."""
    with serving(installation.folder) as server:
        _first_page(server, installation)
        warm = [_first_page(server, installation) for _ in range(TIMES)]
        pages = [one for one in visits(installation, server) if one[0] != "vote"]

        def planner(number: int) -> list[float]:
            chance = random.Random(number)
            _, page, cookies, params = pages[number % len(pages)]
            time.sleep(chance.uniform(0, EVERY_S))
            with visiting(server, page, cookies, **params) as visit:
                taken = []
                for _ in range(CLICKS):
                    time.sleep(EVERY_S * chance.uniform(0.5, 1.5))
                    begun = time.perf_counter()
                    visit.run()
                    taken.append((time.perf_counter() - begun) * 1000)
                return taken

        cpu_ms, begun = server.cpu_ms(), time.monotonic()
        with ThreadPoolExecutor(PLANNERS) as pool:
            clicks = [ms for taken in pool.map(planner, range(PLANNERS)) for ms in taken]
        busy = (server.cpu_ms() - cpu_ms) / 10 / (time.monotonic() - begun)
        memory_mb = server.peak_mb()
    return [
        Result("warm_first_page", median(warm), "s", None, LIMIT_PAGE_S, "of a warm server: the map, for a new visitor"),
        Result("planners_click_p95", quantiles(clicks, n=20)[-1], "ms", None, LIMIT_P95_MS,
               f"{PLANNERS} planners on {len(pages)} pages, a click in {EVERY_S} s each, {len(clicks)} clicks, median {median(clicks):.0f} ms, {busy:.0f} % of a core"),
        Result("planners_memory", memory_mb, "MB", None, None, "largest resident memory since the start"),
    ]  # fmt: skip


def _first_page(server: Server, installation: Installation) -> float:
    begun = time.monotonic()
    httpx.get(server.address, headers={"accept": "text/html"}).raise_for_status()
    with visiting(server, "map", shows="jieyiMap.start", community=installation.here):
        return time.monotonic() - begun


BENCHMARKS: dict[str, Callable[[Installation], list[Result]]] = {"planners": planners}
