"""The people in charge of a courtyard, with their terms, and how they were chosen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Body(StrEnum):
    """What somebody belongs to."""

    GROUP = "group"
    COUNCIL = "council"
    REPRESENTATIVES = "representatives"


@dataclass(frozen=True, slots=True)
class Term:
    """Somebody in charge, from a day to a day.

    :param name: as everybody may read it, where ``shown`` and until the term is over; else for those who work here.
    :param round_id: the round that chose them, or ``meeting_id`` the meeting, or ``chosen_before`` how and when they were chosen
        before either could be kept here.
    :param ended_on: when the term ended before its day, and why.
    """

    id: str
    community_id: str
    courtyard_id: str
    body: Body
    name: str
    shown: bool
    begins: date
    ends: date
    at: datetime
    round_id: str | None = None
    meeting_id: str | None = None
    ended_on: date | None = None
    ended_reason: str = ""
    version: int = 1
    chosen_before: str = ""

    def is_over(self, day: date) -> bool:
        """Whether the term has ended, by its day or early."""
        return self.ended_on is not None or day > self.ends

    def runs(self, day: date) -> bool:
        """Whether they are in charge on a day."""
        return self.begins <= day <= min(self.ends, self.ended_on or self.ends)
