"""The shifted coordinates of Chinese web maps: GCJ-02 (Amap, Tencent) and BD-09 (Baidu), in degrees.

Only the forward formula is known in closed form. The common simple inverse is half a metre wrong, a third of a
1.5 m clearance, so the inverse here is found by iterating the forward formula. Called by :mod:`geodata.crs` only.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Degrees = NDArray[np.float64]
Shift = Callable[[Degrees, Degrees], tuple[Degrees, Degrees]]

_AXIS_M = 6378245.0  # Krasovsky 1940, as the shift was defined
_ECCENTRICITY_2 = 0.00669342162296594323
_BD = np.pi * 3000.0 / 180.0


def applies(lon: Degrees, lat: Degrees) -> NDArray[np.bool_]:
    """Where the shift is made: a box around China, as the published code has it."""
    return (lon >= 72.004) & (lon <= 137.8347) & (lat >= 0.8293) & (lat <= 55.8271)


def shifted(lon: Degrees, lat: Degrees) -> tuple[Degrees, Degrees]:
    """WGS 84 to GCJ-02."""
    x, y = lon - 105.0, lat - 35.0
    wave = (np.sin(6 * x * np.pi) + np.sin(2 * x * np.pi)) * 40 / 3
    north = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * np.sqrt(np.abs(x)) + wave
    north += (np.sin(y * np.pi) * 20 + np.sin(y / 3 * np.pi) * 40) * 2 / 3
    north += (np.sin(y / 12 * np.pi) * 160 + np.sin(y * np.pi / 30) * 320) * 2 / 3
    east = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * np.sqrt(np.abs(x)) + wave
    east += (np.sin(x * np.pi) * 20 + np.sin(x / 3 * np.pi) * 40) * 2 / 3
    east += (np.sin(x / 12 * np.pi) * 150 + np.sin(x / 30 * np.pi) * 300) * 2 / 3
    radians = np.radians(lat)
    w2 = 1 - _ECCENTRICITY_2 * np.sin(radians) ** 2
    metres_north = _AXIS_M * (1 - _ECCENTRICITY_2) / (w2 * np.sqrt(w2)) * np.pi / 180
    metres_east = _AXIS_M / np.sqrt(w2) * np.cos(radians) * np.pi / 180
    inside = applies(lon, lat)
    return lon + np.where(inside, east / metres_east, 0), lat + np.where(inside, north / metres_north, 0)


def twice_shifted(lon: Degrees, lat: Degrees) -> tuple[Degrees, Degrees]:
    """WGS 84 to BD-09, which is GCJ-02 shifted once more."""
    x, y = shifted(lon, lat)
    radius = np.hypot(x, y) + 0.00002 * np.sin(y * _BD)
    angle = np.arctan2(y, x) + 0.000003 * np.cos(x * _BD)
    inside = applies(lon, lat)
    return np.where(inside, radius * np.cos(angle) + 0.0065, x), np.where(inside, radius * np.sin(angle) + 0.006, y)


def undone(shift: Shift, lon: Degrees, lat: Degrees) -> tuple[Degrees, Degrees]:
    """The WGS 84 place that a shift moves to ``lon, lat``, to a tenth of a millimetre."""
    x, y = lon.copy(), lat.copy()
    for _ in range(12):
        moved_x, moved_y = shift(x, y)
        dx, dy = moved_x - lon, moved_y - lat
        x, y = x - dx, y - dy
        if np.nanmax(np.abs([dx, dy]), initial=0.0) < 1e-9:
            break
    return x, y
