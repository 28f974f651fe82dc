"""The electorate: the roll 选民名册 of a round, its one-time codes, and turnout without small groups."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from planning.options.small_groups import Head, to_hide


class VoterKind(StrEnum):
    """Who counts as one head. A shop belongs to a street front, not to a courtyard."""

    HOUSEHOLD = "household"
    SHOP = "shop"
    OWNER = "owner"
    DEVELOPER = "developer"


class Contact(StrEnum):
    """Whether a voter was reached: a note for those who go from door to door, no part of the frozen roll."""

    NOT_YET = "not_yet"
    REACHED = "reached"
    NOT_REACHED = "not_reached"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class Holding:
    """Units (专有部分) that one line of the roll names.

    :param place: code of the courtyard, or the street front, that they lie at.
    :param unit: the stairwell 单元 of the building, where the building has several.
    :param area: floor area in hundredths of a square metre, exact; None where the roll does not say.
    :param count: how many units these are.
    """

    label: str
    place: str = ""
    building: str = ""
    unit: str = ""
    area: int | None = None
    count: int = 1


@dataclass(frozen=True, slots=True)
class Voter:
    """One head of the roll. ``label`` says which door, never who.

    :param holdings: what is theirs: an owner of several units is one voter with several holdings.
    :param owner: number that tells owners apart where one has several lines in the table; no name.
    """

    id: str
    community_id: str
    round_id: str
    kind: VoterKind
    label: str
    courtyard_id: str | None = None
    street_front: str = ""
    holdings: tuple[Holding, ...] = ()
    owner: str = ""
    contact: Contact = Contact.NOT_YET

    @property
    def area(self) -> int | None:
        """Floor area of all holdings in hundredths of a square metre; None where one of them is not known."""
        areas = [holding.area for holding in self.holdings]
        return None if not areas or None in areas else sum(area for area in areas if area is not None)

    @property
    def units(self) -> int:
        """How many units are theirs."""
        return sum(holding.count for holding in self.holdings)


def group_of(voter: Voter) -> str:
    """The group whose turnout is told: the courtyard, by its id, or the street front of a shop; empty for neither."""
    return voter.courtyard_id or voter.street_front


@dataclass(frozen=True, slots=True)
class Code:
    """A one-time code as it is kept: only its hash. It knows its voter; no ballot knows the code."""

    id: str
    community_id: str
    round_id: str
    hash: str
    issued_at: datetime
    voter_id: str | None = None
    voided_at: datetime | None = None
    spent_at: datetime | None = None
    client_hash: str | None = None


ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""32 signs without 0, 1, I and O: five bits each."""
_SIGNS = 26
"""26 signs carry 130 bits."""


def new_code() -> str:
    """A fresh code of 130 random bits, in groups that can be typed: ``ABCD-EFGH-…``."""
    return spelled("".join(secrets.choice(ALPHABET) for _ in range(_SIGNS)))


def spelled(signs: str) -> str:
    """Groups of four, as printed."""
    return "-".join(signs[i : i + 4] for i in range(0, len(signs), 4))


def normalised(typed: str) -> str | None:
    """What was typed as the signs of a code, in small letters and with any spaces; None if it cannot be one."""
    if len(typed) > 200:
        return None
    signs = "".join(c for c in typed.upper() if c.isalnum())
    return signs if len(signs) == _SIGNS and all(c in ALPHABET for c in signs) else None


def code_hash(typed: str) -> str | None:
    """SHA-256 of a code's signs: 130 random bits need no slow hash. None if it cannot be a code."""
    signs = normalised(typed)
    return hashlib.sha256(signs.encode()).hexdigest() if signs else None


@dataclass(frozen=True, slots=True)
class GroupTurnout:
    """Turnout of one group of the roll; counts are None where the group is too small to be told apart."""

    group: str
    enrolled: int | None
    voted: int | None


@dataclass(frozen=True, slots=True)
class Turnout:
    """How many of the roll voted, overall and by group."""

    enrolled: int
    voted: int
    groups: tuple[GroupTurnout, ...] = ()


def turnout(roll: Iterable[tuple[str, bool]]) -> Turnout:
    """Turnout from ``(group, voted)`` of every line of the roll; small groups are hidden, and as many others as it
    takes (:func:`planning.options.small_groups.to_hide`).
    """
    enrolled: dict[str, int] = {}
    voted: dict[str, int] = {}
    for group, has_voted in roll:
        enrolled[group] = enrolled.get(group, 0) + 1
        voted[group] = voted.get(group, 0) + has_voted
    hidden = to_hide({group: Head(enrolled[group], voted[group]) for group in enrolled})
    groups = tuple(
        GroupTurnout(g, None, None) if g in hidden else GroupTurnout(g, enrolled[g], voted[g]) for g in sorted(enrolled)
    )
    return Turnout(sum(enrolled.values()), sum(voted.values()), groups)
