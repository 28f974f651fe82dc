"""Asking: how far a tree must keep from one thing, where tables tell its objects apart by voltage or by height."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from geodata.clearance.finding import to_mm
from geodata.clearance.networks import Network, Numbers
from geodata.clearance.rules import Requirement, Rule, Subject, requirement
from planning.options.screening.rule_sets import asked, in_force
from planning.options.screening.things import GradedBy, Thing


class Open(StrEnum):
    """Why more may be asked of an object than is asked of it in any case."""

    UNRECORDED = "unrecorded"
    DOUBTFUL = "doubtful"
    NO_ROW = "no_row"


@dataclass(frozen=True, slots=True)
class Span:
    """What is asked beside one object.

    :param least_m: what is asked in any case.
    :param most: the most that may be asked, with the rules behind it.
    :param open_by: why the two differ; None where they do not.
    """

    least_m: float
    most: Requirement
    open_by: Open | None = None


@dataclass(frozen=True)
class Asks:
    """What the rules ask beside a thing.

    :param thing: of which they ask it.
    :param whole: all that they ask, whatever the grade of an object.
    :param steps: what they ask of each of the thing's grades, in its order; empty for a thing that has none.
    :param known: of how many of the grades, from the lowest, some rule tells what is asked: beyond them none has a row for
        the grade or for a higher one, and up to :attr:`~planning.options.screening.things.Thing.beyond_m` may be asked.
    """

    thing: Thing
    whole: Requirement
    steps: tuple[Requirement, ...] = ()
    known: int = 0

    @property
    def key(self) -> tuple[float, ...]:
        """Its distances: two species of whom they are the same share their answers."""
        return (self.whole.metres, *(one.metres for one in self.steps), self.known)

    def of(self, grade: float, doubt: float = 0.0) -> Span:
        """What is asked beside an object.

        :param grade: kilovolts, or metres of height; NaN where nobody has recorded it.
        :param doubt: how exact that is, as its source states it.
        """
        if not self.steps:
            return Span(self.whole.metres, self.whole)
        least, most = (float(ends[0]) for ends in self._ends(np.array([grade]), np.array([doubt])))
        if most == least:
            return Span(least, Requirement(most, self._rules(grade, doubt)))
        return Span(least, Requirement(most, self._rules(grade, doubt)), self._open_by(grade))

    def farthest(self, layer: Network) -> Requirement:
        """The most that may be asked beside any object of a layer."""
        if not self.steps:
            return self.whole
        doubts = self._doubts(layer)
        at = int(np.argmax(self._ends(layer.grade, doubts)[1]))
        return self.of(float(layer.grade[at]), float(doubts[at])).most

    def beside(self, layer: Network, at: int) -> Span:
        """What is asked beside one object of a layer."""
        return self.of(float(layer.grade[at]), float(self._doubts(layer)[at]))

    def spans(self, layer: Network) -> tuple[float | Numbers, float | Numbers]:
        """The least that is asked beside each object of a layer, and how much more may be asked.

        More may be asked of what nobody has recorded the grade, of what its height is not exact enough for, and of what no
        table has a row (:attr:`~planning.options.screening.things.Thing.beyond_m`).
        """
        if not self.steps:
            return self.whole.metres, 0.0
        low, high = self._ends(layer.grade, self._doubts(layer))
        return low, high - low

    def _doubts(self, layer: Network) -> Numbers:
        """How exact the grades are: a stated doubt of a wire's height is none of its voltage."""
        return layer.height_doubt_m if self.thing.graded_by is GradedBy.HEIGHT else np.zeros(len(layer))

    @cached_property
    def _metres(self) -> tuple[Numbers, Numbers]:
        """The least and the most of each grade, and of what is beyond the last."""
        least = np.array([one.metres for one in (*self.steps, self.steps[-1])])
        most = np.where(np.arange(len(least)) < self.known, least, np.maximum(least, self.thing.beyond_m))
        return least, most

    def _ends(self, grades: Numbers, doubts: Numbers) -> tuple[Numbers, Numbers]:
        """The least and the most over all the grades that each object may be of."""
        least, most = self._metres
        first, last = self._steps(grades, doubts)
        low, high = least[first], most[last]
        for at in range(len(least)):
            among = (first <= at) & (at <= last)
            low, high = (
                np.where(among, np.minimum(low, least[at]), low),
                np.where(among, np.maximum(high, most[at]), high),
            )
        return low, high

    def _steps(self, grades: Numbers, doubts: Numbers) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """The first and the last grade that each object may be of; what is beyond them all is one more.

        What nobody has recorded may be of any of them, but is not taken to be beyond them all.
        """
        recorded, ends = ~np.isnan(grades), [one.most for one in self.thing.grades]
        at = np.where(recorded, grades, 0.0)
        first, last = (
            np.searchsorted(ends, np.where(doubts > 0, to_mm(at + by * doubts), at), side="left") for by in (-1, 1)
        )
        return np.where(recorded, first, 0), np.where(recorded, last, len(ends) - 1)

    def _rules(self, grade: float, doubt: float) -> tuple[Rule, ...]:
        """The rules of the strictest grade that an object may be of."""
        if np.isnan(grade):
            return self.whole.rules
        first, last = (int(ends[0]) for ends in self._steps(np.array([grade]), np.array([doubt])))
        steps = (*self.steps, self.steps[-1])[first : last + 1]
        return max(reversed(steps), key=lambda one: one.metres).rules

    def _open_by(self, grade: float) -> Open:
        if np.isnan(grade):
            return Open.UNRECORDED
        low, high = self._ends(np.array([grade]), np.zeros(1))
        return Open.NO_ROW if high[0] > low[0] else Open.DOUBTFUL


def asks(thing: Thing, rules: Iterable[Rule], subject: Subject) -> Asks | None:
    """What the rules ask of a species beside a thing; None where they ask nothing.

    A grade for which no table has a row is asked what the next higher one is (20 kV as 35 kV). Where there is none it is
    asked in any case what the next lower one is (220 kV as 35 kV where a table knows no more), and more may be asked.
    """
    rules = in_force(thing, rules, subject)
    whole = asked(thing, rules, subject)
    if whole is None or not thing.grades:
        return None if whole is None else Asks(thing, whole)
    rows = [[rule for rule in rules if rule.facility in grade.facilities] for grade in thing.grades]
    always = [
        rule
        for rule in rules
        if rule.facility in set(thing.facilities) - {code for one in thing.grades for code in one.facilities}
    ]
    asking = [at for at, some in enumerate(rows) if requirement(some, subject) is not None]
    if not asking:  # a community's own rule alone: it is about every grade
        return Asks(thing, whole, (whole,) * len(rows), len(rows))
    steps = []
    for at in range(len(rows)):
        near = next((one for one in asking if one >= at), asking[-1])
        steps.append(requirement((*rows[near], *always), subject) or whole)
    return Asks(thing, whole, tuple(steps), asking[-1] + 1)
