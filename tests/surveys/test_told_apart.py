"""Counts of groups that are told beside their total: no small one can be worked out."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as some

from planning.surveys.reading import told_apart

SMALL = 5


@pytest.mark.parametrize(
    ("counts", "hidden"),
    [
        ({"a": 44, "b": 1, "c": 1}, {"a", "b", "c"}),
        ({"a": 20, "b": 12, "c": 1, "d": 1}, {"b", "c", "d"}),
        ({"a": 20, "b": 12, "c": 4, "d": 4}, {"b", "c", "d"}),
        ({"a": 20, "b": 12, "c": 4, "d": 2}, {"c", "d"}),
        ({"a": 20, "b": 12, "c": 3}, {"b", "c"}),
        ({"a": 20, "b": 12, "c": 0}, set()),
    ],
)
def test_as_many_are_hidden_as_must_be(counts: dict[str, int], hidden: set[str]):
    """Two of one each are told by the total as one alone is; so are two of four; two and four are not."""
    told = told_apart(counts.items(), SMALL)
    assert {group for group, count in told.items() if count is None} == hidden
    assert all(told[group] == count for group, count in counts.items() if group not in hidden)


@given(some.lists(some.integers(0, 9), min_size=2, max_size=4))
def test_no_small_group_follows_from_the_total(counts: list[int]):
    """Whoever knows the total and what is shown, and that one of those hidden is small, has two possibilities for each."""
    told = list(told_apart([(str(i), n) for i, n in enumerate(counts)], SMALL).values())
    hidden = [i for i, count in enumerate(told) if count is None]
    if not hidden or len(hidden) == sum(n > 0 for n in counts):
        return  # there was nothing more to hide: pages that tell a total hide it, too, where all is small
    together = sum(counts[i] for i in hidden)
    guesses = product(range(1, together + 1), repeat=len(hidden))
    possible = [guess for guess in guesses if sum(guess) == together and min(guess) < SMALL]
    assert all(len({guess[place] for guess in possible}) > 1 for place in range(len(hidden)))
