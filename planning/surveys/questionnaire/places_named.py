"""Places that were named on the map in answers: as they were set for those who work on it, as coarse squares for everybody."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from planning.site import Grid
from planning.surveys.questionnaire.question import QuestionKind

SQUARE_M = 100.0
"""How coarse the squares are that everybody sees, at the least."""
MOST_ACROSS = 40
"""Squares from one side to the other; a wider ground has larger ones."""


@dataclass(frozen=True, slots=True)
class Square:
    """A square of ground (degrees), and how many people named a place in it."""

    west: float
    south: float
    east: float
    north: float
    count: int


@dataclass(frozen=True, slots=True)
class Squares:
    """What everybody sees: squares that enough people named, their size, and how many people named other ones only."""

    shown: tuple[Square, ...]
    size_m: int
    elsewhere: int


def shape_of(kind: QuestionKind, said: Any) -> BaseGeometry:
    """What was set on the map: a point, a line or an area, in degrees (``lon, lat``)."""
    if kind is QuestionKind.POINT:
        return shapely.Point(said)
    return shapely.LineString(said) if kind is QuestionKind.LINE else shapely.Polygon(said)


def squares(shapes: Sequence[BaseGeometry], least: int) -> Squares:
    """Count people by squares of ground: who drew a line or an area named every square that it touches.

    :param shapes: one of each person.
    :param least: a square that fewer named is not shown.
    """
    if not shapes:
        return Squares((), round(SQUARE_M), 0)
    west, south, east, north = shapely.total_bounds(np.array(shapes, dtype=object))
    grid, size_m = _grid(west, south, east, north)
    named = [_touched(shape, grid) for shape in shapes]
    counts = Counter(square for one in named for square in one)
    shown = {square for square, count in counts.items() if count >= least}
    return Squares(
        tuple(
            Square(x * grid.wide, y * grid.high, (x + 1) * grid.wide, (y + 1) * grid.high, counts[x, y])
            for x, y in sorted(shown)
        ),
        size_m,
        sum(not shown & one for one in named),
    )


def _grid(west: float, south: float, east: float, north: float) -> tuple[Grid, int]:
    """Squares that lie where they lie, whoever answers: the size goes up in doublings, the corner is fixed."""
    size_m, lat = SQUARE_M, round((south + north) / 2)
    while True:
        grid = Grid.of(size_m, lat)
        if max((east - west) / grid.wide, (north - south) / grid.high) <= MOST_ACROSS:
            return grid, round(size_m)
        size_m *= 2


def _touched(shape: BaseGeometry, grid: Grid) -> frozenset[tuple[int, int]]:
    west, south, east, north = shape.bounds
    xs = range(math.floor(west / grid.wide), math.floor(east / grid.wide) + 1)
    ys = range(math.floor(south / grid.high), math.floor(north / grid.high) + 1)
    if len(xs) * len(ys) == 1:
        return frozenset([(xs[0], ys[0])])
    all_ = [(x, y) for x in xs for y in ys]
    across = np.array(all_, dtype=np.float64)
    boxes = shapely.box(
        across[:, 0] * grid.wide,
        across[:, 1] * grid.high,
        (across[:, 0] + 1) * grid.wide,
        (across[:, 1] + 1) * grid.high,
    )
    shapely.prepare(shape)
    touched = shapely.intersects(shape, boxes)
    return frozenset(square for square, hit in zip(all_, touched, strict=True) if hit)
