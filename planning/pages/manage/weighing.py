"""Weights from a closed round in which residents gave points to the qualities of trees."""

from __future__ import annotations

import streamlit as st

from planning.actions.planting.weighing import weigh_by_round
from planning.options.round import BallotKind, State
from planning.options.species.suitability import Trait
from planning.pages import state, style
from planning.pages.visit import Visit
from planning.queries.results import rounds_with_results
from planning.queries.rounds import RoundView, round_view
from planning.reports.species import TRAITS

NONE = ""


def show(visit: Visit) -> None:
    """Nothing where no such round has closed."""
    t = visit.t
    lines = visit.ask(rounds_with_results, community_id=visit.community.id)
    found = {
        one.round.id: one.round for one in lines if one.state is State.CLOSED and one.round.ballot is BallotKind.SCORE
    }
    if not found:
        return
    with st.expander(t("Take the weights from a round with points")):
        style.quiet(
            t(
                "A quality weighs, from 0 to 10, the share of all points that could be given to it. Blank ballots are left out."
            )
        )
        chosen = str(
            st.selectbox(
                t("Round"), list(found), format_func=lambda id_: found[id_].title[t.language], key="weigh_round"
            )
        )
        view = visit.ask(round_view, round_id=chosen)
        for ware in view.wares:
            st.selectbox(
                ware.option.title[t.language], [NONE, *Trait], key=f"weigh_{ware.option.id}",
                format_func=lambda one: t(TRAITS[Trait(one)]) if one else t("stands for none of them"),
            )  # fmt: skip
        st.button(
            t("These weights hold"),
            key="weigh_save",
            on_click=state.acting(visit, f"weigh:{chosen}", lambda a: _weigh(visit, view, a)),
        )


def _weigh(visit: Visit, view: RoundView, act_id: str) -> str:
    given = {ware.option.id: str(state.get(f"weigh_{ware.option.id}") or "") for ware in view.wares}
    visit.do(
        weigh_by_round, act_id, round_id=view.round.id, traits={id_: trait for id_, trait in given.items() if trait}
    )
    return visit.t("The weights were set.")
