"""Networks: everything of one kind that a tree must keep clear of, as columns in a metric system."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import shapely
from numpy.typing import ArrayLike, NDArray

Numbers = NDArray[np.float64]

BEYOND_M = 50.0
"""A layer is taken to be complete inside the hull of what it holds and so far around it; beyond, nothing is known."""


@dataclass(frozen=True, eq=False)
class Spots:
    """Places for trunks: metres east and north, and what their source states of its accuracy (0 where nothing)."""

    x: Numbers
    y: Numbers
    accuracy_m: Numbers

    def __len__(self) -> int:
        return len(self.x)

    @cached_property
    def points(self) -> NDArray[np.object_]:
        """The same as shapely points."""
        return np.asarray(shapely.points(self.x, self.y), dtype=object)

    @property
    def farthest_m(self) -> float:
        """The largest stated doubt."""
        return float(self.accuracy_m.max()) if len(self) else 0.0


@dataclass(frozen=True, eq=False)
class Network:
    """Lines, points or faces of one kind, in metres.

    :param geometries: ``(n,)`` shapely geometries in a metric system; empty ones never stand in the way.
    :param radius_m: ``(n,)`` from the line to the outer face of what it stands for: half an outer diameter.
    :param accuracy_m: ``(n,)`` as the source states it, 0 where it states none.
    :param ids: ``(n,)`` what the objects are called where they come from.
    :param height_m: ``(n,)`` of a conductor above ground, NaN where unknown; it is asked of overhead lines alone.
    :param height_doubt_m: ``(n,)`` how exact ``height_m`` is, as its source states it, 0 where it states nothing.
    :param grade: ``(n,)`` what tables of distances tell such objects apart by (the kilovolts of a wire, the height of a
        fence in metres), NaN where it is not recorded.
    :param more_m: ``(n,)`` by how much farther the outer face may reach where no diameter is recorded, 0 where one is.
    :param is_silent: whether some source states no accuracy at all; ``is_silent_of_height`` whether none is stated of some
        height that is recorded.
    """

    geometries: NDArray[np.object_]
    radius_m: Numbers
    accuracy_m: Numbers
    ids: NDArray[np.object_]
    height_m: Numbers
    more_m: Numbers
    grade: Numbers
    height_doubt_m: Numbers
    is_silent: bool = False
    is_silent_of_height: bool = False

    def __len__(self) -> int:
        return len(self.geometries)

    @cached_property
    def tree(self) -> shapely.STRtree:
        """The index of the geometries."""
        return shapely.STRtree(self.geometries)

    @cached_property
    def farthest_m(self) -> float:
        """How far from a geometry its outer face and its stated doubt can reach, at most."""
        return float((self.radius_m + self.accuracy_m + self.more_m).max()) if len(self) else 0.0

    @cached_property
    def reach(self) -> shapely.Geometry:
        """Where the layer can answer: the hull of what it holds, and :data:`BEYOND_M` around it."""
        hull = shapely.GeometryCollection(list(self.geometries)).convex_hull.buffer(BEYOND_M)
        shapely.prepare(hull)
        return hull

    def reaches(self, spots: Spots) -> NDArray[np.bool_]:
        """Which spots the layer can answer for."""
        if not len(self):
            return np.zeros(len(spots), dtype=bool)
        return np.asarray(shapely.contains_xy(self.reach, spots.x, spots.y), dtype=bool)


def network(
    geometries: Sequence[shapely.Geometry] | NDArray[np.object_],
    *,
    diameter_mm: ArrayLike | None = None,
    accuracy_m: ArrayLike | None = None,
    ids: ArrayLike | None = None,
    height_m: ArrayLike | None = None,
    largest_mm: float = 0.0,
    grade: ArrayLike | None = None,
    height_accuracy_m: ArrayLike | None = None,
) -> Network:
    """A network from columns, each ``(n,)`` or None; NaN in a column means that its source does not say.

    :param largest_mm: what the diameter may be, at most, where none is recorded.

    Raises :class:`ValueError` for columns of another length, and for a diameter or an accuracy below zero.
    """
    shapes = np.asarray(geometries, dtype=object)
    named: NDArray[Any] = np.arange(len(shapes)).astype(object) if ids is None else np.asarray(ids, dtype=object)
    columns = [_column(values, len(shapes)) for values in (diameter_mm, accuracy_m, height_accuracy_m)]
    heights, grades = (
        np.full(len(shapes), np.nan) if column is None else np.asarray(column, dtype=np.float64)
        for column in (height_m, grade)
    )
    if {len(named), len(heights), len(grades)} != {len(shapes)}:
        raise ValueError("every column of a network is as long as its geometries")
    unsized = (
        np.zeros(len(shapes), dtype=bool)
        if diameter_mm is None
        else np.isnan(np.asarray(diameter_mm, dtype=np.float64))
    )
    more = np.where(unsized, largest_mm / 2000.0, 0.0)
    silent = accuracy_m is None or bool(np.isnan(np.asarray(accuracy_m, dtype=np.float64)).any())
    unstated = True if height_accuracy_m is None else np.isnan(np.asarray(height_accuracy_m, dtype=np.float64))
    silent_of_height = bool((~np.isnan(heights) & unstated).any())
    return Network(
        shapes, columns[0] / 2000.0, columns[1], named, heights, more, grades, columns[2], silent, silent_of_height
    )


def _column(values: ArrayLike | None, length: int) -> Numbers:
    if values is None:
        return np.zeros(length)
    column = np.nan_to_num(np.asarray(values, dtype=np.float64), nan=0.0)
    if column.shape != (length,):
        raise ValueError("every column of a network is as long as its geometries")
    if (column < 0).any():
        raise ValueError("a diameter and an accuracy are not below zero")
    return column
