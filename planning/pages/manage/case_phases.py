"""The phases of a case, for those who lead it: enter the next one, plan with dates, move days, take off the plan."""

from __future__ import annotations

from datetime import date

import streamlit as st

from planning.actions.case_phases import LONGEST_REASON, date_phase, drop_phase, plan_phase
from planning.cases.case import Phase
from planning.cases.course import ORDER, CasePhase
from planning.i18n.names import name_of
from planning.pages import state, style
from planning.pages.visit import Visit
from planning.queries.cases import CaseView
from planning.reports import timeline


def show(visit: Visit, view: CaseView) -> None:
    """What there is, each with its days; then the form for the next one."""
    t, day = visit.t, visit.today
    st.subheader(t("Phases of the case"), anchor=False)
    style.quiet(t("Now: {phase}", phase=name_of(t, view.case.phase)))
    for step in view.course.steps:
        if step == view.course.now(day) or step.begins > day:
            _step(visit, step, day)
    following = ORDER[min(ORDER.index(view.case.phase) + 1, len(ORDER) - 1)]
    with st.expander(t("Enter or plan a phase")):
        _form(visit, view, following)


def _step(visit: Visit, step: CasePhase, day: date) -> None:
    t, name = visit.t, step.id
    title = f"{name_of(t, step.phase)} · {timeline.span(t, step.begins, step.ends)}"
    with st.expander(style.literal(title)):
        left, right = st.columns(2)
        if step.begins > day:
            left.date_input(t("First day"), step.begins, key=f"phase_begins_{name}")
        right.date_input(t("Last day, if one is announced"), step.ends, key=f"phase_ends_{name}")
        st.text_input(t("Reason, which everybody can read"), key=f"phase_reason_{name}", max_chars=LONGEST_REASON)
        st.button(t("Move the days"), key=f"phase_move_{name}",
                  on_click=state.acting(visit, f"date_phase:{name}", lambda a: _move(visit, step, a)))  # fmt: skip
        if step.begins > day:
            st.button(t("Take it off the plan"), key=f"phase_drop_{name}",
                      on_click=state.acting(visit, f"drop_phase:{name}", lambda a: _drop(visit, step, a)))  # fmt: skip


def _reason(step: CasePhase) -> str:
    return str(state.get(f"phase_reason_{step.id}") or "")


def _move(visit: Visit, step: CasePhase, act_id: str) -> str:
    begins, ends = state.get(f"phase_begins_{step.id}") or step.begins, state.get(f"phase_ends_{step.id}")
    visit.do(
        date_phase, act_id, case_phase_id=step.id, version=step.version, begins=begins, ends=ends, reason=_reason(step)
    )
    return visit.t("The days were moved.")


def _drop(visit: Visit, step: CasePhase, act_id: str) -> str:
    visit.do(drop_phase, act_id, case_phase_id=step.id, version=step.version, reason=_reason(step))
    return visit.t("It was taken off the plan.")


def _form(visit: Visit, view: CaseView, following: Phase) -> None:
    t, name = visit.t, view.case.id
    st.selectbox(
        t("Phase"), ORDER, ORDER.index(following), format_func=lambda p: name_of(t, p), key=f"phase_new_{name}"
    )
    left, right = st.columns(2)
    today = visit.today  # of the place: a server may stand in another zone
    left.date_input(t("First day"), today, key=f"phase_begins_{name}")
    right.date_input(t("Last day, if one is announced"), None, key=f"phase_ends_{name}")
    st.text_input(t("Why phases are skipped or repeated; everybody can read it"), key=f"phase_reason_{name}",
                  max_chars=LONGEST_REASON)  # fmt: skip
    st.button(t("Enter or plan it"), key=f"phase_save_{name}",
              on_click=state.acting(visit, f"plan_phase:{name}", lambda a: _plan(visit, view, a)))  # fmt: skip


def _plan(visit: Visit, view: CaseView, act_id: str) -> str:
    name = view.case.id
    begins = state.get(f"phase_begins_{name}") or visit.today
    visit.do(
        plan_phase, act_id, case_id=name, phase=Phase(state.get(f"phase_new_{name}")), begins=begins,
        ends=state.get(f"phase_ends_{name}"), reason=str(state.get(f"phase_reason_{name}") or ""),
    )  # fmt: skip
    state.drop(f"phase_reason_{name}", f"phase_ends_{name}", f"phase_new_{name}")
    return visit.t("The phase was noted: everybody reads it on the page of the case.")
