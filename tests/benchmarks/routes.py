"""What the map's script waits for: the viewport route with 2,500 trees, near and far, beside the barest route."""

from __future__ import annotations

import time
from collections.abc import Callable
from statistics import median

import httpx2 as httpx

from planning import addresses
from tests.benchmarks.installation import Installation
from tests.benchmarks.result import Result, median_of_five
from tests.benchmarks.server import Server, serving

REQUESTS = 40
NEAR = "121.5345,25.0285,121.5365,25.0305"
FAR = "121.50,25.00,121.57,25.06"


def viewport(installation: Installation) -> list[Result]:
    """Milliseconds from request to answer, one after the other, on this machine."""
    community = installation.taipei or installation.here
    with serving(installation.folder) as server:
        if installation.taipei:
            views = {"near": (NEAR, "19"), "far": (FAR, "13")}
        else:
            views = {
                "far": (_bounds(server, installation.here), "13"),
                "near": (_bounds(server, installation.here), "19"),
            }
        peer = _ms(server, addresses.HEALTH)[0]
        return [_one(server, name, community, box, zoom, peer) for name, (box, zoom) in views.items()]


def _one(server: Server, name: str, community: str, box: str, zoom: str, peer: float) -> Result:
    ms, size, features = _ms(server, addresses.to(addresses.MAP_VIEWPORT, community=community, bbox=box, zoom=zoom))
    return Result(f"viewport_{name}", ms, "ms", peer, None, f"{size / 1000:.0f} kB, {features} features at zoom {zoom}")


def _bounds(server: Server, here: str) -> str:
    """The whole community: what its objects cover."""
    found = httpx.get(f"{server.address}{addresses.to(addresses.MAP_BASE, community=here)}").json()
    lon, lat = _first_point(found["features"][0]["geometry"]["coordinates"])
    return f"{lon - 0.02},{lat - 0.02},{lon + 0.02},{lat + 0.02}"


def _first_point(coordinates: list[object]) -> tuple[float, float]:
    first = coordinates[0]
    if isinstance(first, list):
        return _first_point(first)
    assert isinstance(first, float)
    assert isinstance(coordinates[1], float)
    return first, coordinates[1]


def _ms(server: Server, path: str) -> tuple[float, int, int]:
    with httpx.Client(base_url=server.address) as client:
        answer = client.get(path).raise_for_status()

        def once() -> float:
            times = []
            for _ in range(REQUESTS):
                begun = time.perf_counter()
                client.get(path)
                times.append((time.perf_counter() - begun) * 1000)
            return median(times)

        return median_of_five(once), len(answer.content), len(answer.json().get("features", []))


BENCHMARKS: dict[str, Callable[[Installation], list[Result]]] = {"viewport": viewport}
