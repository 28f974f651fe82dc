"""A part of the ground on a sheet of paper: which scale, which window, which grid, and how far its north is off.

Paper is measured in millimetres from the top left corner of the frame, x to the right and y down; ground in metres east
and north of a metric system (:func:`geodata.crs.metric`). Up on the paper is the north of that system's grid.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyproj
import shapely
from shapely.geometry.base import BaseGeometry

from geodata import crs
from geodata.faults import N_, unreadable

SCALES = (
    100, 200, 250, 300, 400, 500, 600, 750, 1000, 1250, 1500, 2000, 2500, 3000, 4000, 5000, 7500,
    10_000, 20_000, 25_000, 50_000, 100_000,
)  # fmt: skip
"""Scales that a ruler of an office reads, the nearest first."""
GRID_MM = 40.0
"""Lines of the grid stand at least so far apart on the paper."""
_STEPS = (1, 2, 5)


@dataclass(frozen=True, slots=True)
class Frame:
    """A window on the ground that fills a frame on paper.

    :param system: code of the metric system; ``east, north``: its metres at the middle of the frame.
    :param scale: denominator: one millimetre on paper is so many millimetres of the grid.
    :param wide_mm: width of the frame, ``high_mm`` its height.
    """

    system: str
    east: float
    north: float
    scale: int
    wide_mm: float
    high_mm: float

    @property
    def window(self) -> tuple[float, float, float, float]:
        """West, south, east and north of what the frame shows, in metres of the grid."""
        half_x, half_y = self.wide_mm * self.scale / 2000, self.high_mm * self.scale / 2000
        return self.east - half_x, self.north - half_y, self.east + half_x, self.north + half_y

    def box(self) -> tuple[float, float, float, float]:
        """West, south, east and north in degrees of WGS 84: the smallest box that holds the whole window."""
        lon, lat = crs.to_wgs84(*lattice(*self.window), self.system)
        return float(lon.min()), float(lat.min()), float(lon.max()), float(lat.max())

    def on_paper(self, points: crs.Numbers) -> crs.Numbers:
        """Places ``(n, 2)`` in degrees (``lon, lat``) as millimetres ``(n, 2)`` on the paper."""
        x, y = crs.from_wgs84(points[:, 0], points[:, 1], self.system)
        west, _, _, north = self.window
        return np.column_stack([(x - west) * 1000 / self.scale, (north - y) * 1000 / self.scale])

    def drawn(self, geometries: list[BaseGeometry]) -> list[BaseGeometry]:
        """Geometries in degrees as what of them lies in the frame, in millimetres; what lies outside is empty."""
        if not geometries:
            return []
        # Line by line over the edge would be cut by the reader of the file: a little more is drawn than is seen.
        edge = shapely.box(-1, -1, self.wide_mm + 1, self.high_mm + 1)
        placed = shapely.make_valid(shapely.transform(np.array(geometries, dtype=object), self.on_paper))
        return list(shapely.intersection(placed, edge))

    @property
    def grid_m(self) -> int:
        """How far apart lines of the grid stand: 1, 2 or 5 and noughts, at least :data:`GRID_MM` on the paper."""
        steps = (int(f"{step}{'0' * noughts}") for noughts in range(8) for step in _STEPS)
        return next(step for step in steps if step * 1000 / self.scale >= GRID_MM)

    def grid(self) -> tuple[list[tuple[int, float]], list[tuple[int, float]]]:
        """Lines of the grid: ``(easting, x in mm)`` and ``(northing, y in mm)``, from the west and from the north."""
        west, south, east, north = self.window
        step = self.grid_m
        across = range(int(-(-west // step)) * step, int(east // step) * step + 1, step)
        along = range(int(north // step) * step, int(-(-south // step)) * step - 1, -step)
        return (
            [(x, (x - west) * 1000 / self.scale) for x in across],
            [(y, (north - y) * 1000 / self.scale) for y in along],
        )

    @property
    def convergence_deg(self) -> float:
        """How far the grid's north lies clockwise of true north at the middle of the frame, in degrees."""
        return float(_factors(self).meridian_convergence)

    @property
    def scale_error_ppm(self) -> float:
        """How much longer than on the ellipsoid a length of the grid is there, in millionths."""
        return (float(_factors(self).meridional_scale) - 1) * 1e6


def framed(
    box: tuple[float, float, float, float], wide_mm: float, high_mm: float, scale: int | None = None
) -> Frame:  # fmt: skip
    """The frame that shows a box (west, south, east, north in degrees), or as much of its middle as a given scale lets.

    Raises :class:`~geodata.faults.Unreadable` (``too_wide``) where no scale of :data:`SCALES` is small enough, and with
    any scale where the box reaches farther than the metric system does.
    """
    west, south, east, north = box
    system = crs.metric((west + east) / 2, (south + north) / 2)
    x, y = crs.from_wgs84(*lattice(*box), system)
    wide_m, high_m = float(np.ptp(x)), float(np.ptp(y))
    needed = max(wide_m * 1000 / wide_mm, high_m * 1000 / high_mm)
    fitting = next((one for one in SCALES if one >= needed), None)
    # Near the poles and half around the world the system has no numbers: no scale could show that.
    if not np.isfinite([wide_m, high_m]).all() or (scale is None and fitting is None):
        raise unreadable("too_wide", N_("This part is too wide for a sheet: come nearer and try again."))
    return Frame(
        system,
        float(x.min() + wide_m / 2),
        float(y.min() + high_m / 2),
        scale or fitting or SCALES[-1],
        wide_mm,
        high_mm,
    )


def convergence_deg(lon: float, lat: float) -> float:
    """How far the north of a place's metric system lies clockwise of true north there, in degrees."""
    return float(pyproj.Proj(crs.metric(lon, lat)).get_factors(lon, lat).meridian_convergence)


def lattice(west: float, south: float, east: float, north: float) -> tuple[crs.Numbers, crs.Numbers]:
    """Places all over a box: its edges are curves in the other system."""
    x, y = np.meshgrid(np.linspace(west, east, 9), np.linspace(south, north, 9))
    return x.ravel(), y.ravel()


def _factors(frame: Frame) -> Any:
    lon, lat = crs.to_wgs84(np.array([frame.east]), np.array([frame.north]), frame.system)
    return pyproj.Proj(frame.system).get_factors(float(lon[0]), float(lat[0]))
