"""Which coordinate system the numbers of a silent file may be in.

Plain degrees are taken as WGS 84 with the reason. Everything else is only suggested: two systems may give the same
numbers for places hundreds of metres (or a whole zone) apart, so a person must choose.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely

from geodata import crs
from geodata.crs import Area, Numbers
from geodata.faults import N_, Fault

MOST = 6


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A system that the numbers fit; with ``exchanged`` they fit when the two columns change places."""

    code: str
    why: Fault
    exchanged: bool = False


def are_plain_degrees(east: Numbers, north: Numbers) -> bool:
    """Whether most numbers can be ``lon, lat`` as they stand."""
    return bool(len(east)) and float(np.mean((np.abs(east) <= 180) & (np.abs(north) <= 90))) >= 0.5


def are_degrees_somehow(east: Numbers, north: Numbers) -> bool:
    """Whether most numbers are degrees, perhaps exchanged."""
    return bool(len(east)) and float(np.mean((np.abs(east) <= 180) & (np.abs(north) <= 180))) >= 0.5


def suggestions(east: Numbers, north: Numbers, near: Area | None = None) -> list[Suggestion]:
    """Systems that the middle of the numbers fits, best first: those that lie in ``near`` before all others."""
    if not len(east):
        return []
    x, y = float(np.median(east)), float(np.median(north))
    found: list[tuple[bool, Suggestion]] = []
    for exchanged, (first, second) in enumerate(((x, y), (y, x))):
        for code, hint in _candidates(first, second, near):
            lies = _where(first, second, code)
            if lies is not None:
                inside = near is not None and _within(near, *lies)
                found.append((inside, Suggestion(code, _why(code, hint, lies, bool(exchanged)), bool(exchanged))))
    # Nearly every pair of numbers is something in Web Mercator: it comes last. Otherwise the order of the table stays.
    found.sort(key=lambda pair: (not pair[0], pair[1].code == "EPSG:3857"))
    seen: dict[tuple[str, bool], Suggestion] = {}
    for _, suggestion in found:
        seen.setdefault((suggestion.code, suggestion.exchanged), suggestion)
    return list(seen.values())[:MOST]


def _within(area: Area, lon: float, lat: float) -> bool:
    return bool(area.holds(np.array([lon]), np.array([lat]), 0.05)[0])


def _where(x: float, y: float, code: str) -> tuple[float, float] | None:
    lon, lat = crs.to_wgs84(np.array([x]), np.array([y]), code)
    fits = np.isfinite(lon) & np.isfinite(lat) & crs.area(code).holds(lon, lat, 0.2)
    return (float(lon[0]), float(lat[0])) if fits[0] else None


def _why(code: str, hint: str, lies: tuple[float, float], exchanged: bool) -> Fault:
    params = {"crs": code, "title": crs.title(code), "hint": hint, "lon": f"{lies[0]:.4f}", "lat": f"{lies[1]:.4f}"}
    if code == crs.WGS84:
        message = N_("The two columns seem to be exchanged: as longitude and latitude they would lie at {lon}, {lat}.")
    elif exchanged:
        message = N_("{crs} ({title}), with the two columns exchanged: the middle would lie at {lon}, {lat}.")
    else:
        message = N_("{crs} ({title}) fits the range of the numbers: the middle would lie at {lon}, {lat}.")
    return Fault("crs_suggestion", message, params)


def _candidates(x: float, y: float, near: Area | None) -> Iterator[tuple[str, str]]:
    """Codes whose usual range of numbers holds a point, the particular ones first."""
    if abs(x) <= 180 and abs(y) <= 90:
        yield crs.WGS84, "degrees"
        return
    if 140_000 <= x <= 360_000 and 2_400_000 <= y <= 2_830_000:
        yield "EPSG:3826", "TWD97"
    zone = int(x // 1_000_000)
    if 25 <= zone <= 45 and 1_900_000 <= y <= 6_000_000:
        yield f"EPSG:{4513 + zone - 25}", "three-degree zone before the number"
    if 13 <= zone <= 23 and 1_900_000 <= y <= 6_000_000:
        yield f"EPSG:{4491 + zone - 13}", "six-degree zone before the number"
    if 2 <= zone <= 5 and 5_200_000 <= y <= 6_200_000:
        yield f"EPSG:{31464 + zone}", "Gauss-Krueger zone before the number"
    yield from _without_zone(x, y, near)
    if abs(x) >= 1_000_000 and abs(x) <= 20_037_509 and abs(y) <= 20_037_509:
        yield "EPSG:3857", "Web Mercator"


def _without_zone(x: float, y: float, near: Area | None) -> Iterator[tuple[str, str]]:
    """Systems whose zone cannot be read from the numbers: the one of the community, else the most likely ones."""
    if 330_000 <= x <= 670_000 and 1_900_000 <= y <= 6_000_000:
        if near is not None and crs.in_mainland_china((near.west + near.east) / 2, (near.south + near.north) / 2):
            yield crs.metric((near.west + near.east) / 2, (near.south + near.north) / 2), "zone of the community"
        yield "EPSG:4544", "zone of Chengdu"
    if 160_000 <= x <= 840_000 and 0 < y <= 9_400_000:
        if near is not None:
            zone = min(60, int(((near.west + near.east) / 2 + 180) // 6) + 1)
            yield f"EPSG:{32600 + zone}", "zone of the community"
        if y > 4_600_000:
            yield "EPSG:25832", "zone of western Central Europe"
            yield "EPSG:25833", "zone of eastern Central Europe"
        elif y >= 1_900_000:
            yield "EPSG:32648", "zone of Chengdu"


LEAST_OFF_M = 30.0
MOST_COMPARED = 500


def shifted(lon: Numbers, lat: Numbers, known: Numbers) -> Suggestion | None:
    """Whether degrees fit what is known of the neighbourhood better as GCJ-02 or BD-09, and by how much.

    :param known: places there, as rows of ``lon, lat``.
    """
    if not len(lon) or not len(known) or not crs.in_mainland_china(float(np.median(lon)), float(np.median(lat))):
        return None
    chosen = np.linspace(0, len(lon) - 1, min(len(lon), MOST_COMPARED)).astype(int)
    system = crs.metric(float(np.median(known[:, 0])), float(np.median(known[:, 1])))
    places: Any = shapely.points(*crs.from_wgs84(known[:, 0], known[:, 1], system))
    tree = shapely.STRtree(places)
    off = {
        code: _middle_distance(*crs.to_wgs84(lon[chosen], lat[chosen], code), system, tree)
        for code in (crs.WGS84, *crs.SHIFTED)
    }  # fmt: skip
    best = min(off, key=lambda code: off[code])
    if best == crs.WGS84 or off[crs.WGS84] < LEAST_OFF_M or off[best] * 3 > off[crs.WGS84]:
        return None
    why = N_(
        "As they stand, the rows lie {plain} m from what is known here (the middle value); read as {crs} they lie {shifted} m from it."
    )
    return Suggestion(
        best, Fault("shifted", why, {"crs": best, "plain": round(off[crs.WGS84]), "shifted": round(off[best])})
    )


def _middle_distance(lon: Numbers, lat: Numbers, system: str, tree: shapely.STRtree) -> float:
    points = shapely.points(*crs.from_wgs84(lon, lat, system))
    _, distance = tree.query_nearest(points, return_distance=True, all_matches=False)
    return float(np.median(distance))
