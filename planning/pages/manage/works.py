"""Works of a case: plan them, move them on, note steps, what they touch, and photos from the same spot."""

from __future__ import annotations

from datetime import date

import streamlit as st

from planning.actions.words import LONGEST_LABEL
from planning.actions.works import (
    LONGEST_REASON,
    LONGEST_TITLE,
    MOST_THINGS,
    add_milestone,
    change_work,
    count_touched,
    move_work_on,
    plan_work,
    reach_milestone,
    touch_object,
)
from planning.cases.case import Case
from planning.cases.works import NEXT, Fate, Work, WorkState
from planning.i18n.names import name_of
from planning.pages import state, style
from planning.pages.manage import work_photos
from planning.pages.manage.case_choice import chosen_line
from planning.pages.visit import Visit
from planning.queries.places import places
from planning.queries.works import WorkSeen, works_view
from planning.wording import Words

NEW = "new"


def show(visit: Visit) -> None:
    """Choose a case; its works, then the form for a new one."""
    t = visit.t
    line = chosen_line(visit, key="works_case", act="act.add_shots")
    if line is None:
        return
    case = line.case
    view = visit.ask(works_view, community_id=visit.community.id, case_id=case.id)
    leads = visit.may_in("act.plan_work", line.keeping)
    if not view.works:
        style.quiet(t("No work of this case is planned yet."))
    for seen in view.works:
        with st.expander(style.literal(f"{seen.work.title[t.language]} · {name_of(t, seen.work.state)}")):
            _work(visit, seen, leads=leads)
    if leads:
        with st.expander(t("Plan a work"), expanded=not view.works):
            _plan(visit, case)


def _work(visit: Visit, seen: WorkSeen, *, leads: bool) -> None:
    _steps(visit, seen, leads=leads)
    work_photos.show(visit, seen)
    if leads:
        _on(visit, seen.work)
        _touch(visit, seen)
        _change(visit, seen.work)


def _on(visit: Visit, work: Work) -> None:
    t, id_ = visit.t, work.id
    st.subheader(t("How far it has come"), anchor=False)
    left, right = st.columns(2)
    left.selectbox(t("It is now"), NEXT[work.state], format_func=lambda s: name_of(t, s), key=f"work_state_{id_}")
    right.date_input(t("Since which day"), key=f"work_day_{id_}", value=visit.today)
    st.text_input(
        t("Why it stops, or is taken up again; everybody reads it"),
        key=f"work_reason_{id_}",
        max_chars=LONGEST_REASON,
    )
    st.button(t("Save how far it has come"), type="primary", key=f"work_on_{id_}",
              on_click=state.acting(visit, f"move_work_on:{id_}", lambda a: _moved(visit, work, a)))  # fmt: skip


def _moved(visit: Visit, work: Work, act_id: str) -> str:
    visit.do(
        move_work_on, act_id, work_id=work.id, version=work.version, state=WorkState(state.get(f"work_state_{work.id}")),
        day=state.get(f"work_day_{work.id}"), reason=str(state.get(f"work_reason_{work.id}") or ""),
    )  # fmt: skip
    state.drop(f"work_state_{work.id}", f"work_reason_{work.id}")
    return visit.t("It was saved: everybody reads it on the page of the case.")


def _steps(visit: Visit, seen: WorkSeen, *, leads: bool) -> None:
    t = visit.t
    if seen.milestones or leads:
        st.subheader(t("Steps"), anchor=False)
    for one in seen.milestones:
        day = one.reached
        st.checkbox(
            style.literal(f"{one.title[t.language]} · {one.due.isoformat()}"), value=day is not None,
            key=f"milestone_{one.id}_{one.version}",
            on_change=state.acting(visit, f"reach:{one.id}", lambda a, one=one: _reach(visit, one.id, one.version, a)),  # type: ignore[misc]
        )  # fmt: skip
    if not leads:
        return
    id_ = seen.work.id
    left, middle, right = st.columns(3)
    left.text_input(t("Next step, in Chinese"), key=f"step_zh_{id_}", max_chars=LONGEST_TITLE)
    middle.text_input(t("Next step, in English"), key=f"step_en_{id_}", max_chars=LONGEST_TITLE)
    right.date_input(t("Due on"), key=f"step_due_{id_}", value=visit.today)
    st.button(t("Add the step"), key=f"step_add_{id_}",
              on_click=state.acting(visit, f"add_milestone:{id_}", lambda a: _add_step(visit, id_, a)))  # fmt: skip


def _reach(visit: Visit, id_: str, version: int, act_id: str) -> str:
    reached = bool(state.get(f"milestone_{id_}_{version}"))
    day = visit.today if reached else None
    visit.do(reach_milestone, act_id, milestone_id=id_, version=version, day=day)
    return visit.t("The step was noted as reached today.") if reached else visit.t("The step is open again.")


def _add_step(visit: Visit, id_: str, act_id: str) -> str:
    visit.do(add_milestone, act_id, work_id=id_, title=_typed(f"step_{{}}_{id_}"), due=state.get(f"step_due_{id_}"))
    state.drop(f"step_zh_{id_}", f"step_en_{id_}")
    return visit.t("The step was added.")


def _touch(visit: Visit, seen: WorkSeen) -> None:
    t, id_ = visit.t, seen.work.id
    st.subheader(t("What is kept, altered, removed"), anchor=False)
    for one in seen.touched:
        style.quiet(
            f"{one.name[t.language] or one.touched.kind} · {name_of(t, one.touched.fate)} · {one.touched.count:,}"
        )
    st.selectbox(t("What becomes of it"), list(Fate), format_func=lambda f: name_of(t, f), key=f"fate_{id_}")
    sought = st.text_input(t("Look for an object of the map by its name or number"), key=f"fate_find_{id_}")
    if sought:
        found = {
            one.key: one.name[t.language] for one in visit.ask(places, community_id=visit.community.id, text=sought)
        }
        st.selectbox(t("Object"), list(found), format_func=lambda key: found[key] or key, key=f"fate_place_{id_}")
        st.button(t("Note what becomes of the object"), key=f"fate_object_{id_}", disabled=not found,
                  on_click=state.acting(visit, f"touch_object:{id_}", lambda a: _object(visit, id_, a)))  # fmt: skip
    left, middle, right = st.columns(3)
    left.text_input(t("Things on no map, in Chinese"), key=f"fate_zh_{id_}", max_chars=LONGEST_LABEL)
    middle.text_input(t("Things on no map, in English"), key=f"fate_en_{id_}", max_chars=LONGEST_LABEL)
    right.number_input(t("How many of them"), 0, MOST_THINGS, 1, key=f"fate_count_{id_}")
    st.button(t("Count these things"), key=f"fate_things_{id_}",
              on_click=state.acting(visit, f"count_touched:{id_}", lambda a: _things(visit, id_, a)))  # fmt: skip


def _object(visit: Visit, id_: str, act_id: str) -> str:
    visit.do(
        touch_object, act_id, work_id=id_, place=str(state.get(f"fate_place_{id_}") or ""), fate=Fate(state.get(f"fate_{id_}"))
    )  # fmt: skip
    return visit.t("It was noted.")


def _things(visit: Visit, id_: str, act_id: str) -> str:
    visit.do(
        count_touched, act_id, work_id=id_, label=_typed(f"fate_{{}}_{id_}"), fate=Fate(state.get(f"fate_{id_}")),
        number=int(state.get(f"fate_count_{id_}") or 0),
    )  # fmt: skip
    state.drop(f"fate_zh_{id_}", f"fate_en_{id_}", f"fate_count_{id_}")
    return visit.t("It was noted.")


def _fields(visit: Visit, name: str, work: Work | None = None) -> None:
    t = visit.t
    title = work.title if work else Words("")
    left, right = st.columns(2)
    left.text_input(t("The work, in Chinese"), title.zh, key=f"work_zh_{name}", max_chars=LONGEST_TITLE)
    right.text_input(t("The work, in English"), title.en, key=f"work_en_{name}", max_chars=LONGEST_TITLE)
    st.text_input(
        t("Contractor"), work.contractor if work else "", key=f"work_contractor_{name}", max_chars=LONGEST_LABEL
    )
    left, right = st.columns(2)
    start: date = work.planned_start if work else visit.today
    end: date = work.planned_end if work else visit.today
    left.date_input(t("Planned to begin"), start, key=f"work_start_{name}")
    right.date_input(t("Planned to be done"), end, key=f"work_end_{name}")


def _given(name: str) -> dict[str, object]:
    return {
        "title": _typed(f"work_{{}}_{name}"), "contractor": str(state.get(f"work_contractor_{name}") or ""),
        "planned_start": state.get(f"work_start_{name}"), "planned_end": state.get(f"work_end_{name}"),
    }  # fmt: skip


def _typed(key: str) -> Words:
    return Words(str(state.get(key.format("zh")) or ""), str(state.get(key.format("en")) or ""))


def _change(visit: Visit, work: Work) -> None:
    t = visit.t
    st.subheader(t("What is planned"), anchor=False)
    _fields(visit, work.id, work)
    st.button(t("Save the plan"), key=f"work_save_{work.id}",
              on_click=state.acting(visit, f"change_work:{work.id}", lambda a: _changed(visit, work, a)))  # fmt: skip


def _changed(visit: Visit, work: Work, act_id: str) -> str:
    visit.do(change_work, act_id, work_id=work.id, version=work.version, **_given(work.id))
    return visit.t("The plan was saved.")


def _plan(visit: Visit, case: Case) -> None:
    t = visit.t
    _fields(visit, NEW)
    left, right = st.columns(2)
    left.text_input(t("Longitude of the place, if it has one"), key="work_lon", placeholder="104.06")
    right.text_input(t("Latitude of the place, if it has one"), key="work_lat", placeholder="30.63")
    st.button(t("Plan the work"), type="primary",
              on_click=state.acting(visit, f"plan_work:{case.id}", lambda a: _planned(visit, case, a)))  # fmt: skip


def _planned(visit: Visit, case: Case, act_id: str) -> str:
    visit.do(
        plan_work, act_id, case_id=case.id, lon=state.get("work_lon") or None, lat=state.get("work_lat") or None,
        **_given(NEW),
    )  # fmt: skip
    state.drop(f"work_zh_{NEW}", f"work_en_{NEW}", f"work_contractor_{NEW}", "work_lon", "work_lat")
    return visit.t("The work is planned: residents can read it now.")
