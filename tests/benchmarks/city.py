"""A city on the map: a million trees, looked at anywhere and from any height; beside what folium alone would send."""

from __future__ import annotations

import gzip
import math
import os
import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from http.client import HTTPConnection
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from typing import Any

import folium
import httpx2 as httpx
import numpy as np
from sqlalchemy import Connection, insert, text

from planning import addresses
from planning.settings import Settings
from planning.site import Bounds, Pin
from planning.store.starting import ready_database
from planning.store.tables.observations import PlantingSiteRow, TreeRow
from planning.store.tables.whole_house import CommunityRow
from planning.surveys.observation import Species
from planning.wording import Words
from tests.benchmarks.installation import Installation
from tests.benchmarks.result import Result
from tests.benchmarks.server import Server, serving
from tests.databases import SERVER, fresh_postgresql

CITY = Bounds(103.85, 30.45, 104.30, 30.90)
MILLION = 1_000_000
VIEWS = 300
SCREEN_PX = (1440, 900)
AROUND = 0.12
"""What the map's script asks for beyond the screen, on each side."""
MEDIAN_MS, P95_MS, LIMIT_KB = 5.0, 20.0, 100.0
KINDS = [Species("香樟", "Camphora officinarum"), Species("女贞", "Ligustrum lucidum"), Species("紫薇", "Lagerstroemia indica"),
         Species("银杏", "Ginkgo biloba"), Species("二球悬铃木", "Platanus × acerifolia")]  # fmt: skip
HERE = "city"
BLOCK = 20_000
CHROMIUM = "/usr/bin/chromium"
GZIP = b"\x1f\x8b"


Degrees = np.ndarray[Any, np.dtype[np.float64]]


def places(many: int) -> tuple[Degrees, Degrees]:
    """Trees along streets, denser towards the middle of the city: as in an inventory, not evenly spread."""
    rng = np.random.default_rng(1)
    lon0, lat0 = CITY.centre
    streets = max(1, many // 250)
    x, y = rng.normal(lon0, 0.075, streets), rng.normal(lat0, 0.075, streets)
    along, step = rng.random(streets) < 0.5, rng.uniform(5e-5, 9e-5, streets)
    at = np.arange(250)
    lon = x[:, None] + np.where(along, step, 0)[:, None] * at
    lat = y[:, None] + np.where(along, 0, step)[:, None] * at
    lon, lat = lon.ravel()[:many], lat.ravel()[:many]
    return np.clip(lon, CITY.west, CITY.east), np.clip(lat, CITY.south, CITY.north)


def fill(connection: Connection, many: int, community: str = HERE) -> None:
    """Trees on their sites, block by block, as an import writes them."""
    connection.execute(insert(CommunityRow).values(
        id=community, name=Words("全市", "City"), bounds=CITY, illustrative=False, published=True,
        time_zone="Asia/Shanghai", created_at=datetime(2026, 11, 24, tzinfo=UTC), blur_m=0))  # fmt: skip
    lon, lat = places(many)
    for start in range(0, many, BLOCK):
        sites, trees = [], []
        for i in range(start, min(many, start + BLOCK)):
            both = {
                "community_id": community, "lon": float(lon[i]), "lat": float(lat[i]), "pin": Pin(float(lon[i]), float(lat[i])),
                "external_id": str(i), "version": 1,
            }  # fmt: skip
            site, species = f"{community}-site-{i:09d}", KINDS[i % len(KINDS) if i % 3 else 0]
            sites.append({"id": site, "street": "", **both})
            if i % 20:  # one site of twenty is empty
                trees.append({
                    "id": f"{community}-tree-{i:09d}", "site_id": site, "species": species, "crown_m": 3.0 + i % 8,
                    "condition": ("good", "fair", "poor")[i % 3], "note": "", "removal_reason": "", **both,
                })  # fmt: skip
        connection.execute(insert(PlantingSiteRow), sites)
        connection.execute(insert(TreeRow), trees)


def views(number: int) -> list[tuple[str, str]]:
    """Boxes of a laptop's screen with their zooms: any place of the city and around it, every zoom from 9 to 21."""
    chance = random.Random(7)
    found = []
    for _ in range(number):
        zoom = chance.randint(9, 21)
        lon, lat = chance.gauss(CITY.centre[0], 0.08), chance.gauss(CITY.centre[1], 0.08)
        pixel = 360.0 / (256 * 2**zoom)
        wide, high = (side * pixel * (0.5 + AROUND) for side in SCREEN_PX)
        high *= math.cos(math.radians(lat))
        found.append((f"{lon - wide:.6f},{lat - high:.6f},{lon + wide:.6f},{lat + high:.6f}", str(zoom)))
    return found


@dataclass(frozen=True)
class Looked:
    """What many views cost."""

    median_ms: float
    p95_ms: float
    largest_kb: float
    sent_kb: float


class Kept:
    """A connection that is kept, by the standard library: a client of many layers takes more time than the server."""

    def __init__(self, server: Server) -> None:
        self._connection = HTTPConnection("127.0.0.1", server.port)

    def get(self, path: str) -> tuple[float, bytes]:
        """Milliseconds until the whole answer was there, and the answer as it came: packed."""
        begun = time.perf_counter()
        self._connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
        answer = self._connection.getresponse()
        body = answer.read()
        took = (time.perf_counter() - begun) * 1000
        if answer.status != 200:
            raise RuntimeError(f"{answer.status} {path}: {body[:200]!r}")
        return took, body


def look_around(server: Server, community: str, number: int = VIEWS) -> Looked:
    """Every view once over HTTP, one after the other; before, a few to wake the server."""
    kept = Kept(server)
    paths = [
        addresses.to(addresses.MAP_VIEWPORT, community=community, bbox=box, zoom=zoom) for box, zoom in views(number)
    ]
    for path in paths[:20]:
        kept.get(path)
    answers = [kept.get(path) for path in paths]
    times = [took for took, _ in answers]
    unpacked = [len(gzip.decompress(body) if body[:2] == GZIP else body) / 1000 for _, body in answers]
    return Looked(
        median(times), quantiles(times, n=20)[-1], max(unpacked), max(len(body) for _, body in answers) / 1000
    )


def a_million(_: Installation) -> list[Result]:
    """A million trees and sites on SQLite, and on PostgreSQL where a server is named; on SQLite in Chromium, too."""
    with TemporaryDirectory() as folder:
        results = _city_on("sqlite", Path(folder), {})
    if SERVER in os.environ:
        with TemporaryDirectory() as folder, fresh_postgresql() as address:
            results += _city_on("postgresql", Path(folder), {"JIEYI_DATABASE_URL": address})
    return results


def _city_on(kind: str, folder: Path, more: dict[str, str]) -> list[Result]:
    database = ready_database(
        Settings(data_dir=folder, database_url=more.get("JIEYI_DATABASE_URL", "")), thoroughly=False
    )
    try:
        begun = time.perf_counter()
        with database.writing() as session:
            fill(session.connection(), MILLION)
            written = time.perf_counter()
        folded = time.perf_counter()
        with database.administering() as connection:
            connection.execute(text("ANALYZE"))
    finally:
        database.close()
    filling = Result(f"city_{kind}_fill", folded - begun, "s", written - begun, None,
                     "a million sites with 950,000 trees in one transaction; peer: without folding the counts")  # fmt: skip
    with serving(folder, **more) as server:
        peer = _healthz(server)
        looked = [look_around(server, HERE) for _ in range(5)]
        note = f"{VIEWS} views at zooms 9 to 21 over HTTP; peer: /healthz"
        found = [
            filling,
            Result(f"city_{kind}_median", median(one.median_ms for one in looked), "ms", peer, MEDIAN_MS, note),
            Result(f"city_{kind}_p95", median(one.p95_ms for one in looked), "ms", peer, P95_MS, note),
            Result(
                f"city_{kind}_largest",
                looked[0].largest_kb,
                "kB",
                None,
                LIMIT_KB,
                f"as sent {looked[0].sent_kb:.0f} kB",
            ),
        ]
        return [*found, *(in_chromium(server) if kind == "sqlite" else [])]


def _healthz(server: Server) -> float:
    """The least that a request costs, asked as the views are: over a connection that is kept."""
    kept = Kept(server)
    return median(kept.get(addresses.HEALTH)[0] for _ in range(VIEWS))


WATCH = """
window.jieyiShown = [];
(() => {
  const drawn = new MutationObserver(() => window.jieyiShown.push(performance.now()));
  let root = null;
  setInterval(() => {
    if (!document.documentElement || document.documentElement === root) return;
    root = document.documentElement;
    drawn.observe(root, { subtree: true, attributes: true, attributeFilter: ["data-shown"] });
  }, 5);
})();
"""
"""In every frame: when the map had drawn what it was told, in milliseconds from the start of its frame. The document of a frame
may be another one than that in which this began."""


def _frame_of_map(page: Any) -> Any:
    """The frame whose script has made the map, once it has."""
    for _ in range(3000):
        for one in page.frames:
            if one.evaluate("Boolean(window.jieyiMap)"):
                return one
        page.wait_for_timeout(20)
    raise AssertionError("no map")


def in_chromium(server: Server) -> list[Result]:
    """From the start of the map's frame until its first marks, and from the end of a drag until the new ones."""
    from playwright.sync_api import sync_playwright

    first, settled = [], []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM)
        for _ in range(5):
            page = browser.new_page(viewport={"width": SCREEN_PX[0], "height": SCREEN_PX[1]})
            page.add_init_script(WATCH)
            page.goto(f"{server.address}/map?community={HERE}")
            map_ = page.frame_locator("iframe[title]").locator("#map_div, .leaflet-container").first
            map_.wait_for(timeout=60_000)
            frame = _frame_of_map(page)
            frame.wait_for_function("window.jieyiShown.length > 0", timeout=60_000)
            page.wait_for_timeout(1500)
            first.append(frame.evaluate("window.jieyiShown[0]") / 1000)
            box = map_.bounding_box()
            assert box is not None
            for away in (380, -250):
                x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
                before = frame.evaluate("window.jieyiShown.length")
                page.mouse.move(x, y)
                page.mouse.down()
                page.mouse.move(x - away, y - away / 2, steps=8)
                page.wait_for_timeout(300)  # held still: the map does not glide on
                page.mouse.up()
                released = frame.evaluate("performance.now()")
                frame.wait_for_function(f"window.jieyiShown.length > {before}", timeout=30_000)
                settled.append((frame.evaluate("window.jieyiShown.at(-1)") - released) / 1000)
            page.close()
        browser.close()
    return [
        Result("city_chromium_first", median(first), "s", None, 2.0, "from the start of the map's frame to its first marks"),
        Result("city_chromium_pan", max(0.0, median(settled)), "s", None, 0.5, "from letting go to the marks of the new place"),
    ]  # fmt: skip


def beside_folium(_: Installation) -> list[Result]:
    """The first view of 10,000 and 100,000 trees: what is sent, and how long the server takes, beside folium alone."""
    results = []
    with TemporaryDirectory() as folder:
        database = ready_database(Settings(data_dir=Path(folder)), thoroughly=False)
        for many in (10_000, 100_000):
            with database.writing() as session:
                fill(session.connection(), many, f"c{many}")
        database.close()
        box = f"{CITY.west},{CITY.south},{CITY.east},{CITY.north}"
        with serving(Path(folder)) as server:
            for many in (10_000, 100_000):
                path = addresses.to(addresses.MAP_VIEWPORT, community=f"c{many}", bbox=box, zoom="11")
                ours_ms, ours_kb = _answered(server, path)
                for name, drawn in (("markers", _markers), ("geojson", _geojson)):
                    theirs_ms, theirs_kb = drawn(many)
                    note = f"peer: folium, {name}"
                    results += [
                        Result(f"folium_{name}_{many}_ms", ours_ms, "ms", theirs_ms, None, note),
                        Result(f"folium_{name}_{many}_kb", ours_kb, "kB", theirs_kb, None, note),
                    ]
    return results


def _answered(server: Server, path: str) -> tuple[float, float]:
    with httpx.Client(base_url=server.address) as client:
        size = len(client.get(path).raise_for_status().content) / 1000

        def once() -> float:
            begun = time.perf_counter()
            client.get(path)
            return (time.perf_counter() - begun) * 1000

        return median(once() for _ in range(20)), size


def _drawn(layer: Callable[[folium.Map], None]) -> tuple[float, float]:
    """Milliseconds and kilobytes of a whole map; once: markers by the ten thousand take minutes."""
    begun = time.perf_counter()
    drawn = folium.Map(location=CITY.centre[::-1], tiles=None)
    layer(drawn)
    page = drawn.get_root().render()
    return (time.perf_counter() - begun) * 1000, len(page.encode()) / 1000


def _markers(many: int) -> tuple[float, float]:
    lon, lat = places(many)

    def layer(drawn: folium.Map) -> None:
        for i in range(many):
            folium.Marker((float(lat[i]), float(lon[i])), tooltip=KINDS[i % len(KINDS)].zh).add_to(drawn)

    return _drawn(layer)


def _geojson(many: int) -> tuple[float, float]:
    lon, lat = places(many)

    def layer(drawn: folium.Map) -> None:
        features = [
            {"type": "Feature", "geometry": {"type": "Point", "coordinates": [float(lon[i]), float(lat[i])]},
             "properties": {"species": KINDS[i % len(KINDS)].zh, "crown_m": 3.0 + i % 8}}
            for i in range(many)
        ]  # fmt: skip
        folium.GeoJson({"type": "FeatureCollection", "features": features}).add_to(drawn)

    return _drawn(layer)


BENCHMARKS: dict[str, Callable[[Installation], list[Result]]] = {"city": a_million, "folium": beside_folium}
