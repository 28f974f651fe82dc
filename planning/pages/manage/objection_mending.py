"""Mending what was noted of an objection: a visit with a wrong day or outcome, an entry that was made by mistake."""

from __future__ import annotations

import streamlit as st

from planning.actions.dissent import LONGEST_TEXT, change_visit, take_out_objection
from planning.actions.words import LONGEST_LABEL
from planning.cases.dissent import Call, Objection, Outcome
from planning.i18n.names import name_of
from planning.pages import state, style
from planning.pages.visit import Visit


def visited(visit: Visit, call: Call) -> None:
    """The form that mends a visit; what stood there is gone then."""
    t, key, outcomes = visit.t, f"{call.id}_{call.version}", list(Outcome)
    with st.popover(t("Mend this visit")):
        st.date_input(t("Day of the visit"), call.day, key=f"mend_day_{key}")
        st.text_input(t("Who went"), call.went, key=f"mend_went_{key}", max_chars=LONGEST_LABEL)
        st.text_area(t("What was explained"), call.explained, key=f"mend_explained_{key}", max_chars=LONGEST_TEXT)
        st.selectbox(t("What came of it"), outcomes, outcomes.index(Outcome(call.outcome)),
                     format_func=lambda o: name_of(t, o), key=f"mend_outcome_{key}")  # fmt: skip
        st.button(t("Save the visit"), key=f"mend_save_{key}", on_click=state.acting(
            visit, f"change_visit:{call.id}", lambda a: _mend(visit, call, a)))  # fmt: skip


def _mend(visit: Visit, call: Call, act_id: str) -> str:
    key = f"{call.id}_{call.version}"
    visit.do(
        change_visit, act_id, visit_id=call.id, version=call.version, day=state.get(f"mend_day_{key}"),
        went=str(state.get(f"mend_went_{key}") or ""), explained=str(state.get(f"mend_explained_{key}") or ""),
        outcome=Outcome(state.get(f"mend_outcome_{key}")),
    )  # fmt: skip
    return visit.t("The visit was mended.")


def taken_out(visit: Visit, one: Objection) -> None:
    """Why it was taken out, or the form that takes it out."""
    t = visit.t
    if one.mistaken_at is not None:
        style.quiet(t("Taken out on {date}: {reason}", date=visit.date(one.mistaken_at), reason=one.mistaken_reason))
        return
    with st.popover(t("Entered by mistake")):
        style.quiet(
            t("For an entry that was made twice or in the wrong case. It counts no more, and everybody reads why.")
        )
        st.text_input(t("Reason, which everybody can read"), key=f"mistaken_reason_{one.id}", max_chars=400)
        st.button(t("Take it out"), key=f"mistaken_{one.id}", on_click=state.acting(
            visit, f"take_out_objection:{one.id}", lambda a: _take_out(visit, one, a)))  # fmt: skip


def _take_out(visit: Visit, one: Objection, act_id: str) -> str:
    reason = str(state.get(f"mistaken_reason_{one.id}") or "")
    visit.do(take_out_objection, act_id, objection_id=one.id, version=one.version, reason=reason)
    return visit.t("The entry was taken out.")
