"""Owners of several units, and units that are not sold yet."""

from __future__ import annotations

from fractions import Fraction

from planning.options.decision.owners import DEVELOPER, Owners, Unit
from planning.options.decision.rule import Measure, Unsold
from planning.options.decision.votes import Choice

AREA = Fraction(8735, 100)
UNITS = [
    Unit("li", AREA, "1"),
    Unit("li", AREA, "1"),
    Unit("li", 100, "2"),
    Unit("wang", 60, "2"),
    Unit("", 50, "2", unsold=True),
    Unit("", 70, "1", unsold=True),
]


def test_an_owner_of_three_units_is_one_head_with_all_areas():
    """And one head of each building that they own in."""
    totals = Owners.of(UNITS).totals()
    assert totals.whole == Measure(3, 2 * AREA + 280)
    assert {name: group.measure.heads for name, group in totals.groups.items()} == {"1": 2, "2": 3}
    assert totals.groups["1"].measure.area == 2 * AREA + 70


def test_unsold_units_are_one_head_or_left_out():
    """By the setting of the rule: one head for the developer with all of them, or nobody."""
    assert Owners.of(UNITS, Unsold.LEFT_OUT).totals().whole == Measure(2, 2 * AREA + 160)


def test_votes_carry_all_that_is_theirs():
    """One answer of an owner counts with every unit, in every building."""
    tallies = Owners.of(UNITS).tallies({"li": Choice.YES, DEVELOPER: Choice.NO})
    assert tallies.whole[Choice.YES] == Measure(1, 2 * AREA + 100)
    assert tallies.whole[Choice.NO] == Measure(1, 120)
    assert tallies.groups["1"][Choice.YES] == Measure(1, 2 * AREA)
    assert tallies.groups["2"].taking_part == Measure(2, 150)


def test_a_vote_of_somebody_who_owns_nothing_counts_nothing():
    """The roll decides who has a say."""
    assert Owners.of(UNITS).tallies({"zhao": Choice.YES}).whole.taking_part == Measure()
