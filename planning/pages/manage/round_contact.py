"""Who of the roll was reached: a note for those who go from door to door."""

from __future__ import annotations

import streamlit as st

from planning.actions.codes import note_contact
from planning.i18n.names import name_of
from planning.options.electorate import Contact
from planning.pages import state, style
from planning.pages.visit import Visit
from planning.queries.rounds import CodesView, RoundView
from planning.wording import told_apart


def show(visit: Visit, view: RoundView, found: CodesView) -> None:
    """Choose doors and note how it stands with them."""
    t = visit.t
    with st.expander(t("Note who was reached")):
        style.quiet(t("A note for the walk from door to door: it changes neither the roll nor who may vote."))
        doors = told_apart({
            line.voter.id: f"{line.courtyard or line.voter.street_front} {line.voter.label}" for line in found.lines
        })  # fmt: skip
        chosen = st.multiselect(
            t("Doors"), list(doors), format_func=doors.__getitem__, placeholder=t("Choose doors"), key="rounds_reached"
        )
        st.selectbox(t("Contact"), list(Contact), format_func=lambda c: name_of(t, c), index=1, key="rounds_contact")
        st.button(
            t("Note it"), key="rounds_note_contact", disabled=not chosen,
            on_click=state.acting(visit, f"contact:{view.round.id}", lambda act_id: _note(visit, view, act_id)),
        )  # fmt: skip


def _note(visit: Visit, view: RoundView, act_id: str) -> str:
    voters = list(state.get("rounds_reached", []))
    count = visit.do(
        note_contact, act_id, round_id=view.round.id, voter_ids=voters, contact=state.get("rounds_contact")
    )
    state.put("rounds_reached", [])
    return visit.t.n("{count} door was noted.", "{count} doors were noted.", count)
