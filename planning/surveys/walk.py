"""The walk from door to door 走访: who was asked, who was not at home, where to come back. Never what somebody answered.

A stop knows no response and a response no stop: neither an id, nor an order, nor an hour joins them. What was noted at a stop is
kept by the day, and inside the stop itself, so that the rows of the table tell no order either.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from planning.site import Pin
from planning.surveys.likeness import distance_m
from planning.wording import Words


class StopState(StrEnum):
    """How far it has come with a stop."""

    TO_VISIT = "stop_to_visit"
    NOT_AT_HOME = "stop_not_at_home"
    COME_BACK = "stop_come_back"
    DECLINED = "stop_declined"
    DONE = "stop_done"


OVER = frozenset({StopState.DECLINED, StopState.DONE})
"""Nobody needs to go there again."""


@dataclass(frozen=True, slots=True)
class StopNote:
    """That somebody noted a state: the day, and the id of the member; the hour is not kept."""

    state: StopState
    day: date
    by: str


@dataclass(frozen=True, slots=True)
class Stop:
    """A shop or a door of a walk.

    :param number: its place in the order of the walk, from 1.
    :param back_on: the day on which to come back, where that was agreed; ``back_time`` its hour as ``18:30``, or empty.
    :param history: all that was noted, the newest last.
    """

    id: str
    community_id: str
    walk_id: str
    courtyard_id: str | None
    number: int
    door: str
    street: str = ""
    pin: Pin | None = None
    state: StopState = StopState.TO_VISIT
    note: str = ""
    back_on: date | None = None
    back_time: str = ""
    history: tuple[StopNote, ...] = ()
    version: int = 1

    def noted(self, note: StopNote, *, back_on: date | None, back_time: str, words: str) -> Stop:
        """The same after one more note; a day to come back is kept only as long as somebody is to come back."""
        returns = note.state is StopState.COME_BACK
        return replace(
            self, state=note.state, note=words, back_on=back_on if returns else None, back_time=back_time if returns else "",
            history=(*self.history, note), version=self.version + 1,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Tally:
    """How many stops of a courtyard (None: of none) are in a state."""

    courtyard_id: str | None
    state: StopState
    count: int


@dataclass(frozen=True, slots=True)
class Walk:
    """A list of stops, for a case or a questionnaire, or for neither.

    :param left: what is left once the stops are forgotten: counts.
    """

    id: str
    community_id: str
    title: Words
    made_at: datetime
    courtyard_id: str | None = None
    case_id: str | None = None
    survey_id: str | None = None
    closed_at: datetime | None = None
    left: tuple[Tally, ...] = ()
    version: int = 1


def due(stops: Iterable[Stop], today: date) -> list[Stop]:
    """Where to come back today, or where a day has passed: the earliest first, a day without an hour after its hours."""
    waiting = [
        one for one in stops if one.state is StopState.COME_BACK and one.back_on is not None and one.back_on <= today
    ]
    return sorted(waiting, key=lambda one: (one.back_on, one.back_time or "99", one.number))


def on_the_way(stops: Iterable[Stop], today: date, near: Pin | None = None) -> list[Stop]:
    """Where to go now: first who was never met, then who was not at home, then who said "come back" without a day.

    Who named a later day waits for it. Inside each group they stand in the order of the walk; where ``near`` is given, the
    nearest first, and those without a place behind them.
    """
    rank = {StopState.TO_VISIT: 0, StopState.NOT_AT_HOME: 1, StopState.COME_BACK: 2}
    waiting = [one for one in stops if one.state in rank and (one.back_on is None or one.back_on <= today)]

    def place(one: Stop) -> tuple[int, float, int]:
        metres = distance_m(near, one.pin) if near and one.pin else float("inf") if near else 0.0
        return rank[one.state], metres, one.number

    return sorted(waiting, key=place)


def asked_of(stops: Sequence[Stop]) -> int:
    """How many are over: done, or declined."""
    return sum(one.state in OVER for one in stops)
