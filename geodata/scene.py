"""A street at one hour: crowns that cover ground, and what of its surface lies in the shade of crowns and buildings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geodata.shade import building_shadow, crown_shadows

Numbers = NDArray[np.float64]
LEAST, MIDDLE, MOST = 0, 1, 2
"""Columns of what is a band."""


@dataclass(frozen=True, eq=False)
class Stand:
    """Trees of known size, in metres of a projected system.

    :param x: ``(n,)`` east, ``y`` north.
    :param crown_m: ``(n, 3)`` across: least, middle and most; ``height_m`` the same.
    :param leafy: ``(n,)`` whether it carries leaves in the season: a bare crown darkens nothing.
    """

    x: Numbers
    y: Numbers
    crown_m: Numbers
    height_m: Numbers
    leafy: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.x)

    def canopy_m2(self, end: int) -> float:
        """Ground under crowns, leafy or not; where they overlap it counts once."""
        crowns = shapely.buffer(shapely.points(self.x, self.y), self.crown_m[:, end] / 2)
        return float(shapely.union_all(crowns).area) if len(self) else 0.0

    def shadows(self, shift: tuple[float, float], end: int) -> Sequence[BaseGeometry]:
        """Of the leafy ones; a tree whose height nobody knows (NaN) casts none."""
        casts = self.leafy & ~np.isnan(self.height_m[:, end])
        return list(
            crown_shadows(self.x[casts], self.y[casts], self.crown_m[casts, end], self.height_m[casts, end], shift)
        )


@dataclass(frozen=True, eq=False)
class Surface:
    """Pavements and carriageways, and the buildings that darken them.

    :param ways: areas of the street; ``buildings``: outlines with their heights in metres.
    """

    ways: tuple[BaseGeometry, ...]
    buildings: tuple[tuple[BaseGeometry, float], ...]

    @cached_property
    def open(self) -> BaseGeometry:
        """All ways together, without what is built over."""
        whole = shapely.union_all([shapely.make_valid(one) for one in self.ways])
        return shapely.difference(whole, shapely.union_all([outline for outline, _ in self.buildings]))

    def built(self, shift: tuple[float, float]) -> BaseGeometry:
        """The part of it that buildings darken; asked for once for all stands of an hour."""
        if self.open.is_empty:
            return self.open
        near = shapely.box(*self.open.bounds)
        cast = [building_shadow(shapely.make_valid(outline), height, shift) for outline, height in self.buildings]
        return shapely.intersection(self.open, shapely.union_all([one for one in cast if one.intersects(near)]))

    def shaded(self, stand: Stand, shift: tuple[float, float], end: int, built: BaseGeometry) -> BaseGeometry:
        """The part of it that lies in shade; ``built`` from :meth:`built`."""
        crowns = shapely.union_all(list(stand.shadows(shift, end)))
        return shapely.union(built, shapely.intersection(self.open, crowns))

    def share(self, part: BaseGeometry) -> float | None:
        """Of all the surface; None where there is none."""
        return float(part.area / self.open.area) if self.open.area else None
