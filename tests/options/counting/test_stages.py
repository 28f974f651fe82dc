"""Stages of an instant runoff: tallies, transfers and exhausted ballots add up."""

from __future__ import annotations

from fractions import Fraction

import pytest

from planning.errors import Refusals
from planning.options.counting.irv import irv
from tests.options.profiles import profile


def test_a_majority_ends_the_count_at_once():
    """More than half at the first stage: one stage, nobody left out."""
    (stage,) = irv(profile("abc", "6 a", "3 b", "2 c")).stages
    assert (stage.elected, stage.eliminated, stage.continuing) == (("a",), (), 11)


def test_exactly_half_is_no_majority():
    """Half is not more than half: the count goes on."""
    assert len(irv(profile("abc", "5 a", "3 b", "2 c>b")).stages) == 2


def test_exhausted_ballots_lower_the_majority():
    """Two of c's three ballots end there; then a's six of the ten that still count are enough, though half of all."""
    first, last = irv(profile("abc", "5 a", "4 b", "2 c", "1 c>a")).stages
    assert (first.exhausted, first.eliminated) == (0, ("c",))
    assert (last.tallies, last.exhausted, last.continuing) == ({"a": 6, "b": 4}, 2, 10)
    assert last.elected == ("a",)


def test_transfers_say_from_whom_to_whom():
    """What is not handed on is exhausted; options that left before are passed over."""
    stages = irv(profile("abcd", "6 a", "5 b", "3 c>d>b", "1 c", "2 d>c>a")).stages
    assert stages[0].transfers == {"d": {"c": 2}}
    assert stages[1].tallies == {"a": 6, "b": 5, "c": 6}
    assert stages[1].transfers == {"b": {}}
    assert (stages[2].tallies, stages[2].exhausted) == ({"a": 6, "c": 6}, 5)


def test_weights_may_be_fractions():
    """Thirds add up to a whole, and a third decides."""
    result = irv(profile("abc", "1/3 a", "1/3 a>b", "1/3 b", "1/3 c>b", "0.5 c>b"))
    assert result.stages[0].tallies == {"a": Fraction(2, 3), "b": Fraction(1, 3), "c": Fraction(5, 6)}
    assert result.stages[-1].tallies == {"a": Fraction(2, 3), "c": Fraction(5, 6)}
    assert result.winners == ("c",)


def test_equal_ranks_are_refused():
    """One ballot with equal ranks, and instant runoff names the reason."""
    with pytest.raises(Refusals) as refused:
        irv(profile("abc", "9 a", "1 b=c"))
    assert refused.value.code == "equal_ranks"


def test_the_last_to_leave_ranks_highest():
    """After the winner come the others of the last stage by tally, then those who left, the last first."""
    assert irv(profile("abcd", "6 a", "5 b", "3 c>b", "1 d>c>b")).ranking == (("b",), ("a",), ("c",), ("d",))
