"""A small still map of a case: the ground, the courtyards, and where its comments are pinned. It prints."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass
from hashlib import blake2b
from typing import Any

import numpy as np
import shapely
import streamlit as st
from shapely import box
from shapely.geometry.base import BaseGeometry

from planning.pages import style
from planning.pages.visit import Visit
from planning.queries.cases import CaseView
from planning.queries.comments import PinSeen, comment_pins
from planning.queries.communities import courtyards
from planning.queries.viewport import ground
from planning.site import Bounds, Pin
from planning.surveys.comment import Stance
from planning.surveys.observation import StreetKind
from planning.surveys.reading import Sought

WIDTH_PX, HEIGHT_PX = 640, 400
EDGE_PX = 20
"""Ground is cut this far outside, so that no cut shows as a line."""
METRES_PER_DEGREE = 111_320.0
KEPT = 100
"""So many pictures of ground are kept: a page of works has one for each of its maps."""
LEAST_M = 150.0
"""A case with one pin still shows what stands around it."""
LINES = frozenset({StreetKind.KERB, StreetKind.CENTRELINE})

_MARKS = {
    Stance.SUPPORT: '<circle cx="{x}" cy="{y}" r="6"/>',
    Stance.WORRY: '<path d="M{x} {y}m0 -7l7 12h-14z"/>',
    Stance.OBJECTION: '<path d="M{x} {y}m-5.5 -5.5h11v11h-11z"/>',
    Stance.IDEA: '<path d="M{x} {y}m0 -7l7 7l-7 7l-7 -7z" fill="#FFFFFF" stroke="#5E4B9E" stroke-width="2.5"/>',
}
"""The signs of the list, as shapes."""


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
        per_lon = METRES_PER_DEGREE * math.cos(math.radians(lat))
        wide = max((max(lons) - min(lons)) * per_lon, LEAST_M)
        high = max((max(lats) - min(lats)) * METRES_PER_DEGREE, LEAST_M)
        scale = 0.86 * min(WIDTH_PX / wide, HEIGHT_PX / high)
        x, y = per_lon * scale, METRES_PER_DEGREE * scale
        return cls(lon - WIDTH_PX / 2 / x, lat + HEIGHT_PX / 2 / y, x, y)

    def at(self, lon: float, lat: float) -> tuple[float, float]:
        """Pixels of a point."""
        return round((lon - self.west) * self.px_per_lon, 1), round((self.north - lat) * self.px_per_lat, 1)

    def path(self, shapes: Iterable[BaseGeometry]) -> str:
        """Shapes as one path, as far as they lie on the picture, without corners nobody can see.

        All at once: a street has a thousand shapes, and the picture is drawn anew with each rerun of the page.
        """
        wide, high = EDGE_PX / self.px_per_lon, EDGE_PX / self.px_per_lat
        east, south = self.west + WIDTH_PX / self.px_per_lon, self.north - HEIGHT_PX / self.px_per_lat
        here = box(self.west - wide, south - high, east + wide, self.north + high)
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


def small_map(visit: Visit, view: CaseView) -> None:
    """Draw it; nothing where no place is known at all."""
    seen = visit.ask(comment_pins, community_id=visit.community.id, sought=Sought(case_id=view.case.id))
    pins = [one.pin for one in seen] + ([view.case.pin] if view.case.pin else [])
    if not pins and visit.community.bounds is None:
        return
    sheet = Sheet.around(pins, visit.community.bounds)
    show_picture(_svg(visit, view, sheet, seen), visit.t("Small map: where the comments on this case are pinned"))


def show_picture(drawn: str, about: str) -> None:
    """A small map on the page; ``about`` says to those who cannot see it what it shows."""
    style.markup(f'<figure class="jy-photo">{style.picture(drawn, WIDTH_PX, HEIGHT_PX, about)}</figure>')


def place_svg(visit: Visit, pin: Pin) -> str:
    """The same ground around one place."""
    sheet = Sheet.around([pin], visit.community.bounds)
    return backdrop(visit, sheet, _heart(sheet, pin))


def _svg(visit: Visit, view: CaseView, sheet: Sheet, seen: Sequence[PinSeen]) -> str:
    marks = "".join(_mark(sheet, one) for one in seen)
    return backdrop(
        visit,
        sheet,
        f'<g fill="#5E4B9E" stroke="#FFFFFF" stroke-width="1.5">{marks}</g>{_heart(sheet, view.case.pin)}',
    )


def backdrop(visit: Visit, sheet: Sheet, marks: str) -> str:
    """The ground with its buildings and courtyards as what is inside an SVG drawing, and marks on it."""
    here = {"community_id": visit.community.id}
    found = visit.ask(ground, **here)
    shapes = (
        [outline for part, _, outline in found.streets if part not in LINES],
        [outline for part, _, outline in found.streets if part in LINES],
        [outline for _, _, outline in found.buildings],
        [yard.outline for yard in visit.ask(courtyards, **here) if yard.outline is not None],
    )
    surfaces, lines, houses, yards = _paths(astuple(sheet), _digest(shapes), shapes)
    return (
        f'<rect width="100%" height="100%" fill="#FBFAF7" stroke="#DAD5CA" stroke-width="2"/><path d="{surfaces}" fill="#F0ECE2"/>'
        f'<path d="{lines}" fill="none" stroke="#C9C2B3"/><path d="{houses}" fill="#DDD7CA" stroke="#BDB6A6"/>'
        f'<path d="{yards}" fill="none" stroke="#5B6570" stroke-dasharray="6 4"/>'
        f"{marks}"
    )


def _digest(shapes: Iterable[Sequence[BaseGeometry]]) -> bytes:
    """The same for the same shapes in the same order."""
    said = blake2b()
    for some in shapes:
        said.update(b"|%d|" % len(some))
        said.update(b"".join(shapely.to_wkb(np.array(some, dtype=object))))
    return said.digest()


@st.cache_data(max_entries=KEPT, show_spinner=False)
def _paths(sheet: tuple[float, ...], digest: bytes, _shapes: Iterable[Sequence[BaseGeometry]]) -> list[str]:
    """Each kind of shape as one path; drawn once as long as neither the piece of ground nor a shape changes."""
    assert digest  # noqa: S101 - the shapes themselves are left out of what the cache compares
    return [Sheet(*sheet).path(some) for some in _shapes]


def _mark(sheet: Sheet, one: PinSeen) -> str:
    x, y = sheet.at(one.pin.lon, one.pin.lat)
    return _MARKS[one.stance].format(x=x, y=y)


def _heart(sheet: Sheet, pin: Pin | None) -> str:
    """A ring around the place of the case itself."""
    if pin is None:
        return ""
    x, y = sheet.at(pin.lon, pin.lat)
    return f'<circle cx="{x}" cy="{y}" r="16" fill="none" stroke="#A61E4D" stroke-width="4"/>'
