"""Courtyards: each with who is in charge, its rules, its cases and meetings, its money, and how residents see it."""

from __future__ import annotations

import streamlit as st

from planning.cases.case import Case
from planning.i18n.names import name_of, phase_of
from planning.pages import directory, evaluation, meetings, money, style
from planning.pages.visit import Visit
from planning.queries.communities import courtyards
from planning.queries.courtyards import CourtyardView, TermLine, YardTurnout, courtyard_view
from planning.queries.programmes import ProgrammeView, programme_view, programmes
from planning.reports.timeline import span


def show(visit: Visit) -> None:
    """The courtyard or the programme that the address names, else the list."""
    here, params = visit.community.id, visit.params
    if params.get("courtyard"):
        _one(visit, visit.ask(courtyard_view, community_id=here, courtyard_id=params["courtyard"]))
    elif params.get("programme"):
        _programme(visit, visit.ask(programme_view, community_id=here, programme_id=params["programme"]))
    else:
        _list(visit)


def _list(visit: Visit) -> None:
    t, here = visit.t, visit.community.id
    st.title(t("Courtyards"), anchor=False)
    found = visit.ask(courtyards, community_id=here)
    if not found:
        style.drawn_state("house", t("No courtyard is on the map yet: they come with an import."))
    for yard in found:
        directory.go("courtyards", yard.name[t.language], params={"community": here, "courtyard": yard.id})
    known = visit.ask(programmes, community_id=here)
    if known:
        st.header(t("Programmes"), anchor=False)
    for one in known:
        directory.go("courtyards", one.title[t.language], params={"community": here, "programme": one.id})


def _one(visit: Visit, view: CourtyardView) -> None:
    t, yard = visit.t, view.courtyard
    st.title(style.literal(yard.name[t.language]), anchor=False)
    params = {"community": visit.community.id, "object": f"courtyard:{yard.id}"}
    directory.go("map", t("See it on the map"), params=params)
    left, right = st.columns([3, 2], gap="large")
    with left:
        _cases(visit, t("Settled in the courtyard"), view.own, view.closed)
        _cases(visit, t("Dealt with in the community, and it concerns this courtyard"), view.concerned, view.closed)
        if not view.own and not view.concerned:
            style.drawn_state("talk", t("No case is dealt with here yet."))
        if view.meetings:
            st.header(t("Meetings"), anchor=False)
            meetings.lines(visit, list(view.meetings))
    with right:
        _in_charge(visit, view.terms)
        meetings.documents(visit, view.documents)
        _turnouts(visit, view.turnouts)
        money.of_courtyard(visit, yard.id)
        evaluation.of_courtyard(visit, yard.id, view.own)


def _cases(visit: Visit, title: str, found: tuple[Case, ...], closed: frozenset[str]) -> None:
    if not found:
        return
    st.header(title, anchor=False)
    for case in found:
        directory.go("case", case.title[visit.t.language], params={"community": visit.community.id, "case": case.id})
        style.badges(phase_of(visit.t, case.phase, closed=case.id in closed))


def _in_charge(visit: Visit, found: tuple[TermLine, ...]) -> None:
    t = visit.t
    st.header(t("Who is in charge"), anchor=False)
    if not any(line.runs for line in found):
        style.quiet(t("Nobody was entered yet."))
    for line in found:
        if line.runs:
            style.lead(line.term.name or t("a name that is not shown"))
            _term(visit, line)
    before = [line for line in found if not line.runs]
    if before:
        with st.expander(t("Earlier and later terms")):
            for line in before:
                style.quiet(line.term.name or t("a name that is not shown"))
                _term(visit, line)


def _term(visit: Visit, line: TermLine) -> None:
    t, one = visit.t, line.term
    style.quiet(f"{name_of(t, one.body)} · {span(t, one.begins, one.ends)}")
    if one.ended_on:
        style.quiet(t("Ended early: {reason}", reason=one.ended_reason))
    if one.chosen_before:
        style.quiet(t("Chosen before it could be kept here, as the board says: {how}", how=one.chosen_before))
    if line.chosen_by is not None:
        name, key, id_ = ("results", "round", one.round_id) if one.round_id else ("meetings", "meeting", one.meeting_id)
        directory.go(
            name,
            t("Chosen by: {title}", title=line.chosen_by),
            params={"community": visit.community.id, key: id_ or ""},
        )


def _turnouts(visit: Visit, found: tuple[YardTurnout, ...]) -> None:
    t = visit.t
    if not found:
        return
    st.header(t("Turnout of this courtyard"), anchor=False)
    style.table((), [(line.round.title[t.language], _share(visit, line)) for line in found])
    style.quiet(t("Groups that are too small to be told apart are not shown, here as on the page of each result."))


def _share(visit: Visit, line: YardTurnout) -> str:
    if line.enrolled is None:
        return visit.t("not shown")
    return visit.t("{voted} of {enrolled}", voted=line.voted, enrolled=line.enrolled)


def _programme(visit: Visit, view: ProgrammeView) -> None:
    """What it is for; each case, where its solution came from, what was decided there."""
    t, here = visit.t, visit.community.id
    st.title(style.literal(view.programme.title[t.language]), anchor=False)
    style.markup(f"<p>{style.escaped(view.programme.about[t.language])}</p>")
    style.quiet(t.n("{count} case", "{count} cases", len(view.parts)))
    for line in view.parts:
        directory.go("case", line.case.title[t.language], params={"community": here, "case": line.case.id})
        style.badges(
            phase_of(t, line.case.phase, closed=line.closed), line.courtyard[t.language] if line.courtyard else ""
        )
        if line.copied_from is not None:
            style.quiet(t("Takes over what was tried in: {title}", title=line.copied_from.title))
        if line.decided is not None:
            style.quiet(t("Decided: {text}", text=line.decided))
