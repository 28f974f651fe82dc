"""Comments 意见: a resident's words, pinned to a place or to a very object."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
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


LONGEST_TEXT = 1000
"""Graphemes in a comment."""
LONGEST_NAME = 20
MOST_PHOTOS = 3
NEAR_M = 40.0
"""Comments within this distance are offered before a new one is written."""


@dataclass(frozen=True, slots=True)
class Target:
    """The very object that a comment is about."""

    kind: Kind
    id: str


@dataclass(frozen=True, slots=True)
class Comment:
    """What somebody said, where, about what. ``browser`` is a random id that lets the writer find it again."""

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


@dataclass(frozen=True, slots=True)
class Support:
    """One "me too", once per browser."""

    id: str
    comment_id: str
    browser: str
    at: datetime
