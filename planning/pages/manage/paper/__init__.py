"""Paper ballots of a round: print, hand in at the table, enter in batches, count. For the board and social workers."""

from __future__ import annotations

import streamlit as st

from planning.i18n.names import name_of
from planning.options.paper.precedence import PaperRule
from planning.options.round import State
from planning.pages import state, style
from planning.pages.manage.paper import batches, counting, printing, table
from planning.pages.visit import Visit
from planning.queries.paper import PaperView, paper_view
from planning.queries.rounds import rounds
from planning.wording import told_apart

CHOSEN = "paper_round"


def show(visit: Visit) -> None:
    """Choose a round that takes paper; then the four steps, from the printer to the count."""
    t = visit.t
    found = {
        view.round.id: view
        for view in visit.ask(rounds, community_id=visit.community.id)
        if view.round.paper is not PaperRule.NONE
    }
    if not found:
        style.drawn_state("later", t("No round takes paper ballots: the board chooses that under Rounds and codes, before it announces a round."))  # fmt: skip
        return
    if state.get(CHOSEN) not in found:
        state.put(CHOSEN, visit.params.get("round") if visit.params.get("round") in found else next(iter(found)))
    titles = told_apart({
        id_: f"{view.round.title[t.language]} · {name_of(t, view.state)}" for id_, view in found.items()
    })  # fmt: skip
    chosen = st.selectbox(t("Round"), list(titles), format_func=titles.__getitem__, key=CHOSEN)
    view = visit.ask(paper_view, round_id=chosen)
    _figures(visit, view)
    parts = {"print": t("Print"), "table": t("At the table"), "batches": t("Enter batches"), "count": t("Count")}
    part = st.segmented_control(
        t("Step"), list(parts), format_func=parts.__getitem__, default=_usual(view), required=True,
        key=f"paper_part_{chosen}", label_visibility="collapsed",
    )  # fmt: skip
    {"print": printing.show, "table": table.show, "batches": batches.show, "count": counting.show}[part](visit, view)


def _usual(view: PaperView) -> str:
    """The step that is most likely wanted now."""
    if view.state in {State.DRAFT, State.PLANNED}:
        return "print"
    return "table" if view.state is State.OPEN and not view.open_to_all else "batches"


def _figures(visit: Visit, view: PaperView) -> None:
    t = visit.t
    style.badges(
        t.n("{count} sheet numbered", "{count} sheets numbered", view.printed),
        "" if view.open_to_all else t("{count} handed in", count=view.handed_in),
        t("{count} in sealed batches", count=view.accepted),
        t("{count} put aside", count=view.kept_at_table + view.phones_aside)
        if view.kept_at_table + view.phones_aside else "",
    )  # fmt: skip
    style.quiet(name_of(t, view.round.paper) if not view.open_to_all else t("paper ballots too"))
