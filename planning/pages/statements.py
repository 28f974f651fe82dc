"""The conversations of a case on its page: where to say what one thinks, and what came out."""

from __future__ import annotations

import streamlit as st

from planning import addresses
from planning.pages import style
from planning.pages.visit import Visit
from planning.queries.statements import conversations


def show(visit: Visit, case_id: str) -> None:
    """Nothing where there is no conversation."""
    t = visit.t
    lines = visit.ask(conversations, community_id=visit.community.id, case_id=case_id)
    if not lines:
        return
    st.header(t("Agree, disagree or pass"), anchor=False)
    for line in lines:
        style.lead(line.conversation.title[t.language])
        style.badges(
            t.n("{count} statement", "{count} statements", line.statements),
            t.n("{count} person takes part", "{count} people take part", line.people),
        )  # fmt: skip
        here = {"community": visit.community.id, "conversation": line.conversation.id, "lang": t.language}
        if line.is_open:
            style.link(addresses.to(addresses.STATEMENTS, **here), t("Say what you think"))
        style.link(addresses.to(addresses.FINDINGS, **here), t("What unites, what divides"))
