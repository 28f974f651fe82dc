"""Shadows on flat ground, in metres of a projected system: of crowns and of buildings.

Assumptions, which every figure made of them shares: the ground is flat and level; a crown is an ellipsoid of leaves as wide as its
circle, that touches the top of its tree, as high as wide but never more than :data:`CROWN_PART` of the tree; it lets no light
through; a bare crown casts nothing; a building is its outline drawn straight up. Up on the grid is taken for true north unless
``convergence_deg`` says otherwise.
"""

from __future__ import annotations

import math

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geodata.sun import Sun

Numbers = NDArray[np.float64]
Shapes = NDArray[np.object_]

LOWEST_SUN_DEG = 5.0
"""Below, shadows are eleven times as long as things are high: of a street nothing is left to tell apart."""
CROWN_PART = 0.8
"""Of the height of a tree; below it the trunk is bare."""
_CORNERS = 32


def thrown(sun: Sun, convergence_deg: float = 0.0) -> tuple[float, float]:
    """How far east and north on the grid the shadow of a point lies, for each metre that it is high.

    :param convergence_deg: how far the grid's north lies clockwise of true north.

    Raises ValueError for a sun lower than :data:`LOWEST_SUN_DEG`.
    """
    if sun.elevation_deg < LOWEST_SUN_DEG:
        raise ValueError(sun)
    away = 1 / math.tan(math.radians(sun.elevation_deg))
    towards = math.radians(sun.azimuth_deg + 180 - convergence_deg)
    return away * math.sin(towards), away * math.cos(towards)


def crown_shadows(x: Numbers, y: Numbers, crown_m: Numbers, height_m: Numbers, shift: tuple[float, float]) -> Shapes:
    """Ellipses ``(n,)`` on the ground.

    :param x: metres east of the trunks, ``y`` north; ``crown_m`` across, ``height_m`` of the trees.
    :param shift: from :func:`thrown`.
    """
    across = crown_m / 2
    half = np.minimum(across, CROWN_PART * height_m / 2)
    length, angle = math.hypot(*shift), math.atan2(shift[1], shift[0])
    along = np.hypot(across, half * length)
    middle = height_m - half
    turn = np.linspace(0, 2 * math.pi, _CORNERS, endpoint=False)
    # An inscribed polygon is a little small: corners are set out so far that its area is the ellipse's.
    out = math.sqrt(2 * math.pi / _CORNERS / math.sin(2 * math.pi / _CORNERS))
    u = along[:, None] * np.cos(turn) * out
    v = across[:, None] * np.sin(turn) * out
    east = (x + middle * shift[0])[:, None] + u * math.cos(angle) - v * math.sin(angle)
    north = (y + middle * shift[1])[:, None] + u * math.sin(angle) + v * math.cos(angle)
    return np.asarray(shapely.polygons(np.stack([east, north], axis=-1)), dtype=object)


def building_shadow(outline: BaseGeometry, height_m: float, shift: tuple[float, float]) -> BaseGeometry:
    """The ground that a building darkens, its own ground among it."""
    moved = np.array(shift) * height_m
    walls: list[BaseGeometry] = []
    for ring in _rings(outline):
        at = shapely.get_coordinates(ring)
        first, second = at[:-1], at[1:]
        walls += list(np.asarray(shapely.polygons(np.stack([first, second, second + moved, first + moved], axis=1))))
    roof = shapely.transform(outline, lambda at: at + moved)
    return shapely.union_all(
        [outline, roof, *shapely.make_valid(np.array(walls, dtype=object))] if walls else [outline]
    )


def _rings(outline: BaseGeometry) -> list[BaseGeometry]:
    """Edges of areas; everything else casts nothing."""
    parts = [part for part in shapely.get_parts(outline) if part.geom_type == "Polygon"]
    return [ring for part in parts for ring in (part.exterior, *part.interiors)]
