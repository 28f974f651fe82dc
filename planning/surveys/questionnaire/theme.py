"""Themes 归类: names that a person gives to what open answers speak of, and the answers that stand under each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from planning.wording import Words

LONGEST_THEME = 40
MOST_THEMES = 40
"""Of one question; more would be no overview."""


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme of the open answers to one question.

    :param question: the name of the question.
    :param dropped_at: when it was laid aside; its answers stay under it, so that it can come back.
    """

    id: str
    community_id: str
    survey_id: str
    question: str
    title: Words
    made_at: datetime
    dropped_at: datetime | None = None
    version: int = 1


@dataclass(frozen=True, slots=True)
class Grouped:
    """A response whose answer stands under a theme; it may stand under several."""

    id: str
    community_id: str
    theme_id: str
    response_id: str


@dataclass(frozen=True, slots=True)
class ThemeCount:
    """A theme as everybody reads it: its name, and how many answers stand under it."""

    title: Words
    count: int
