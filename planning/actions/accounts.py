"""Accounts of staff: made by an administrator, opened by a password."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError

from planning import store
from planning.actions.act import Doing, fleeting
from planning.errors import N_, Problem, Refusal, Refusals
from planning.people import Grant, Member, Role, Visitor
from planning.site import Community, new_id
from planning.store import Database, accounts
from planning.store.database import is_empty
from planning.wording import checked

SESSION_LASTS = timedelta(hours=12)
SHORTEST_PASSWORD = 10

_HASHER = PasswordHasher()
# Compared against when no such member exists, so that a wrong name takes as long as a wrong password.
_NOBODY = _HASHER.hash(secrets.token_hex())


@fleeting
def add_member(doing: Doing, *, name: str, password: str, role: Role, community_id: str | None = None) -> Member:
    """Make an account with one role, in one community or (None) in all of them.

    Raises :class:`Refusals` (``short_password``, ``name_taken``, …), all at once.
    """
    doing.permit(community_id)
    return _new_member(doing, name, password, frozenset({Grant(role, community_id)}))


@fleeting
def found_house(doing: Doing, *, name: str, password: str, community: Community | None) -> Member:
    """First start: the first administrator of the whole house, and an empty community if one is named.

    Only while nothing is there; whether the visitor sits at the machine itself is checked by the route.
    """
    doing.permit(None)
    if store.count(doing.session, Community) or accounts.members(doing.session):
        raise Refusal("already_founded", N_("This installation is already set up: sign in instead."))
    member = _new_member(doing, name, password, frozenset({Grant(Role.ADMINISTRATOR, None)}))
    if community is not None:
        store.add(doing.session, community)
    return member


def _new_member(doing: Doing, name: str, password: str, grants: frozenset[Grant]) -> Member:
    problems: list[Problem] = []
    try:
        name = checked(name, field="name", longest=40)
    except Refusals as refused:
        problems += refused.problems
    if len(password) < SHORTEST_PASSWORD:
        problems.append(Problem(
            "short_password", N_("The password is too short: use at least {shortest} characters."),
            {"shortest": SHORTEST_PASSWORD}, "password"))  # fmt: skip
    if not problems and accounts.member_named(doing.session, name):
        problems.append(
            Problem("name_taken", N_("There is already an account of this name: choose another one."), {}, "name")
        )
    if problems:
        raise Refusals(problems)
    member = Member(new_id(), name, grants)
    accounts.add_member(doing.session, member, _HASHER.hash(password), doing.now)
    doing.log(f"member:{member.id}", after={"name": name, "grants": [[g.role, g.community_id] for g in grants]})
    return member


def sign_in(database: Database, now: datetime, *, name: str, password: str) -> str | None:
    """A new session's token for the right name and password; None otherwise, after the same time."""
    with database.reading() as session:
        found = accounts.member_named(session, name.strip()[:200])
    try:
        _HASHER.verify(found[1] if found else _NOBODY, password[:1000])
    except VerifyMismatchError:
        return None
    return start_session(database, now, found[0]) if found else None


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
    with database.reading() as session:
        return Visitor(accounts.member_of_session(session, token, now), browser)


__all__ = ["add_member", "found_house", "is_empty", "sign_in", "sign_out", "start_session", "who"]
