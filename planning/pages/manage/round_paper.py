"""Paper ballots of a round: whether they are taken, chosen before it is announced."""

from __future__ import annotations

import streamlit as st

from planning.actions.paper.choosing import choose_paper
from planning.i18n.names import name_of
from planning.options.paper.precedence import PaperRule
from planning.pages import state
from planning.pages.visit import Visit
from planning.queries.rounds import RoundView

OPEN_TO_ALL = (PaperRule.NONE, PaperRule.FIRST_RECEIVED)
"""In a round open to all nobody is on a roll, so no two ballots are known to be of one voter."""


def choose(visit: Visit, view: RoundView) -> None:
    """Whether paper is taken, and which of two ballots counts; it is announced with the round."""
    t, key = visit.t, f"rounds_paper_{view.round.id}"
    rules = list(OPEN_TO_ALL if view.round.is_consultative else PaperRule)
    words = {rule: name_of(t, rule) for rule in rules}
    if view.round.is_consultative:
        words[PaperRule.FIRST_RECEIVED] = t("paper ballots too")
    chosen = state.acting(visit, key, lambda act_id: _chosen(visit, view, act_id, key))
    st.radio(
        t("Paper ballots"), rules, index=rules.index(view.round.paper), format_func=words.__getitem__, key=key,
        on_change=chosen,
    )  # fmt: skip


def _chosen(visit: Visit, view: RoundView, act_id: str, key: str) -> None:
    visit.do(choose_paper, act_id, round_id=view.round.id, paper=state.get(key))
