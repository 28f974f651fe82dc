"""Choosing one of yes, no and abstain by a tap, or all that one could accept; and the rule by which it is decided, before anybody votes."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st

from planning.options.decision.announcing import rule_of
from planning.options.decision.telling import COUNT_ONLY, rule_told
from planning.options.money import yuan
from planning.options.option import Option
from planning.options.round import BallotKind
from planning.pages import style
from planning.pages.visit import Visit
from planning.pages.voting.draft import Draft, Order
from planning.queries.decisions import told_before
from planning.queries.rounds import RoundView


def show(visit: Visit, draft: Draft, options: Sequence[Option]) -> Order:
    """Draw the three buttons; returns what is chosen so far."""
    t, known = visit.t, [option.key for option in options]
    order = draft.order(known)[:1]
    with st.container(key="vote_ranking", gap="small"):
        st.subheader(t("Choose one"), anchor=False)
        style.quiet(t("Who abstains takes part, and does not consent."))
        for option in sorted(options, key=lambda option: option.position):
            chosen = option.key in order
            st.button(
                f"{'◉' if chosen else '○'}　{style.literal(option.title[t.language])}", key=f"vote_choose_{option.key}",
                type="primary" if chosen else "secondary", width="stretch",
                on_click=partial(draft.step, partial(_choose, option.key), known),
            )  # fmt: skip
    return order


def show_many(visit: Visit, draft: Draft, options: Sequence[Option]) -> Order:
    """Draw a button for each option that can be accepted; returns those that are so far."""
    t, known = visit.t, [option.key for option in options]
    order = draft.order(known)
    with st.container(key="vote_ranking", gap="small"):
        budget = any(option.cost is not None for option in options)
        st.subheader(t("Mark all that the budget should pay for") if budget else t("Mark every option that you could accept"), anchor=False)  # fmt: skip
        style.quiet(t("Tap again to take one back. There is no order among those that you mark."))
        for option in options:
            marked = option.key in order
            # Two keys, so that a double click marks once: its second click still means the button that marked.
            st.button(
                f"{'☑' if marked else '☐'}　{style.literal(option.title[t.language])}{_cost(visit, option)}",
                key=f"vote_mark_{'on' if marked else 'off'}_{option.key}", width="stretch",
                type="primary" if marked else "secondary",
                on_click=partial(draft.step, partial(_unmark if marked else _mark, option.key), known),
            )  # fmt: skip
    return order


def _cost(visit: Visit, option: Option) -> str:
    return "" if option.cost is None else f" · {visit.t('{cost} yuan', cost=yuan(option.cost))}"


def _mark(key: str, order: Order) -> Order:
    return order if key in order else (*order, key)


def _unmark(key: str, order: Order) -> Order:
    return tuple(one for one in order if one != key)


def _choose(key: str, order: Order) -> Order:  # noqa: ARG001 - one choice takes the place of the other
    return (key,)


def rules(visit: Visit, view: RoundView) -> None:
    """What kind of round this is, how it is decided, and what stands before or after it."""
    t, round_ = visit.t, view.round
    for sentence in told_before(view):
        style.quiet(t.sentence(sentence))
    if round_.ballot is BallotKind.YES_NO and not round_.rule:
        style.quiet(t.sentence(COUNT_ONLY))
    told = [t.sentence(one) for one in rule_told(rule_of(round_.rule))] if round_.rule else []
    if not told and not round_.roll_hash:
        return
    with st.expander(t("How it is decided") if told else t("The roll")):
        for one in told:
            st.markdown(f"- {style.literal(one)}")
        if round_.roll_hash:
            st.markdown(f"- {t('The roll was frozen when the round was announced: nobody can be added or taken out.')}")
            st.markdown(f"- {t('Fingerprint of the frozen roll (SHA-256)')} `{round_.roll_hash}`")
