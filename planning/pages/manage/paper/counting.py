"""The paper count: what must agree before it, and what came of it."""

from __future__ import annotations

import streamlit as st

from planning.actions.paper.counting import finish_paper
from planning.options.paper.batch import BatchState
from planning.options.round import State
from planning.pages import directory, state, style
from planning.pages.visit import Visit
from planning.queries.paper import PaperView
from planning.reports.paper_figures import figures_told


def show(visit: Visit, view: PaperView) -> None:
    """Before closing: wait. Then the board says that all paper is in, once and for good."""
    t = visit.t
    if view.figures:
        style.drawn_state("received", t("The paper ballots are counted with the others."))
        _listed(list(figures_told(view.figures, t)))
        asked = {"community": visit.community.id, "round": view.round.id}
        directory.go("results", t("See the result"), params=asked)
        return
    _listed(_so_far(visit, view))
    if view.state is not State.CLOSED:
        style.drawn_state(
            "later", t("Paper is counted after the round has closed; batches can be entered before that.")
        )
        return
    if not view.waits:
        style.drawn_state("empty", t("No sheet was handed in or entered: there is no paper to count."))
        return
    if not visit.may("act.finish_paper"):
        style.drawn_state("locked", t("The board says when all paper is in; then it is counted."))
        return
    _finish(visit, view)


def _listed(lines: list[tuple[str, str]]) -> None:
    for label, text in lines:
        st.markdown(f"- {style.literal(label)}: **{style.literal(text)}**")


def _so_far(visit: Visit, view: PaperView) -> list[tuple[str, str]]:
    t = visit.t
    waiting = sum(line.batch.state is not BatchState.ACCEPTED for line in view.batches)
    return [
        *([] if view.open_to_all else [(t("Sheets handed in, to be counted"), str(view.handed_in))]),
        (t("Sheets in sealed batches"), str(view.accepted)),
        (t("Batches that are not sealed yet"), str(waiting)),
        (t("Sheets put aside at the table"), str(view.kept_at_table)),
        (t("Phone ballots put aside for a sheet"), str(view.phones_aside)),
    ]


def _finish(visit: Visit, view: PaperView) -> None:
    t = visit.t
    differs = not view.open_to_all and view.handed_in != view.accepted
    if differs:
        style.drawn_state("warning", t("{handed_in} sheets were handed in and {sheets} are in the batches: look for the difference, or say why. Everybody can read the reason.", handed_in=view.handed_in, sheets=view.accepted))  # fmt: skip
        st.text_input(t("Reason, which everybody can read"), key="paper_reason", max_chars=400)
    st.checkbox(t("All paper is in; nothing can be changed after this"), key="paper_sure")
    st.button(
        t("Count the paper ballots"), type="primary", key="paper_finish", disabled=not state.get("paper_sure"),
        on_click=state.acting(visit, f"finish_paper:{view.round.id}", lambda _: _finished(visit, view)),
    )  # fmt: skip


def _finished(visit: Visit, view: PaperView) -> str:
    reason = str(state.get("paper_reason") or "")
    visit.do_fleeting(finish_paper, round_id=view.round.id, reason=reason, mac=visit.house.mac)
    state.put("paper_reason", "")
    return visit.t("The paper ballots are counted with the others.")
