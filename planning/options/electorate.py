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
    """A shop belongs to a street front, not to a courtyard."""

    HOUSEHOLD = "household"
    SHOP = "shop"


@dataclass(frozen=True, slots=True)
class Voter:
    """One line of the roll. ``label`` says which door, never who."""

    id: str
    community_id: str
    round_id: str
    kind: VoterKind
    label: str
    courtyard_id: str | None = None
    street_front: str = ""


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
