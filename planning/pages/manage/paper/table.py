"""At the table: a voter brings a filled sheet, folded, with the card or the name of the door."""

from __future__ import annotations

import streamlit as st

from planning.actions.paper.table import hand_in_sheet
from planning.options.paper.precedence import HandedIn
from planning.options.round import State
from planning.pages import state, style
from planning.pages.visit import Visit
from planning.queries.paper import Door, PaperView, doors_at_table
from planning.wording import told_apart

FIELDS = ("paper_code", "paper_number")


def show(visit: Visit, view: PaperView) -> None:
    """By the code on the card, or by the door on the roll; the number of the sheet only where the rule needs it."""
    t = visit.t
    if view.open_to_all:
        style.drawn_state("received", t("Everybody may vote in this round: sheets go straight into the box."))
        return
    if view.state is not State.OPEN:
        style.drawn_state("locked", t("Sheets are handed in while voting is open."))
        return
    style.lead(t("The sheet stays folded: nobody reads it here. Register the voter, then say what becomes of the sheet."))  # fmt: skip
    doors = visit.ask(doors_at_table, round_id=view.round.id)
    with st.form(f"paper_hand_in_{view.round.id}", enter_to_submit=True, border=False):
        st.text_input(t("Code on the card"), key="paper_code", max_chars=40)
        if doors:
            _door(visit, doors)
        if view.notes_number:
            st.text_input(
                t("Number of the sheet, which the announced rule needs here"), key="paper_number", max_chars=8
            )
        st.form_submit_button(
            t("Hand in"), type="primary", key="paper_hand_in",
            on_click=state.acting(visit, f"hand_in:{view.round.id}", lambda act_id: _hand_in(visit, view, act_id)),
        )  # fmt: skip


def _door(visit: Visit, doors: list[Door]) -> None:
    t = visit.t
    words = told_apart({"": t("none"), **{door.id: door.label for door in doors}})
    done = {door.id for door in doors if door.handed_in}
    st.selectbox(
        t("or the door on the roll"), list(words), key="paper_door",
        format_func=lambda id_: f"{words[id_]} ✓" if id_ in done else words[id_],
    )  # fmt: skip


def _hand_in(visit: Visit, view: PaperView, act_id: str) -> str:
    t, door = visit.t, state.get("paper_door") or None
    typed = "" if door else str(state.get("paper_code") or "")
    became = visit.do_fleeting(
        hand_in_sheet, round_id=view.round.id, hand_in_id=act_id, typed=typed, voter_id=door,
        number=str(state.get("paper_number") or ""), clock=visit.house.clock, mac=visit.house.mac,
    )  # fmt: skip
    for name in FIELDS:
        state.put(name, "")
    state.put("paper_door", "")
    return {
        HandedIn.COUNTS: t("Registered: the sheet goes into the box."),
        HandedIn.REPLACES: t("Registered: the sheet goes into the box, and the phone ballot that came before it is put aside, as announced."),
        HandedIn.ASIDE: t("This voter has voted by phone already, and that ballot counts, as announced: put the sheet into the envelope for sheets set aside, not into the box."),
    }[HandedIn(became)]  # fmt: skip
