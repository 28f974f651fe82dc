"""Inside the community or not: rows outside its bounds are refused, and the first import gives it its bounds."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from planning.errors import N_, Problem
from planning.site import Bounds, Community
from planning.surveys.inventory.places import Places
from planning.surveys.inventory.report import Box

WIDEST_KM = 50.0
"""Farther than this from the middle of its first import nothing belongs to a community."""
MARGIN = 0.1
LEAST_MARGIN_DEG = 0.002


def box(rows: pd.DataFrame) -> Box | None:
    """West, south, east, north of accepted rows."""
    if not len(rows):
        return None
    edges = _edges(rows["lon"].to_numpy(), rows["lat"].to_numpy(), rows["outline"].to_numpy())
    return edges.west, edges.south, edges.east, edges.north


def refuse_outside(there: Places, community: Community, lines: NDArray[np.int64]) -> Bounds | None:
    """Refuse in place what lies outside; gives the bounds of the community, new ones if it had none."""
    usable = np.ones(len(lines), dtype=bool)
    usable[list(there.refused)] = False
    lon, lat = there.lon, there.lat
    degrees = (np.abs(lon) <= 180) & (np.abs(lat) <= 90)
    nowhere = (lon == 0) & (lat == 0)
    wide = _is_wide(there.outlines)
    for at in np.flatnonzero(usable & wide):
        there.refused[int(at)] = Problem(
            "too_wide",
            N_("This outline is wider than a community can be: it reaches around the world, or one of its points is wrong."),
            {}, int(lines[at]))  # fmt: skip
    usable &= ~wide
    good = usable & degrees & ~nowhere
    limits = community.bounds or _reach(lon[good], lat[good])
    for at in np.flatnonzero(usable & ~(good & _holds(limits, lon, lat))):
        there.refused[int(at)] = _why(float(lon[at]), float(lat[at]), limits, int(lines[at]))
    if community.bounds is not None:
        return community.bounds
    inside = good & _holds(limits, lon, lat)
    return _with_margin(_edges(lon[inside], lat[inside], there.outlines[inside])) if inside.any() else None


def is_wide(made: Bounds) -> bool:
    """Whether a box is wider or higher than all that belongs together."""
    middle = math.radians((made.north + made.south) / 2)
    return max((made.east - made.west) * math.cos(middle), made.north - made.south) * 111.2 > 2 * WIDEST_KM


def _is_wide(outlines: NDArray[np.object_]) -> NDArray[np.bool_]:
    """Which outlines are wider or higher than all that belongs together; those over the antimeridian are among them."""
    west, south, east, north = shapely.bounds(outlines).T  # NaN where there is none
    high = (north - south) * 111.2
    wide = (east - west) * 111.2 * np.cos(np.radians((north + south) / 2))
    found: NDArray[np.bool_] = (wide > 2 * WIDEST_KM) | (high > 2 * WIDEST_KM)
    return found


def _holds(limits: Bounds | None, lon: NDArray[np.float64], lat: NDArray[np.float64]) -> NDArray[np.bool_]:
    if limits is None:
        return np.zeros(len(lon), dtype=bool)
    return (limits.west <= lon) & (lon <= limits.east) & (limits.south <= lat) & (lat <= limits.north)


def _reach(lon: NDArray[np.float64], lat: NDArray[np.float64]) -> Bounds | None:
    """So far around the middle of a first import: a few wild coordinates must not make a community world-wide."""
    if not len(lon):
        return None
    x, y = float(np.median(lon)), float(np.median(lat))
    dy = WIDEST_KM / 111.2
    dx = dy / max(0.1, math.cos(math.radians(y)))
    return Bounds(x - dx, y - dy, x + dx, y + dy)


def _edges(lon: NDArray[np.float64], lat: NDArray[np.float64], outlines: NDArray[np.object_]) -> Bounds:
    points = Bounds(float(lon.min()), float(lat.min()), float(lon.max()), float(lat.max()))
    west, south, east, north = shapely.total_bounds(outlines)  # NaN where everything is a point
    if np.isnan(west):
        return points
    return Bounds(min(points.west, west), min(points.south, south), max(points.east, east), max(points.north, north))


def _with_margin(edges: Bounds) -> Bounds:
    dx = max(MARGIN * (edges.east - edges.west), LEAST_MARGIN_DEG)
    dy = max(MARGIN * (edges.north - edges.south), LEAST_MARGIN_DEG)
    return Bounds(edges.west - dx, edges.south - dy, edges.east + dx, edges.north + dy)


def _why(lon: float, lat: float, limits: Bounds | None, line: int) -> Problem:
    if limits is not None and limits.holds(lat, lon):
        return Problem("swapped", N_("Longitude and latitude of this row seem to be swapped: {lon}, {lat}."),
                       {"lon": lon, "lat": lat}, line)  # fmt: skip
    if not (abs(lon) <= 180 and abs(lat) <= 90):
        return Problem("bad_coordinates", N_("These coordinates are no place on earth: {lon}, {lat}."),
                       {"lon": str(lon), "lat": str(lat)}, line)  # fmt: skip
    if lon == 0 and lat == 0:
        return Problem(
            "outside_bounds", N_("0, 0 lies in the ocean: the coordinates of this row are missing."), {}, line
        )
    return Problem("outside_bounds", N_("This row lies outside the community: {lon}, {lat}."),
                   {"lon": lon, "lat": lat}, line)  # fmt: skip
