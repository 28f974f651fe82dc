"""How far the talk with households has come, by courtyard, and how the cost of a lift is shared: no door, no name."""

from __future__ import annotations

import streamlit as st

from planning.cases.household import HouseholdState
from planning.i18n.names import name_of
from planning.options.money import book_yuan
from planning.pages import style
from planning.pages.case_map import backdrop, show_picture
from planning.pages.visit import Visit
from planning.queries.households import LiftSeen, YardProgress, household_progress, lift_view
from planning.reports.small_map import Sheet
from planning.site import Pin


def show(visit: Visit, case_id: str) -> None:
    """Nothing where there is neither a register nor a lift."""
    asked = {"community_id": visit.community.id, "case_id": case_id}
    progress, lift = visit.ask(household_progress, **asked), visit.ask(lift_view, **asked)
    if progress:
        _progress(visit, progress)
    if lift is not None:
        _lift(visit, lift)


def _progress(visit: Visit, progress: list[YardProgress]) -> None:
    t = visit.t
    st.header(t("Household by household"), anchor=False)
    _map(visit, progress)
    style.table(
        ["", t("Households"), *(name_of(t, state) for state in HouseholdState)],
        [
            (
                _name(visit, one),
                *(style.count(t, n) for n in (one.households, *(one.states[s] for s in HouseholdState))),
            )
            for one in progress
        ],
    )
    style.quiet(
        t(
            "Counts under five are not shown, so that nobody is told apart. Doors and names are read only by those who work on the case."
        )
    )


def _name(visit: Visit, one: YardProgress) -> str:
    return one.courtyard.name[visit.t.language] if one.courtyard else visit.t("no courtyard named")


def _map(visit: Visit, progress: list[YardProgress]) -> None:
    """A ring at each courtyard, filled as far as households are done; a dashed one where counts are small."""
    yards = [
        (one, one.courtyard.outline.representative_point())
        for one in progress
        if one.courtyard and one.courtyard.outline
    ]
    if not yards:
        return
    sheet = Sheet.around([Pin(point.x, point.y) for _, point in yards], visit.community.bounds)
    marks = []
    for one, point in yards:
        x, y = sheet.at(point.x, point.y)
        done = one.states[HouseholdState.DONE]
        told = done is not None and one.households is not None
        share = 100 * (done or 0) // one.households if told and one.households else 0
        dashes = "" if told else ' stroke-dasharray="4 3"'
        words = f"{done}/{one.households}" if told else "–"
        marks.append(
            f'<circle cx="{x}" cy="{y}" r="18" fill="#FFFFFF" stroke="#1E2328" stroke-width="2"{dashes}/>'
            f'<circle cx="{x}" cy="{y}" r="9" fill="none" stroke="#1E2328" stroke-width="18" pathLength="100" '
            f'stroke-dasharray="{share} 100" transform="rotate(-90 {x} {y})" opacity=".55"/>'
            f'<text x="{x + 23}" y="{y + 6}" font-family="sans-serif" font-size="17" fill="#1E2328" stroke="#FFFFFF" '
            f'stroke-width="4" paint-order="stroke">{words}</text>'
        )
    show_picture(
        backdrop(visit, sheet, "".join(marks)),
        visit.t("Small map: in each courtyard, how many households of how many are done"),
    )


def _lift(visit: Visit, lift: LiftSeen) -> None:
    t = visit.t
    st.header(t("How the cost of the lift is shared"), anchor=False)
    style.lead(t("{amount} yuan, shared by {flats} flats.", amount=book_yuan(lift.cents), flats=lift.flats))
    unit = t("Yuan for one m²") if lift.by_area else t("Yuan for one flat")
    style.table(
        [t("Floor"), t("Coefficient"), unit],
        [(str(floor), text, book_yuan(round(lift.rates[floor]))) for floor, text in lift.coefficients],
    )
    style.quiet(t("Where the coefficients come from: {source}", source=lift.source))
    style.quiet(
        t("Each share is rounded to the cent by the largest remainder, so that all of them are exactly the cost.")
    )
