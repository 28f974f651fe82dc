"""Lift cost shares 加装电梯分摊: by floor and area, with coefficients that a meeting settles; sums are exact to the cent.

No coefficient is built in: whoever enters some says where they come from, and that stands beside them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from fractions import Fraction

MOST_UNITS = 2000
MOST_FLOORS = 60


@dataclass(frozen=True, slots=True)
class Flat:
    """A flat that shares the cost: its door is seen by those who work on the case only.

    :param area: m², as written.
    """

    door: str
    floor: int
    area: str


@dataclass(frozen=True, slots=True)
class LiftPlan:
    """Who pays what of one lift.

    :param cents: the whole cost, in hundredths of a yuan.
    :param by_area: whether a share grows with the area, or counts each flat of a floor the same.
    :param coefficients: floor and coefficient, as written; ``source`` says where they come from.
    """

    id: str
    community_id: str
    case_id: str
    cents: int
    by_area: bool
    coefficients: tuple[tuple[int, str], ...]
    source: str
    flats: tuple[Flat, ...]
    at: datetime
    version: int = 1


def weights(plan: LiftPlan) -> list[Fraction]:
    """How much each flat weighs: the coefficient of its floor, times its area where that counts."""
    of_floor = {floor: Fraction(Decimal(coefficient)) for floor, coefficient in plan.coefficients}
    return [of_floor[flat.floor] * (Fraction(Decimal(flat.area)) if plan.by_area else 1) for flat in plan.flats]


def shares(plan: LiftPlan) -> list[int]:
    """What each flat pays, in hundredths of a yuan, in the order of the flats; together exactly the cost."""
    return divided(plan.cents, weights(plan))


def divided(cents: int, heavy: Sequence[Fraction]) -> list[int]:
    """Hundredths divided by weights after the method of the largest remainder: the sum is exact.

    Everybody gets the whole hundredths; those left over go to the largest remainders, of equal ones to the first.
    """
    whole = sum(heavy)
    if whole <= 0 or min(heavy) < 0:
        raise ValueError("weights are not negative, and not all nothing")
    exact = [cents * one / whole for one in heavy]
    given = [int(one) for one in exact]
    first = sorted(range(len(exact)), key=lambda n: (given[n] - exact[n], n))
    for n in first[: cents - sum(given)]:
        given[n] += 1
    return given


def rates(plan: LiftPlan) -> Mapping[int, Fraction]:
    """Hundredths of a yuan for one m² (or one flat) of each floor, exactly: what everybody may read."""
    whole = sum(weights(plan))
    return {floor: plan.cents * Fraction(Decimal(text)) / whole for floor, text in sorted(plan.coefficients)}
