"""Groups of opinion: found where they are, not shown where they are not."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.metrics import adjusted_rand_score

from planning.surveys.opinions.groups import LEAST_PEOPLE, grouped
from planning.surveys.opinions.votes import Votes
from tests.surveys.opinions.people import conversation


@pytest.mark.parametrize("sizes", [(60, 40), (50, 30, 30)])
def test_groups_that_are_there_are_found(sizes: tuple[int, ...]):
    """Everybody lands with those who think alike; the largest group is the first."""
    found = grouped(conversation(sizes))
    assert found.count == len(sizes)
    assert adjusted_rand_score(np.repeat(np.arange(len(sizes)), sizes)[found.placed], found.labels) > 0.95
    held = [len(found.members(group)) for group in range(found.count)]
    assert held == sorted(held, reverse=True)
    assert found.stability is not None
    assert found.stability > 0.8


def test_the_order_of_people_changes_nothing():
    """The same people, shuffled, fall into the same groups."""
    votes = conversation((45, 35), noise=0.25)
    order = np.random.default_rng(5).permutation(len(votes.participants))
    first, second = grouped(votes), grouped(votes.of(order))
    assert adjusted_rand_score(first.labels[order], second.labels) == 1.0
    assert first.stability == second.stability


def test_pure_chance_gives_no_groups():
    """Votes by the throw of a coin divide people in some way, and in another way on half of the statements."""
    chance = np.random.default_rng(3)
    table = chance.choice([-1.0, 0.0, 1.0], size=(120, 40))
    found = grouped(Votes(tuple(map(str, range(120))), tuple(map(str, range(40))), table))
    assert (found.count, found.why_none) == (0, "unstable")


def test_few_people_are_not_grouped():
    """One below the least number, and at it."""
    assert grouped(conversation((LEAST_PEOPLE - 6, 5))).why_none == "few_people"
    assert grouped(conversation((LEAST_PEOPLE - 10, 10))).why_none != "few_people"


def test_a_group_of_four_is_not_shown():
    """It would show single people."""
    votes = conversation((60, 4), noise=0.02, seen=1.0)
    assert grouped(votes).why_none == "small_group"


def test_who_saw_little_is_not_placed():
    """Six votes of twenty-four are too few to say with whom somebody thinks alike."""
    votes = conversation((40, 30), seen=1.0)
    table = votes.table.copy()
    table[0, 6:] = np.nan
    found = grouped(Votes(votes.participants, votes.statements, table))
    assert 0 not in found.placed
    assert len(found.placed) == 69


def test_everybody_of_one_mind_is_no_group():
    """Nothing to divide."""
    table = np.ones((50, 10))
    assert grouped(Votes(tuple(map(str, range(50))), tuple(map(str, range(10))), table)).why_none == "few_opinions"
