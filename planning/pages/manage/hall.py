"""A workshop in a hall: what phones can do as the server was started, and the way to the page with the codes."""

from __future__ import annotations

import streamlit as st

from planning import addresses
from planning.hall import phones
from planning.pages import style
from planning.pages.visit import Visit


def show(visit: Visit) -> None:
    """The mode in a few sentences, and the link to the light page: it keeps working while this one is connecting."""
    t, told = visit.t, phones.told(visit.house.settings)
    style.lead(t("Codes to scan, addresses, and pages for the projector, for a vote or comments in a hall."))
    to = addresses.to(addresses.WORKSHOP, community=visit.community.id, lang=t.language)
    style.link(to, t("Open the workshop page"))
    st.subheader(t(told.title), anchor=False)
    for sentence in (*told.can, *told.cannot, told.to_do):
        if sentence:
            st.markdown(f"- {style.literal(t(sentence))}")
