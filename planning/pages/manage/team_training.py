"""Trainings of one line of the register: what is valid, what has run out, and a form for one more."""

from __future__ import annotations

import streamlit as st

from planning.actions.trainings import correct_training, drop_training, enter_training
from planning.actions.words import LONGEST_LABEL
from planning.pages import state, style
from planning.pages.visit import Visit
from planning.people import Planner, Training, to_look_at

NEW = "new"


def standing(visit: Visit, found: list[Training]) -> str:
    """The training of somebody that has to be seen to first, in a few words: valid until when, or run out."""
    t, one = visit.t, to_look_at(found)
    if one is None:
        return ""
    if one.valid_until is None:
        return t("{course}, valid without an end", course=one.course)
    if not one.is_valid(visit.today):
        return t("{course}, run out on {day}", course=one.course, day=one.valid_until)
    if one.ends_soon(visit.today):
        return t("{course}, to be renewed by {day}", course=one.course, day=one.valid_until)
    return t("{course}, valid until {day}", course=one.course, day=one.valid_until)


def show(visit: Visit, planner: Planner, found: list[Training]) -> None:
    """Choose a training to correct, or enter one more."""
    t = visit.t
    st.subheader(t("Trainings of {name}", name=style.literal(planner.name)), anchor=False)
    for past in found:
        until = t("valid until {day}", day=past.valid_until) if past.valid_until else t("valid without an end")
        style.quiet(f"{past.day} · {past.course} · {past.given_by} · {until}")
    by_id = {one.id: one for one in found}
    chosen = NEW
    if found:
        chosen = str(st.selectbox(t("Training"), [NEW, *by_id], key=f"training_of_{planner.id}", format_func=lambda id_: f"{by_id[id_].day} · {by_id[id_].course}" if id_ in by_id else t("+ One more training")))  # fmt: skip
    one = by_id.get(chosen)
    key = f"training_{planner.id}_{one.id if one else NEW}_{one.version if one else len(found)}"
    left, right = st.columns(2)
    left.text_input(t("What was taught"), one.course if one else "", key=f"{key}_course", max_chars=LONGEST_LABEL)
    right.text_input(t("By whom"), one.given_by if one else "", key=f"{key}_by", max_chars=LONGEST_LABEL)
    left.date_input(t("Day"), one.day if one else visit.today, key=f"{key}_day")
    right.date_input(t("Valid until (empty: without an end)"), one.valid_until if one else None, key=f"{key}_until")
    with st.container(horizontal=True):
        st.button(t("Save the training"), key=f"{key}_save", on_click=state.acting(
            visit, key, lambda a: _save(visit, planner, one, key, a)))  # fmt: skip
        if one is not None:
            st.button(t("Take it out"), key=f"{key}_drop", on_click=state.acting(
                visit, f"{key}_drop", lambda a: _drop(visit, planner, one, a)))  # fmt: skip


def _save(visit: Visit, planner: Planner, one: Training | None, key: str, act_id: str) -> str:
    given = {
        "course": str(state.get(f"{key}_course") or ""), "given_by": str(state.get(f"{key}_by") or ""),
        "day": state.get(f"{key}_day") or visit.today, "valid_until": state.get(f"{key}_until"),
    }  # fmt: skip
    if one is None:
        visit.do(enter_training, act_id, planner_id=planner.id, **given)
    else:
        visit.do(correct_training, act_id, training_id=one.id, version=one.version, **given)
    return visit.t("The training was saved.")


def _drop(visit: Visit, planner: Planner, one: Training, act_id: str) -> str:
    visit.do(drop_training, act_id, training_id=one.id)
    state.drop(f"training_of_{planner.id}")
    return visit.t("The training was taken out.")
