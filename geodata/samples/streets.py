"""Streets of the sample: centre lines, carriageways, pavements and kerbs, in metres of the metric CRS."""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import shapely
from shapely.geometry import LineString, Polygon
from shapely.geometry.base import BaseGeometry

from geodata.samples.frame import METRIC_CRS, Frame

HALF_LENGTH_M, HALF_DEPTH_M = 212.0, 152.0
KERB_RADIUS_M = 4.0
OVERRUN_M = 14.0  # streets go on beyond the block; the drawing is cut at its bounds


@dataclass(frozen=True)
class Street:
    """One street or lane.

    :param kind: ``street`` (with pavements) or ``lane`` (shared, without).
    :param at: its ``v`` on the plan if it runs along the lane, its ``u`` if it runs across.
    :param line: centre line, metric.
    :param carriageway_m: width between the kerbs.
    :param pavement_m: width of each pavement, 0 for a lane.
    """

    id: str
    name_zh: str
    name_en: str
    kind: str
    at: float
    line: LineString
    carriageway_m: float
    pavement_m: float

    @property
    def half_m(self) -> float:
        """Centre line to building line."""
        return self.carriageway_m / 2 + self.pavement_m


@dataclass(frozen=True)
class Streets:
    """The network and the surfaces made from it."""

    bounds: Polygon
    all: tuple[Street, ...]
    roadway: BaseGeometry
    corridor: BaseGeometry

    def __getitem__(self, street_id: str) -> Street:
        return next(street for street in self.all if street.id == street_id)


def lay_streets(frame: Frame, rng: np.random.Generator) -> Streets:
    """Yulan Lane, two cross streets and six small lanes, two courtyards between any two of them."""
    west, east = float(rng.uniform(-82, -76)), float(rng.uniform(78, 84))
    upper, lower = float(rng.uniform(79, 85)), float(rng.uniform(-84, -78))
    far, deep = HALF_LENGTH_M + OVERRUN_M, HALF_DEPTH_M + OVERRUN_M

    def along(v: float, u0: float, u1: float) -> LineString:
        return frame.line((u0, v), (u1, v))

    def across(u: float, v0: float, v1: float) -> LineString:
        return frame.line((u, v0), (u, v1))

    def lane(number: int, zh: str, en: str, at: float, line: LineString) -> Street:
        return Street(f"YL-ST-{number:02}", zh, en, "lane", at, line, float(rng.uniform(4.4, 5.2)), 0.0)

    nw, middle, se = (float(rng.uniform(*span)) for span in ((-150, -144), (0, 6), (146, 152)))
    streets = (
        Street("YL-ST-01", "玉兰巷", "Yulan Lane", "street", 0.0, along(0, -far, far), 9.0, 4.6),
        Street("YL-ST-02", "合欢街", "Hehuan Street", "street", west, across(west, -deep, deep), 8.0, 4.0),
        Street("YL-ST-03", "双井街", "Shuangjing Street", "street", east, across(east, -deep, deep), 8.0, 4.0),
        lane(4, "皂角巷", "Zaojiao Alley", nw, across(nw, 0, deep)),
        lane(5, "书院巷", "Shuyuan Alley", upper, along(upper, west, east)),
        lane(6, "菜市巷", "Market Alley", upper - 4, along(upper - 4, east, far)),
        lane(7, "井台巷", "Jingtai Alley", lower, along(lower, -far, west)),
        lane(8, "灯笼巷", "Lantern Alley", middle, across(middle, -deep, 0)),
        lane(9, "竹影巷", "Bamboo Alley", se, across(se, -deep, 0)),
    )
    bounds = frame.area(-HALF_LENGTH_M, -HALF_DEPTH_M, HALF_LENGTH_M, HALF_DEPTH_M)
    roadway = _rounded([s.line.buffer(s.carriageway_m / 2, cap_style="flat") for s in streets], bounds)
    corridor = _rounded([s.line.buffer(s.half_m, cap_style="flat") for s in streets], bounds)
    return Streets(bounds, streets, roadway, corridor.union(roadway))


def _rounded(strips: list[BaseGeometry], bounds: Polygon) -> BaseGeometry:
    whole = shapely.union_all(strips)
    return whole.buffer(KERB_RADIUS_M).buffer(-KERB_RADIUS_M).intersection(bounds)


def centre_lines(streets: Streets) -> gpd.GeoDataFrame:
    """Columns ``id, name_zh, name_en, kind, carriageway_m, pavement_m``; lines cut at the bounds."""
    rows = [
        {
            "id": s.id,
            "name_zh": s.name_zh,
            "name_en": s.name_en,
            "kind": s.kind,
            "carriageway_m": round(s.carriageway_m, 1),
            "pavement_m": s.pavement_m,
            "geometry": s.line.intersection(streets.bounds).simplify(0.05),
        }
        for s in streets.all
    ]
    return gpd.GeoDataFrame(rows, geometry="geometry", crs=METRIC_CRS)


def carriageways(streets: Streets) -> gpd.GeoDataFrame:
    """Columns ``id, street, kind``: one surface a street, shared ground given to the wider one; nothing overlaps."""
    left: BaseGeometry = streets.roadway
    rows = []
    for number, street in enumerate(streets.all, 1):
        grown = street.carriageway_m / 2 + (KERB_RADIUS_M if street.kind == "street" else 0.3)
        # A street that another one crosses is left in two pieces.
        mine = shapely.union_all(_parts(left.intersection(street.line.buffer(grown, cap_style="flat"))))
        rows.append({"id": f"YL-CW-{number:02}", "street": street.id, "kind": street.kind, "geometry": mine})
        left = left.difference(mine)
    return gpd.GeoDataFrame(rows, geometry="geometry", crs=METRIC_CRS)


def pavements(streets: Streets) -> gpd.GeoDataFrame:
    """Columns ``id, surface``: the ground between kerb and building line, cut where lanes cross it."""
    ground = streets.corridor.difference(streets.roadway)
    pieces = sorted((p for p in _parts(ground) if p.area > 8.0), key=lambda p: (-p.centroid.y, p.centroid.x))
    rows = [
        {"id": f"YL-PV-{i:02}", "surface": "concrete_slabs" if i % 3 else "clay_pavers", "geometry": p}
        for i, p in enumerate(pieces, 1)
    ]
    return gpd.GeoDataFrame(rows, geometry="geometry", crs=METRIC_CRS)


def kerbs(streets: Streets) -> gpd.GeoDataFrame:
    """Columns ``id``: the edges of the carriageway inside the bounds, as lines."""
    edge = streets.roadway.boundary.difference(streets.bounds.boundary.buffer(0.05))
    lines = [g for g in shapely.get_parts(shapely.line_merge(edge)) if g.length > 1.0]
    rows = [{"id": f"YL-K-{i:02}", "geometry": line} for i, line in enumerate(lines, 1)]
    return gpd.GeoDataFrame(rows, geometry="geometry", crs=METRIC_CRS)


def _parts(shape: BaseGeometry) -> list[Polygon]:
    return [part for part in shapely.get_parts(shape) if isinstance(part, Polygon)]
