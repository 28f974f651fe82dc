"""Rounds: prepare one, add its options, enrol its voters, open it, extend or close it."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from planning.actions.rounds import LONGEST_TEXT, LONGEST_TITLE, create_round
from planning.errors import N_
from planning.i18n.names import method_name, name_of
from planning.options.decision.announcing import rule_of
from planning.options.decision.telling import rule_told
from planning.options.round import Access, BallotKind, State
from planning.pages import state, style
from planning.pages.manage import round_codes, round_dates, round_kinds, round_options, round_rules, round_screening
from planning.pages.visit import Visit
from planning.queries.cases import cases
from planning.queries.rounds import RoundView, rounds
from planning.wording import Words, told_apart

NEW = "new"
CHOSEN = "rounds_chosen"
TIES = {
    "stands": N_("a tie stands, and the board decides in the open"),
    "earlier": N_("who had fewer ballots at the last earlier stage leaves"),
    "seed": N_("a draw that anybody can repeat, by a text announced now"),
}


def show(visit: Visit) -> None:
    """Choose a round, or a new one; then what can be done with it."""
    t = visit.t
    found = {view.round.id: view for view in visit.ask(rounds, community_id=visit.community.id)}
    new = [NEW] if visit.may("act.create_round") else []
    if not found and not new:
        style.drawn_state(
            "later", t("No round was prepared yet: the board prepares one, then you can add its options.")
        )
        return
    if state.get(CHOSEN, NEW) not in {*found, NEW}:
        state.drop(CHOSEN)
    wanted = visit.params.get("round")
    if state.get(CHOSEN) is None and (found or wanted):
        state.put(CHOSEN, wanted if wanted in found else next(iter(found), NEW))
    titles = told_apart({id_: _title(visit, found.get(id_)) for id_ in (*found, NEW)})
    chosen = st.selectbox(t("Round"), list(titles), format_func=titles.__getitem__, key=CHOSEN)
    if chosen in found:
        _round(visit, found[chosen])
    else:
        _new(visit, found)


def _title(visit: Visit, view: RoundView | None) -> str:
    if view is None:
        return visit.t("+ Prepare a new round")
    return f"{view.round.title[visit.t.language]} · {name_of(visit.t, view.state)}"


def _new(visit: Visit, found: Mapping[str, RoundView]) -> None:
    t = visit.t
    style.lead(t("First the question and the rules; then the options, the voters and their codes; then the dates."))
    left, right = st.columns(2)
    left.text_input(t("Title in Chinese"), key="rounds_title_zh", max_chars=LONGEST_TITLE)
    right.text_input(t("Title in English"), key="rounds_title_en", max_chars=LONGEST_TITLE)
    left.text_area(t("Question in Chinese"), key="rounds_question_zh", max_chars=LONGEST_TEXT, height=90)
    right.text_area(t("Question in English"), key="rounds_question_en", max_chars=LONGEST_TEXT, height=90)
    kind = round_rules.ballot(visit)
    left, right = st.columns(2)
    left.selectbox(t("Who may vote"), list(Access), format_func=lambda a: name_of(t, a), key="rounds_access")
    if kind is not BallotKind.YES_NO:
        tie = right.selectbox(
            t("If there is a tie"), list(TIES), format_func=lambda rule: t(TIES[rule]), key="rounds_tie"
        )
        if tie == "seed":
            right.text_input(
                t("Text of the draw, for example the date and the name of the street"), key="rounds_seed", max_chars=80
            )
    round_kinds.ask_places(visit, kind, state.get("rounds_access", Access.INVITED))
    round_rules.show(visit, kind, state.get("rounds_access", Access.INVITED), found)
    named = {line.case.id: line.case.title[t.language] for line in visit.ask(cases, community_id=visit.community.id)}
    known = told_apart(named | {"": t("none")})
    st.selectbox(t("Case"), list(known), format_func=known.__getitem__, key="rounds_case")
    st.button(
        t("Prepare the round"),
        type="primary",
        on_click=state.acting(visit, "create_round", lambda a: _create(visit, a)),
    )


def _typed(name: str) -> Words:
    return Words(str(state.get(f"{name}_zh") or ""), str(state.get(f"{name}_en") or ""))


def _create(visit: Visit, act_id: str) -> str:
    kind: BallotKind = state.get("rounds_ballot", BallotKind.RANKING)
    # A tie of yes and no needs no rule: more than half are not reached.
    tie = "stands" if kind is BallotKind.YES_NO else str(state.get("rounds_tie", "stands"))
    made = visit.do(
        create_round, act_id, community_id=visit.community.id, title=_typed("rounds_title"),
        question=_typed("rounds_question"), method=round_rules.method(kind), ballot=kind,
        rule=round_rules.rule_text(), gate_id=round_rules.other("rounds_gate"),
        ratifies_id=round_rules.other("rounds_ratifies") if kind is BallotKind.YES_NO else None,
        access=state.get("rounds_access", Access.INVITED),
        tie=f"seed:{state.get('rounds_seed') or ''}" if tie == "seed" else tie,
        case_id=state.get("rounds_case") or None,
        unranked=round_rules.unranked(kind),
        **round_kinds.said(kind, round_rules.method(kind), state.get("rounds_access", Access.INVITED)),
    )  # fmt: skip
    state.put(CHOSEN, made)
    for name in ("title_zh", "title_en", "question_zh", "question_en"):
        state.put(f"rounds_{name}", "")
    if kind is BallotKind.YES_NO:
        return visit.t("The round is in preparation: now enrol its voters.")
    return visit.t("The round is in preparation: now add its options.")


def _counted(visit: Visit, view: RoundView) -> str:
    """What its ballots are, or how they are counted."""
    if view.round.ballot is BallotKind.YES_NO:
        return name_of(visit.t, view.round.ballot)
    return method_name(visit.t, view.round.method)


def _round(visit: Visit, view: RoundView) -> None:
    t = visit.t
    style.lead(view.round.question[t.language])
    style.badges(
        name_of(t, view.state), _counted(visit, view), name_of(t, view.round.access),
        t.n("{count} option", "{count} options", len(view.wares)) if view.round.ballot is not BallotKind.YES_NO else "",
        t.n("{count} ballot received", "{count} ballots received", view.received) if view.state is not State.DRAFT else "",
    )  # fmt: skip
    if view.round.rule:
        with st.expander(t("How it is decided")):
            for sentence in rule_told(rule_of(view.round.rule)):
                st.markdown(f"- {style.literal(t.sentence(sentence))}")
    if view.round.roll_hash:
        style.quiet(f"{t('Fingerprint of the frozen roll (SHA-256)')} {view.round.roll_hash}")
    parts = {"options": t("Options")}
    if view.round.ballot is not BallotKind.YES_NO:
        parts["screening"] = t("On the sites")
    if visit.may("act.open_round"):
        parts |= {"codes": t("Roll and codes"), "dates": t("Open, extend, close")}
    part = st.segmented_control(
        t("Part"), list(parts), format_func=parts.__getitem__, default="options", required=True,
        key=f"rounds_part_{view.round.id}", label_visibility="collapsed",
    )  # fmt: skip
    {
        "options": round_options.show,
        "screening": round_screening.show,
        "codes": round_codes.show,
        "dates": round_dates.show,
    }[part](visit, view)
