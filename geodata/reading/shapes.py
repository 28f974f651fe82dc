"""Geometries of GeoJSON: points by the array, others one by one, none of them larger than the cap."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geodata.faults import N_, Fault
from geodata.reading.table import MOST_VERTICES

_DEPTH = {"MultiPoint": 1, "LineString": 1, "MultiLineString": 2, "Polygon": 2, "MultiPolygon": 3}
"""How many lists stand around the positions of each type."""


class _NoShapeError(Exception):
    """Why a geometry cannot be used."""

    def __init__(self, code: str, message: str, **params: Any) -> None:
        self.code, self.message, self.params = code, message, params
        super().__init__(code)


class Shapes:
    """Geometries as they come, with the faults of those that cannot be used, by position. Heights are dropped."""

    def __init__(self) -> None:
        self.count = 0
        self.faults: dict[int, Fault] = {}
        self._points: list[float] = []
        self._point_at: list[int] = []
        self._others: dict[int, BaseGeometry] = {}

    def take(self, geometry: Any, number: int) -> None:
        """The next geometry; ``number`` is its feature's, counted from 1."""
        try:
            self._take(geometry)
        except _NoShapeError as wrong:
            self.faults[self.count] = Fault(wrong.code, wrong.message, wrong.params, number)
        self.count += 1

    def geometries(self) -> NDArray[np.object_]:
        """All of them, None where there is a fault."""
        found: NDArray[np.object_] = np.full(self.count, None, dtype=object)
        if self._point_at:
            found[self._point_at] = shapely.points(np.array(self._points).reshape(-1, 2))
        for position, geometry in self._others.items():
            found[position] = geometry
        return found

    def _take(self, geometry: Any) -> None:
        if geometry is None:
            raise _NoShapeError("no_geometry", N_("This feature has no geometry."))
        kind = geometry.get("type") if isinstance(geometry, dict) else None
        if kind == "GeometryCollection":
            raise _NoShapeError(
                "wrong_geometry", N_("This feature is a collection of geometries: give each its own feature.")
            )
        coordinates = geometry.get("coordinates") if isinstance(geometry, dict) else None
        if kind not in {"Point", *_DEPTH} or not isinstance(coordinates, list):
            raise _NoShapeError("bad_geometry", N_("This feature's geometry is no GeoJSON geometry."))
        if not coordinates:
            raise _NoShapeError("no_geometry", N_("This feature has no geometry."))
        if kind == "Point":
            self._points.extend(_position(coordinates))
            self._point_at.append(self.count)
        else:
            self._others[self.count] = _built(kind, coordinates)


def _position(raw: Any) -> tuple[float, float]:
    if isinstance(raw, list) and len(raw) >= 2:
        x, y = raw[0], raw[1]
        if type(x) in {int, float} and type(y) in {int, float}:
            try:
                if math.isfinite(x) and math.isfinite(y):
                    return float(x), float(y)
            except OverflowError:  # an integer of four hundred digits
                pass
    raise _NoShapeError("bad_coordinates", N_("A coordinate of this feature is missing or no number."))


def _positions(raw: Any, depth: int, count: list[int]) -> Any:
    """Nested lists of positions, checked and counted."""
    if not isinstance(raw, list):
        raise _NoShapeError("bad_geometry", N_("This feature's geometry is no GeoJSON geometry."))
    if depth > 1:
        return [_positions(part, depth - 1, count) for part in raw]
    count[0] += len(raw)
    if count[0] > MOST_VERTICES:
        raise _NoShapeError(
            "too_many_vertices",
            N_("This geometry has more than {most} points: simplify it, or cut it into parts."),
            most=MOST_VERTICES,
        )
    return [_position(part) for part in raw]


def _built(kind: str, coordinates: list[Any]) -> BaseGeometry:
    parts = _positions(coordinates, _DEPTH[kind], [0])
    try:
        built: BaseGeometry = _BUILD[kind](parts)
    except (ValueError, IndexError, shapely.GEOSException) as error:
        raise _NoShapeError("bad_geometry", N_("This feature's geometry is no GeoJSON geometry.")) from error
    if built.is_empty:
        raise _NoShapeError("no_geometry", N_("This feature has no geometry."))
    return built


def _polygon(rings: list[Any]) -> shapely.Polygon:
    return shapely.Polygon(rings[0], rings[1:])


_BUILD: dict[str, Any] = {
    "MultiPoint": shapely.MultiPoint,
    "LineString": shapely.LineString,
    "MultiLineString": shapely.MultiLineString,
    "Polygon": _polygon,
    "MultiPolygon": lambda polygons: shapely.MultiPolygon([_polygon(rings) for rings in polygons]),
}
