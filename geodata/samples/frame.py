"""The ground of the sample: its own plan in metres, laid down at Chengdu with a bend and a tilt.

Everything is first drawn on a straight plan (``u`` along the lane to the east, ``v`` across it to the north, metres).
:class:`Frame` bends that plan a little, tilts it and puts it at 104.06° E, 30.63° N in EPSG:4544 (CGCS2000, central
meridian 105° E). Lines are bent point by point; buildings are moved as rigid pieces, so that walls stay straight.
"""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import Transformer
from shapely.affinity import affine_transform
from shapely.geometry import LineString, Point, Polygon

METRIC_CRS = "EPSG:4544"
WGS84 = "EPSG:4326"
ANCHOR_LON_LAT = (104.06, 30.63)
TILT_RAD = np.deg2rad(-7.0)
GRID_M = 0.02
DECIMALS = 7  # of a degree: about a centimetre, the same on every machine

Points = NDArray[np.float64]


@dataclass(frozen=True)
class Frame:
    """How the straight plan lies on the ground.

    :param sway_m: how far the lane swings to both sides.
    :param phase_rad: where along the lane the swing begins.
    :param east_m: easting of the plan's middle in :data:`METRIC_CRS`.
    :param north_m: northing of it.
    """

    sway_m: float
    phase_rad: float
    east_m: float
    north_m: float

    @classmethod
    def at_anchor(cls, rng: np.random.Generator) -> Frame:
        """A frame at :data:`ANCHOR_LON_LAT`, bent by chance."""
        to_metres = Transformer.from_crs(WGS84, METRIC_CRS, always_xy=True)
        east, north = to_metres.transform(*ANCHOR_LON_LAT)
        return cls(float(rng.uniform(5.5, 8.0)), float(rng.uniform(-0.5, 0.5)), float(east), float(north))

    def ground(self, plan: Points) -> Points:
        """Plan points, shape ``(n, 2)``, as eastings and northings."""
        u, v = plan[:, 0], plan[:, 1]
        x = u + 0.5 * self.sway_m * np.sin(v / 95.0 + self.phase_rad)
        y = v + self.sway_m * np.sin(u / 130.0 + self.phase_rad)
        cos, sin = np.cos(TILT_RAD), np.sin(TILT_RAD)
        return np.column_stack([self.east_m + cos * x - sin * y, self.north_m + sin * x + cos * y])

    def bearing_rad(self, u: float, v: float, *, across: bool = False) -> float:
        """Direction of the plan's ``u`` lines (or ``v`` lines turned by a right angle) on the ground at a place."""
        step = (0.0, 1.0) if across else (1.0, 0.0)
        (x0, y0), (x1, y1) = self.ground(np.array([[u, v], [u + step[0], v + step[1]]]))
        turn = np.pi / 2 if across else 0.0
        return float(np.arctan2(y1 - y0, x1 - x0) - turn)

    def line(self, *plan: tuple[float, float]) -> LineString:
        """A line on the ground through plan points, followed every four metres."""
        straight = shapely.segmentize(LineString(plan), 4.0)
        return LineString(self.ground(shapely.get_coordinates(straight)))

    def point(self, u: float, v: float) -> Point:
        """A place of the plan on the ground."""
        return Point(*self.ground(np.array([[u, v]]))[0])

    def area(self, u0: float, v0: float, u1: float, v1: float) -> Polygon:
        """A rectangle of the plan, bent on the ground."""
        straight = shapely.segmentize(shapely.box(u0, v0, u1, v1), 6.0)
        return Polygon(self.ground(shapely.get_coordinates(straight)))

    def place(self, shape: Polygon, u: float, v: float, *, across: bool = False, turn_rad: float = 0.0) -> Polygon:
        """A shape drawn around (0, 0), moved rigidly to a place of the plan and turned to lie along it there."""
        angle = self.bearing_rad(u, v, across=across) + turn_rad
        ((x, y),) = self.ground(np.array([[u, v]]))
        cos, sin = float(np.cos(angle)), float(np.sin(angle))
        return affine_transform(shape, (cos, -sin, sin, cos, float(x), float(y)))


def on_the_globe(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """The same features in WGS 84 (lon, lat), rounded to :data:`DECIMALS`."""
    # Snapped to a grid, first of two centimetres and then of a degree's fraction, rather than rounded number by number:
    # plain rounding can make a polygon touch itself.
    clean = shapely.set_precision(np.asarray(frame.geometry), GRID_M)
    turned = frame.set_geometry(clean, crs=frame.crs).to_crs(WGS84)
    snapped = shapely.set_precision(np.asarray(turned.geometry), 10.0**-DECIMALS)
    return turned.set_geometry(shapely.transform(snapped, _rounded), crs=WGS84)


def _rounded(coordinates: Points) -> Points:
    return np.round(coordinates, DECIMALS)
