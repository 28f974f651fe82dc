"""Matters 民情: what somebody brings to the public-opinion channel 民情直通车, and every step of what becomes of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from planning.errors import N_, Refusal
from planning.wording import Words

LONGEST_TEXT = 1000
LONGEST_PLACE = 60
LONGEST_SAID = 1000
"""Characters of an answer, a reply or a reason."""
USUAL_DAYS = 7
"""Days within which an answer is promised where a community has settled nothing else."""
FEWEST_DAYS, MOST_DAYS = 1, 60


class MatterState(StrEnum):
    """Where a matter stands."""

    RAISED = "raised"
    RECEIVED = "received"
    HANDED_UP = "handed_up"
    ANSWERED = "answered"
    IN_CASE = "in_case"
    CLOSED = "closed"


WAITING = frozenset({MatterState.RAISED, MatterState.RECEIVED, MatterState.HANDED_UP})
"""Whoever raised it is owed something."""


class Level(StrEnum):
    """Who has it in hand, from near to far."""

    COURTYARD = "courtyard"
    COMMUNITY = "community"
    SUB_DISTRICT = "sub_district"
    CITY = "city"


LEVELS = tuple(Level)


class Deed(StrEnum):
    """One step of what becomes of a matter."""

    RECEIVED = "received"
    ANSWERED = "answered"
    HANDED_UP = "handed_up"
    REPLIED = "replied"
    TO_CASE = "to_case"
    CLOSED = "closed"
    REOPENED = "reopened"
    MERGED = "merged"
    UNMERGED = "unmerged"
    HIDDEN = "hidden"
    SHOWN = "shown"
    WITHDRAWN = "withdrawn"


class Via(StrEnum):
    """How it came in."""

    OWN = "own"
    COUNTER = "counter"
    TELEPHONE = "telephone"
    DOOR = "door"


@dataclass(frozen=True, slots=True)
class Matter:
    """What somebody raised. Nobody's name and no browser stands beside it: who raised it holds a word, kept as a hash.

    :param word_hash: SHA-256 of that word; None once the matter was erased.
    :param shown: whether everybody may read the words; the topic and what became of it everybody reads anyway.
    :param due_at: by when an answer was promised.
    :param place: where it is, as it was typed.
    :param merged_into: the matter that says the same; what becomes of that one becomes of this one.
    :param case_id: the case that came of it.
    """

    id: str
    community_id: str
    word_hash: str | None
    topic: str
    text: str
    shown: bool
    at: datetime
    due_at: datetime
    via: Via = Via.OWN
    state: MatterState = MatterState.RAISED
    level: Level = Level.COMMUNITY
    place: str = ""
    courtyard_id: str | None = None
    merged_into: str | None = None
    case_id: str | None = None
    hidden_at: datetime | None = None
    hidden_reason: str = ""
    withdrawn_at: datetime | None = None
    version: int = 1

    @property
    def is_public(self) -> bool:
        """Whether everybody may read its words."""
        return self.shown and self.hidden_at is None and self.withdrawn_at is None

    def is_overdue(self, now: datetime) -> bool:
        """Whether the day of the promise has gone by without an answer."""
        waits = self.state in WAITING and self.merged_into is None and self.withdrawn_at is None
        return waits and now > self.due_at


@dataclass(frozen=True, slots=True)
class Step:
    """One step, as everybody reads it; who did it stands in the log.

    :param number: the version of the matter after it, which orders the steps.
    :param words: the answer, the reply, the reason; empty where there is nothing to say.
    :param other_id: the case that it became, or the matter that it was merged with.
    """

    id: str
    community_id: str
    matter_id: str
    number: int
    deed: Deed
    at: datetime
    words: Words = Words("")
    level: Level | None = None
    other_id: str | None = None


@dataclass(frozen=True, slots=True)
class MatterSupport:
    """One "me too" for a matter, once per browser."""

    id: str
    community_id: str
    matter_id: str
    browser: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Promise:
    """Within how many days a community promises to answer. One for each community, under its id."""

    id: str
    community_id: str
    days: int = USUAL_DAYS
    version: int = 1


@dataclass(frozen=True, slots=True)
class MatterCounts:
    """How many matters there are, those left out that were merged with another one or taken back."""

    states: tuple[tuple[MatterState, int], ...] = ()
    overdue: int = 0

    @property
    def total(self) -> int:
        """All of them."""
        return sum(count for _, count in self.states)

    def of(self, state: MatterState) -> int:
        """How many stand there."""
        return dict(self.states).get(state, 0)


def due_from(at: datetime, days: int) -> datetime:
    """By when an answer is promised."""
    return at + timedelta(days=days)


_FROM: dict[Deed, frozenset[MatterState]] = {
    Deed.RECEIVED: frozenset({MatterState.RAISED}),
    Deed.ANSWERED: frozenset(MatterState) - {MatterState.CLOSED},
    Deed.HANDED_UP: frozenset(MatterState) - {MatterState.CLOSED, MatterState.IN_CASE},
    Deed.REPLIED: frozenset({MatterState.HANDED_UP}),
    Deed.TO_CASE: frozenset(MatterState) - {MatterState.CLOSED, MatterState.IN_CASE},
    Deed.CLOSED: frozenset(MatterState) - {MatterState.CLOSED},
    Deed.REOPENED: frozenset({MatterState.CLOSED, MatterState.ANSWERED, MatterState.IN_CASE}),
}
_TO = {
    Deed.RECEIVED: MatterState.RECEIVED, Deed.ANSWERED: MatterState.ANSWERED, Deed.HANDED_UP: MatterState.HANDED_UP,
    Deed.REPLIED: MatterState.ANSWERED, Deed.TO_CASE: MatterState.IN_CASE, Deed.CLOSED: MatterState.CLOSED,
    Deed.REOPENED: MatterState.RECEIVED,
}  # fmt: skip


def may_be(matter: Matter, deed: Deed) -> bool:
    """Whether this step can be taken from where the matter stands."""
    if matter.withdrawn_at is not None or matter.merged_into is not None:
        return False
    return matter.state in _FROM[deed] and (deed is not Deed.HANDED_UP or matter.level is not LEVELS[-1])


def moved(matter: Matter, deed: Deed) -> Matter:
    """The matter after a step; raises :class:`Refusal` (``merged``, ``withdrawn``, ``wrong_step``)."""
    if matter.withdrawn_at is not None:
        raise Refusal("withdrawn", N_("Whoever raised this matter has taken it back: nothing more is done with it."))
    if matter.merged_into is not None:
        raise Refusal("merged", N_("This matter was merged with another one: go on with that one, or part them again."))
    if not may_be(matter, deed):
        raise Refusal("wrong_step", N_("This cannot be done from where the matter stands: look at its state again."))
    # A case that has begun still answers for the matter when something is said in between.
    stays = deed is Deed.ANSWERED and matter.state is MatterState.IN_CASE
    return replace(
        matter, state=matter.state if stays else _TO[deed], case_id=None if deed is Deed.REOPENED else matter.case_id,
        version=matter.version + 1,
    )  # fmt: skip


def above(level: Level) -> tuple[Level, ...]:
    """Where a matter can be handed up to, nearest first."""
    return LEVELS[LEVELS.index(level) + 1 :]
