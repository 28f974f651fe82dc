"""The decision 决定 of a case: what was decided, and by which way. A show of hands is never dressed up as a ballot."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from planning.wording import Words


class Way(StrEnum):
    """How it was decided."""

    ROUND = "round"
    CONSENSUS = "consensus"
    SHOW_OF_HANDS = "show_of_hands"
    REPRESENTATIVES = "representatives"

    @property
    def counts(self) -> bool:
        """Whether votes of a meeting are counted."""
        return self in {Way.SHOW_OF_HANDS, Way.REPRESENTATIVES}


class Force(StrEnum):
    """What it is to those who decide by law. There is no third one: nothing here is a statutory vote."""

    ADVISORY = "advisory"
    PRE_CHECK = "pre_check"


@dataclass(frozen=True, slots=True)
class CaseDecision:
    """What was decided of a case, and how.

    :param round_id: the closed round that it follows; None after a meeting.
    :param meeting_id: the meeting that took it, where its minutes are kept here.
    :param present: how many people were at the meeting; of their votes ``in_favour``, ``against``, ``abstained``.
    :param attending: who was there, for those who work on the case; everybody reads how many.
    :param unvisited: objections that nobody had visited by then, and ``unvisited_reason``, why the board decided all the same.
    :param unentered: comments against it that nobody had entered as objections; ``unentered_doors``, whether households objected
        that nobody had entered. The same reason stands for them.
    :param withdrawn_at: when the board took the decision back, and why.
    """

    id: str
    community_id: str
    case_id: str
    text: Words
    way: Way
    force: Force
    day: date
    at: datetime
    round_id: str | None = None
    present: int = 0
    attending: str = ""
    in_favour: int = 0
    against: int = 0
    abstained: int = 0
    unvisited: int = 0
    unvisited_reason: str = ""
    withdrawn_at: datetime | None = None
    withdrawn_reason: str = ""
    version: int = 1
    meeting_id: str | None = None
    unentered: int = 0
    unentered_doors: bool = False

    def without_names(self) -> CaseDecision:
        """As everybody reads it, and as the log keeps it: how many were there, never who."""
        return replace(self, attending="")
