"""The ground under a small still map, as SVG: streets, buildings, courtyards, cut and simplified to what can be seen."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from shapely import box
from shapely.geometry.base import BaseGeometry

from planning.site import DEGREE_M, Bounds, Courtyard, Pin
from planning.surveys.observation import StreetKind
from planning.wording import Words

WIDTH_PX, HEIGHT_PX = 640, 400
EDGE_PX = 20
"""Ground is cut this far outside, so that no cut shows as a line."""
LEAST_M = 150.0
"""A case with one pin still shows what stands around it."""
LINES = frozenset({StreetKind.KERB, StreetKind.CENTRELINE})


@dataclass(frozen=True, slots=True)
class Sheet:
    """A piece of ground laid on the picture: metres are equal in both directions."""

    west: float
    north: float
    px_per_lon: float
    px_per_lat: float

    @classmethod
    def around(cls, pins: Sequence[Pin], bounds: Bounds | None) -> Sheet:
        """All pins with some room around them; the whole community where there are none."""
        if not pins and bounds is not None:
            pins = [Pin(bounds.west, bounds.south), Pin(bounds.east, bounds.north)]
        lons, lats = [pin.lon for pin in pins], [pin.lat for pin in pins]
        lon, lat = (min(lons) + max(lons)) / 2, (min(lats) + max(lats)) / 2
        per_lon = DEGREE_M * math.cos(math.radians(lat))
        wide = max((max(lons) - min(lons)) * per_lon, LEAST_M)
        high = max((max(lats) - min(lats)) * DEGREE_M, LEAST_M)
        scale = 0.86 * min(WIDTH_PX / wide, HEIGHT_PX / high)
        x, y = per_lon * scale, DEGREE_M * scale
        return cls(lon - WIDTH_PX / 2 / x, lat + HEIGHT_PX / 2 / y, x, y)

    @property
    def bounds(self) -> Bounds:
        """The ground on the picture, and :data:`EDGE_PX` around it."""
        wide, high = EDGE_PX / self.px_per_lon, EDGE_PX / self.px_per_lat
        east, south = self.west + WIDTH_PX / self.px_per_lon, self.north - HEIGHT_PX / self.px_per_lat
        return Bounds(self.west - wide, south - high, east + wide, self.north + high)

    def at(self, lon: float, lat: float) -> tuple[float, float]:
        """Pixels of a point."""
        return round((lon - self.west) * self.px_per_lon, 1), round((self.north - lat) * self.px_per_lat, 1)

    def path(self, shapes: Iterable[BaseGeometry]) -> str:
        """Shapes as one path, as far as they lie on the picture, without corners nobody can see.

        All at once: a street has a thousand shapes, and the picture is drawn anew with each rerun of the page.
        """
        edges = self.bounds
        here = box(edges.west, edges.south, edges.east, edges.north)
        found = np.array(list(shapes), dtype=object)
        found = found[shapely.intersects(shapely.box(*shapely.bounds(found).T), here)]
        crossed = ~shapely.is_valid(found)
        found[crossed] = shapely.make_valid(found[crossed])
        parts = shapely.get_parts(shapely.simplify(shapely.intersection(found, here), 0.7 / self.px_per_lon))
        areas = shapely.get_dimensions(parts) == 2
        return self._lines(parts[~areas], "") + self._lines(shapely.get_rings(parts[areas]), "Z")

    def _lines(self, lines: Any, closed: str) -> str:
        corners, of = shapely.get_coordinates(lines, return_index=True)
        if not len(corners):
            return ""
        x = ((corners[:, 0] - self.west) * self.px_per_lon).round(1).tolist()
        y = ((self.north - corners[:, 1]) * self.px_per_lat).round(1).tolist()
        points = [f"{across},{down}" for across, down in zip(x, y, strict=True)]
        ends = [*(np.flatnonzero(np.diff(of)) + 1).tolist(), len(points)]
        return "".join(f"M{' '.join(points[begin:end])}{closed}" for begin, end in zip([0, *ends], ends, strict=False))


Shapes = tuple[Sequence[BaseGeometry], ...]


def ground_shapes(
    streets: Iterable[tuple[StreetKind, Words, BaseGeometry]], buildings: Iterable[BaseGeometry], yards: Iterable[Courtyard]
) -> Shapes:  # fmt: skip
    """What stands around by how it is drawn: surfaces, lines, buildings, courtyards."""
    parts = [(part, outline) for part, _, outline in streets]
    return (
        [outline for part, outline in parts if part not in LINES], [outline for part, outline in parts if part in LINES],
        list(buildings), [yard.outline for yard in yards if yard.outline is not None],
    )  # fmt: skip


def ground_svg(paths: Sequence[str]) -> str:
    """The paths of :func:`ground_shapes` as what is inside an SVG drawing of :data:`WIDTH_PX` by :data:`HEIGHT_PX`."""
    surfaces, lines, houses, courtyards = paths
    return (
        f'<rect width="100%" height="100%" fill="#FBFAF7" stroke="#DAD5CA" stroke-width="2"/><path d="{surfaces}" fill="#F0ECE2"/>'
        f'<path d="{lines}" fill="none" stroke="#C9C2B3"/><path d="{houses}" fill="#DDD7CA" stroke="#BDB6A6"/>'
        f'<path d="{courtyards}" fill="none" stroke="#5B6570" stroke-dasharray="6 4"/>'
    )


def ground_drawn(sheet: Sheet, shapes: Shapes) -> str:
    """Both in one."""
    return ground_svg([sheet.path(some) for some in shapes])
