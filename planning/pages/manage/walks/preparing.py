"""Prepare a walk: begin one, enter doors from lines or from the map, close it, open it again."""

from __future__ import annotations

import streamlit as st

from planning.actions.stops import add_stops, add_stops_from_map
from planning.actions.walks import LONGEST_TITLE, close_walk, open_walk, reopen_walk
from planning.pages import state, style
from planning.pages.visit import Visit
from planning.queries.cases import cases
from planning.queries.surveys import surveys
from planning.queries.walks import WalkAtWork
from planning.surveys.observation import Kind
from planning.wording import Words, told_apart

EXAMPLE = "王记面馆, 玉林东路, 104.0612, 30.6312\n玉林理发店, 玉林东路\n3-2-501"


def new(visit: Visit, yards: dict[str, str]) -> None:
    """What it is called, where, and what it is for."""
    t = visit.t
    left, right = st.columns(2)
    left.text_input(t("Title in Chinese"), key="walk_title_zh", max_chars=LONGEST_TITLE)
    right.text_input(t("Title in English"), key="walk_title_en", max_chars=LONGEST_TITLE)
    whole = visit.may("act.open_walk")
    st.selectbox(t("Courtyard"), ([""] if whole else []) + list(yards), format_func=lambda key: yards.get(key) or t("along the streets, in no courtyard alone"), key="walk_new_yard")  # fmt: skip
    found = told_apart(
        {line.case.id: line.case.title[t.language] for line in visit.ask(cases, community_id=visit.community.id)}
    )
    asked = told_apart({
        line.survey.id: line.survey.title[t.language] for line in visit.ask(surveys, community_id=visit.community.id)
        if line.survey.published_at and not line.survey.closed_at
    })  # fmt: skip
    _choice(visit, t("The case that it belongs to"), "walk_case", found)
    _choice(visit, t("The questionnaire that is answered at the doors"), "walk_survey", asked)
    st.button(
        t("Begin this walk"),
        type="primary",
        key="open_walk",
        on_click=state.acting(visit, "open_walk", lambda a: _opened(visit, a)),
    )


def _choice(visit: Visit, label: str, key: str, offered: dict[str, str]) -> None:
    names = {"": visit.t("none"), **offered}
    st.selectbox(label, list(names), format_func=names.__getitem__, key=key)


def _opened(visit: Visit, act_id: str) -> str:
    def typed(name: str) -> str:
        return str(state.get(f"walk_{name}") or "")

    made = visit.do(
        open_walk, act_id, community_id=visit.community.id, title=Words(typed("title_zh"), typed("title_en")),
        courtyard_id=typed("new_yard"), case_id=typed("case"), survey_id=typed("survey"),
    )  # fmt: skip
    state.drop("walk_title_zh", "walk_title_en")
    state.put("walk", made)
    return visit.t("The walk has begun: enter its doors.")


def show(visit: Visit, at_work: WalkAtWork, yard: str) -> None:
    """Enter doors; close."""
    t, walk = visit.t, at_work.walk
    if walk.closed_at is None:
        _enter(visit, at_work, yard)
    if not visit.may("act.close_walk", courtyard_id=walk.courtyard_id):
        return
    days = visit.house.settings.keep_walk_days
    if walk.closed_at is None:
        with st.expander(t("Close this walk")):
            style.quiet(
                t("{days} days after closing names, places and notes are forgotten; only counts are left.", days=days)
            )
            st.button(t("Close it"), key=f"walk_close_{walk.id}", on_click=state.acting(
                visit, f"close_walk:{walk.id}", lambda a: _closed(visit, at_work, a)))  # fmt: skip
        return
    style.drawn_state(
        "received",
        t(
            "Closed on {day}. {days} days later names, places and notes are forgotten.",
            day=visit.date(walk.closed_at),
            days=days,
        ),
    )
    if at_work.stops or not walk.left:
        st.button(t("Open it again"), key=f"walk_reopen_{walk.id}", on_click=state.acting(
            visit, f"reopen_walk:{walk.id}", lambda a: _reopened(visit, at_work, a)))  # fmt: skip


def _enter(visit: Visit, at_work: WalkAtWork, yard: str) -> None:
    t, id_ = visit.t, at_work.walk.id
    st.text_area(
        t("One shop or door on each line: name, street, longitude, latitude"), key=f"walk_table_{id_}", placeholder=EXAMPLE,
        height=200, help=t("The name is enough. A place inside the outline of a courtyard says the courtyard."),
    )  # fmt: skip
    with st.container(horizontal=True):
        st.button(t("Enter them"), type="primary", key=f"walk_enter_{id_}", on_click=state.acting(
            visit, f"add_stops:{id_}", lambda a: _entered(visit, id_, yard, a)))  # fmt: skip
        st.button(t("Add the courtyards of the map"), key=f"walk_yards_{id_}", on_click=state.acting(
            visit, f"add_yards:{id_}", lambda a: _from_map(visit, id_, yard, Kind.COURTYARD, a)))  # fmt: skip
        st.button(t("Add the facilities of the map"), key=f"walk_facilities_{id_}", on_click=state.acting(
            visit, f"add_facilities:{id_}", lambda a: _from_map(visit, id_, yard, Kind.FACILITY, a)))  # fmt: skip


def _entered(visit: Visit, id_: str, yard: str, act_id: str) -> str:
    table = str(state.get(f"walk_table_{id_}") or "")
    count = visit.do(add_stops, act_id, walk_id=id_, courtyard_id=yard, table=table)
    state.drop(f"walk_table_{id_}")
    return _added(visit, count)


def _from_map(visit: Visit, id_: str, yard: str, kind: Kind, act_id: str) -> str:
    return _added(visit, visit.do(add_stops_from_map, act_id, walk_id=id_, courtyard_id=yard, kind=kind))


def _added(visit: Visit, count: int) -> str:
    return visit.t.n(
        "{count} door was added; those that were there stay as they are.",
        "{count} doors were added; those that were there stay as they are.",
        count,
    )


def _closed(visit: Visit, at_work: WalkAtWork, act_id: str) -> str:
    visit.do(close_walk, act_id, walk_id=at_work.walk.id, version=at_work.walk.version)
    return visit.t("The walk is closed.")


def _reopened(visit: Visit, at_work: WalkAtWork, act_id: str) -> str:
    visit.do(reopen_walk, act_id, walk_id=at_work.walk.id, version=at_work.walk.version)
    return visit.t("The walk goes on.")
