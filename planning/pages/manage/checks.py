"""Reach, roofs and canopy: what the map of a neighbourhood says when it is asked as a whole."""

from __future__ import annotations

import streamlit as st

from planning.i18n.names import name_of
from planning.pages import style
from planning.pages.visit import Visit
from planning.queries.neighbourhood import FAR_M, NEAR_M, Checks, ReachOf, neighbourhood_checks
from planning.surveys.observation import SHOWN_AS, SurveyState
from planning.surveys.stock import Commonest

STATES = tuple(state for state in SurveyState if state not in SHOWN_AS)


def show(visit: Visit) -> None:
    """Four short tables."""
    found = visit.ask(neighbourhood_checks, community_id=visit.community.id)
    _reaches(visit, found)
    _roofs(visit, found)
    _trees(visit, found)


def _reaches(visit: Visit, found: Checks) -> None:
    t = visit.t
    st.subheader(t("How far people walk"), anchor=False)
    style.table(
        [t("To the nearest"), t("Places on the map"), t("Homes beyond {metres} m", metres=f"{NEAR_M:g}"), t("Homes beyond {metres} m", metres=f"{FAR_M:g}")],
        [[name_of(t, one.goal), str(one.places), _of(one.beyond_near, one), _of(one.beyond_far, one)] for one in found.reaches],
    )  # fmt: skip
    along = {one.along for one in found.reaches}
    if "streets" in along:
        style.quiet(t("Measured along the streets of the map; a building stands for the homes in it."))
    else:
        style.quiet(
            t(
                "Measured in straight lines, because the map has no centre lines of streets; a building stands for the homes in it."
            )
        )


def _of(number: int, one: ReachOf) -> str:
    return f"{number} / {one.homes}"


def _roofs(visit: Visit, found: Checks) -> None:
    t = visit.t
    if not found.roofs:
        return
    st.subheader(t("Rooftop structures by courtyard"), anchor=False)
    style.table(
        [t("Courtyard"), *(name_of(t, state) for state in STATES)],
        [[code or t("no courtyard"), *(str(states.get(state, 0)) for state in STATES)] for code, states in found.roofs],
    )


def _trees(visit: Visit, found: Checks) -> None:
    t, trees = visit.t, found.diversity
    st.subheader(t("Trees"), anchor=False)
    if trees.species:
        style.quiet(_share(visit, t("Commonest species"), trees.species))
    if trees.genus:
        style.quiet(_share(visit, t("Commonest genus"), trees.genus))
    style.quiet(t("A rule of thumb asks for no more than 10 % of one species and 20 % of one genus (Santamour 1990)."))
    if trees.unknown:
        style.quiet(
            t.n(
                "{count} tree has no species in the inventory.",
                "{count} trees have no species in the inventory.",
                trees.unknown,
            )
        )
    style.table(
        [t("Street"), t("Trees"), t("Crowns measured"), t("Ground under crowns (m²)")],
        [
            [one.street or t("no street"), str(one.trees), str(one.measured), f"{one.area_m2:,.0f}"]
            for one in found.canopy
        ],
    )


def _share(visit: Visit, label: str, one: Commonest) -> str:
    return visit.t("{label}: {name}, {count} of {of} ({percent} %)", label=label, name=one.name, count=one.count, of=one.of,
                   percent=f"{float(one.share * 100):.0f}")  # fmt: skip
