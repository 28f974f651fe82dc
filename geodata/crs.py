"""Coordinate reference systems: the only module where coordinates change from one to another.

Everything is kept in WGS 84 as ``lon, lat``; east (or longitude) always comes first, whatever the axes of a system
are officially. Distances and areas are measured in a metric system chosen by place, never in degrees or Web Mercator.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pyproj
import shapely
from numpy.typing import NDArray
from pyproj.exceptions import CRSError, ProjError

from geodata import gcj02
from geodata.faults import N_, unreadable

WGS84 = "EPSG:4326"
SHIFTED = {"GCJ-02": gcj02.shifted, "BD-09": gcj02.twice_shifted}
BALLPARK_M = 150.0
"""Doubt of a place whose datum was not changed: so far apart are Beijing 1954 or Xi'an 1980 and WGS 84 in China, roughly."""
_AS_WGS84 = frozenset({"China 2000", "China Geodetic Coordinate System 2000"})
Numbers = NDArray[np.float64]

_URN = re.compile(
    r"(?:urn:ogc:def:crs:|https?://www\.opengis\.net/def/crs/)?EPSG[:/]+(?:[\w.]*[:/])?(\d{4,6})", re.IGNORECASE
)
_CRS84 = re.compile(
    r"(?:urn:ogc:def:crs:|https?://www\.opengis\.net/def/crs/)?OGC[:/]+(?:[\w.]*[:/])?CRS84", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Area:
    """Where a system is meant to be used, in degrees."""

    west: float
    south: float
    east: float
    north: float

    def holds(self, lon: Numbers, lat: Numbers, margin: float = 0.0) -> NDArray[np.bool_]:
        """Which points lie in it, or at most ``margin`` degrees outside."""
        return (
            (lon >= self.west - margin) & (lon <= self.east + margin)
            & (lat >= self.south - margin) & (lat <= self.north + margin)
        )  # fmt: skip


def named(text: str) -> str:
    """The code of a system as people and files write it: ``EPSG:n``, ``GCJ-02`` or ``BD-09``.

    Raises :class:`~geodata.faults.Unreadable` (``unknown_crs``).
    """
    short = re.sub(r"[\s_-]", "", text).upper()
    if short in {"GCJ02", "BD09"}:
        return f"{short[:-2]}-{short[-2:]}"
    if _CRS84.fullmatch(text.strip()) or short in {"WGS84", "CRS84"}:
        return WGS84
    match = _URN.fullmatch(text.strip())
    if match and _is_horizontal(int(match[1])):
        return f"EPSG:{int(match[1])}"
    raise unreadable(
        "unknown_crs", N_("{crs} is no coordinate system that we know: give EPSG:n, GCJ-02 or BD-09."), crs=text[:80]
    )


def _is_horizontal(number: int) -> bool:
    try:
        system = pyproj.CRS.from_epsg(number)
    except CRSError:
        return False
    return system.is_projected or (system.is_geographic and len(system.axis_info) == 2)


def is_degrees(code: str) -> bool:
    """Whether numbers in this system are degrees."""
    return code in SHIFTED or bool(_system(code).is_geographic)


def title(code: str) -> str:
    """The name of a system as its register has it."""
    return code if code in SHIFTED else str(_system(code).name)


def area(code: str) -> Area:
    """Where a system may be used."""
    used = None if code in SHIFTED else _system(code).area_of_use
    return Area(used.west, used.south, used.east, used.north) if used else Area(-180, -90, 180, 90)


@lru_cache(maxsize=64)
def _system(code: str) -> pyproj.CRS:
    return pyproj.CRS.from_user_input(code)


@lru_cache(maxsize=64)
def _transformer(source: str, target: str) -> pyproj.Transformer:
    return pyproj.Transformer.from_crs(source, target, always_xy=True)


def to_wgs84(east: Numbers, north: Numbers, code: str) -> tuple[Numbers, Numbers]:
    """Coordinates as ``lon, lat``; what has no place there becomes NaN."""
    if code in SHIFTED:
        return gcj02.undone(SHIFTED[code], east, north)
    if code == WGS84:
        return east, north
    return _changed(east, north, code, WGS84)


def from_wgs84(lon: Numbers, lat: Numbers, code: str) -> tuple[Numbers, Numbers]:
    """The way back."""
    if code in SHIFTED:
        return SHIFTED[code](lon, lat)
    return (lon, lat) if code == WGS84 else _changed(lon, lat, WGS84, code)


def _changed(x: Numbers, y: Numbers, source: str, target: str) -> tuple[Numbers, Numbers]:
    first, second = _transformer(source, target).transform(x, y)
    bad = ~(np.isfinite(first) & np.isfinite(second))
    return np.where(bad, np.nan, first), np.where(bad, np.nan, second)


def geometries_to_wgs84(geometries: NDArray[np.object_], code: str) -> NDArray[np.object_]:
    """Whole geometries (None stays None) as ``lon, lat``."""
    if code == WGS84:
        return geometries

    def change(points: Numbers) -> Numbers:
        return np.column_stack(to_wgs84(points[:, 0], points[:, 1], code))

    changed: NDArray[np.object_] = shapely.transform(geometries, change)
    return changed


def accuracy_m(code: str, lon: float, lat: float) -> float | None:
    """How exact the change to WGS 84 is at a place, by the operation that is really used there.

    None where nothing is changed, and for CGCS 2000, which is WGS 84 within the exactness of a city's survey. Where
    the register has no operation for the place, the numbers are taken over unchanged: :data:`BALLPARK_M`.
    """
    if code in SHIFTED or code == WGS84:
        return None
    if is_ballpark(code, lon, lat):
        return BALLPARK_M
    stated = _used(code, lon, lat)[0]
    return stated if stated > 0 else None


def is_ballpark(code: str, lon: float, lat: float) -> bool:
    """Whether a place is only taken over from a system of another datum, since the register knows no way between them."""
    if code in SHIFTED or code == WGS84:
        return False
    datum = getattr(_system(code).geodetic_crs, "datum", None)
    return "ballpark" in _used(code, lon, lat)[1].lower() and getattr(datum, "name", "") not in _AS_WGS84


@lru_cache(maxsize=256)
def _used(code: str, lon: float, lat: float) -> tuple[float, str]:
    """Stated accuracy (-1: none) and description of the operation for a place."""
    change = pyproj.Transformer.from_crs(WGS84, code, always_xy=True)  # one of its own: it remembers what it did last
    change.transform(lon, lat)
    try:
        used = change.get_last_used_operation()
    except ProjError:  # there is one operation only, so PROJ keeps no choice
        used = change
    return float(used.accuracy), str(used.description)


def metric(lon: float, lat: float) -> str:
    """The metric system to measure in around a place.

    In mainland China the CGCS2000 three-degree zone of the longitude (EPSG:4544 at Chengdu, never 4543 there), on
    Taiwan TWD97 / TM2, elsewhere the UTM zone.
    """
    if in_taiwan(lon, lat):
        return "EPSG:3826"
    if in_mainland_china(lon, lat):
        return f"EPSG:{4534 + min(20, max(0, round((lon - 75) / 3)))}"
    zone = min(60, int((lon + 180) // 6) + 1)
    return f"EPSG:{(32600 if lat >= 0 else 32700) + zone}"


def in_mainland_china(lon: float, lat: float) -> bool:
    """Roughly: a box, without Taiwan."""
    return 73.5 <= lon <= 134.8 and 18.0 <= lat <= 53.6 and not in_taiwan(lon, lat)


def in_taiwan(lon: float, lat: float) -> bool:
    """Roughly: the main island."""
    return 119.9 <= lon <= 122.2 and 21.8 <= lat <= 25.4
