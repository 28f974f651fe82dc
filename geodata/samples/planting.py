"""Planting sites along the pavements of the sample, and the trees that stand on most of them."""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from shapely.geometry import Point

from geodata.samples.courtyards import Plot
from geodata.samples.frame import METRIC_CRS, Frame
from geodata.samples.streets import HALF_DEPTH_M, HALF_LENGTH_M, Street, Streets

SITES = 320
EMPTY = 20
STUMPS = 8  # of the empty sites: their tree is still on record, as removed
FROM_KERB_M = 1.1
SPACING_M = 5.2
GATE_M = 3.2

CONDITIONS = ("good", "fair", "poor", "dead")
SHARES = (0.6, 0.29, 0.09, 0.02)


@dataclass(frozen=True)
class Grows:
    """How a species grows on this street: spans of height and crown in metres, and trunk centimetres per metre."""

    zh: str
    scientific: str
    en: str
    height_m: tuple[float, float]
    crown_m: tuple[float, float]
    dbh_per_height: float


GROWS = (
    Grows("女贞", "Ligustrum lucidum", "Glossy privet", (6.5, 11.0), (4.2, 7.4), 2.5),
    Grows("香樟", "Cinnamomum camphora", "Camphor tree", (8.5, 14.0), (6.0, 10.5), 2.9),
    Grows("银杏", "Ginkgo biloba", "Ginkgo", (7.0, 13.0), (3.2, 6.0), 2.0),
    Grows("桂花", "Osmanthus fragrans", "Sweet osmanthus", (3.5, 5.5), (2.6, 4.4), 3.0),
    Grows("复羽叶栾树", "Koelreuteria bipinnata", "Chinese flame tree", (8.0, 12.0), (5.0, 8.0), 2.2),
    Grows("朴树", "Celtis sinensis", "Chinese hackberry", (8.0, 12.5), (5.5, 8.5), 2.4),
    Grows("紫薇", "Lagerstroemia indica", "Crape myrtle", (2.8, 4.6), (2.2, 3.6), 2.3),
)
ON_LANE = (0.88, 0.03, 0.03, 0.03, 0.01, 0.01, 0.01)
ACROSS = (0.66, 0.13, 0.09, 0.05, 0.04, 0.02, 0.01)


def sites(frame: Frame, streets: Streets, plots: tuple[Plot, ...], rng: np.random.Generator) -> gpd.GeoDataFrame:
    """Columns ``id, street, pit_m``: :data:`SITES` pits on the pavements, none at a gate or a crossing."""
    ground = (
        streets.corridor.difference(streets.roadway.buffer(0.55)).buffer(-0.5).intersection(streets.bounds.buffer(-1.5))
    )
    shapely.prepare(ground)
    gates = shapely.union_all([frame.point(*plot.gate).buffer(GATE_M + 2.0) for plot in plots])
    found = [
        (street.id, point)
        for street in streets.all
        if street.kind == "street"
        for point in _row(frame, street, rng)
        if ground.contains(point) and not gates.contains(point)
    ]
    spare = set(rng.choice(len(found), len(found) - SITES, replace=False).tolist())
    kept = [row for number, row in enumerate(found) if number not in spare]
    return gpd.GeoDataFrame(
        {
            "id": [f"YL-S-{i:03}" for i in range(1, len(kept) + 1)],
            "street": [street for street, _ in kept],
            "pit_m": rng.choice([1.0, 1.2, 1.5], len(kept), p=[0.35, 0.45, 0.2]),
        },
        geometry=[point for _, point in kept],
        crs=METRIC_CRS,
    )


def _row(frame: Frame, street: Street, rng: np.random.Generator) -> list[Point]:
    """Where pits would be on both sides of one street, before gates and crossings."""
    along = street.id == "YL-ST-01"
    end = HALF_LENGTH_M if along else HALF_DEPTH_M
    off = street.carriageway_m / 2 + FROM_KERB_M
    points = []
    for side in (1.0, -1.0):
        steps = np.arange(-end + float(rng.uniform(2.0, 5.0)), end, SPACING_M)
        for step in steps + rng.uniform(-0.35, 0.35, len(steps)):
            across = street.at + side * off
            points.append(frame.point(float(step), across) if along else frame.point(across, float(step)))
    return points


def trees(planted: gpd.GeoDataFrame, rng: np.random.Generator) -> gpd.GeoDataFrame:
    """Trees on the sites, and a few that were taken away.

    Columns ``id, site, species_zh, scientific, species_en, dbh_cm, height_m, crown_m, condition, planted_year,
    removed_days_ago`` (NaN while it stands).
    """
    empty = rng.choice(len(planted), EMPTY, replace=False)
    gone = set(empty[:STUMPS].tolist())
    bare = set(empty[STUMPS:].tolist())
    rows = [
        _tree(number, site_id, street, gone=number in gone, rng=rng)
        for number, (site_id, street) in enumerate(zip(planted["id"], planted["street"], strict=True))
        if number not in bare
    ]
    frame = pd.DataFrame(rows)
    frame.insert(0, "id", [f"YL-T-{i:03}" for i in range(1, len(frame) + 1)])
    where = planted.set_index("id").geometry.loc[frame["site"]]
    return gpd.GeoDataFrame(frame, geometry=list(where), crs=planted.crs)


def _tree(number: int, site_id: str, street: str, *, gone: bool, rng: np.random.Generator) -> dict[str, object]:
    shares = ON_LANE if street == "YL-ST-01" else ACROSS
    kind = GROWS[int(rng.choice(len(GROWS), p=shares))]
    age = float(rng.beta(2.4, 1.6))
    condition = CONDITIONS[int(rng.choice(len(CONDITIONS), p=SHARES))]
    height = kind.height_m[0] + age * (kind.height_m[1] - kind.height_m[0])
    crown = kind.crown_m[0] + age * (kind.crown_m[1] - kind.crown_m[0]) * float(rng.uniform(0.8, 1.05))
    shrunk = {"poor": 0.8, "dead": 0.65}.get(condition, 1.0)
    return {
        "site": site_id,
        "species_zh": kind.zh,
        "scientific": kind.scientific,
        "species_en": kind.en,
        "dbh_cm": round(height * kind.dbh_per_height * float(rng.uniform(0.88, 1.15)), 1),
        "height_m": round(height, 1),
        "crown_m": round(crown * shrunk, 1),
        "condition": "dead" if gone else condition,
        "planted_year": 1994 + int((1.0 - age) * 22) + number % 2,
        "removed_days_ago": float(rng.integers(120, 900)) if gone else np.nan,
    }
