"""What is written: layers of one kind of geometry, WGS 84 inside, with typed columns beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray


class Holds(StrEnum):
    """What the values of a column are; None stands for a value that nobody gave."""

    TEXT = "text"
    NUMBER = "number"
    WHOLE = "whole"
    DATE = "date"


class Shape(StrEnum):
    """What the geometries of a layer are, each single or several in one."""

    POINT = "Point"
    LINE = "LineString"
    AREA = "Polygon"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a layer.

    :param short: its name in a shapefile: at most ten letters, digits or ``_``.
    :param cells: str, float, int or :class:`datetime.date`, or None, one for each geometry.
    """

    name: str
    short: str
    holds: Holds
    cells: Sequence[Any]


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer.

    :param name: for machines, in Latin letters.
    :param title: for people, in their language.
    :param colour: ``#rrggbb``, by which programs that draw tell it from the others.
    :param geometry: ``lon, lat`` in degrees; all of the kind that ``shape`` names.
    """

    name: str
    title: str
    colour: str
    shape: Shape
    geometry: NDArray[np.object_]
    columns: tuple[Column, ...]

    @property
    def rows(self) -> int:
        """How many objects it has."""
        return len(self.geometry)

    def lines(self) -> list[tuple[Any, ...]]:
        """The values of its objects, one tuple each, in the order of its columns."""
        return list(zip(*(column.cells for column in self.columns), strict=True))

    def types(self) -> frozenset[int]:
        """Types of its geometries, as :class:`shapely.GeometryType` numbers them."""
        return frozenset(shapely.get_type_id(self.geometry).tolist())

    def singles(self) -> list[list[Any]]:
        """The parts of each geometry: the geometry itself, or what a geometry of several parts is made of."""
        return [shapely.get_parts(one).tolist() for one in self.geometry]

    def arrays(self) -> tuple[list[NDArray[Any]], list[NDArray[np.bool_]]]:
        """Columns as GDAL takes them, each with which of its values are missing."""
        missing = [np.array([value is None for value in column.cells], dtype=bool) for column in self.columns]
        filled = [_array(column, gone) for column, gone in zip(self.columns, missing, strict=True)]
        return filled, missing


def _array(column: Column, gone: NDArray[np.bool_]) -> NDArray[Any]:
    if column.holds is Holds.NUMBER:
        return np.array([np.nan if value is None else value for value in column.cells], dtype=np.float64)
    if column.holds is Holds.WHOLE:
        return np.array([0 if value is None else value for value in column.cells], dtype=np.int64)
    if column.holds is Holds.DATE:
        return np.array(
            ["NaT" if value is None else value.isoformat() for value in column.cells], dtype="datetime64[D]"
        )
    return np.array(
        [None if none else str(value) for none, value in zip(gone, column.cells, strict=True)], dtype=object
    )
