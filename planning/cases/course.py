"""The course 进程 of a case: its phases with dates, which say what is allowed now; skipped or repeated with a reason."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from planning.cases.case import Phase
from planning.period import Moment

ORDER = tuple(Phase)


@dataclass(frozen=True, slots=True)
class CasePhase:
    """A phase of one case.

    :param begins: its first day, in the community's zone; a day to come makes it a plan.
    :param ends: its last day as it is announced; None where it stays open.
    :param position: the how manieth that was noted; of two that begin on one day the one noted later counts.
    :param reason: why phases were skipped before it, or why it is repeated; everybody reads it.
    :param dropped_at: when it was taken off the plan, before it began.
    """

    id: str
    community_id: str
    case_id: str
    phase: Phase
    begins: date
    ends: date | None
    at: datetime
    position: int
    reason: str = ""
    dropped_at: datetime | None = None
    version: int = 1


@dataclass(frozen=True, slots=True)
class Course:
    """All phases of a case in their order, and the phase of one that has no dates yet.

    :param closed: whether it was closed with its evaluation, and not reopened since.
    """

    start: Phase
    steps: tuple[CasePhase, ...] = ()
    closed: bool = False

    @classmethod
    def of(cls, start: Phase, steps: Iterable[CasePhase], *, closed: bool = False) -> Course:
        """In the order in which they begin, without those that were dropped."""
        kept = (step for step in steps if step.dropped_at is None)
        return cls(start, tuple(sorted(kept, key=lambda step: (step.begins, step.position))), closed)

    def now(self, day: date) -> CasePhase | None:
        """The one that began last; None for a case whose phase has no dates."""
        return next((step for step in reversed(self.steps) if step.begins <= day), None)

    def phase(self, day: date) -> Phase:
        """The phase of the case on a day."""
        step = self.now(day)
        return step.phase if step else self.start

    def to_come(self, day: date) -> tuple[CasePhase, ...]:
        """Those that are planned."""
        return tuple(step for step in self.steps if step.begins > day)

    def been(self, day: date) -> frozenset[Phase]:
        """Phases that the case has been in."""
        return frozenset(step.phase for step in self.steps if step.begins <= day) | {self.start, self.phase(day)}

    def is_over(self, day: date) -> bool:
        """Whether the time of the phase has run out and nothing has followed it."""
        step = self.now(day)
        return step is not None and step.ends is not None and day > step.ends

    def moment(self, day: date) -> Moment:
        """What may be done depends on it; in a closed case, and where the time of a phase has run out, no more than after a vote."""
        return Moment.AFTER if self.closed or self.is_over(day) else self.phase(day).moment

    def before(self, begins: date) -> Phase:
        """The phase that one beginning on this day follows."""
        return self.phase(begins)


def skipped(before: Phase, after: Phase) -> tuple[Phase, ...]:
    """Phases that are left out on the way from one to another."""
    return ORDER[ORDER.index(before) + 1 : ORDER.index(after)]


def is_repeated(before: Phase, after: Phase) -> bool:
    """Whether the way leads back, or to the same phase once more."""
    return ORDER.index(after) <= ORDER.index(before)
