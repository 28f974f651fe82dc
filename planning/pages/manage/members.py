"""Accounts of staff: who has one, and a new one."""

from __future__ import annotations

import streamlit as st

from planning.actions.accounts import SHORTEST_PASSWORD, add_member
from planning.i18n.names import name_of
from planning.pages import state, style
from planning.pages.visit import Visit
from planning.people import Role
from planning.queries.log import members


def show(visit: Visit) -> None:
    """Who has an account here, then the form for a new one."""
    t = visit.t
    style.lead(t("Staff have accounts; residents need none."))
    joint = "、" if t.language == "zh" else ", "
    rows = [
        {t("Name"): m.name, t("Role"): joint.join(name_of(t, r) for r in sorted(m.roles_in(visit.community.id)))}
        for m in visit.ask(members, community_id=visit.community.id)
    ]
    st.dataframe(rows, hide_index=True)
    st.subheader(t("New account"))
    st.text_input(t("Name"), key="members_name", max_chars=40)
    st.text_input(
        t("Password, at least {shortest} characters", shortest=SHORTEST_PASSWORD),
        type="password",
        key="members_password",
    )
    st.selectbox(t("Role in this community"), list(Role), format_func=lambda role: name_of(t, role), key="members_role")
    st.button(
        t("Create the account"), type="primary", on_click=state.acting(visit, "add_member", lambda _: _add(visit))
    )


def _add(visit: Visit) -> str:
    name = str(state.get("members_name", ""))
    visit.do_fleeting(
        add_member, name=name, password=str(state.get("members_password", "")),
        role=Role(state.get("members_role", Role.PLANNER)), community_id=visit.community.id,
    )  # fmt: skip
    state.put("members_name", "")
    state.put("members_password", "")
    return visit.t("The account {name} was created.", name=name)
