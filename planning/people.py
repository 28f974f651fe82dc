"""People: who is acting, and in which role."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a member of staff is in a community."""

    ADMINISTRATOR = "administrator"
    PLANNER = "planner"
    BOARD = "board"
    MODERATOR = "moderator"


@dataclass(frozen=True, slots=True)
class Grant:
    """One role in one community, or in all of them when ``community_id`` is None."""

    role: Role
    community_id: str | None


@dataclass(frozen=True, slots=True)
class Member:
    """A person with a local account. Residents need none."""

    id: str
    name: str
    grants: frozenset[Grant] = frozenset()

    def roles_in(self, community_id: str | None) -> frozenset[Role]:
        """Roles that count in this community; with None only those that count everywhere."""
        return frozenset(g.role for g in self.grants if g.community_id in (None, community_id))


@dataclass(frozen=True, slots=True)
class Visitor:
    """Whoever is at the door: a member of staff, or somebody known only by their browser's random id."""

    member: Member | None = None
    browser: str = ""

    def roles_in(self, community_id: str | None) -> frozenset[Role]:
        """Roles of the member, none for everybody else."""
        return self.member.roles_in(community_id) if self.member else frozenset()


SYSTEM = Visitor(Member("system", "system", frozenset({Grant(Role.ADMINISTRATOR, None)})))
"""The house itself: the command line, and what happens by the clock."""
