"""A meeting 议事会 about cases: called, held, cancelled, corrected; what it settled, and who does what by when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from planning.site import Pin
from planning.wording import Words

SIGN_IN_BEFORE, SIGN_IN_AFTER = timedelta(hours=2), timedelta(hours=6)
"""People sign in by phone from so long before the beginning until so long after it."""


class MeetingKind(StrEnum):
    """Whose meeting it is."""

    COUNCIL = "council"
    ASSEMBLY = "assembly"
    COURTYARD = "courtyard"
    OTHER = "other"


class MeetingState(StrEnum):
    """How it stands."""

    CALLED = "called"
    HELD = "held"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting.

    :param agenda: a line for each item.
    :param place: in words; ``pin`` on the map.
    :param courtyard_id: whose meeting it is, where it is one of a courtyard.
    :param case_ids: cases that stand on its agenda.
    :param counted: how many people were counted in the room; None where those who signed in by phone are all.
    :param signed_in: how many had signed in by phone when the minutes were recorded.
    :param summary: what it came to, in plain words for everybody; ``minutes`` in full, for those who work here.
    :param corrected_reason: why the minutes were corrected last; the log keeps what stood there before.
    :param entered_at: when it was entered afterwards, for one that was not called here; ``entered_by``: in which role.
    """

    id: str
    community_id: str
    kind: MeetingKind
    title: Words
    agenda: Words
    starts_at: datetime
    place: Words
    at: datetime
    pin: Pin | None = None
    courtyard_id: str | None = None
    case_ids: tuple[str, ...] = ()
    cancelled_at: datetime | None = None
    cancelled_reason: str = ""
    held_at: datetime | None = None
    counted: int | None = None
    signed_in: int = 0
    summary: Words = Words("")
    minutes: Words = Words("")
    corrected_at: datetime | None = None
    corrected_reason: str = ""
    entered_at: datetime | None = None
    entered_by: str = ""
    version: int = 1

    @property
    def state(self) -> MeetingState:
        """Called until its minutes are there, or until it is cancelled."""
        if self.cancelled_at is not None:
            return MeetingState.CANCELLED
        return MeetingState.HELD if self.held_at is not None else MeetingState.CALLED

    @property
    def present(self) -> int:
        """How many were there: as counted in the room, else as many as signed in."""
        return self.signed_in if self.counted is None else self.counted

    def takes_sign_ins(self, now: datetime) -> bool:
        """Whether somebody who stands at the door can sign in."""
        open_ = self.starts_at - SIGN_IN_BEFORE <= now <= self.starts_at + SIGN_IN_AFTER
        return self.state is MeetingState.CALLED and open_


@dataclass(frozen=True, slots=True)
class SignIn:
    """A phone that was at a meeting. Once the minutes are there ``browser`` names nobody any more."""

    id: str
    community_id: str
    meeting_id: str
    browser: str
    at: datetime


class Ended(StrEnum):
    """What became of something that was to be done."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Action:
    """Who does what by when, as a meeting settled it.

    :param who: an office, a firm or a group that everybody may read of.
    :param note: what came of it, or why it was dropped.
    """

    id: str
    community_id: str
    meeting_id: str
    case_id: str | None
    text: Words
    who: str
    due: date
    at: datetime
    ended: Ended = Ended.OPEN
    ended_on: date | None = None
    note: str = ""
    version: int = 1

    def is_overdue(self, day: date) -> bool:
        """Whether its day has passed and it is not done."""
        return self.ended is Ended.OPEN and day > self.due
