"""Batches of counted sheets: open one, or choose one to enter or to confirm."""

from __future__ import annotations

import streamlit as st

from planning.actions.paper.entering import MOST_SHEETS, open_batch
from planning.i18n.names import name_of
from planning.options.paper.batch import BatchState
from planning.options.round import State
from planning.pages import state, style
from planning.pages.manage.paper import entering
from planning.pages.visit import Visit
from planning.queries.paper import BatchLine, PaperView

NEW = "new"


def show(visit: Visit, view: PaperView) -> None:
    """The batches in a list, the chosen one below."""
    t = visit.t
    if view.state in {State.DRAFT, State.PLANNED}:
        style.drawn_state("later", t("Voting has not begun yet: no sheet can be there."))
        return
    lines = {line.batch.id: line for line in view.batches}
    key = f"paper_batch_{view.round.id}"
    new = [] if view.figures else [NEW]
    if not lines and not new:
        style.drawn_state("empty", t("No sheet was entered."))
        return
    if state.get(key) not in {*lines, *new}:
        state.put(key, _waiting(visit, view) or (new or list(lines))[0])
    words = {id_: _told(visit, line) for id_, line in lines.items()} | {NEW: t("+ Open a new batch")}
    chosen = st.selectbox(t("Batch"), [*lines, *new], format_func=words.__getitem__, key=key)
    if chosen in lines:
        _state(visit, lines[chosen])
        entering.show(visit, view, chosen)
    else:
        _open(visit, view, key)


def _waiting(visit: Visit, view: PaperView) -> str | None:
    """The first batch that this member can go on with."""
    member = visit.visitor.member
    mine = member.id if member else ""
    for line in view.batches:
        batch = line.batch
        waits_for_me = {
            BatchState.CONFIRMING: batch.entered_by != mine and batch.confirmed_by in {"", mine},
            BatchState.ACCEPTED: False,
        }.get(batch.state, batch.entered_by == mine)
        if waits_for_me:
            return batch.id
    return None


def _told(visit: Visit, line: BatchLine) -> str:
    """Nothing that changes while it is chosen: the browser keeps showing the words that it was chosen by."""
    return visit.t("Batch {number} · entered by {who}", number=line.batch.number, who=line.entered_by)


def _state(visit: Visit, line: BatchLine) -> None:
    t, batch = visit.t, line.batch
    style.badges(
        name_of(t, batch.state), t.n("{count} sheet", "{count} sheets", batch.sheets),
        t("confirmed by {who}", who=line.confirmed_by) if line.confirmed_by else "",
    )  # fmt: skip


def _open(visit: Visit, view: PaperView, key: str) -> None:
    t = visit.t
    style.lead(t("Count the sheets by hand first. Whoever opens a batch enters it; another person enters the same sheets again."))  # fmt: skip
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.number_input(t("Sheets in this batch"), 1, MOST_SHEETS, 50, key="paper_sheets", width=220)
        st.button(
            t("Open the batch"), type="primary", key="paper_open",
            on_click=state.acting(visit, f"open_batch:{view.round.id}", lambda act_id: _opened(visit, view, act_id, key)),
        )  # fmt: skip


def _opened(visit: Visit, view: PaperView, act_id: str, key: str) -> str:
    sheets = int(state.get("paper_sheets", 50))
    state.put(key, visit.do(open_batch, act_id, round_id=view.round.id, sheets=sheets))
    return visit.t("The batch is open: type the first sheet.")
