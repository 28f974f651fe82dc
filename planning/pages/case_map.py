"""A small still map of a case: the ground, the courtyards, and where its comments are pinned. It prints."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import astuple
from hashlib import blake2b

import numpy as np
import shapely
import streamlit as st
from shapely.geometry.base import BaseGeometry

from planning.pages import style
from planning.pages.visit import Visit
from planning.queries.cases import CaseView
from planning.queries.comments import PinSeen, comment_pins
from planning.queries.communities import courtyards
from planning.queries.evidence import WalkLine
from planning.queries.viewport import ground
from planning.reports.evidence import photos_drawn
from planning.reports.small_map import HEIGHT_PX, WIDTH_PX, Sheet, ground_shapes, ground_svg
from planning.site import Pin
from planning.surveys.comment import Stance
from planning.surveys.reading import Sought

KEPT = 100
"""So many pictures of ground are kept: a page of works has one for each of its maps."""

_MARKS = {
    Stance.SUPPORT: '<circle cx="{x}" cy="{y}" r="6"/>',
    Stance.WORRY: '<path d="M{x} {y}m0 -7l7 12h-14z"/>',
    Stance.OBJECTION: '<path d="M{x} {y}m-5.5 -5.5h11v11h-11z"/>',
    Stance.IDEA: '<path d="M{x} {y}m0 -7l7 7l-7 7l-7 -7z" fill="#FFFFFF" stroke="#5E4B9E" stroke-width="2.5"/>',
}
"""The signs of the list, as shapes."""


def small_map(visit: Visit, view: CaseView, walked: Sequence[WalkLine]) -> None:
    """Draw it, with what was kept of its evidence walks; nothing where no place is known at all."""
    seen = visit.ask(comment_pins, community_id=visit.community.id, sought=Sought(case_id=view.case.id))
    taken = [one for line in walked for one in line.photos]
    pins = [one.pin for one in seen] + [one.pin for one in taken] + ([view.case.pin] if view.case.pin else [])
    if not pins and visit.community.bounds is None:
        return
    sheet = Sheet.around(pins, visit.community.bounds)
    show_picture(
        _svg(visit, view, sheet, seen) + photos_drawn(sheet, taken),
        visit.t("Small map: where the comments on this case are pinned"),
    )


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
    found = visit.ask(ground, **here, box=sheet.bounds)
    houses = (outline for _, _, outline in found.buildings)
    shapes = ground_shapes(found.streets, houses, visit.ask(courtyards, **here))
    return ground_svg(_paths(astuple(sheet), _digest(shapes), shapes)) + marks


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
