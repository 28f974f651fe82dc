"""Accounts of staff: made by an administrator, opened by a password or by an identity at another provider."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError

from planning import store
from planning.actions.act import Doing, fleeting
from planning.errors import N_, Problem, Refusal, Refusals
from planning.people import Grant, Identity, Member, Role, Visitor
from planning.site import Community, new_id
from planning.store import Database, accounts
from planning.store.database import is_empty
from planning.wording import checked

SESSION_LASTS = timedelta(hours=12)
SHORTEST_PASSWORD = 10
LONGEST_PASSWORD = 1000

_HASHER = PasswordHasher()


@cache
def _nobodys_hash() -> str:
    """What a password is compared with where no such member exists: a wrong name takes as long as a wrong password.

    Made at the first sign-in of a process, whoever it is, and not at its start: a command that signs nobody in need
    not wait for it.
    """
    return _HASHER.hash(secrets.token_hex())


@fleeting
def add_member(doing: Doing, *, name: str, password: str, role: Role, community_id: str | None = None) -> Member:
    """Make an account with one role, in one community or (None) in all of them.

    Raises :class:`Refusals` (``short_password``, ``name_taken``, …), all at once.
    """
    doing.permit(community_id)
    return new_member(doing, name=name, password=password, grants=frozenset({Grant(role, community_id)}))


@fleeting
def found_house(doing: Doing, *, name: str, password: str, community: Community | None) -> Member:
    """First start: the first administrator of the whole house, and an empty community if one is named.

    Only while nothing is there; whether the visitor sits at the machine itself is checked by the route.
    """
    doing.permit(None)
    if store.count(doing.session, Community) or accounts.members(doing.session):
        raise Refusal("already_founded", N_("This installation is already set up: sign in instead."))
    member = new_member(doing, name=name, password=password, grants=frozenset({Grant(Role.ADMINISTRATOR, None)}))
    if community is not None:
        store.add(doing.session, community)
    return member


def new_member(doing: Doing, *, name: str, password: str | None, grants: frozenset[Grant]) -> Member:
    """Keep a new member inside an act that has asked for permission.

    :param password: None for a member who signs in at another provider only.

    Raises :class:`Refusals` (``empty_text``, ``short_password``, ``name_taken``, …), all at once.
    """
    problems: list[Problem] = []
    try:
        name = checked(name, field="name", longest=40)
    except Refusals as refused:
        problems += refused.problems
    problems += _too_short(password)
    if not problems and accounts.is_name_taken(doing.session, name):
        problems.append(
            Problem("name_taken", N_("There is already an account of this name: choose another one."), {}, "name")
        )
    if problems:
        raise Refusals(problems)
    member = Member(new_id(), name, grants)
    accounts.add_member(doing.session, member, "" if password is None else _HASHER.hash(password), doing.now)
    doing.log(f"member:{member.id}", after={"grants": [told(grant) for grant in sorted(grants, key=str)]})
    return member


@fleeting
def change_password(doing: Doing, *, old: str, new: str) -> None:
    """Give one's own account another password. All its signed-in browsers are out, this one too: sign it in anew.

    Raises :class:`Refusals` (``wrong_password``, ``no_password``, ``short_password``, ``same_password``).
    """
    doing.permit(None)
    member = doing.visitor.member
    assert member is not None  # noqa: S101 - the rule lets in nobody else
    kept = accounts.password_hash(doing.session, member.id)
    if not kept:
        raise Refusal(
            "no_password", N_("Your account has no password: it is opened by the provider that you sign in at.")
        )
    if not _fits(kept, old):
        raise Refusal("wrong_password", N_("That is not your present password: type it again."), where="old")
    if new == old:
        raise Refusal("same_password", N_("The new password is the old one: choose another."), where="new")
    if problems := _too_short(new):
        raise Refusals(problems)
    accounts.set_password(doing.session, member.id, _HASHER.hash(new))
    doing.log(f"member:{member.id}")


def _too_short(password: str | None) -> list[Problem]:
    if password is None or len(password) >= SHORTEST_PASSWORD:
        return []
    return [Problem(
        "short_password", N_("The password is too short: use at least {shortest} characters."),
        {"shortest": SHORTEST_PASSWORD}, "password")]  # fmt: skip


def _fits(kept: str, password: str) -> bool:
    try:
        return _HASHER.verify(kept, password[:LONGEST_PASSWORD])
    except VerifyMismatchError:
        return False


def told(grant: Grant) -> list[str | None]:
    """A grant as the log keeps it."""
    return [grant.role.value, grant.community_id, grant.courtyard_id]


def sign_in(database: Database, now: datetime, *, name: str, password: str) -> str | None:
    """A new session's token for the right name and password; None otherwise, after the same time."""
    nobodys = _nobodys_hash()  # before the name is looked up: the first sign-in tells nothing either
    with database.reading() as session:
        found = accounts.member_named(session, name.strip()[:200])
    kept = found[1] if found else ""
    if not _fits(kept or nobodys, password):
        return None
    return start_session(database, now, found[0]) if found and kept else None


def sign_in_elsewhere(database: Database, now: datetime, identity: Identity) -> str:
    """A new session's token for somebody whom another provider has named.

    Raises :class:`Refusal` (``unknown_identity``): nobody gets an account by knocking, and a disabled one is answered
    like an unknown one.
    """
    with database.reading() as session:
        found = accounts.member_of_identity(session, identity)
    if found is None or found[1] is not None:
        raise Refusal(
            "unknown_identity",
            N_("No account here belongs to this identity: ask an administrator for an invitation, and open its link."),
        )
    return start_session(database, now, found[0])


def start_session(database: Database, now: datetime, member: Member) -> str:
    """The token of a new session of a member who has just shown who they are."""
    token = secrets.token_urlsafe(32)
    with database.writing() as session:
        accounts.start_session(session, member.id, token, now, now + SESSION_LASTS)
    return token


def sign_out(database: Database, token: str) -> None:
    """Forget a session."""
    with database.writing() as session:
        accounts.end_session(session, token)


def who(database: Database, token: str | None, browser: str, now: datetime) -> Visitor:
    """The visitor behind the cookies of a request."""
    if not token:
        return Visitor(None, browser)
    # With every request of somebody who is signed in: who it is, and then what they may do now.
    return Visitor(database.glance(lambda session: accounts.member_of_session(session, token, now)), browser)


__all__ = [
    "add_member", "change_password", "found_house", "is_empty", "new_member", "sign_in", "sign_in_elsewhere", "sign_out", "start_session",
    "told", "who",
]  # fmt: skip
