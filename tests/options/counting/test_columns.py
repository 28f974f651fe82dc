"""Ballots in columns: whatever way they come in, the count is the same to the last field."""

from __future__ import annotations

import random
from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planning.options.counting import columns
from planning.options.counting.exact import Exact
from planning.options.counting.irv import irv
from planning.options.counting.methods import RANKED, count
from planning.options.counting.profile import Profile, Unranked
from planning.options.counting.ties import TieRule

OPTIONS = "abcde"
weights = st.integers(0, 3) | st.fractions(Fraction(1, 5), 3, max_denominator=6)
faulty_rows = st.lists(
    st.tuples(st.lists(st.sampled_from("abcdex"), max_size=6), weights), max_size=9
)  # unknown options, repeats, blank rows, ballots without weight


def by_rows(cast: list[tuple[list[str], Exact]]) -> Profile:
    """The rows through columns."""
    return Profile.from_rows(OPTIONS, [row for row, _ in cast], [weight for _, weight in cast])


def one_by_one(cast: list[tuple[list[str], Exact]]) -> Profile:
    """The rows through the dictionary."""
    return Profile.grouped(OPTIONS, [(tuple((option,) for option in row), weight) for row, weight in cast])


def as_array(cast: list[tuple[list[str], Exact]]) -> np.ndarray:
    """The rows as numbers, 9 for what is no option."""
    made = np.full((len(cast), 6), -1)
    for i, (row, _) in enumerate(cast):
        made[i, : len(row)] = [OPTIONS.index(o) if o in OPTIONS else 9 for o in row]
    return made


@given(faulty_rows)
def test_columns_say_what_the_dictionary_says(cast: list[tuple[list[str], Exact]]):
    """Rows and arrays, with faults, blanks and fractions: the same profile, field by field, and the same steps."""
    expected = one_by_one(cast)
    array = Profile.from_array(OPTIONS, as_array(cast), [weight for _, weight in cast])
    for made in (by_rows(cast), array):
        assert (made.groups, made.blank, made.invalid, made.rows) == (
            expected.groups, expected.blank, expected.invalid, expected.rows,
        )  # fmt: skip
        assert made.steps == expected.steps
        assert bool(made.groups) == bool(expected.groups)


@given(faulty_rows, st.sets(st.sampled_from(OPTIONS), max_size=3))
def test_a_withdrawal_is_the_same_in_columns(cast: list[tuple[list[str], Exact]], gone: set[str]):
    """Struck options leave the same groups, options and emptied ballots behind."""
    made, expected = by_rows(cast).without(gone), one_by_one(cast).without(gone)
    assert (made.options, made.groups, made.invalid, made.steps) == (
        expected.options, expected.groups, expected.invalid, expected.steps,
    )  # fmt: skip


@given(faulty_rows, st.sampled_from(sorted(RANKED)))
def test_every_method_counts_columns_alike(cast: list[tuple[list[str], Exact]], method: str):
    """Winners, places, scores, stages and ties."""
    assert count(method, by_rows(cast)) == count(method, one_by_one(cast))


def test_several_that_leave_at_once_hand_on_alike():
    """Transfers of options that leave together are asked of the ballots: the same from columns as one by one."""
    rows = [*(["a"] for _ in range(9)), *(["b"] for _ in range(8)), ["c", "d", "b"], ["d", "c", "a"]]
    made = Profile.from_rows("abcd", rows)
    result = irv(made)
    assert result.stages[0].transfers == {"c": {"b": 1}, "d": {"a": 1}}
    assert result == irv(Profile.grouped("abcd", [(tuple((o,) for o in row), 1) for row in rows]))


@settings(max_examples=40)
@given(st.randoms(use_true_random=False), st.sampled_from([3, 14, 40, 57, 70]), st.sampled_from(["stands", "seed:x"]))
def test_any_number_of_options(chance: random.Random, size: int, rule: str):
    """Tables for few options, sorted keys for many, the dictionary for more than fit into a key: one result."""
    options = [f"o{i}" for i in range(size)]
    rows = [chance.sample(options, chance.randint(0, min(size, 6))) for _ in range(30)]
    made = Profile.from_rows(options, rows)
    expected = Profile.grouped(options, [(tuple((o,) for o in row), 1) for row in rows])
    array = np.array([[options.index(o) for o in row] + [-1] * (6 - len(row)) for row in rows])
    assert made == expected == Profile.from_array(options, array)
    assert made.steps == expected.steps
    tie = TieRule.parse(rule, options)
    assert count("borda", made) == count("borda", expected)
    if rule != "stands":
        assert irv(made, tie) == irv(expected, tie)


def test_weights_too_heavy_for_64_bits_stay_exact():
    """A sum beyond 2^63 is right to the last digit, since it is not left to columns."""
    heavy = 2**62 + 1
    made = Profile.from_array("ab", np.array([[0], [0], [1]]), [heavy, heavy, 1])
    assert count("plurality", made).scores == {"a": 2 * heavy, "b": 1}
    assert heavy > columns.MOST_WEIGHT


@pytest.mark.parametrize("wrong", [np.zeros(3, int), np.zeros((2, 2))])
def test_an_array_of_another_kind_is_an_error(wrong: np.ndarray):
    """One dimension or floats: a fault of the program that calls, not of a voter."""
    with pytest.raises(TypeError):
        Profile.from_array("ab", wrong)


def test_the_rule_for_unranked_options_decides():
    """Three voters rank a alone; the others like b better than a, and c best: what a short ballot says is a rule."""
    cast = [((("a",),), 3), ((("c",), ("b",), ("a",)), 2)]
    tied_last = Profile.grouped("abc", cast)
    left_out = replace(tied_last, unranked=Unranked.LEFT_OUT)
    assert count("condorcet", tied_last).winners == ("a",)
    assert count("condorcet", left_out).winners == ("c",)
    assert count("borda", tied_last).scores == {"a": 6, "b": Fraction(7, 2), "c": Fraction(11, 2)}
    assert count("borda", left_out).scores == {"a": 6, "b": 2, "c": 4}
