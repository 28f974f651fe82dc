"""What a kind of round asks of the board beside its method: seats, points, a budget, and whether results are told by courtyard."""

from __future__ import annotations

from typing import Any

import streamlit as st

from planning.actions.kinds import MOST_SEATS
from planning.options.kind_telling import UNSCORED_RULES
from planning.options.round import WITH_SEATS, Access, BallotKind
from planning.options.score_ballot import FEWEST_POINTS, MOST_POINTS, Unscored
from planning.pages import state
from planning.pages.visit import Visit


def ask(visit: Visit, kind: BallotKind, method: str) -> None:
    """The fields of this kind."""
    t = visit.t
    if method in WITH_SEATS:
        st.number_input(t("How many are chosen"), 1, MOST_SEATS, key=f"rounds_seats_{kind}")
    if kind is BallotKind.SCORE:
        left, right = st.columns(2)
        left.number_input(t("The most points for an option"), FEWEST_POINTS, MOST_POINTS, 5, key="rounds_points")
        right.radio(
            t("Options without points"), list(UNSCORED_RULES), format_func=lambda rule: t(UNSCORED_RULES[rule]),
            key="rounds_unscored",
        )  # fmt: skip
    if kind is BallotKind.BUDGET:
        st.text_input(t("Budget in yuan"), key="rounds_budget", max_chars=20, placeholder="30,000.00")


def ask_places(visit: Visit, kind: BallotKind, access: Access) -> None:
    """Whether ballots say where they come from."""
    t = visit.t
    if kind is not BallotKind.YES_NO and access is Access.INVITED:
        st.checkbox(
            t("Tell by courtyard and street front, too, who would have won there"), key="rounds_by_place",
            help=t("Each ballot then carries its courtyard or street front while the vote is open. At closing it is taken off where a group is small."),
        )  # fmt: skip


def said(kind: BallotKind, method: str, access: Access) -> dict[str, Any]:
    """What was chosen, as ``create_round`` takes it."""
    found: dict[str, Any] = {}
    if method in WITH_SEATS:
        found["seats"] = int(state.get(f"rounds_seats_{kind}", 1))
    if kind is BallotKind.SCORE:
        found["most_points"] = int(state.get("rounds_points", 5))
        found["unscored"] = state.get("rounds_unscored", Unscored.NOUGHT)
    if kind is BallotKind.BUDGET:
        found["budget"] = str(state.get("rounds_budget") or "")
    if kind is not BallotKind.YES_NO and access is Access.INVITED:
        found["by_place"] = bool(state.get("rounds_by_place", False))
    return found
