"""Works 施工 of a case: who does what by when, how far it has come, and how much was kept, altered, removed.

What is touched is named by its kind and id as everywhere (``tree:…``), so that an option applied at a place and the work
that carries it out meet at the very object.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from planning.site import Pin
from planning.wording import Words


class WorkState(StrEnum):
    """How far a work has come."""

    PLANNED = "planned"
    UNDER_WAY = "under_way"
    DONE = "done"
    STOPPED = "stopped"


NEXT: dict[WorkState, tuple[WorkState, ...]] = {
    WorkState.PLANNED: (WorkState.UNDER_WAY, WorkState.STOPPED),
    WorkState.UNDER_WAY: (WorkState.DONE, WorkState.STOPPED),
    WorkState.STOPPED: (WorkState.PLANNED, WorkState.UNDER_WAY),
    WorkState.DONE: (WorkState.UNDER_WAY,),
}
"""What may follow; what is done is taken up again with a reason only, as what stops."""


def wants_reason(before: WorkState, after: WorkState) -> bool:
    """Whether somebody has to say why: it stops, or what was called done is not."""
    return after is WorkState.STOPPED or before is WorkState.DONE


class Fate(StrEnum):
    """What becomes of a thing: keep more, demolish less."""

    KEPT = "fate_kept"
    ALTERED = "fate_altered"
    REMOVED = "fate_removed"


class Stage(StrEnum):
    """When a photo was taken."""

    BEFORE = "photo_before"
    DURING = "photo_during"
    AFTER = "photo_after"


@dataclass(frozen=True, slots=True)
class Work:
    """One work of a case.

    :param planned_start: as announced; ``planned_end`` is the day by which it is to be done.
    :param started: the days on which it really began and ended.
    :param reason: why it stopped, or why it was taken up again; everybody reads it.
    :param pin: its place where it touches nothing that is on the map.
    """

    id: str
    community_id: str
    case_id: str
    title: Words
    contractor: str
    planned_start: date
    planned_end: date
    at: datetime
    state: WorkState = WorkState.PLANNED
    started: date | None = None
    ended: date | None = None
    reason: str = ""
    pin: Pin | None = None
    version: int = 1

    def is_late(self, today: date) -> bool:
        """Whether it is past the day by which it was to be done, or to begin."""
        if self.state is WorkState.PLANNED:
            return today > self.planned_start
        return self.state is WorkState.UNDER_WAY and today > self.planned_end


@dataclass(frozen=True, slots=True)
class Milestone:
    """A step of a work: by which day it is due, and on which day it was reached."""

    id: str
    community_id: str
    work_id: str
    title: Words
    due: date
    reached: date | None = None
    version: int = 1


@dataclass(frozen=True, slots=True)
class Touched:
    """What a work touches: an object of the map by kind and id, or so many things that are on no map.

    :param object_id: empty for things on no map, which ``label`` names.
    :param count: how many things; one for an object of the map.
    """

    id: str
    community_id: str
    work_id: str
    kind: str
    object_id: str
    fate: Fate
    count: int = 1
    label: Words = field(default_factory=lambda: Words(""))
    version: int = 1


@dataclass(frozen=True, slots=True)
class Shot:
    """A photo of a work: from which spot, and when; photos of one spot stand side by side."""

    id: str
    community_id: str
    work_id: str
    photo_id: str
    spot: str
    stage: Stage
    day: date


@dataclass(frozen=True, slots=True)
class FateCounts:
    """How many things are kept, altered, removed."""

    kept: int = 0
    altered: int = 0
    removed: int = 0

    @property
    def total(self) -> int:
        """All things that are touched."""
        return self.kept + self.altered + self.removed


def fates(touched: Iterable[Touched]) -> FateCounts:
    """Keep more, demolish less: counted."""
    sums = dict.fromkeys(Fate, 0)
    for one in touched:
        sums[one.fate] += one.count
    return FateCounts(sums[Fate.KEPT], sums[Fate.ALTERED], sums[Fate.REMOVED])


def fates_in_all(touched: Iterable[Touched]) -> FateCounts:
    """The same over several works, of which the later ones come last: an object of the map is one thing, and its latest fate
    counts.
    """
    last = {(one.kind, one.object_id) if one.object_id else (one.id, ""): one for one in touched}
    return fates(last.values())


def spots(shots: Iterable[Shot]) -> dict[str, dict[Stage, tuple[Shot, ...]]]:
    """Photos by spot in the order of their names, and within a spot before, during, after, each by day."""
    found: dict[str, dict[Stage, tuple[Shot, ...]]] = {}
    for shot in sorted(shots, key=lambda s: (s.spot, s.day, s.id)):
        of = found.setdefault(shot.spot, dict.fromkeys(Stage, ()))
        of[shot.stage] = (*of[shot.stage], shot)
    return found
