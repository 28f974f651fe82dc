"""Lift cost shares: exact to the cent, whatever the cost, the floors and the areas."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planning.cases.lift import Flat, LiftPlan, divided, rates, shares
from tests.makers import NOON

heavy = st.lists(st.fractions(0, 1000, max_denominator=10_000), min_size=1, max_size=60).filter(any)


@given(st.integers(0, 10**12), heavy)
def test_shares_are_exactly_the_cost_and_each_within_a_cent(cents: int, weights: list[Fraction]):
    """Largest remainder: the sum is exact, and nobody pays a whole cent more or less than the exact share."""
    given_ = divided(cents, weights)
    assert sum(given_) == cents
    whole = sum(weights)
    assert all(abs(share - cents * one / whole) < 1 for share, one in zip(given_, weights, strict=True))
    assert all(share == 0 for share, one in zip(given_, weights, strict=True) if not one)


def test_a_cent_left_over_goes_to_the_largest_remainder_and_of_equal_ones_to_the_first():
    """A third of a yuan each: 34, 33, 33."""
    assert divided(100, [Fraction(1)] * 3) == [34, 33, 33]
    assert divided(10, [Fraction(1), Fraction(2), Fraction(4)]) == [1, 3, 6]
    for wrong in ([Fraction(0)], [Fraction(-1), Fraction(2)]):
        with pytest.raises(ValueError, match="weights"):
            divided(1, wrong)


def test_floor_and_area_make_the_share():
    """The ground floor pays nothing; the same floor pays by its area, or, by floor alone, the same."""
    flats = (Flat("101", 1, "80"), Flat("201", 2, "80"), Flat("202", 2, "40"), Flat("301", 3, "80"))
    plan = LiftPlan("p", "here", "case", 32_000_000, True, ((1, "0"), (2, "0.5"), (3, "1.25")), "Minutes", flats, NOON)
    assert shares(plan) == [0, 8_000_000, 4_000_000, 20_000_000]
    assert rates(plan) == {1: 0, 2: 100_000, 3: 250_000}
    by_floor = LiftPlan("p", "here", "case", 9_000_000, False, plan.coefficients, "Minutes", flats, NOON)
    assert shares(by_floor) == [0, 2_000_000, 2_000_000, 5_000_000]
