"""Ranking by tapping: one large button for each option, with its number once it has one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import streamlit as st

from planning.options.option import Option
from planning.pages import style
from planning.pages.visit import Visit
from planning.pages.voting.draft import Draft, Order, moved, tapped
from planning.reports.marks import mark

GLYPHS = {
    "circle": "●", "square": "■", "diamond": "◆", "triangle": "▲", "cross": "✚", "star": "★", "hexagon": "⬢", "drop": "💧︎",
}  # fmt: skip
"""The symbols as they can stand in a button's words."""


def show(visit: Visit, draft: Draft, options: Sequence[Option]) -> Order:
    """Draw the buttons; returns the order so far."""
    t, known = visit.t, [option.key for option in options]
    order = draft.order(known)
    with st.container(key="vote_ranking", gap="small"):
        st.subheader(t("Tap in the order in which you like them"), anchor=False)
        style.quiet(
            t("Tap again to take one back. You need not rank all: whatever you leave out gets nothing from you.")
        )
        for option in options:
            _line(visit, draft, known, order, option)
        with st.container(key="vote_steps", horizontal=True, gap="small"):
            st.button(t("Undo"), key="vote_undo", on_click=draft.undo, disabled=not draft.can_undo)
            st.button(t("Start again"), key="vote_clear", on_click=_doing(draft, known, _nothing), disabled=not order)
    return order


def _line(visit: Visit, draft: Draft, known: Sequence[str], order: Order, option: Option) -> None:
    t, place = visit.t, order.index(option.key) + 1 if option.key in order else 0
    name = f"{_glyph(option)} {style.literal(option.title[t.language])}"
    with st.container(key=f"vote_line_{option.key}", horizontal=True, gap="small", vertical_alignment="center"):
        # Two keys, so that a double click adds once: its second click still means the button that added.
        st.button(
            f"**{place}**　{name}" if place else f"＋　{name}", key=f"vote_tap_{'on' if place else 'off'}_{option.key}",
            on_click=_doing(draft, known, partial(_take if place else _give, option.key)), width="stretch",
        )  # fmt: skip
        if place:
            _arrow(visit, draft, known, option, by=-1, disabled=place == 1)
            _arrow(visit, draft, known, option, by=1, disabled=place == len(order))


def _arrow(visit: Visit, draft: Draft, known: Sequence[str], option: Option, *, by: int, disabled: bool) -> None:
    t = visit.t
    words = t("Move {option} up", option=option.title) if by < 0 else t("Move {option} down", option=option.title)
    st.button(
        "↑" if by < 0 else "↓", key=f"vote_{'up' if by < 0 else 'down'}_{option.key}", help=style.literal(words),
        disabled=disabled, on_click=_doing(draft, known, partial(_move, option.key, by)),
    )  # fmt: skip


def _glyph(option: Option) -> str:
    return GLYPHS[mark(option.position).symbol]


def _give(key: str, order: Order) -> Order:
    return order if key in order else tapped(order, key)


def _take(key: str, order: Order) -> Order:
    return tapped(order, key) if key in order else order


def _move(key: str, by: int, order: Order) -> Order:
    return moved(order, key, by) if key in order else order


def _nothing(order: Order) -> Order:  # noqa: ARG001 - a step from whatever there was
    return ()


def _doing(draft: Draft, known: Sequence[str], change: Callable[[Order], Order]) -> Callable[[], None]:
    return partial(draft.step, change, known)
