"""What a rerun of each page costs: CPU time of the server process, and bytes over the websocket."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from tests.benchmarks.installation import Installation
from tests.benchmarks.result import TIMES, Result
from tests.benchmarks.server import Server, bare, serving
from tests.benchmarks.visitor import PageVisit, visiting

LIMIT_CPU_MS = 150
LIMIT_KB = 300
RERUNS = 10
"""Runs in one measurement: the system counts CPU in hundredths of a second."""


SHOWS = {
    "home": "home_open_", "map": "jieyiMap.start", "map_taipei": "jieyiMap.start", "case": "/photos/", "vote": "vote_ranking",
    "results": "report.html", "manage": "manage_section",
}  # fmt: skip
"""What proves that the page is drawn as it is meant, and not a way around it."""


@dataclass(frozen=True)
class Cost:
    """Medians of a page's reruns, and what its first run sent."""

    cpu_ms: float
    sent_kb: float
    first_kb: float


def reruns(installation: Installation) -> list[Result]:
    """Every page on the illustrative community, and the map with the trees of Taipei, beside a bare page."""
    peer = _bare()
    results = []
    with serving(installation.folder) as server:
        for name, page, cookies, params in visits(installation, server):
            with visiting(server, page, cookies, shows=SHOWS[name], **params) as visit:
                cost = measured(server, visit)
            note = f"first run {cost.first_kb:.0f} kB"
            results += [
                Result(f"rerun_{name}_cpu", cost.cpu_ms, "ms", peer.cpu_ms, LIMIT_CPU_MS, note),
                Result(f"rerun_{name}_sent", cost.sent_kb, "kB", peer.sent_kb, LIMIT_KB, note),
            ]
        results.append(Result("server_memory", server.memory_mb(), "MB", note="resident, after all pages were drawn"))
    return results


def visits(made: Installation, server: Server) -> list[tuple[str, str, dict[str, str], dict[str, str]]]:
    """What is measured, the page's address, and with which cookies and parameters it is visited."""
    here = {"community": made.here}
    found: list[tuple[str, str, dict[str, str], dict[str, str]]] = [
        ("home", "", {}, here),
        ("map", "map", {}, here),
        ("case", "case", {}, here | {"case": made.case}),
        ("vote", "vote", made.voter_cookies(server), here | {"round": made.open_round}),
        ("results", "results", {}, here | {"round": made.closed_round}),
        ("manage", "manage", made.staff_cookies(server), here),
    ]
    if made.taipei:
        found.append(("map_taipei", "map", {}, {"community": made.taipei}))
    return found


def measured(server: Server, visit: PageVisit) -> Cost:
    """Five measurements of ten reruns each, after two that warm up."""
    first = visit.sent_bytes
    for _ in range(2):
        visit.run()

    def once() -> tuple[float, float]:
        before = server.cpu_ms()
        sent = sum(visit.run() for _ in range(RERUNS))
        return (server.cpu_ms() - before) / RERUNS, sent / RERUNS / 1000

    costs = [once() for _ in range(TIMES)]
    return Cost(median(cpu for cpu, _ in costs), median(sent for _, sent in costs), first / 1000)


def _bare() -> Cost:
    with TemporaryDirectory() as folder, bare(Path(folder)) as server, visiting(server, "") as visit:
        return measured(server, visit)


BENCHMARKS: dict[str, Callable[[Installation], list[Result]]] = {"reruns": reruns}
