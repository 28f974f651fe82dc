"""Forty small things that serve the street of the sample."""

from __future__ import annotations

from collections.abc import Iterator

import geopandas as gpd
import numpy as np
import shapely
from shapely.geometry import Point
from shapely.geometry.base import BaseGeometry

from geodata.samples.buildings import House
from geodata.samples.courtyards import Plot
from geodata.samples.frame import METRIC_CRS, Frame
from geodata.samples.streets import HALF_DEPTH_M, HALF_LENGTH_M, Street, Streets

COUNTS = {"bench": 11, "lamp": 12, "service_station": 3, "shared_parking": 4, "bin": 4, "notice_board": 3, "ramp": 3}
ON_PAVEMENT = ("bench", "lamp", "bin", "ramp")
FROM_KERB_M = {"bench": 3.1, "lamp": 0.5, "bin": 2.5, "ramp": 0.4}
CLEAR_OF_SITES_M = 1.2
AT_GATES = {"service_station": ("03", "06", "10"), "notice_board": ("01", "05", "09")}
PARKING = ("02", "04", "08", "11")
CONDITIONS, SHARES = ("good", "fair", "poor"), (0.68, 0.22, 0.1)
NAMES = {
    "bench": ("长椅", "Bench"), "lamp": ("路灯", "Street lamp"), "service_station": ("邻里服务站", "Service station"),
    "shared_parking": ("共享车位", "Shared parking"), "bin": ("分类垃圾箱", "Sorted waste bin"),
    "notice_board": ("公告栏", "Notice board"), "ramp": ("无障碍坡道", "Kerb ramp"),
}  # fmt: skip


def facilities(
    frame: Frame,
    streets: Streets,
    plots: tuple[Plot, ...],
    *,
    houses: tuple[House, ...],
    planted: gpd.GeoDataFrame,
    rng: np.random.Generator,
) -> gpd.GeoDataFrame:
    """Columns ``id, kind, name_zh, name_en, courtyard`` (empty on the street) ``, condition``; points."""
    rows: list[tuple[str, str, Point]] = []
    pits = shapely.union_all(planted.geometry.to_numpy()).buffer(CLEAR_OF_SITES_M)
    for kind in ON_PAVEMENT:
        rows += [(kind, "", point) for point in _on_pavement(frame, streets, kind, pits, rng)]
    by_code = {plot.code: plot for plot in plots}
    for kind, codes in AT_GATES.items():
        rows += [(kind, code, _behind_gate(by_code[code], houses)) for code in codes]
    rows += [("shared_parking", code, _free_ground(by_code[code], houses, rng)) for code in PARKING]
    return _framed(rows, rng)


def _on_pavement(
    frame: Frame, streets: Streets, kind: str, pits: BaseGeometry, rng: np.random.Generator
) -> Iterator[Point]:
    """So many of a kind, spread along the three streets."""
    ground = streets.corridor.difference(streets.roadway).buffer(-0.25).intersection(streets.bounds.buffer(-4.0))
    wide = [s for s in streets.all if s.kind == "street"]
    found: list[Point] = []
    while len(found) < COUNTS[kind]:
        street = wide[int(rng.choice(3, p=(0.5, 0.25, 0.25)))]
        point = _beside(frame, street, FROM_KERB_M[kind], rng)
        apart = all(point.distance(other) > 22.0 for other in found)
        if ground.contains(point) and not pits.contains(point) and apart:
            found.append(point)
    yield from found


def _beside(frame: Frame, street: Street, from_kerb_m: float, rng: np.random.Generator) -> Point:
    along = street.id == "YL-ST-01"
    end = HALF_LENGTH_M if along else HALF_DEPTH_M
    across = street.at + float(rng.choice((1.0, -1.0))) * (street.carriageway_m / 2 + from_kerb_m)
    at = float(rng.uniform(-end + 6.0, end - 6.0))
    return frame.point(at, across) if along else frame.point(across, at)


def _behind_gate(plot: Plot, houses: tuple[House, ...]) -> Point:
    """Beside the gatehouse."""
    gatehouse = next(h for h in houses if h.courtyard == plot.code and h.use == "gatehouse")
    door = shapely.Point(gatehouse.footprint.exterior.coords[0])
    away = shapely.Point(2 * door.x - gatehouse.footprint.centroid.x, 2 * door.y - gatehouse.footprint.centroid.y)
    line = shapely.LineString([door, away])
    return line.interpolate(0.6)


def _free_ground(plot: Plot, houses: tuple[House, ...], rng: np.random.Generator) -> Point:
    built = shapely.union_all([h.footprint for h in houses if h.courtyard == plot.code]).buffer(3.0)
    ground = plot.outline.buffer(-3.0).difference(built)
    while True:
        west, south, east, north = plot.outline.bounds
        point = Point(float(rng.uniform(west, east)), float(rng.uniform(south, north)))
        if ground.contains(point):
            return point


def _framed(rows: list[tuple[str, str, Point]], rng: np.random.Generator) -> gpd.GeoDataFrame:
    numbers = {kind: iter(range(1, count + 1)) for kind, count in COUNTS.items()}
    counted = [next(numbers[kind]) for kind, _, _ in rows]
    return gpd.GeoDataFrame(
        {
            "id": [f"YL-F-{i:02}" for i in range(1, len(rows) + 1)],
            "kind": [kind for kind, _, _ in rows],
            "name_zh": [f"{NAMES[kind][0]} {n}" for (kind, _, _), n in zip(rows, counted, strict=True)],
            "name_en": [f"{NAMES[kind][1]} {n}" for (kind, _, _), n in zip(rows, counted, strict=True)],
            "courtyard": [code for _, code, _ in rows],
            "condition": rng.choice(CONDITIONS, len(rows), p=SHARES).tolist(),
        },
        geometry=[point for _, _, point in rows],
        crs=METRIC_CRS,
    )
