"""A small still map of the works of a case: where, and how far each has come. It prints."""

from __future__ import annotations

from planning.cases.works import WorkState
from planning.i18n.names import name_of
from planning.pages import style
from planning.pages.case_map import backdrop, show_picture
from planning.pages.visit import Visit
from planning.queries.works import WorksView
from planning.reports.small_map import Sheet

_INK = "#1E2328"
MARKS = {
    WorkState.PLANNED: f'<circle cx="{{x}}" cy="{{y}}" r="9" fill="#FFFFFF" stroke="{_INK}" stroke-width="2" stroke-dasharray="3 2"/>',
    WorkState.UNDER_WAY: (
        f'<circle cx="{{x}}" cy="{{y}}" r="9" fill="#FFFFFF" stroke="{_INK}" stroke-width="2"/>'
        f'<path d="M{{x}} {{y}}m0 -9a9 9 0 0 1 0 18z" fill="{_INK}"/>'
    ),
    WorkState.DONE: f'<circle cx="{{x}}" cy="{{y}}" r="9" fill="{_INK}" stroke="#FFFFFF" stroke-width="2"/>',
    WorkState.STOPPED: f'<path d="M{{x}} {{y}}m-8 -8h16v16h-16z" fill="#FFFFFF" stroke="{_INK}" stroke-width="3"/>',
}
"""Shape and fill carry the state, so that it survives grey printing."""


def show(visit: Visit, view: WorksView) -> None:
    """Draw it; nothing where no place is known."""
    pins = [pin for seen in view.works for pin in seen.pins]
    if not pins:
        return
    sheet = Sheet.around(pins, visit.community.bounds)
    marks = []
    for number, seen in enumerate(view.works, 1):
        for pin in seen.pins:
            x, y = sheet.at(pin.lon, pin.lat)
            marks.append(MARKS[seen.work.state].format(x=x, y=y))
        for pin in seen.pins[:1]:
            x, y = sheet.at(pin.lon, pin.lat)
            marks.append(
                f'<text x="{x + 12}" y="{y + 6}" font-family="sans-serif" font-size="18" font-weight="700" fill="{_INK}" '
                f'stroke="#FFFFFF" stroke-width="4" paint-order="stroke">{number}</text>'
            )
    t = visit.t
    show_picture(backdrop(visit, sheet, "".join(marks)), t("Small map: where the works are, and how far each has come"))
    there = [state for state in WorkState if any(seen.work.state is state for seen in view.works)]
    legend = "".join(
        f"<li>{style.picture(MARKS[state].format(x=11, y=11), 22, 22)} {style.escaped(name_of(t, state))}</li>"
        for state in there
    )
    style.markup(f'<ul class="jw-legend">{legend}</ul>')
