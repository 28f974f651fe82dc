"""Clearance: one rule for a million trees beside a hundred thousand pipes, against the bare search of the same arrays."""

from __future__ import annotations

import resource
import time

import numpy as np
import shapely

from geodata.clearance.answering import beside
from geodata.clearance.networks import Network, Spots, network
from tests.benchmarks.installation import Installation
from tests.benchmarks.result import Result, median_of_five

TREES, PIPES, SIDE_M, WITHIN_M = 1_000_000, 100_000, 40_000.0, 5.0


def _city() -> tuple[Spots, Network]:
    """Trees anywhere in a square of 40 km, pipes of 30 m in any direction."""
    rng = np.random.default_rng(1)
    starts = rng.uniform(0, SIDE_M, (PIPES, 2))
    turned = rng.uniform(0, np.pi, PIPES)
    ends = starts + 30.0 * np.column_stack((np.cos(turned), np.sin(turned)))
    lines = shapely.linestrings(np.stack((starts, ends), axis=1))
    x, y = rng.uniform(0, SIDE_M, (2, TREES))
    pipes = network(np.asarray(lines, dtype=object), diameter_mm=rng.choice([100.0, 200.0, 400.0], PIPES))
    return Spots(x, y, np.zeros(TREES)), pipes


def one_rule(_: Installation) -> list[Result]:
    """Seconds for the answers of all trees, the index being there in both cases."""
    spots, pipes = _city()
    points = spots.points
    pipes.tree.query(points[:1], predicate="dwithin", distance=WITHIN_M)

    def ours() -> float:
        begun = time.perf_counter()
        beside(spots, pipes, WITHIN_M)
        return time.perf_counter() - begun

    def bare() -> float:
        begun = time.perf_counter()
        pipes.tree.query(points, predicate="dwithin", distance=WITHIN_M)
        return time.perf_counter() - begun

    value, peer = median_of_five(ours), median_of_five(bare)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return [Result("clearance of 1,000,000 trees to 100,000 pipes", value, "s", peer, 2 * peer,
                   f"peer: bare STRtree.query(dwithin) of the same arrays; at most {memory} MB in use")]  # fmt: skip


BENCHMARKS = {"clearance": one_rule}
