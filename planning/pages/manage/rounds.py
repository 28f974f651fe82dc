"""Rounds: prepare one, add its options, enrol its voters, open it, extend or close it."""

from __future__ import annotations

import streamlit as st

from planning.actions.rounds import LONGEST_TEXT, LONGEST_TITLE, create_round
from planning.errors import N_
from planning.i18n.names import method_name, name_of
from planning.options.counting.unranked import INDIFFERENT, Unranked
from planning.options.round import METHODS_OF_ROUNDS, Access, State
from planning.pages import state, style
from planning.pages.apart import told_apart
from planning.pages.manage import round_codes, round_dates, round_options
from planning.pages.visit import Visit
from planning.queries.cases import cases
from planning.queries.rounds import RoundView, rounds
from planning.reports.tables import UNRANKED_RULES
from planning.wording import Words

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
        _new(visit)


def _title(visit: Visit, view: RoundView | None) -> str:
    if view is None:
        return visit.t("+ Prepare a new round")
    return f"{view.round.title[visit.t.language]} · {name_of(visit.t, view.state)}"


def _new(visit: Visit) -> None:
    t = visit.t
    style.lead(t("First the question and the rules; then the options, the voters and their codes; then the dates."))
    left, right = st.columns(2)
    left.text_input(t("Title in Chinese"), key="rounds_title_zh", max_chars=LONGEST_TITLE)
    right.text_input(t("Title in English"), key="rounds_title_en", max_chars=LONGEST_TITLE)
    left.text_area(t("Question in Chinese"), key="rounds_question_zh", max_chars=LONGEST_TEXT, height=90)
    right.text_area(t("Question in English"), key="rounds_question_en", max_chars=LONGEST_TEXT, height=90)
    method = left.selectbox(
        t("Counted by"), METHODS_OF_ROUNDS, format_func=lambda m: method_name(t, m), key="rounds_method"
    )
    right.selectbox(t("Who may vote"), list(Access), format_func=lambda a: name_of(t, a), key="rounds_access")
    tie = left.selectbox(t("If there is a tie"), list(TIES), format_func=lambda rule: t(TIES[rule]), key="rounds_tie")
    if tie == "seed":
        right.text_input(
            t("Text of the draw, for example the date and the name of the street"), key="rounds_seed", max_chars=80
        )
    if method not in INDIFFERENT:
        rules = list(UNRANKED_RULES)
        st.radio(
            t("Options that a ballot does not rank"),
            rules,
            format_func=lambda r: t(UNRANKED_RULES[r]),
            key="rounds_unranked",
        )
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
    tie = str(state.get("rounds_tie", "stands"))
    method = str(state.get("rounds_method", "irv"))
    made = visit.do(
        create_round, act_id, community_id=visit.community.id, title=_typed("rounds_title"),
        question=_typed("rounds_question"), method=method,
        access=state.get("rounds_access", Access.INVITED),
        tie=f"seed:{state.get('rounds_seed') or ''}" if tie == "seed" else tie,
        case_id=state.get("rounds_case") or None,
        unranked=state.get("rounds_unranked", Unranked.TIED_LAST) if method not in INDIFFERENT else Unranked.TIED_LAST,
    )  # fmt: skip
    state.put(CHOSEN, made)
    for name in ("title_zh", "title_en", "question_zh", "question_en"):
        state.put(f"rounds_{name}", "")
    return visit.t("The round is in preparation: now add its options.")


def _round(visit: Visit, view: RoundView) -> None:
    t = visit.t
    style.lead(view.round.question[t.language])
    style.badges(
        name_of(t, view.state), method_name(t, view.round.method), name_of(t, view.round.access),
        t.n("{count} option", "{count} options", len(view.wares)),
        t.n("{count} ballot received", "{count} ballots received", view.received) if view.state is not State.DRAFT else "",
    )  # fmt: skip
    parts = {"options": t("Options")}
    if visit.may("act.open_round"):
        parts |= {"codes": t("Roll and codes"), "dates": t("Open, extend, close")}
    part = st.segmented_control(
        t("Part"), list(parts), format_func=parts.__getitem__, default="options", required=True,
        key=f"rounds_part_{view.round.id}", label_visibility="collapsed",
    )  # fmt: skip
    {"options": round_options.show, "codes": round_codes.show, "dates": round_dates.show}[part](visit, view)
