"""Buildings of the sample: slabs in rows, shophouses along the lane, a gatehouse and a bicycle shed per courtyard."""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import shapely
from shapely.geometry import Polygon

from geodata.samples.courtyards import Plot
from geodata.samples.frame import METRIC_CRS, Frame

STOREY_M = 3.0
BETWEEN_M = 1.5
EDGE_M = 1.2  # to the courtyard's outline


@dataclass(frozen=True)
class House:
    """One building as drawn: ``shape`` around (0, 0), placed at ``u, v`` of the plan.

    :param use: ``slab`` (flats), ``shophouse``, ``gatehouse`` or ``shed``.
    """

    id: str
    courtyard: str
    use: str
    storeys: int
    shape: Polygon
    u: float
    v: float
    footprint: Polygon


def build(frame: Frame, plots: tuple[Plot, ...], rng: np.random.Generator) -> tuple[House, ...]:
    """All buildings; each stays inside its courtyard and clear of the others."""
    houses: list[House] = []
    for plot in plots:
        mine: list[House] = []
        for use, storeys, shape, u, v in _wishes(plot, rng):
            footprint = frame.place(shape, u, v)
            free = all(footprint.distance(other.footprint) >= BETWEEN_M for other in mine)
            if free and plot.outline.buffer(-EDGE_M).contains(footprint):
                number = len(houses) + len(mine) + 1
                mine.append(House(f"YL-B-{number:03}", plot.code, use, storeys, shape, u, v, footprint))
        houses += mine
    return tuple(houses)


Wish = tuple[str, int, Polygon, float, float]


def _wishes(plot: Plot, rng: np.random.Generator) -> list[Wish]:
    """What would be built if everything fitted, the important first."""
    wishes = [_gatehouse(plot)]
    front_v = plot.gate[1]
    faces_lane = front_v in (plot.v0, plot.v1)
    if faces_lane:
        wishes += _shophouses(plot, rng)
    low = plot.v0 + (16.0 if faces_lane and front_v == plot.v0 else 4.0)
    high = plot.v1 - (16.0 if faces_lane and front_v == plot.v1 else 4.0)
    wishes += _rows(plot, low, high, rng)
    return wishes + _sheds(plot, rng)


def _gatehouse(plot: Plot) -> Wish:
    u, v = plot.gate
    middle_u, middle_v = (plot.u0 + plot.u1) / 2, (plot.v0 + plot.v1) / 2
    if v in (plot.v0, plot.v1):
        return "gatehouse", 1, shapely.box(-1.9, -1.6, 1.9, 1.6), u + 5.2, v + np.sign(middle_v - v) * 4.0
    return "gatehouse", 1, shapely.box(-1.6, -1.9, 1.6, 1.9), u + np.sign(middle_u - u) * 4.0, v + 5.2


def _shophouses(plot: Plot, rng: np.random.Generator) -> list[Wish]:
    """A row of shops behind the pavement, with the gate's way left open."""
    inward = 1.0 if plot.gate[1] == plot.v0 else -1.0
    wishes: list[Wish] = []
    u = plot.u0 + float(rng.uniform(3.0, 5.0))
    while u < plot.u1 - 9.0:
        length, depth = float(rng.uniform(11.0, 18.0)), float(rng.uniform(8.0, 9.5))
        middle = u + length / 2
        if abs(middle - plot.gate[0]) > length / 2 + 2.6 and not 0 < middle - plot.gate[0] < length / 2 + 8.2:
            wishes.append(("shophouse", int(rng.integers(2, 4)), shapely.box(-length / 2, -depth / 2, length / 2, depth / 2),
                           middle, plot.gate[1] + inward * (2.4 + depth / 2)))  # fmt: skip
            u += length + float(rng.uniform(1.6, 2.4))
        else:
            u += 2.0
    return wishes


def _rows(plot: Plot, low: float, high: float, rng: np.random.Generator) -> list[Wish]:
    """Slabs along the lane's direction, a good distance apart for the winter sun."""
    depth = float(rng.uniform(10.5, 12.5))
    rows = max(1, int((high - low + 13.0) // (depth + 13.0)))
    step = (high - low - depth) / max(1, rows - 1)
    wide = plot.u1 - plot.u0 - 8.0
    per_row = 1 if wide < 48 else 2 if wide < 95 else 3
    storeys = int(rng.integers(5, 8)) if plot.number not in {5, 12} else 11
    wishes: list[Wish] = []
    for row in range(rows):
        length = (wide - (per_row - 1) * 6.0) / per_row * float(rng.uniform(0.86, 0.98))
        for column in range(per_row):
            u = plot.u0 + 4.0 + (column + 0.5) * wide / per_row
            v = low + depth / 2 + row * step
            tall = max(2, storeys - int(rng.integers(0, 2)))
            wishes.append(("slab", tall, _slab(length, depth, rng), u, v))
    return wishes


def _slab(length: float, depth: float, rng: np.random.Generator) -> Polygon:
    """A slab of flats with its staircases standing out on the north side and balconies on the south."""
    stairs = max(2, round(length / 16.0))
    parts = [shapely.box(-length / 2, -depth / 2 + 0.9, length / 2, depth / 2 - 0.9)]
    bay = float(rng.uniform(2.6, 3.2))
    for i in range(stairs):
        middle = -length / 2 + (i + 0.5) * length / stairs
        parts += [
            shapely.box(middle - bay / 2, depth / 2 - 1.0, middle + bay / 2, depth / 2),
            shapely.box(middle - length / stairs * 0.32, -depth / 2, middle + length / stairs * 0.32, -depth / 2 + 1.0),
        ]
    whole = shapely.union_all(parts)
    assert isinstance(whole, Polygon)  # noqa: S101 - the bays overlap the body
    return whole


def _sheds(plot: Plot, rng: np.random.Generator) -> list[Wish]:
    """Bicycle sheds wherever one finds room."""
    wishes: list[Wish] = []
    for _ in range(6):
        u, v = float(rng.uniform(plot.u0 + 8, plot.u1 - 8)), float(rng.uniform(plot.v0 + 6, plot.v1 - 6))
        wishes.append(("shed", 1, shapely.box(-6.0, -1.4, 6.0, 1.4), u, v))
    return wishes


def buildings(houses: tuple[House, ...]) -> gpd.GeoDataFrame:
    """Columns ``id, courtyard, use, storeys, height_m``; footprints."""
    rows = [
        {
            "id": h.id,
            "courtyard": h.courtyard,
            "use": h.use,
            "storeys": h.storeys,
            "height_m": round(h.storeys * STOREY_M + (1.2 if h.use == "slab" else 0.4), 1),
            "geometry": h.footprint,
        }
        for h in houses
    ]
    return gpd.GeoDataFrame(rows, geometry="geometry", crs=METRIC_CRS)
