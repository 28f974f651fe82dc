"""A route on the ground: how long it is, how far something lies from it, and places along it that can be named."""

from __future__ import annotations

import numpy as np
import shapely
from pyproj import Geod
from shapely.geometry import LineString, Point

from geodata.crs import from_wgs84, metric, to_wgs84
from planning.site import Pin

STEP_M = 25.0
"""Places of the list lie so far apart, on a long route further."""
MOST_PLACES = 40

_GROUND = Geod(ellps="WGS84")


def length_m(route: LineString) -> float:
    """Metres on the ground along a line in WGS 84 (geodesic on the ellipsoid)."""
    return float(_GROUND.geometry_length(route))


def distance_m(route: LineString, pin: Pin) -> float:
    """Metres on the ground from a pin to the nearest point of a route, measured in the metric system of the place."""
    code = metric(pin.lon, pin.lat)
    line = _changed(route, code)
    east, north = from_wgs84(np.array([pin.lon]), np.array([pin.lat]), code)
    return float(line.distance(Point(east[0], north[0])))


def places(route: LineString) -> list[tuple[int, Pin]]:
    """Places along a route with their metres from its beginning: both ends, and equal steps between them."""
    lon, lat = route.coords[0]
    code = metric(lon, lat)
    line, long_m = _changed(route, code), length_m(route)
    steps = max(1, min(MOST_PLACES - 1, round(long_m / STEP_M)))
    shares = np.linspace(0.0, 1.0, steps + 1)
    points = shapely.get_coordinates(shapely.line_interpolate_point(line, shares, normalized=True))
    lons, lats = to_wgs84(points[:, 0], points[:, 1], code)
    # Seven decimals are a centimetre: a place of the list is found again by what stands in the form.
    return [
        (round(long_m * share), Pin(round(float(x), 7), round(float(y), 7)))
        for share, x, y in zip(shares, lons, lats, strict=True)
    ]


def _changed(route: LineString, code: str) -> LineString:
    corners = shapely.get_coordinates(route)
    east, north = from_wgs84(corners[:, 0], corners[:, 1], code)
    return LineString(np.column_stack([east, north]))
