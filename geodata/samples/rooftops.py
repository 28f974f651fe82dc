"""Structures on the roofs of the sample, with how far the talk about each has come."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import shapely
from shapely.geometry import Polygon
from shapely.geometry.base import BaseGeometry

from geodata.samples.buildings import House
from geodata.samples.frame import METRIC_CRS, Frame

STRUCTURES = 190
FINISHED, UNDER_WAY = "03", "05"
IN_FINISHED, IN_UNDER_WAY = 24, 24

KINDS = ("shed", "greenhouse", "pigeon_loft", "water_tank", "solar", "canopy", "other")
KIND_SHARES = (0.34, 0.13, 0.09, 0.1, 0.12, 0.18, 0.04)
STATES = ("unsurveyed", "surveyed", "spoken_to", "agreed", "objected", "removed")
ELSEWHERE = (0.36, 0.33, 0.14, 0.09, 0.06, 0.02)
# the courtyard under way: every state but "unsurveyed", in fixed numbers
WAY = ("removed",) * 9 + ("agreed",) * 7 + ("spoken_to",) * 4 + ("surveyed",) * 2 + ("objected",) * 2


def rooftops(frame: Frame, houses: tuple[House, ...], rng: np.random.Generator) -> gpd.GeoDataFrame:
    """Columns ``id, building, courtyard, kind, state, area_m2``: outlines inside footprints, none on another."""
    slabs = [h for h in houses if h.use == "slab"]
    rows: list[dict[str, object]] = []
    for code, wanted in _shares(slabs, rng).items():
        states = _states(code, wanted, rng)
        rows += [
            row | {"state": state}
            for row, state in zip(
                _on_roofs(frame, [h for h in slabs if h.courtyard == code], wanted, rng), states, strict=True
            )
        ]
    frame_of_all = gpd.GeoDataFrame(rows, geometry="geometry", crs=METRIC_CRS)
    frame_of_all.insert(0, "id", [f"YL-R-{i:03}" for i in range(1, len(frame_of_all) + 1)])
    return frame_of_all


def _shares(slabs: list[House], rng: np.random.Generator) -> dict[str, int]:
    """How many each courtyard has; the others share what the two fixed ones leave, by their roofs."""
    codes = sorted({h.courtyard for h in slabs})
    others = [code for code in codes if code not in {FINISHED, UNDER_WAY}]
    roofs = np.array([sum(h.shape.area for h in slabs if h.courtyard == code) for code in others])
    left = STRUCTURES - IN_FINISHED - IN_UNDER_WAY
    drawn = 4 + rng.multinomial(left - 4 * len(others), roofs / roofs.sum())
    counts = dict(zip(others, (int(n) for n in drawn), strict=True)) | {FINISHED: IN_FINISHED, UNDER_WAY: IN_UNDER_WAY}
    return {code: counts[code] for code in codes}


def _states(code: str, wanted: int, rng: np.random.Generator) -> list[str]:
    if code == FINISHED:
        return ["removed"] * wanted
    if code == UNDER_WAY:
        return [WAY[i] for i in rng.permutation(len(WAY))]
    return [STATES[i] for i in rng.choice(len(STATES), wanted, p=ELSEWHERE)]


def _on_roofs(frame: Frame, roofs: list[House], wanted: int, rng: np.random.Generator) -> list[dict[str, object]]:
    taken: dict[str, BaseGeometry] = {h.id: Polygon() for h in roofs}
    rows: list[dict[str, object]] = []
    while len(rows) < wanted:
        house = roofs[int(rng.integers(len(roofs)))]
        kind = KINDS[int(rng.choice(len(KINDS), p=KIND_SHARES))]
        drawn = _drawn(house, kind, rng)
        if not house.shape.buffer(-0.5, join_style="mitre").contains(drawn) or taken[house.id].distance(drawn) < 0.8:
            continue
        taken[house.id] = taken[house.id].union(drawn)
        # The same rigid move as its building, so that it lies on the roof exactly as drawn.
        rows.append({"building": house.id, "courtyard": house.courtyard, "kind": kind,
                     "area_m2": round(float(drawn.area), 1), "geometry": frame.place(drawn, house.u, house.v)})  # fmt: skip
    return rows


def _drawn(house: House, kind: str, rng: np.random.Generator) -> Polygon:
    small = kind in {"water_tank", "pigeon_loft"}
    length = float(rng.uniform(1.6, 2.6) if small else rng.uniform(3.0, 7.0))
    depth = float(rng.uniform(1.6, 2.4) if small else rng.uniform(2.4, 4.2))
    west, south, east, north = house.shape.bounds
    x, y = float(rng.uniform(west, east - length)), float(rng.uniform(south, north - depth))
    return shapely.box(x, y, x + length, y + depth)
