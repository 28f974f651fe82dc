"""Layers of planners: named sheets over the map on which annotations 批注 are drawn, or free layers that a file brought.

A layer is inside (staff read it) until it is published to residents; both can be changed back.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from itertools import pairwise
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from planning.errors import N_, Problem, Refusals
from planning.site import Community, Pin

MOST_VERTICES = 2_000
"""Corners of one annotation: what a hand draws has a few dozen."""
MARGIN = 0.5
"""So much of the community's width and height may an annotation lie outside of it on each side."""
SHORTEST = 1e-7
"""A line or the side of an area shorter than this many degrees (a centimetre) is a slip of the finger."""


class Mark(StrEnum):
    """How a feature of a layer is drawn."""

    POINT = "point"
    LINE = "line"
    AREA = "area"
    ARROW = "arrow"
    TEXT = "text"


GEOMETRY = {
    Mark.POINT: "Point", Mark.TEXT: "Point", Mark.LINE: "LineString", Mark.ARROW: "LineString", Mark.AREA: "Polygon",
}  # fmt: skip
"""The type of each mark in GeoJSON."""


@dataclass(frozen=True, slots=True)
class PlannerLayer:
    """A layer by its name, which is its own in its community.

    :param source: where what is drawn on it comes from: a site visit, a survey, a file.
    :param accuracy_m: of its positions, as whoever opened it states it.
    :param courtyard_id: the courtyard that it is about; resident planners of that courtyard draw on it.
    :param published_at: since when residents see it; None: staff only.
    """

    id: str
    community_id: str
    name: str
    at: datetime
    source: str = ""
    accuracy_m: float | None = None
    courtyard_id: str | None = None
    published_at: datetime | None = None
    retired_at: datetime | None = None
    version: int = 1


@dataclass(frozen=True, slots=True)
class LayerSource:
    """Where the objects of a layer came from: an inventory by its name, as whoever gave it states.

    :param stated_m: accuracy of positions; None: not stated.
    """

    name: str
    surveyed_on: date | None = None
    stated_m: float | None = None


def mark_of(mark: str, outline: BaseGeometry) -> Mark:
    """How a feature is drawn; what a file brought says so by its geometry."""
    if mark in set(Mark):
        return Mark(mark)
    kind = outline.geom_type
    return Mark.AREA if kind.endswith("Polygon") else Mark.LINE if kind.endswith("LineString") else Mark.POINT


def is_simple(outline: BaseGeometry, mark: Mark) -> bool:
    """Whether an outline is in one piece and without holes, so that it can be reshaped by hand."""
    return outline.geom_type == GEOMETRY[mark] and not (
        isinstance(outline, shapely.Polygon) and len(outline.interiors) > 0
    )


def drawn_outline(mark: Mark, shape: object, community: Community) -> BaseGeometry:
    """The outline of what was drawn, from the geometry (GeoJSON, WGS 84) that the map's frame sent.

    Raises :class:`Refusals`: ``bad_shape`` (no geometry of this mark), ``too_many_corners``, ``bad_coordinates``,
    ``swapped``, ``outside_bounds``, ``too_small`` and ``self_crossing``.
    """
    places = _places(mark, shape)
    if len(places) > MOST_VERTICES:
        raise Refusals([Problem(
            "too_many_corners", N_("A drawing has at most {most} corners: draw it in several parts."),
            {"most": MOST_VERTICES}, "shape")])  # fmt: skip
    around = replace(community, bounds=community.bounds.wider(MARGIN)) if community.bounds else community
    pins = [Pin.parse(*place, around) for place in places]
    return _outline(mark, [(pin.lon, pin.lat) for pin in pins])


def _places(mark: Mark, shape: object) -> Sequence[tuple[Any, Any]]:
    """The corners as they came, an area's without the last one, which is the first again."""
    if not isinstance(shape, Mapping) or shape.get("type") != GEOMETRY[mark]:
        raise _bad_shape()
    raw = shape.get("coordinates")
    if mark in {Mark.POINT, Mark.TEXT}:
        raw = [raw]
    elif mark is Mark.AREA:
        if not isinstance(raw, Sequence) or isinstance(raw, str) or len(raw) != 1:
            raise _bad_shape()
        raw = raw[0]
    if not isinstance(raw, Sequence) or isinstance(raw, str):
        raise _bad_shape()
    found = [_place(one) for one in raw]
    closed = mark is Mark.AREA and len(found) > 1 and found[0] == found[-1]
    return found[:-1] if closed else found


def _place(raw: object) -> tuple[Any, Any]:
    if not isinstance(raw, Sequence) or isinstance(raw, str) or len(raw) < 2:
        raise _bad_shape()
    return raw[0], raw[1]


def _bad_shape() -> Refusals:
    return Refusals([Problem("bad_shape", N_("This is no drawing of this kind: draw it again."), {}, "shape")])


def _outline(mark: Mark, corners: list[tuple[float, float]]) -> BaseGeometry:
    if mark in {Mark.POINT, Mark.TEXT}:
        return shapely.Point(corners[0])
    apart = [corners[0]] if corners else []
    apart += [there for here, there in pairwise(corners) if math.dist(here, there) > SHORTEST]
    if len(apart) < (3 if mark is Mark.AREA else 2):
        raise Refusals([Problem(
            "too_small", N_("Too few corners: a line has at least two places, an area at least three."), {}, "shape")])  # fmt: skip
    if mark is not Mark.AREA:
        return shapely.LineString(apart)
    area = shapely.Polygon(apart)
    if not area.is_valid or area.area <= 0:
        raise Refusals([Problem(
            "self_crossing", N_("The edge of this area crosses itself: move its corners so that it runs around once."),
            {}, "shape")])  # fmt: skip
    return shapely.orient_polygons(area)
