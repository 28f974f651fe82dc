"""What unites a group, what divides it from the others, and what everybody can agree on."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from planning.surveys.opinions.groups import Grouping, grouped
from planning.surveys.opinions.votes import Counts, Votes, counted

MOST_TOLD = 5
LEAST_SHARE = 0.6
"""A statement unites people if so many of those who voted on it say the same, and not by chance."""
Z_90 = 1.2816
"""One-sided nine tenths of the normal distribution."""
LEAST_SEEN = 5
"""Fewer votes on a statement say nothing of a group, and much of single people."""


@dataclass(frozen=True, slots=True)
class Stance:
    """A statement and how some people stand to it.

    :param place: of the statement among all.
    :param agrees: whether they agree with it; else they disagree.
    """

    place: int
    agrees: bool
    counts: Counts


@dataclass(frozen=True, slots=True)
class Group:
    """People who vote alike.

    :param members: places of the participants.
    :param united_by: what they share, the clearest first; ``divided_by`` where they differ most from all others.
    """

    members: tuple[int, ...]
    united_by: tuple[Stance, ...]
    divided_by: tuple[Stance, ...]


@dataclass(frozen=True, eq=False)
class Opinions:
    """The answer. ``consensus``: where every group (or, without groups, everybody) stands on the same side."""

    grouping: Grouping
    groups: tuple[Group, ...]
    consensus: tuple[Stance, ...]


def opinions(votes: Votes) -> Opinions:
    """Groups with what unites and divides them, and the consensus over all."""
    grouping = grouped(votes)
    parts = [grouping.members(group) for group in range(grouping.count)]
    sums = [counted(votes.table[part]) for part in parts]
    rest = [counted(np.delete(votes.table[grouping.placed], np.flatnonzero(grouping.labels == group), axis=0))
            for group in range(grouping.count)]  # fmt: skip
    groups = tuple(
        Group(tuple(int(place) for place in part), _uniting(mine), _dividing(mine, others))
        for part, mine, others in zip(parts, sums, rest, strict=True)
    )
    return Opinions(grouping, groups, _consensus(counted(votes.table), sums))


def _uniting(sums: Sequence[Counts]) -> tuple[Stance, ...]:
    """Shares of one mind that chance alone would hardly give, by the share (with one vote more on either side)."""
    found = [(max(_share(one, agrees=True), _share(one, agrees=False)), place, one) for place, one in enumerate(sums)
             if _is_of_one_mind(one)]  # fmt: skip
    found.sort(key=lambda one: (-one[0], one[1]))
    return tuple(Stance(place, one.agree > one.disagree, one) for _, place, one in found[:MOST_TOLD])


def _dividing(sums: Sequence[Counts], others: Sequence[Counts]) -> tuple[Stance, ...]:
    """Where a group says something far more often than all others do (two proportions, pooled)."""
    found = []
    for place, (mine, theirs) in enumerate(zip(sums, others, strict=True)):
        if min(mine.seen, theirs.seen) < LEAST_SEEN:
            continue
        agrees = _share(mine, agrees=True) - _share(theirs, agrees=True) > 0
        z = _z_of_two(
            mine.agree if agrees else mine.disagree, mine.seen, theirs.agree if agrees else theirs.disagree, theirs.seen
        )
        if z >= Z_90:
            found.append((z, place, Stance(place, agrees, mine)))
    found.sort(key=lambda one: (-one[0], one[1]))
    return tuple(stance for _, _, stance in found[:MOST_TOLD])


def _consensus(whole: Sequence[Counts], sums: Sequence[Sequence[Counts]]) -> tuple[Stance, ...]:
    """Statements with which every group for itself agrees (or disagrees), by the least share among the groups."""
    found = []
    for place, one in enumerate(whole):
        parts = [group[place] for group in sums] or [one]
        for agrees in (True, False):
            shares = [_share(part, agrees=agrees) for part in parts]
            if min(shares) > 1 / 2 and min(part.seen for part in parts) >= LEAST_SEEN and _is_of_one_mind(one):
                found.append((min(shares), place, Stance(place, agrees, one)))
    found.sort(key=lambda one: (-one[0], one[1]))
    return tuple(stance for _, _, stance in found[:MOST_TOLD])


def _is_of_one_mind(one: Counts) -> bool:
    more = max(one.agree, one.disagree)
    if one.seen < LEAST_SEEN or more / one.seen < LEAST_SHARE:
        return False
    return (2 * more - one.seen) / math.sqrt(one.seen) >= Z_90  # against one half


def _share(one: Counts, *, agrees: bool) -> float:
    """With one vote more on either side, so that two of two are not surer than ninety of a hundred."""
    return ((one.agree if agrees else one.disagree) + 1) / (one.seen + 2)


def _z_of_two(mine: int, of_mine: int, theirs: int, of_theirs: int) -> float:
    pooled = (mine + theirs + 1) / (of_mine + of_theirs + 2)
    spread = math.sqrt(pooled * (1 - pooled) * (1 / of_mine + 1 / of_theirs))
    return (mine / of_mine - theirs / of_theirs) / spread
