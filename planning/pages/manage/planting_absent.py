"""What does not exist here: without such a statement a thing that the map lacks is unknown on every site."""

from __future__ import annotations

from functools import partial

import streamlit as st

from planning.actions.planting.absence import state_absent, take_back_absent
from planning.options.screening.terms import Terms
from planning.options.screening.things import BY_KEY, CAN_BE_ABSENT
from planning.pages import state, style
from planning.pages.visit import Visit


def show(visit: Visit, settled: Terms) -> None:
    """What is stated, each to take back, and a form to state more."""
    t = visit.t
    st.subheader(t("What does not exist here"), anchor=False)
    style.quiet(t("A thing that a table asks about and the map does not show is unknown on every site. If there is none here, say so, and who knows it."))  # fmt: skip
    stated = dict(settled.settled.absent)
    for key, source in stated.items():
        left, right = st.columns([4, 1])
        left.markdown(style.literal(f"{t(BY_KEY[key].title)} · {source}"))
        with right.popover(t("Take back")):
            st.text_input(t("Reason, which everybody can read"), key=f"absent_reason_{key}", max_chars=400)
            st.button(t("Take it back"), key=f"absent_back_{key}", on_click=state.acting(
                visit, f"absent_back_{key}", partial(_take_back, visit, key)))  # fmt: skip
    left, right = st.columns(2)
    free = {key: t(thing.title) for key, thing in CAN_BE_ABSENT.items() if key not in stated}
    left.multiselect(t("There is none of these here"), list(free), format_func=free.__getitem__, key="absent_things")
    right.text_input(t("Who says so, and why"), key="absent_source", max_chars=400)
    st.button(t("State it"), key="absent_save",
              on_click=state.acting(visit, "absent", lambda a: _state(visit, a)))  # fmt: skip


def _state(visit: Visit, act_id: str) -> str:
    visit.do(state_absent, act_id, community_id=visit.community.id, things=list(state.get("absent_things") or ()),
             source=str(state.get("absent_source") or ""))  # fmt: skip
    state.put("absent_things", [])
    state.put("absent_source", "")
    return visit.t("It was stated; rounds that are announced stay as they were.")


def _take_back(visit: Visit, key: str, act_id: str) -> str:
    visit.do(take_back_absent, act_id, community_id=visit.community.id, thing=key,
             reason=str(state.get(f"absent_reason_{key}") or ""))  # fmt: skip
    return visit.t("It was taken back.")
