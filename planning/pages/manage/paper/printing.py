"""Sheets to print: a specimen to look at, and numbered ones once the round is announced."""

from __future__ import annotations

import streamlit as st

from planning import addresses
from planning.actions.paper.printing import print_sheets
from planning.options.paper.printing import MOST_PRINTED, Paper
from planning.options.round import State
from planning.pages import state, style
from planning.pages.visit import Visit
from planning.queries.paper import PaperView


def show(visit: Visit, view: PaperView) -> None:
    """Number sheets, then print them as often as a printer jams; the same numbers are never given twice."""
    t = visit.t
    if view.state is State.DRAFT:
        style.drawn_state("later", t("Sheets get their numbers once the round is announced. A specimen can be printed now."))  # fmt: skip
    elif view.state is not State.CLOSED:
        with st.container(horizontal=True, vertical_alignment="bottom"):
            st.number_input(t("How many sheets"), 1, MOST_PRINTED, 50, key="paper_count", width=200)
            st.button(
                t("Number these sheets"), type="primary", key="paper_print",
                on_click=state.acting(visit, f"print:{view.round.id}", lambda act_id: _number(visit, view, act_id)),
            )  # fmt: skip
    runs = [(t("Sheets {first}–{last}", first=run.first, last=run.last), run.id) for run in reversed(view.runs)]
    files = [*runs, (t("Specimen: not a ballot"), "")]
    style.files([
        (_address(visit, view, size, run_id), f"{words} · {_size(visit, size)} (PDF)") for words, run_id in files for size in Paper
    ])  # fmt: skip
    style.quiet(t("Print without scaling. A sheet bears its number and never a code: the voter brings the card with the code to the table."))  # fmt: skip


def _size(visit: Visit, size: Paper) -> str:
    return visit.t("A4, large") if size is Paper.A4 else visit.t("two on A4, to be cut")


def _address(visit: Visit, view: PaperView, size: Paper, run_id: str) -> str:
    asked = {"run": run_id} if run_id else {}
    return addresses.to(addresses.PAPER_SHEETS, round=view.round.id, size=size, lang=visit.t.language, **asked)


def _number(visit: Visit, view: PaperView, act_id: str) -> str:
    visit.do(print_sheets, act_id, round_id=view.round.id, sheets=int(state.get("paper_count", 50)))
    return visit.t("The sheets are numbered: open the file below and print it.")
