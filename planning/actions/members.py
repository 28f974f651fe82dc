"""What becomes of an account: roles given and taken, shut and opened again.

A member who has a role in several communities can be shut only by somebody who is administrator in all of them.
"""

from __future__ import annotations

from planning import store
from planning.actions.accounts import told
from planning.actions.act import Doing, act
from planning.errors import N_, Refusal
from planning.people import COURTYARD_ROLES, Grant, Role
from planning.site import Courtyard
from planning.store import accounts


@act
def give_role(
    doing: Doing, *, member_id: str, role: Role, community_id: str | None, courtyard_id: str | None = None
) -> None:
    """One role more for a member: in a community, in one courtyard of it, or (None) in all communities.

    Accounts of other communities are reached by administrators of the whole house only; all others invite.
    """
    doing.permit(community_id)
    grant = grant_checked(doing, role, community_id, courtyard_id)
    member = accounts.account(doing.session, member_id).member
    of_all = Role.ADMINISTRATOR in doing.visitor.roles_in(None)
    if not of_all and not member.roles_somewhere(community_id):
        raise Refusal("not_found", N_("This is not here (any more): go back and choose again."))
    if grant not in member.grants:
        accounts.give(doing.session, member_id, grant)
        doing.log(f"member:{member_id}", after={"given": told(grant)})


@act
def take_role(
    doing: Doing, *, member_id: str, role: Role, community_id: str | None, courtyard_id: str | None = None
) -> None:
    """One role less. Nobody takes their own administrator's role: somebody must be left who can give it back."""
    doing.permit(community_id)
    grant = Grant(Role(role), community_id, courtyard_id)
    if grant.role is Role.ADMINISTRATOR and _is_oneself(doing, member_id):
        raise Refusal("oneself", N_("You cannot take this from yourself: ask another administrator."))
    if grant not in accounts.account(doing.session, member_id).member.grants:
        raise Refusal("no_such_role", N_("This account does not have this role there: look at the table again."))
    accounts.take(doing.session, member_id, grant)
    doing.log(f"member:{member_id}", before={"given": told(grant)})


@act
def disable_member(doing: Doing, *, member_id: str, reason: str = "") -> None:
    """Shut an account: it is out at its next act, wherever it is signed in."""
    _permit_for(doing, member_id)
    if _is_oneself(doing, member_id):
        raise Refusal("oneself", N_("You cannot take this from yourself: ask another administrator."))
    accounts.set_disabled(doing.session, member_id, doing.now)
    doing.log(f"member:{member_id}", after={"disabled_at": doing.now}, reason=reason[:400])


@act
def enable_member(doing: Doing, *, member_id: str) -> None:
    """Open a shut account again, with the roles it had. It must sign in anew."""
    _permit_for(doing, member_id)
    accounts.set_disabled(doing.session, member_id, None)
    doing.log(f"member:{member_id}", after={"disabled_at": None})


def grant_checked(doing: Doing, role: Role, community_id: str | None, courtyard_id: str | None) -> Grant:
    """A role in a place where it can count. Raises :class:`Refusal` (``whole_community``, ``unknown_courtyard``)."""
    role = Role(role)
    if courtyard_id is None:
        return Grant(role, community_id)
    if role not in COURTYARD_ROLES:
        raise Refusal(
            "whole_community",
            N_("Only resident planners and social workers can be given a role for one courtyard: choose no courtyard."),
            where="courtyard",
        )
    if community_id is None or not store.first(doing.session, Courtyard, id=courtyard_id, community_id=community_id):
        raise Refusal(
            "unknown_courtyard", N_("This courtyard is not one of this community: choose it again."), where="courtyard"
        )
    return Grant(role, community_id, courtyard_id)


def _permit_for(doing: Doing, member_id: str) -> None:
    """Ask for permission in every community that the account reaches; in the whole house if it reaches none or all."""
    member = accounts.account(doing.session, member_id).member
    for community_id in sorted({grant.community_id for grant in member.grants} or {None}, key=str):
        doing.permit(community_id)


def _is_oneself(doing: Doing, member_id: str) -> bool:
    return doing.visitor.member is not None and doing.visitor.member.id == member_id
