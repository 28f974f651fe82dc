"""Giving points by taps: a row of numbers under each option, the chosen one filled; tapped again it is taken back."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st

from planning.options.kind_telling import UNSCORED_RULES
from planning.options.option import Option
from planning.options.round import Round
from planning.options.score_ballot import Unscored
from planning.pages import style
from planning.pages.visit import Visit
from planning.pages.voting.draft import Draft, Order

SIGN = "="
"""Between an option and its points in a draft."""


def known(round_: Round, options: Sequence[Option]) -> list[str]:
    """Everything that a draft may hold: each option with each number of points."""
    return [f"{option.key}{SIGN}{points}" for option in options for points in range(round_.most_points + 1)]


def given(order: Order) -> dict[str, int]:
    """The points of a draft by option."""
    return {key: int(points) for key, _, points in (one.partition(SIGN) for one in order)}


def show(visit: Visit, draft: Draft, options: Sequence[Option], round_: Round) -> Order:
    """Draw the rows; returns the points so far."""
    t, all_ = visit.t, known(round_, options)
    order = draft.order(all_)
    points = given(order)
    with st.container(key="vote_ranking", gap="small"):
        st.subheader(t("Give points to each option"), anchor=False)
        style.quiet(t("{most} is best, 0 is worst. Several options may have the same points. Tap again to take points back.", most=round_.most_points))  # fmt: skip
        style.quiet(t(UNSCORED_RULES[round_.unscored]))
        for option in options:
            st.markdown(f"**{style.literal(option.title[t.language])}**")
            with st.container(key=f"vote_points_{option.key}", horizontal=True, gap="small"):
                for number in range(round_.most_points + 1):
                    chosen = points.get(option.key) == number
                    # Two keys, so that a double click gives once: its second click still means the button that gave.
                    st.button(
                        str(number), key=f"vote_give_{'on' if chosen else 'off'}_{option.key}_{number}",
                        type="primary" if chosen else "secondary",
                        help=t("{points} of {most} points for {option}", points=number, most=round_.most_points, option=option.title),
                        on_click=partial(draft.step, partial(_take if chosen else _give, option.key, number), all_),
                    )  # fmt: skip
        with st.container(key="vote_steps", horizontal=True, gap="small"):
            st.button(t("Undo"), key="vote_undo", on_click=draft.undo, disabled=not draft.can_undo)
    return order


def is_ready(order: Order, options: Sequence[Option], round_: Round) -> bool:
    """Whether the draft can be cast: where points are asked for all, all or none have them."""
    return round_.unscored is Unscored.NOUGHT or len(order) in {0, len(options)}


def _give(key: str, points: int, order: Order) -> Order:
    return (*_without(key, order), f"{key}{SIGN}{points}")


def _take(key: str, points: int, order: Order) -> Order:
    return tuple(one for one in order if one != f"{key}{SIGN}{points}")


def _without(key: str, order: Order) -> Order:
    return tuple(one for one in order if not one.startswith(f"{key}{SIGN}"))
