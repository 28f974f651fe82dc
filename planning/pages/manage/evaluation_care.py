"""An evaluation that was asked wrongly: its promise and days before it opens, calling it off."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import streamlit as st

from planning.actions.evaluation import LONGEST_PROMISE
from planning.actions.evaluation_care import call_off_evaluation, change_evaluation
from planning.cases.evaluation import Evaluation
from planning.pages import state
from planning.pages.visit import Visit
from planning.period import Moment, day_in
from planning.queries.evaluation import EvaluationSeen
from planning.wording import Words


def show(visit: Visit, seen: EvaluationSeen) -> None:
    """Nothing where it was called off already, or residents have answered to the end."""
    t, asked = visit.t, seen.evaluation
    if seen.stays:
        return
    if seen.moment is Moment.BEFORE:
        with st.expander(t("Change it before it opens")):
            _fields(visit, asked)
    with st.popover(t("Call it off")):
        st.text_input(t("Reason, which everybody can read"), key=f"evaluation_off_{asked.id}", max_chars=400)
        st.button(t("Call off this evaluation"), key=f"evaluation_call_off_{asked.id}", on_click=state.acting(
            visit, f"call_off_evaluation:{asked.id}", lambda a: _off(visit, asked, a)))  # fmt: skip


def typed(visit: Visit, key: str) -> dict[str, Any]:
    """Promise and days as they stand in the fields ``{key}_zh`` and so on; the last day counts whole."""
    zone = ZoneInfo(visit.community.time_zone)
    first, last = (_day(state.get(f"{key}_{name}"), visit) for name in ("opens", "closes"))
    return {
        "promise": Words(str(state.get(f"{key}_zh") or ""), str(state.get(f"{key}_en") or "")),
        "opens": datetime.combine(first, time(), zone), "closes": datetime.combine(last + timedelta(days=1), time(), zone),
    }  # fmt: skip


def _day(chosen: object, visit: Visit) -> date:
    return chosen if isinstance(chosen, date) else visit.today


def _fields(visit: Visit, asked: Evaluation) -> None:
    t, key, zone = visit.t, f"evaluation_{asked.id}_{asked.version}", visit.community.time_zone
    left, right = st.columns(2)
    left.text_area(t("What was promised, in Chinese"), asked.promise.zh, key=f"{key}_zh", max_chars=LONGEST_PROMISE)
    right.text_area(t("What was promised, in English"), asked.promise.en, key=f"{key}_en", max_chars=LONGEST_PROMISE)
    left, right = st.columns(2)
    left.date_input(t("Asked from this day"), day_in(zone, asked.opens), key=f"{key}_opens")
    last = day_in(zone, asked.closes - timedelta(microseconds=1))
    right.date_input(t("Until the end of this day"), last, key=f"{key}_closes")
    st.button(t("Save the evaluation"), key=f"{key}_save", on_click=state.acting(
        visit, f"change_evaluation:{asked.id}", lambda a: _change(visit, asked, key, a)))  # fmt: skip


def _change(visit: Visit, asked: Evaluation, key: str, act_id: str) -> str:
    visit.do(change_evaluation, act_id, evaluation_id=asked.id, version=asked.version, **typed(visit, key))
    return visit.t("The evaluation was changed.")


def _off(visit: Visit, asked: Evaluation, act_id: str) -> str:
    reason = str(state.get(f"evaluation_off_{asked.id}") or "")
    visit.do(call_off_evaluation, act_id, evaluation_id=asked.id, version=asked.version, reason=reason)
    return visit.t("It was called off: residents can be asked again.")
