"""Accounts of staff: who has one, invitations, a new account, roles, and accounts that are shut."""

from __future__ import annotations

import streamlit as st

from planning import addresses
from planning.actions.accounts import SHORTEST_PASSWORD, add_member
from planning.actions.invitations import INVITATION_LASTS, invite, withdraw_invitation
from planning.actions.members import disable_member, enable_member, give_role, take_role
from planning.i18n.names import name_of
from planning.pages import state, style
from planning.pages.visit import Visit
from planning.people import COURTYARD_ROLES, Grant, Role
from planning.queries.communities import courtyards
from planning.queries.staff import invitations, members
from planning.store.accounts import Account
from planning.wording import Words

LINK = "members_link"
WHOLE = ""


def show(visit: Visit) -> None:
    """Who has an account here; then what can be done, one thing at a time."""
    t = visit.t
    style.lead(t("Staff have accounts; residents need none."))
    found = {one.member.id: one for one in visit.ask(members, community_id=visit.community.id)}
    yards = {yard.id: yard.name for yard in visit.ask(courtyards, community_id=visit.community.id)}
    st.dataframe([_row(visit, one, yards) for one in found.values()], hide_index=True)
    _inviting(visit, yards)
    with st.expander(t("Change an account")):
        _changing(visit, found, yards)
    with st.expander(t("New account with a password")):
        _new(visit)


def _row(visit: Visit, one: Account, yards: dict[str, Words]) -> dict[str, str]:
    t = visit.t
    grants = sorted(one.member.grants, key=lambda g: (g.role, g.courtyard_id or ""))
    ways = [words for words, has in ((t("password"), one.has_password), ("OpenID", one.has_identity)) if has]
    return {
        t("Name"): one.member.name,
        t("Role"): "; ".join(_grant(visit, grant, yards) for grant in grants),
        t("Signs in by"): ", ".join(ways),
        t("Shut since"): visit.time(one.disabled_at) if one.disabled_at else "",
    }


def _grant(visit: Visit, grant: Grant, yards: dict[str, Words]) -> str:
    words = name_of(visit.t, grant.role)
    where = yards[grant.courtyard_id][visit.t.language] if grant.courtyard_id in yards else ""
    return f"{words} ({where})" if where else words


def _role_and_place(visit: Visit, key: str, yards: dict[str, Words]) -> None:
    t = visit.t
    left, right = st.columns(2)
    left.selectbox(t("Role"), list(Role), format_func=lambda role: name_of(t, role), key=f"{key}_role")
    chosen = Role(state.get(f"{key}_role", Role.ADMINISTRATOR))
    right.selectbox(
        t("Where"), [WHOLE, *yards] if chosen in COURTYARD_ROLES else [WHOLE], key=f"{key}_yard",
        format_func=lambda id_: yards[id_][t.language] if id_ else t("the whole community"),
    )  # fmt: skip


def _place(visit: Visit, key: str) -> dict[str, object]:
    role = Role(state.get(f"{key}_role", Role.ADMINISTRATOR))
    return {"role": role, "community_id": visit.community.id, "courtyard_id": state.get(f"{key}_yard") or None}


def _inviting(visit: Visit, yards: dict[str, Words]) -> None:
    t, lasts = visit.t, INVITATION_LASTS.days
    st.subheader(t("Invite somebody"), anchor=False)
    style.quiet(
        t(
            "A link makes one account, once, within {days} days. It is shown here once: hand it over yourself.",
            days=lasts,
        )
    )
    _role_and_place(visit, "members_invite", yards)
    st.text_input(t("For whom (only administrators read this)"), key="members_invite_note", max_chars=80)
    st.button(t("Make an invitation"), type="primary", on_click=state.acting(visit, "invite", lambda _: _invite(visit)))
    link = state.get(LINK)
    if link:
        st.code(link, language=None, wrap_lines=True)
        state.drop(LINK)
    for one in visit.ask(invitations, community_id=visit.community.id):
        if one.is_open(visit.now):
            style.quiet(
                t(
                    "{role}, {note}: open until {until}",
                    role=name_of(t, one.role),
                    note=one.note or "–",
                    until=visit.time(one.expires_at),
                )
            )
            st.button(
                t("Withdraw this invitation"), key=f"members_withdraw_{one.id}",
                on_click=state.acting(visit, f"withdraw_{one.id}", lambda a, id_=one.id: _withdraw(visit, a, id_)),  # type: ignore[misc]
            )  # fmt: skip


def _invite(visit: Visit) -> str:
    note = str(state.get("members_invite_note") or "")
    token = visit.do_fleeting(invite, **_place(visit, "members_invite"), note=note)
    base = visit.house.settings.public_url or str(st.context.url or "").split("/manage", maxsplit=1)[0]
    state.put(LINK, f"{base}{addresses.INVITATION}#{token}")
    state.put("members_invite_note", "")
    return visit.t("The invitation is made: copy the link now, it is not shown again.")


def _withdraw(visit: Visit, act_id: str, invitation_id: str) -> str:
    visit.do(withdraw_invitation, act_id, invitation_id=invitation_id)
    return visit.t("The invitation was withdrawn.")


def _changing(visit: Visit, found: dict[str, Account], yards: dict[str, Words]) -> None:
    t = visit.t
    st.selectbox(t("Account"), list(found), key="members_chosen", format_func=lambda id_: found[id_].member.name)
    _role_and_place(visit, "members_change", yards)
    one = found.get(str(state.get("members_chosen")))
    if one is None:
        return
    with st.container(horizontal=True):
        for key, words, do in (("give", t("Give this role"), give_role), ("take", t("Take this role"), take_role)):
            st.button(words, key=f"members_{key}", on_click=state.acting(
                visit, f"{key}_{one.member.id}", lambda a, do=do: _role(visit, a, do, one)))  # type: ignore[misc]  # fmt: skip
        shut = one.disabled_at is None
        st.button(
            t("Shut this account") if shut else t("Open this account again"), key="members_shut",
            on_click=state.acting(visit, f"shut_{one.member.id}_{shut}", lambda a: _shut(visit, a, one)),
        )  # fmt: skip


def _role(visit: Visit, act_id: str, do, one: Account) -> str:  # type: ignore[no-untyped-def]  # noqa: ANN001
    visit.do(do, act_id, member_id=one.member.id, **_place(visit, "members_change"))
    return visit.t("The roles of {name} were changed.", name=one.member.name)


def _shut(visit: Visit, act_id: str, one: Account) -> str:
    if one.disabled_at is None:
        visit.do(disable_member, act_id, member_id=one.member.id)
        return visit.t("The account {name} is shut: it is out from its next click on.", name=one.member.name)
    visit.do(enable_member, act_id, member_id=one.member.id)
    return visit.t("The account {name} is open again.", name=one.member.name)


def _new(visit: Visit) -> None:
    t = visit.t
    st.text_input(t("Name"), key="members_name", max_chars=40)
    st.text_input(
        t("Password, at least {shortest} characters", shortest=SHORTEST_PASSWORD),
        type="password",
        key="members_password",
    )
    st.selectbox(t("Role in this community"), list(Role), format_func=lambda role: name_of(t, role), key="members_role")
    st.button(t("Create the account"), on_click=state.acting(visit, "add_member", lambda _: _add(visit)))


def _add(visit: Visit) -> str:
    name = str(state.get("members_name", ""))
    visit.do_fleeting(
        add_member, name=name, password=str(state.get("members_password", "")),
        role=Role(state.get("members_role", Role.PLANNER)), community_id=visit.community.id,
    )  # fmt: skip
    state.put("members_name", "")
    state.put("members_password", "")
    return visit.t("The account {name} was created.", name=name)
