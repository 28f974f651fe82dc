"""Comments 意见: a resident's words, pinned to a place or to a very object."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from planning.site import Pin
from planning.surveys.observation import Kind


class Topic(StrEnum):
    """What a comment is about."""

    TREES = "trees"
    FRUIT = "fruit"
    SHADE = "shade"
    PIPES = "pipes"
    ROOFTOP = "rooftop"
    LIGHT = "light"
    SEATS = "seats"
    PARKING = "parking"
    SAFETY = "safety"
    CHILDREN = "children"
    OTHER = "other"


class Stance(StrEnum):
    """Where the writer stands."""

    SUPPORT = "support"
    WORRY = "worry"
    OBJECTION = "objection"
    IDEA = "idea"


SIGNS = {Stance.SUPPORT: "●", Stance.WORRY: "▲", Stance.OBJECTION: "■", Stance.IDEA: "◇"}
"""One sign for each stance, on every page and in grey print."""

LONGEST_TEXT = 1000
"""Graphemes in a comment."""
LONGEST_NAME = 20
MOST_PHOTOS = 3
CHANGE_WITHIN = timedelta(hours=24)
"""How long a writer may change the words of a comment; taking it back is possible at any time."""
NEAR_M = 40.0
"""Comments within this distance are offered before a new one is written."""


@dataclass(frozen=True, slots=True)
class Target:
    """The very object that a comment is about."""

    kind: Kind
    id: str


class Consent(StrEnum):
    """How somebody agreed whose words staff write down."""

    SPOKEN = "spoken"
    SIGNED = "signed"


@dataclass(frozen=True, slots=True)
class Assisted:
    """Staff wrote it down for a person who was present; when, says the comment.

    :param by: id of the member; "" where only the fact is told, and not who it was.
    """

    by: str
    consent: Consent


@dataclass(frozen=True, slots=True)
class Comment:
    """What somebody said, where, about what. ``browser`` is a random id that lets the writer find it again.

    ``hidden_at`` takes it out of every list, count and file, for whichever reason: a moderator's, because its writer
    took it back (``withdrawn_at``), or because only the members of ``seen_by`` may read it.
    """

    id: str
    community_id: str
    pin: Pin
    topic: Topic
    stance: Stance
    text: str
    at: datetime
    author: str = ""
    browser: str = ""
    case_id: str | None = None
    courtyard_id: str | None = None
    target: Target | None = None
    hidden_at: datetime | None = None
    hidden_reason: str = ""
    version: int = 1
    edited_at: datetime | None = None
    withdrawn_at: datetime | None = None
    seen_by: tuple[str, ...] = ()
    assisted: Assisted | None = None

    def may_change(self, now: datetime) -> bool:
        """Whether its writer may still change its words."""
        return self.hidden_at is None and now < self.at + CHANGE_WITHIN


@dataclass(frozen=True, slots=True)
class Wording:
    """What a comment said until ``until``, before its writer changed it: kept for moderators, and erasable."""

    id: str
    community_id: str
    comment_id: str
    version: int
    topic: Topic
    stance: Stance
    text: str
    author: str
    until: datetime


@dataclass(frozen=True, slots=True)
class Support:
    """One "me too", once per browser."""

    id: str
    comment_id: str
    browser: str
    at: datetime
