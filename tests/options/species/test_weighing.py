"""Weights from points: exact shares, halves up, blanks left out."""

from __future__ import annotations

from fractions import Fraction

import pytest

from planning.options.ballot import Ballot
from planning.options.score_ballot import graded
from planning.options.species.suitability import Trait
from planning.options.species.weighing import weights_of

TRAITS = {"a": Trait.SHADE, "b": Trait.CLEAN, "c": Trait.FLOWERS}


def ballot(weight: Fraction = Fraction(1), **points: int) -> Ballot:
    """One that gives these points of at most five."""
    return Ballot("", "", "", graded(points, 5), weight)


def test_a_weight_is_the_share_of_all_points_that_could_be_given():
    """Two ballots could give ten points: 5 + 4 are nine tenths, 0 and 0 nothing; qualities without an option weigh nought."""
    found = weights_of([ballot(a=5, b=2, c=0), ballot(a=4, b=3, c=0)], 5, TRAITS)
    assert (found[Trait.SHADE], found[Trait.CLEAN], found[Trait.FLOWERS], found[Trait.DROUGHT]) == (9, 5, 0, 0)
    assert set(found) == set(Trait)


def test_halves_go_up_and_are_reckoned_exactly():
    """1 of 20 points is half a tenth of ten: one; 1 of 25 less."""
    assert weights_of([ballot(a=1, b=0), *[ballot(a=0, b=5)] * 3], 5, TRAITS)[Trait.SHADE] == 1
    assert weights_of([ballot(a=1, b=0), *[ballot(a=0, b=5)] * 4], 5, TRAITS)[Trait.SHADE] == 0


def test_a_blank_ballot_says_nothing_and_an_option_left_out_has_nought():
    """One full vote, one blank, one that names shade only."""
    found = weights_of([ballot(a=5, b=5), ballot(), ballot(a=5)], 5, TRAITS)
    assert (found[Trait.SHADE], found[Trait.CLEAN]) == (10, 5)


def test_a_heavier_ballot_counts_for_more():
    """A third and two thirds."""
    found = weights_of([ballot(Fraction(1, 3), a=5, b=0), ballot(Fraction(2, 3), a=0, b=5)], 5, TRAITS)
    assert (found[Trait.SHADE], found[Trait.CLEAN]) == (3, 7)


@pytest.mark.parametrize("ballots", [[], [ballot()], [ballot(d=5)]])
def test_without_points_everything_weighs_nought(ballots: list[Ballot]):
    """Nobody voted, all were blank, or all points went to what stands for no quality."""
    assert set(weights_of(ballots, 5, TRAITS).values()) == {0}
