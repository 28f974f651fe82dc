"""What unites, what divides, and where everybody agrees."""

from __future__ import annotations

import numpy as np

from planning.surveys.opinions.telling import LEAST_SEEN, opinions
from planning.surveys.opinions.votes import Votes
from tests.surveys.opinions.people import conversation


def test_consensus_is_what_every_group_says():
    """The first quarter of the statements; none of them divides anybody."""
    found = opinions(conversation((60, 40), noise=0.05))
    common = set(range(6))
    assert {one.place for one in found.consensus} <= common
    assert found.consensus
    assert all(one.agrees for one in found.consensus)
    for group in found.groups:
        assert not {one.place for one in group.divided_by[:2]} & common


def test_what_divides_two_groups_divides_them_in_opposite_ways():
    """Where the one agrees most, the other disagrees."""
    votes = conversation((60, 40), noise=0.05)
    first, second = opinions(votes).groups
    for one in first.divided_by:
        mine, theirs = (np.nanmean(votes.table[list(group.members), one.place]) for group in (first, second))
        assert bool(mine > theirs) is one.agrees


def test_what_unites_a_group_is_said_by_most_of_it():
    """At least sixty of a hundred who voted on it."""
    for group in opinions(conversation((60, 40))).groups:
        assert group.united_by
        for one in group.united_by:
            most = one.counts.agree if one.agrees else one.counts.disagree
            assert most / one.counts.seen >= 0.6


def test_without_groups_there_is_still_a_consensus():
    """Everybody agrees with the first statement, on the rest nobody knows."""
    chance = np.random.default_rng(3)
    table = chance.choice([-1.0, 0.0, 1.0], size=(120, 40))
    table[:, 0] = 1.0
    found = opinions(Votes(tuple(map(str, range(120))), tuple(map(str, range(40))), table))
    assert found.groups == ()
    assert [one.place for one in found.consensus] == [0]


def test_a_handful_of_votes_says_nothing():
    """One vote fewer than the least is no consensus; the least number is."""
    table = np.full((30, 2), np.nan)
    table[: LEAST_SEEN - 1, 0] = 1.0
    table[:LEAST_SEEN, 1] = -1.0
    found = opinions(Votes(tuple(map(str, range(30))), ("a", "b"), table))
    assert [(one.place, one.agrees) for one in found.consensus] == [(1, False)]
