"""A pavement small enough to reckon by hand: sites ten metres apart, and a water pipe that runs beside some of them."""

from __future__ import annotations

from typing import Any

import numpy as np
from shapely.geometry import LineString, Polygon

from geodata import crs
from planning.options.screening.terms import PlantingTerms
from planning.options.screening.things import CAN_BE_ABSENT
from planning.site import Community, Pin, new_id
from planning.surveys.observation import Building, FacilityKind, Pipe, PipeKind, PlantingSite, Street, StreetKind
from planning.web.house import House
from planning.wording import Words
from tests import trees

SYSTEM = crs.metric(104.06, 30.63)
EAST, NORTH = (float(one[0]) for one in crs.from_wgs84(np.array([104.06]), np.array([30.63]), SYSTEM))
CAMPHOR, MYRTLE = "Cinnamomum camphora (Camphora officinarum)", "Lagerstroemia indica"


def at(x: float, y: float) -> tuple[float, float]:
    """``lon, lat`` of a place so many metres east and north of the corner."""
    lon, lat = crs.to_wgs84(np.array([EAST + x]), np.array([NORTH + y]), SYSTEM)
    return float(lon[0]), float(lat[0])


def line(*places: tuple[float, float]) -> LineString:
    """A line through places in metres."""
    return LineString([at(*place) for place in places])


def pavement(
    house: House, here: Community, *, apart_m: float = 10.0, beside: int = 1, unknown: tuple[str, ...] = (), **pipe: Any
) -> list[PlantingSite]:
    """Five sites in a row; a water pipe of 200 mm runs one metre beside the first ``beside`` of them, and 4 m the others.

    Of everything else but the ``unknown`` it is stated that there is none here.
    """
    sites = [trees.site(here, pin=Pin(*at(apart_m * n, 0.0)), external_id=f"S-{n + 1}") for n in range(5)]
    end = apart_m * beside - apart_m / 2
    water = Pipe(
        new_id(), here.id, line((-5, 1.0), (end, 1.0), (end + 0.1, 4.0), (apart_m * 5, 4.0)), PipeKind.WATER, 200.0, 0.9, "steel",
        **({"accuracy_m": 0.0} | pipe),
    )  # fmt: skip
    trees.keep(house, *sites, water, nothing_else(here, unknown=unknown))
    return sites


def nothing_else(here: Community, *, unknown: tuple[str, ...] = ()) -> PlantingTerms:
    """It is stated that what the map does not show is not there, of everything but the ``unknown``."""
    stated = tuple((key, "A planner, on the spot") for key in CAN_BE_ABSENT if key not in unknown)
    return PlantingTerms(here.id, here.id, absent=stated)


def more(here: Community) -> list[Any]:
    """A wall six metres to the south, a kerb as the edge of a carriageway, a lamp and a bench."""
    return [
        Building(new_id(), here.id, Polygon([at(-5, -6), at(60, -6), at(60, -12), at(-5, -12)])),
        Street(new_id(), here.id, Polygon([at(-5, -1), at(60, -1), at(60, -5), at(-5, -5)]), StreetKind.CARRIAGEWAY),
        trees.facility(here, pin=Pin(*at(40, 1.0)), facility=FacilityKind.LAMP, name=Words("灯", "Lamp")),
        trees.facility(here, pin=Pin(*at(0, 0.5))),
    ]
