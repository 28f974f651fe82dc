"""Accounts, invitations and the planner team's register."""

from __future__ import annotations

from dataclasses import replace

from planning import store
from planning.people import Invitation, Planner, Training
from planning.queries.query import Look, query
from planning.site import Courtyard, TeamLine
from planning.store import accounts
from planning.store.accounts import Account


@query
def members(look: Look, *, community_id: str) -> list[Account]:
    """Accounts with a role in this community or in one of its courtyards, disabled ones too.

    Their roles elsewhere are not told.
    """
    look.permit_in(community_id)
    return [
        replace(one, member=replace(one.member, grants=mine))
        for one in accounts.accounts(look.session)
        if (mine := frozenset(g for g in one.member.grants if g.community_id in {None, community_id}))
    ]


@query
def invitations(look: Look, *, community_id: str) -> list[Invitation]:
    """Invitations to this community, the newest first, without their hashes."""
    look.permit_in(community_id)
    found = store.find(look.session, Invitation, order=("-created_at", "id"), community_id=community_id)
    return [replace(one, hash="") for one in found]


@query
def planner_team(look: Look, *, community_id: str) -> list[TeamLine]:
    """The whole register: those who belong to the team first, then those who left."""
    look.permit_in(community_id)
    found = store.find(look.session, Planner, order=("left_on", "name", "id"), community_id=community_id)
    found.sort(key=lambda one: one.left_on is not None)
    return _lines(look, community_id, found)


@query
def trainings(look: Look, *, community_id: str) -> list[Training]:
    """The training register of the team, the newest training first."""
    look.permit_in(community_id)
    return store.find(look.session, Training, order=("-day", "id"), community_id=community_id)


@query
def planners_shown(look: Look, *, community_id: str) -> list[TeamLine]:
    """Who of the team agreed to be shown: name, profession and courtyards, nothing else."""
    look.permit_in(community_id)
    found = store.find(
        look.session, Planner, order=("name", "id"), community_id=community_id, public=True, left_on=None
    )
    return _lines(look, community_id, [replace(one, training="", member_id=None) for one in found])


def _lines(look: Look, community_id: str, found: list[Planner]) -> list[TeamLine]:
    yards = store.find(look.session, Courtyard, order="code", community_id=community_id)
    return [TeamLine(one, tuple(yard for yard in yards if yard.id in one.courtyard_ids)) for one in found]
