"""Courtyards of the sample: twelve plots between the streets, each with its gate."""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import shapely
from shapely.geometry import Polygon
from shapely.geometry.base import BaseGeometry

from geodata.samples.frame import METRIC_CRS, Frame
from geodata.samples.streets import HALF_DEPTH_M, HALF_LENGTH_M, Streets

NAMES = (
    ("桂香院", "Osmanthus Court"), ("皂角院", "Honey Locust Court"), ("纺织院", "Weavers' Court"),
    ("书院坝", "Study Court"), ("邮电院", "Post Office Court"), ("菜市院", "Market Court"),
    ("井台院", "Well Terrace Court"), ("石榴院", "Pomegranate Court"), ("灯笼院", "Lantern Court"),
    ("水文院", "River Gauge Court"), ("竹影院", "Bamboo Court"), ("梧桐院", "Parasol Tree Court"),
)  # fmt: skip
SETBACK_M = 0.4


@dataclass(frozen=True)
class Plot:
    """One courtyard: its box on the plan (``u0, v0, u1, v1``), its outline on the ground, its gate.

    :param front: the street that its gate opens to.
    :param gate: where the gate meets the pavement, on the plan.
    """

    number: int
    u0: float
    v0: float
    u1: float
    v1: float
    outline: Polygon
    front: str
    gate: tuple[float, float]

    @property
    def code(self) -> str:
        """Two digits, so that text sorts like numbers."""
        return f"{self.number:02}"


def divide(frame: Frame, streets: Streets) -> tuple[Plot, ...]:
    """The twelve plots, west to east, north before south."""
    at = {s.id: s.at for s in streets.all}
    half = {s.id: s.half_m for s in streets.all}
    lane, west, east = "YL-ST-01", "YL-ST-02", "YL-ST-03"
    far, deep = HALF_LENGTH_M, HALF_DEPTH_M

    def before(street: str) -> float:
        return at[street] - half[street]

    def after(street: str) -> float:
        return at[street] + half[street]

    top, bottom = after(lane), before(lane)
    boxes = (
        (-far, top, before("YL-ST-04"), deep, lane),
        (after("YL-ST-04"), top, before(west), deep, lane),
        (after(west), top, before(east), before("YL-ST-05"), lane),
        (after(west), after("YL-ST-05"), before(east), deep, west),
        (after(east), top, far, before("YL-ST-06"), lane),
        (after(east), after("YL-ST-06"), far, deep, east),
        (-far, after("YL-ST-07"), before(west), bottom, lane),
        (-far, -deep, before(west), before("YL-ST-07"), west),
        (after(west), -deep, before("YL-ST-08"), bottom, lane),
        (after("YL-ST-08"), -deep, before(east), bottom, lane),
        (after(east), -deep, before("YL-ST-09"), bottom, lane),
        (after("YL-ST-09"), -deep, far, bottom, lane),
    )
    taken = streets.corridor.buffer(SETBACK_M)
    return tuple(
        Plot(number, u0, v0, u1, v1, _inside(frame, streets, (u0, v0, u1, v1), taken), front,
             _gate((u0, v0, u1, v1), at[front], along=front == lane))
        for number, (u0, v0, u1, v1, front) in enumerate(boxes, 1)
    )  # fmt: skip


def _inside(frame: Frame, streets: Streets, box: tuple[float, float, float, float], taken: BaseGeometry) -> Polygon:
    ground = frame.area(*box).intersection(streets.bounds).difference(taken)
    parts = [part for part in shapely.get_parts(ground) if isinstance(part, Polygon)]
    return max(parts, key=lambda part: float(part.area))


def _gate(box: tuple[float, float, float, float], at: float, *, along: bool) -> tuple[float, float]:
    u0, v0, u1, v1 = box
    if along:
        return (u0 + u1) / 2, v0 if at < v0 else v1
    return u0 if at < u0 else u1, (v0 + v1) / 2


def courtyards(plots: tuple[Plot, ...]) -> gpd.GeoDataFrame:
    """Columns ``id, code, name_zh, name_en, front``; outlines."""
    rows = [
        {
            "id": f"YL-C-{p.code}",
            "code": p.code,
            "name_zh": f"{p.number}号院（{NAMES[p.number - 1][0]}）",
            "name_en": f"Courtyard {p.number} ({NAMES[p.number - 1][1]})",
            "front": p.front,
            "geometry": p.outline,
        }
        for p in plots
    ]
    return gpd.GeoDataFrame(rows, geometry="geometry", crs=METRIC_CRS)
