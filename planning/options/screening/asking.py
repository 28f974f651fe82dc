"""Asking: how far a tree must keep from one thing, where tables tell its objects apart by voltage or by height."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from geodata.clearance.networks import Numbers
from geodata.clearance.rules import Requirement, Rule, Subject, requirement
from planning.options.screening.rule_sets import asked
from planning.options.screening.things import Thing


@dataclass(frozen=True, slots=True)
class Asks:
    """What the rules ask beside a thing.

    :param whole: all that they ask, whatever the grade of an object: what an object is asked whose grade nobody has recorded.
    :param steps: what they ask of each of the thing's grades, in its order; empty for a thing that has none.
    :param thing: of which they ask it.
    """

    thing: Thing
    whole: Requirement
    steps: tuple[Requirement, ...] = ()

    @property
    def key(self) -> tuple[float, ...]:
        """Its distances: two species of whom they are the same share their answers."""
        return (self.whole.metres, *(one.metres for one in self.steps))

    def of(self, grade: float) -> Requirement:
        """The most that may be asked beside an object, with the rules behind it.

        :param grade: kilovolts, or metres of height; NaN where nobody has recorded it.
        """
        if not self.steps or np.isnan(grade):
            return self.whole
        at = int(self._step(np.array([grade]))[0])
        last = self.steps[-1]
        if at == len(self.steps):
            return Requirement(max(last.metres, self.thing.beyond_m), last.rules)
        return self.steps[at]

    def least_m(self, grade: float) -> float:
        """What is asked in any case beside an object."""
        return float(np.ravel(self.spans(np.array([grade]))[0])[0])

    def farthest(self, grades: Numbers) -> Requirement:
        """The most that may be asked beside any of these objects."""
        return (
            max((self.of(float(grade)) for grade in np.unique(grades)), key=lambda one: one.metres)
            if self.steps
            else self.whole
        )

    def spans(self, grades: Numbers) -> tuple[float | Numbers, float | Numbers]:
        """The least that is asked beside each object, and how much more may be asked.

        More may be asked of what nobody has recorded the grade, and of what is beyond all tables
        (:attr:`~planning.options.screening.things.Thing.beyond_m`).
        """
        if not self.steps:
            return self.whole.metres, 0.0
        metres = np.array([one.metres for one in self.steps])
        least, most = np.append(metres, metres[-1]), np.append(metres, max(metres[-1], self.thing.beyond_m))
        recorded = ~np.isnan(grades)
        at = self._step(np.where(recorded, grades, 0.0))
        low = np.where(recorded, least[at], metres.min())
        high = np.where(recorded, most[at], self.whole.metres)
        return low, high - low

    def _step(self, grades: Numbers) -> np.ndarray[tuple[int], np.dtype[np.intp]]:
        """In which grade each object is; one beyond the last where it is above them all."""
        return np.searchsorted([one.most for one in self.thing.grades], grades, side="left")


def asks(thing: Thing, rules: Iterable[Rule], subject: Subject) -> Asks | None:
    """What the rules ask of a species beside a thing; None where they ask nothing.

    A grade for which no table has a row is asked what the next higher one is (20 kV as 35 kV), and where there is none
    what the next lower one is (a high fence where a table knows low ones alone).
    """
    rules = list(rules)
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
    steps = []
    for at in range(len(rows)):
        near = next((one for one in asking if one >= at), asking[-1] if asking else None)
        steps.append(whole if near is None else requirement((*rows[near], *always), subject) or whole)
    return Asks(thing, whole, tuple(steps))
