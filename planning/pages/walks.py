"""Who was asked from door to door, by walk and courtyard, for everybody: counts, no door."""

from __future__ import annotations

from itertools import groupby
from operator import attrgetter

import streamlit as st

from planning.i18n.names import name_of
from planning.pages import style
from planning.pages.visit import Visit
from planning.queries.walks import WalkedYard, walk_progress
from planning.surveys.walk import StopState


def show(visit: Visit, *, case_id: str = "", survey_id: str = "") -> None:
    """Of the walks of a case, or of a questionnaire; nothing where nobody walked."""
    t = visit.t
    found = visit.ask(walk_progress, community_id=visit.community.id, case_id=case_id, survey_id=survey_id)
    if not found:
        return
    st.header(t("Asked from door to door"), anchor=False)
    style.lead(_sentence(visit, found))
    told = [one for one in found if one.stops is not None]
    several = len({one.walk_id for one in found}) > 1
    for _, group in groupby(told, key=attrgetter("walk_id")):
        rows = list(group)
        if several:
            st.subheader(t("Walk of {day}", day=rows[0].since), anchor=False)
        _table(visit, rows)
    hidden = len(found) - len(told)
    if hidden:
        style.quiet(t.n("{count} place with fewer than five doors is not told.", "{count} places with fewer than five doors each are not told.", hidden))  # fmt: skip
    style.quiet(
        t(
            "Counts under five are not shown, so that nobody is told apart. Who was met is kept apart from what was answered, and doors are read only by those who go there."
        )
    )


def _table(visit: Visit, told: list[WalkedYard]) -> None:
    t = visit.t
    style.table(
        ["", t("Doors"), *(name_of(t, state) for state in StopState)],
        [
            (_name(visit, one), *(style.count(t, n) for n in (one.stops, *(one.states[s] for s in StopState))))
            for one in told
        ],
    )


def _sentence(visit: Visit, found: list[WalkedYard]) -> str:
    """How many of how many, as far as it is told."""
    t = visit.t
    told = [(one.states[StopState.DONE], one.stops) for one in found]
    if any(done is None or stops is None for done, stops in told):
        return t("Volunteers went from door to door.")
    done, stops = sum(done or 0 for done, _ in told), sum(stops or 0 for _, stops in told)
    return t("Volunteers asked at {done} of {stops} doors.", done=done, stops=stops)


def _name(visit: Visit, one: WalkedYard) -> str:
    return one.courtyard.name[visit.t.language] if one.courtyard else visit.t("Along the street")
