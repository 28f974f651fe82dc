"""Where a case is dealt with, for those who lead it: handed up and back; its programme; its solution copied."""

from __future__ import annotations

import streamlit as st

from planning.actions.courtyards import hand_back_case, hand_up_case
from planning.actions.programmes import LONGEST_TITLE, copy_case, join_programme
from planning.cases.matter import Level
from planning.pages import state
from planning.pages.visit import Visit
from planning.queries.cases import CaseView
from planning.queries.communities import courtyards
from planning.queries.programmes import programmes
from planning.wording import Words


def handing(visit: Visit, view: CaseView) -> None:
    """Up to the community, or to one courtyard, with a reason."""
    t, name = visit.t, view.case.id
    down = view.keeping.level is Level.COMMUNITY
    if not visit.may(
        "act.hand_back_case" if down else "act.hand_up_case", courtyard_id=next(iter(view.keeping.courtyard_ids), None)
    ):
        return
    with st.expander(t("Hand it to a courtyard") if down else t("Hand it up to the community")):
        if down:
            yards = {yard.id: yard.name[t.language] for yard in visit.ask(courtyards, community_id=visit.community.id)}
            st.selectbox(t("Courtyard"), list(yards), format_func=yards.__getitem__, key=f"hand_yard_{name}")
        st.text_input(t("Reason, which everybody can read"), key=f"hand_reason_{name}", max_chars=400)
        st.button(t("Hand it on with its record"), key=f"hand_{name}",
                  on_click=state.acting(visit, f"hand:{name}", lambda a: _hand(visit, view, a)))  # fmt: skip


def _hand(visit: Visit, view: CaseView, act_id: str) -> str:
    name = view.case.id
    reason = str(state.get(f"hand_reason_{name}") or "")
    if view.keeping.level is Level.COMMUNITY:
        yard = str(state.get(f"hand_yard_{name}") or "")
        visit.do(hand_back_case, act_id, case_id=name, courtyard_id=yard, reason=reason)
    else:
        visit.do(hand_up_case, act_id, case_id=name, reason=reason)
    state.drop(f"hand_reason_{name}")
    return visit.t("It was handed on: everybody reads the reason.")


def spreading(visit: Visit, view: CaseView) -> None:
    """Into a programme; its solution to another courtyard."""
    t, name = visit.t, view.case.id
    known = {one.id: one.title[t.language] for one in visit.ask(programmes, community_id=visit.community.id)}
    if not known or not visit.may("act.copy_case"):
        return
    with st.expander(t("Programme, and copies to other courtyards")):
        st.selectbox(t("Programme"), list(known), format_func=known.__getitem__, key=f"spread_programme_{name}")
        st.button(t("Take the case into the programme"), key=f"spread_join_{name}",
                  on_click=state.acting(visit, f"join_programme:{name}", lambda a: _join(visit, view, a)))  # fmt: skip
        yards = {yard.id: yard.name[t.language] for yard in visit.ask(courtyards, community_id=visit.community.id)}
        st.selectbox(
            t("Courtyard that takes the solution over"),
            list(yards),
            format_func=yards.__getitem__,
            key=f"spread_yard_{name}",
        )
        left, right = st.columns(2)
        left.text_input(t("Title in Chinese"), view.case.title.zh, key=f"spread_zh_{name}", max_chars=LONGEST_TITLE)
        right.text_input(t("Title in English"), view.case.title.en, key=f"spread_en_{name}", max_chars=LONGEST_TITLE)
        st.button(t("Open a case there that takes it over"), key=f"spread_copy_{name}",
                  on_click=state.acting(visit, f"copy_case:{name}", lambda a: _copy(visit, view, a)))  # fmt: skip


def _join(visit: Visit, view: CaseView, act_id: str) -> str:
    visit.do(
        join_programme, act_id, programme_id=str(state.get(f"spread_programme_{view.case.id}")), case_id=view.case.id
    )
    return visit.t("The case belongs to the programme now.")


def _copy(visit: Visit, view: CaseView, act_id: str) -> str:
    name = view.case.id
    visit.do(
        copy_case, act_id, case_id=name, courtyard_id=str(state.get(f"spread_yard_{name}") or ""),
        programme_id=str(state.get(f"spread_programme_{name}")),
        title=Words(str(state.get(f"spread_zh_{name}") or ""), str(state.get(f"spread_en_{name}") or "")),
    )  # fmt: skip
    return visit.t("The new case is open, and leads back to the record of this one.")
