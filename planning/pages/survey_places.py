"""Places that were named in a questionnaire, on a small map: squares for everybody, each place for those who work on it."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st
from shapely import Point
from shapely.geometry.base import BaseGeometry

from planning.options.small_groups import SMALL_GROUP
from planning.pages import style
from planning.pages.case_map import backdrop, show_picture
from planning.pages.visit import Visit
from planning.queries.places_named import PlacesNamed, places_named
from planning.reports.small_map import Sheet
from planning.site import Pin
from planning.surveys.questionnaire.places_named import Square, Squares
from planning.wording import told_apart

_INK = "#5E4B9E"


def show(visit: Visit, survey_id: str) -> None:
    """Nothing where no question is answered on the map."""
    t = visit.t
    named = {one.question.name: one for one in visit.ask(places_named, survey_id=survey_id)}
    if not named:
        return
    st.header(t("Places named"), anchor=False)
    titles = told_apart({name: one.question.label[t.language] or name for name, one in named.items()})
    chosen = next(iter(titles))
    if len(titles) > 1:
        chosen = st.selectbox(
            t("Question"), list(titles), format_func=lambda one: titles.get(one, ""), key=f"places_of_{survey_id}"
        )
    else:
        style.quiet(titles[chosen])
    one = named[chosen]
    if one.squares is None:
        style.quiet(t(
            "Fewer than {least} people named a place: where it is, is not shown, since it would tell on one of them.", least=SMALL_GROUP
        ))  # fmt: skip
    else:
        _squares(visit, one, one.squares)
    if one.shapes:
        _shapes(visit, one)


def _squares(visit: Visit, one: PlacesNamed, told: Squares) -> None:
    t = visit.t
    if told.shown:
        corners = [
            Pin(x, y) for square in told.shown for x, y in ((square.west, square.south), (square.east, square.north))
        ]
        sheet = Sheet.around(corners, visit.community.bounds)
        most = max(square.count for square in told.shown)
        drawn = "".join(_square(sheet, square, most) for square in told.shown)
        show_picture(backdrop(visit, sheet, drawn), t("Small map: in which squares of ground people named a place"))
    said = t(
        "{count} people named a place. A figure is how many named one in that square of {size} m; squares that fewer than {least} named are not shown.",
        count=one.people, size=told.size_m, least=SMALL_GROUP,
    )  # fmt: skip
    others = t.n("{count} person named other squares only.", "{count} people named other squares only.", told.elsewhere)
    style.quiet(t.joined([said, others]) if told.elsewhere else said)


def _square(sheet: Sheet, square: Square, most: int) -> str:
    left, top = sheet.at(square.west, square.north)
    right, bottom = sheet.at(square.east, square.south)
    shade, size = 0.15 + 0.5 * square.count / most, round(min(26, (right - left) * 0.45))
    return (
        f'<rect x="{left}" y="{top}" width="{right - left:.1f}" height="{bottom - top:.1f}" fill="{_INK}" fill-opacity="{shade:.2f}" '
        f'stroke="{_INK}"/><text x="{(left + right) / 2:.1f}" y="{(top + bottom) / 2 + size / 3:.1f}" text-anchor="middle" '
        f'font-family="sans-serif" font-size="{size}" font-weight="700" fill="#1E2328" stroke="#FFFFFF" stroke-width="4" '
        f'paint-order="stroke">{square.count}</text>'
    )


def _shapes(visit: Visit, one: PlacesNamed) -> None:
    """Every place: only those see it who work on the questionnaire."""
    t = visit.t
    with st.expander(t("Each place, for those who work on the questionnaire")):
        sheet = Sheet.around(_corners(one.shapes), visit.community.bounds)
        drawn = "".join(_shape(sheet, shape) for shape in one.shapes)
        show_picture(backdrop(visit, sheet, drawn), t("Small map: each place that was named"))
        style.quiet(t("The same places for other programs are under Manage → Questionnaires (GeoJSON)."))


def _corners(shapes: Sequence[BaseGeometry]) -> list[Pin]:
    boxes = [shape.bounds for shape in shapes]
    west, south = min(box[0] for box in boxes), min(box[1] for box in boxes)
    return [Pin(west, south), Pin(max(box[2] for box in boxes), max(box[3] for box in boxes))]


def _shape(sheet: Sheet, shape: BaseGeometry) -> str:
    if isinstance(shape, Point):
        x, y = sheet.at(shape.x, shape.y)
        return f'<circle cx="{x}" cy="{y}" r="5" fill="{_INK}" fill-opacity="0.55" stroke="#FFFFFF"/>'
    path = sheet.path([shape])
    if shape.geom_type == "LineString":
        return f'<path d="{path}" fill="none" stroke="{_INK}" stroke-width="3" stroke-opacity="0.55"/>'
    return f'<path d="{path}" fill="{_INK}" fill-opacity="0.15" stroke="{_INK}" stroke-opacity="0.55"/>'
