"""The list of a walk and its map: a sign for each state, counts by courtyard and street, one stop with its history."""

from __future__ import annotations

from collections import Counter

import streamlit as st

from planning.actions.stops import correct_stop, forget_stop
from planning.actions.words import LONGEST_LABEL
from planning.i18n.names import name_of
from planning.pages import state, style
from planning.pages.case_map import backdrop, show_picture
from planning.pages.visit import Visit
from planning.queries.communities import courtyards
from planning.queries.walks import WalkAtWork
from planning.reports.small_map import Sheet
from planning.surveys.walk import Stop, StopState

_SHEET = """
.jk-legend { display: flex; flex-wrap: wrap; gap: .2rem 1.2rem; padding: 0 !important; margin: .2rem 0; list-style: none; }
.jk-legend li { display: flex; align-items: center; gap: .35rem; margin: 0; }
"""
_NUMBERED = 60
"""More numbers than that cover each other on a small map."""
MARKS = {
    StopState.TO_VISIT: '<circle cx="{x}" cy="{y}" r="7" fill="#FFFFFF" stroke="#1F5F99" stroke-width="3"/>',
    StopState.NOT_AT_HOME: '<path d="M{x} {y}m-7 -7h14v14h-14z" fill="#FFFFFF" stroke="#8A5A00" stroke-width="3"/>',
    StopState.COME_BACK: '<path d="M{x} {y}m0 -9l9 16h-18z" fill="#A61E4D" stroke="#FFFFFF" stroke-width="1.5"/>',
    StopState.DECLINED: '<path d="M{x} {y}m-6 -6l12 12m0 -12l-12 12" fill="none" stroke="#1E2328" stroke-width="4"/>',
    StopState.DONE: '<circle cx="{x}" cy="{y}" r="8" fill="#2B6A3F" stroke="#FFFFFF" stroke-width="1.5"/>',
}
"""Shape and colour carry the state, the legend its words; it survives grey printing."""


def show(visit: Visit, at_work: WalkAtWork, _yard: str) -> None:
    """Map, counts, list, and the stop that is looked at."""
    t = visit.t
    if not at_work.stops:
        style.drawn_state("later", t("No door is on the list yet: enter some under “Prepare”."))
        return
    style.quiet(t("Doors and notes are read here only, by those who go from door to door."))
    _map(visit, at_work.stops)
    _counts(visit, at_work.stops)
    _table(visit, at_work.stops)
    _one(visit, at_work)


def _map(visit: Visit, stops: tuple[Stop, ...]) -> None:
    placed = [(one, one.pin) for one in stops if one.pin is not None]
    if not placed:
        style.quiet(visit.t("No door of this list has a place on the map."))
        return
    sheet = Sheet.around([pin for _, pin in placed], visit.community.bounds)
    marks = []
    for one, pin in placed:
        x, y = sheet.at(pin.lon, pin.lat)
        marks.append(MARKS[one.state].format(x=x, y=y))
        if len(placed) <= _NUMBERED:
            marks.append(
                f'<text x="{x + 10}" y="{y + 6}" font-family="sans-serif" font-size="15" font-weight="700" fill="#1E2328" '
                f'stroke="#FFFFFF" stroke-width="4" paint-order="stroke">{one.number}</text>'
            )
    show_picture(
        backdrop(visit, sheet, "".join(marks)), visit.t("Small map: the doors of this walk, and how far each has come")
    )
    legend = "".join(f"<li>{_sign(one)} {style.escaped(name_of(visit.t, one))}</li>" for one in StopState)
    style.markup(f'<style>{_SHEET}</style><ul class="jk-legend">{legend}</ul>')
    missing = len(stops) - len(placed)
    if missing:
        style.quiet(
            visit.t.n("{count} door has no place on the map.", "{count} doors have no place on the map.", missing)
        )


def _sign(state: StopState) -> str:
    return style.picture(MARKS[state].format(x=11, y=11), 22, 22)


def _counts(visit: Visit, stops: tuple[Stop, ...]) -> None:
    """By courtyard and street, with every number."""
    t = visit.t
    yards = {yard.id: yard.name[t.language] for yard in visit.ask(courtyards, community_id=visit.community.id)}
    groups: dict[str, Counter[StopState]] = {}
    for one in sorted(stops, key=lambda one: (yards.get(one.courtyard_id or "", ""), one.street)):
        parts = [yards.get(one.courtyard_id or "", ""), one.street]
        groups.setdefault(" · ".join(part for part in parts if part) or t("no place named"), Counter())[one.state] += 1
    style.table(
        ["", t("Doors"), *(name_of(t, one) for one in StopState)],
        [(name, str(counted.total()), *(str(counted[one]) for one in StopState)) for name, counted in groups.items()],
    )


def _table(visit: Visit, stops: tuple[Stop, ...]) -> None:
    t = visit.t
    with st.expander(t("All of them ({count})", count=len(stops))):
        style.table(
            (), [(f"{one.number} · {one.door}", one.street, name_of(t, one.state), _when(one)) for one in stops]
        )


def _when(one: Stop) -> str:
    if one.back_on:
        return f"{one.back_on} {one.back_time}".strip()
    return str(one.history[-1].day) if one.history else ""


def _one(visit: Visit, at_work: WalkAtWork) -> None:
    """Who noted what on which day; corrected, or forgotten for good."""
    t = visit.t
    by_id = {one.id: one for one in at_work.stops}
    with st.expander(t("Look at one door")):
        chosen = str(st.selectbox(t("Door"), list(by_id), format_func=lambda key: f"{by_id[key].number} · {by_id[key].door}",
                                  key=f"walk_one_{at_work.walk.id}"))  # fmt: skip
        one = by_id.get(chosen, at_work.stops[0])
        for note in one.history:
            style.quiet(f"{note.day} · {name_of(t, note.state)} · {at_work.members.get(note.by, '—')}")
        if not one.history:
            style.quiet(t("Nobody has been there yet."))
        key = f"{one.id}_{one.version}"
        left, right = st.columns(2)
        left.text_input(t("Name of the shop or door"), one.door, key=f"stop_door_{key}", max_chars=LONGEST_LABEL)
        right.text_input(t("Street"), one.street, key=f"stop_street_{key}", max_chars=LONGEST_LABEL)
        left.text_input(t("Longitude"), str(one.pin.lon) if one.pin else "", key=f"stop_lon_{key}")
        right.text_input(t("Latitude"), str(one.pin.lat) if one.pin else "", key=f"stop_lat_{key}")
        with st.container(horizontal=True):
            st.button(t("Save it"), key=f"stop_save_{key}", on_click=state.acting(
                visit, f"correct_stop:{one.id}", lambda a: _corrected(visit, one, a)))  # fmt: skip
            with st.popover(t("Forget this door")):
                style.quiet(t("Name, place, note and history are gone for good."))
                st.button(t("Forget it"), key=f"stop_forget_{one.id}", on_click=state.acting(
                    visit, f"forget_stop:{one.id}", lambda a: _forgotten(visit, at_work, one, a)))  # fmt: skip


def _corrected(visit: Visit, one: Stop, act_id: str) -> str:
    key = f"{one.id}_{one.version}"
    typed = {name: str(state.get(f"stop_{name}_{key}") or "") for name in ("door", "street", "lon", "lat")}
    visit.do(correct_stop, act_id, stop_id=one.id, version=one.version, **typed)
    return visit.t("Saved.")


def _forgotten(visit: Visit, at_work: WalkAtWork, one: Stop, act_id: str) -> str:
    visit.do(forget_stop, act_id, stop_id=one.id)
    state.drop(f"walk_one_{at_work.walk.id}", f"walk_other_{at_work.walk.id}")
    return visit.t("The door was forgotten.")
