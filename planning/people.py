"""People: who is acting, and in which role."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Role(StrEnum):
    """What a member of staff is in a community, or in some of its courtyards.

    Visitors and residents have no account and no role: a resident votes by a code.
    """

    RESIDENT_PLANNER = "resident_planner"  # first what may do least: a list begins with it
    SOCIAL_WORKER = "social_worker"
    PLANNER = "planner"  # a professional planner; the stored word is older than the resident planner's
    MODERATOR = "moderator"
    BOARD = "board"
    ADMINISTRATOR = "administrator"


COURTYARD_ROLES = frozenset({Role.RESIDENT_PLANNER, Role.SOCIAL_WORKER})
"""Roles that may be given for one courtyard; the others concern the community as a whole."""


@dataclass(frozen=True, slots=True)
class Grant:
    """One role in one community, or in all of them when ``community_id`` is None.

    :param courtyard_id: the role counts for what stands in this courtyard only; None: everywhere in the community.
    """

    role: Role
    community_id: str | None
    courtyard_id: str | None = None


@dataclass(frozen=True, slots=True)
class Member:
    """A person with an account. Residents need none."""

    id: str
    name: str
    grants: frozenset[Grant] = frozenset()

    def roles_in(self, community_id: str | None, courtyard_id: str | None = None) -> frozenset[Role]:
        """Roles that count in this community, and in this courtyard of it; with None only those that count everywhere."""
        return frozenset(
            g.role
            for g in self.grants
            if g.community_id in (None, community_id) and g.courtyard_id in (None, courtyard_id)
        )

    def roles_somewhere(self, community_id: str | None) -> frozenset[Role]:
        """Roles that count in this community or in any courtyard of it."""
        return frozenset(g.role for g in self.grants if g.community_id in (None, community_id))

    @property
    def courtyards(self) -> frozenset[str]:
        """Courtyards in which the member has a role of its own."""
        return frozenset(g.courtyard_id for g in self.grants if g.courtyard_id)


@dataclass(frozen=True, slots=True)
class Visitor:
    """Whoever is at the door: a member of staff, or somebody known only by their browser's random id."""

    member: Member | None = None
    browser: str = ""

    def roles_in(self, community_id: str | None, courtyard_id: str | None = None) -> frozenset[Role]:
        """Roles of the member, none for everybody else."""
        return self.member.roles_in(community_id, courtyard_id) if self.member else frozenset()

    def roles_somewhere(self, community_id: str | None) -> frozenset[Role]:
        """The same with the roles in any courtyard."""
        return self.member.roles_somewhere(community_id) if self.member else frozenset()


@dataclass(frozen=True, slots=True)
class Identity:
    """A person as an OpenID provider names them: ``subject`` is unique at its ``issuer`` and never given again."""

    issuer: str
    subject: str


@dataclass(frozen=True, slots=True)
class Invitation:
    """A link that makes one account with one role, once, until it expires. Only the token's hash is kept."""

    id: str
    hash: str
    role: Role
    community_id: str | None
    courtyard_id: str | None
    note: str
    invited_by: str
    created_at: datetime
    expires_at: datetime
    used_at: datetime | None = None
    withdrawn_at: datetime | None = None

    def is_open(self, now: datetime) -> bool:
        """Whether it still makes an account."""
        return self.used_at is None and self.withdrawn_at is None and now < self.expires_at


@dataclass(frozen=True, slots=True)
class Planner:
    """One line of a planner team's register 规划师名册: who, which profession, which training, which courtyards.

    :param resident: a resident planner 居民规划师; else a professional one.
    :param member_id: the account of this person, if there is one.
    :param public: whether everybody may read name, profession and courtyards.
    """

    id: str
    community_id: str
    name: str
    resident: bool
    profession: str
    training: str
    courtyard_ids: tuple[str, ...]
    joined_on: date
    member_id: str | None = None
    public: bool = False
    left_on: date | None = None
    version: int = 1


SOON_DAYS = 60
"""How long before its end a training is called for."""


@dataclass(frozen=True, slots=True)
class Training:
    """A training of somebody in the register: what was taught, on which day, by whom.

    :param valid_until: the last day on which it counts; None: without an end.
    """

    id: str
    community_id: str
    planner_id: str
    course: str
    day: date
    given_by: str
    valid_until: date | None
    version: int = 1

    def is_valid(self, day: date) -> bool:
        """Whether it counts on a day."""
        return self.day <= day and (self.valid_until is None or day <= self.valid_until)

    def ends_soon(self, day: date) -> bool:
        """Whether one thinks of it on a day: it is valid still, and its end is near."""
        return self.is_valid(day) and self.valid_until is not None and (self.valid_until - day).days <= SOON_DAYS


def to_look_at(trainings: Iterable[Training]) -> Training | None:
    """The training of somebody that one has to see to first: of each course the newest, and of these the one that ends first.

    One without an end hides none that has run out; a course that was taken again hides its older one.
    """
    newest: dict[str, Training] = {}
    for one in sorted(trainings, key=lambda one: (one.day, one.valid_until or date.max)):
        newest[one.course] = one
    return min(newest.values(), key=lambda one: (one.valid_until or date.max, date.max - one.day), default=None)


SYSTEM = Visitor(Member("system", "system", frozenset({Grant(Role.ADMINISTRATOR, None)})))
"""The house itself: the command line, and what happens by the clock."""
