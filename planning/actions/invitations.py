"""Invitations: a link makes one account with one role, once, within a week.

The link is shown once, to the administrator who made it; the house keeps a hash of it.
"""

from __future__ import annotations

import secrets
from dataclasses import replace
from datetime import timedelta

from planning import store
from planning.actions.accounts import new_member
from planning.actions.act import Doing, act, fleeting
from planning.actions.members import grant_checked
from planning.errors import N_, Refusal
from planning.people import Grant, Identity, Invitation, Member, Role, Visitor
from planning.site import Community, new_id
from planning.store import accounts
from planning.wording import checked

INVITATION_LASTS = timedelta(days=7)


@fleeting
def invite(
    doing: Doing, *, role: Role, community_id: str | None, courtyard_id: str | None = None, note: str = ""
) -> str:
    """A new invitation's token (256 random bits); it is not kept and cannot be shown again.

    :param note: for whom it is meant, read by administrators only.
    """
    doing.permit(community_id)
    grant = grant_checked(doing, role, community_id, courtyard_id)
    note = checked(note, field="note", longest=80, needed=False)
    token, by = secrets.token_urlsafe(32), doing.visitor.member.id if doing.visitor.member else ""
    made = Invitation(
        new_id(), accounts.token_hash(token), grant.role, community_id, courtyard_id, note, by, doing.now,
        doing.now + INVITATION_LASTS,
    )  # fmt: skip
    store.add(doing.session, made)
    doing.log(f"invitation:{made.id}", after={"role": role, "courtyard_id": courtyard_id, "until": made.expires_at})
    return token


@act
def withdraw_invitation(doing: Doing, *, invitation_id: str) -> None:
    """Make an unused link worthless."""
    found = store.get(doing.session, Invitation, invitation_id)
    doing.permit(found.community_id)
    if found.is_open(doing.now):
        store.change(doing.session, replace(found, withdrawn_at=doing.now))
        doing.log(f"invitation:{found.id}", after={"withdrawn_at": doing.now})


@fleeting
def accept_invitation(
    doing: Doing, *, token: str, name: str, password: str | None = None, identity: Identity | None = None
) -> Member:
    """Make the account that the link promises, opened by a password or by an identity at another provider.

    Raises :class:`Refusals`: ``invitation_gone`` alike for an unknown, used, withdrawn or expired link;
    ``identity_taken``; and what is wrong with name and password.
    """
    doing.permit(None)
    found = store.first(doing.session, Invitation, hash=accounts.token_hash(token.strip()[:200]))
    if found is None or not found.is_open(doing.now):
        raise _gone()
    if identity is not None:
        _free(doing, identity)
    doing.community = store.get(doing.session, Community, found.community_id) if found.community_id else None
    grants = frozenset({Grant(found.role, found.community_id, found.courtyard_id)})
    member = new_member(doing, name=name, password=(password or "") if identity is None else None, grants=grants)
    if not accounts.use_invitation(doing.session, found.id, doing.now):
        raise _gone()
    if identity is not None:
        accounts.add_identity(doing.session, member.id, identity, doing.now)
    doing.visitor = Visitor(member)  # from here on it is the new member who acts
    doing.log(f"invitation:{found.id}", after={"used_at": doing.now, "member_id": member.id})
    return member


@fleeting
def link_identity(doing: Doing, *, identity: Identity) -> None:
    """Let an identity at another provider open the account of the member who is signed in."""
    doing.permit(None)
    member = doing.visitor.member
    assert member is not None  # noqa: S101 - the rule asks for it
    _free(doing, identity, but=member.id)
    if accounts.member_of_identity(doing.session, identity) is None:
        accounts.add_identity(doing.session, member.id, identity, doing.now)
        doing.log(f"member:{member.id}", after={"issuer": identity.issuer})


def _free(doing: Doing, identity: Identity, but: str = "") -> None:
    found = accounts.member_of_identity(doing.session, identity)
    if found is not None and found[0].id != but:
        raise Refusal("identity_taken", N_("This identity already opens another account: sign in with it instead."))


def _gone() -> Refusal:
    return Refusal(
        "invitation_gone",
        N_("This invitation is not valid (any more): ask the administrator who sent it for a new one."),
        where="token",
    )
