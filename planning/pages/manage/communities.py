"""Communities of this installation: which there are, and a new, empty one."""

from __future__ import annotations

import streamlit as st

from planning.actions.communities import add_community
from planning.pages import directory, state, style
from planning.pages.visit import Visit
from planning.wording import Words


def show(visit: Visit) -> None:
    """A list that leads to each, and the form for a new one."""
    t = visit.t
    style.lead(t("Communities in one installation see nothing of each other that is not published."))
    for community in visit.choices:
        directory.go("home", community.name[t.language], params={"community": community.id})
    st.subheader(t("New community"), anchor=False)
    left, right = st.columns(2)
    left.text_input(t("Name in Chinese"), key="communities_zh", max_chars=60)
    right.text_input(t("Name in English"), key="communities_en", max_chars=60)
    st.button(
        t("Add the community"), type="primary", on_click=state.acting(visit, "add_community", lambda a: _add(visit, a))
    )


def _add(visit: Visit, act_id: str) -> str:
    name = Words(str(state.get("communities_zh") or ""), str(state.get("communities_en") or ""))
    visit.do(add_community, act_id, name=name)
    state.put("communities_zh", "")
    state.put("communities_en", "")
    return visit.t("The community was added. It takes its place on the map from its first import.")
