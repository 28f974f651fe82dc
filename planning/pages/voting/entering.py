"""Who votes: by a code that was typed here or scanned from a card, or by this browser in an open round."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from planning.actions.codes import take_practice_code
from planning.errors import Refusals
from planning.options.round import Access
from planning.pages import state, style
from planning.pages import visit as visits
from planning.pages.visit import Visit
from planning.queries.rounds import RoundView
from planning.queries.voting import Standing
from planning.web import voter, voting
from planning.web.door import VOTER_COOKIE

CODE = "vote_code"
TYPED = "vote_typed"


def standing(visit: Visit, view: RoundView) -> Standing | None:
    """Where this voter stands in this round; None if no code for it is known yet."""
    code_id = known_code(visit) if view.round.access is Access.INVITED else None
    return voter.standing(visit.house, visit.ask, view, visit.visitor.browser, code_id)


def known_code(visit: Visit) -> str | None:
    """Id of the code that was entered in this session, else of the one that the cookie names."""
    entered: str | None = state.get(CODE)
    if entered is not None:
        return entered or None  # empty: this voter has left, and the cookie no longer speaks for who sits here
    return voter.code_id_of(visit.house, visits.cookies().get(VOTER_COOKIE))


def leave() -> None:
    """Let somebody else vote on this phone."""
    state.put(CODE, "")
    state.put(TYPED, "")


def show(visit: Visit, view: RoundView) -> None:
    """Ask for the code."""
    t = visit.t
    with st.container(key="vote_enter", gap="small"):
        st.subheader(t("Your code"), anchor=False)
        style.quiet(t("It stands on your card: 26 letters and digits. Small letters and spaces are fine."))
        st.text_input(t("Code"), key=TYPED, max_chars=80, placeholder="ABCD-EFGH-…", label_visibility="collapsed")
        st.button(t("Continue"), key="vote_continue", type="primary", on_click=_entering(visit), width="stretch")
        if visit.community.illustrative:
            style.quiet(
                t("This community is made up: take a practice code and try. It is counted like any other here.")
            )
            st.button(t("Take a practice code"), key="vote_practice", on_click=_practising(visit, view))


def _entering(visit: Visit) -> Callable[[], None]:
    def enter() -> None:
        try:
            code_id, round_id = voting.enter(
                visit.house, state.get(TYPED, ""), visit.ask, visit.visitor.browser, visits.address()
            )
        except Refusals as refused:
            state.say("refused", visit.t.refusal(refused))
            return
        state.put(CODE, code_id)
        state.put("vote_round", round_id)
        state.put(TYPED, "")

    return enter


def _practising(visit: Visit, view: RoundView) -> Callable[[], None]:
    def practise() -> None:
        try:
            state.put(TYPED, visit.do_fleeting(take_practice_code, round_id=view.round.id))
        except Refusals as refused:
            state.say("refused", visit.t.refusal(refused))

    return practise
