"""Margins of methods that go by comparisons: proven bounds, which meet more often than not.

With k changed ballots the weight behind each side of each comparison moves by k at most. If even with all of them moved
against the winner at once no rival can draw level, k ballots do not suffice: at least. Changing the ballots that speak
most clearly against a rival into ones that rank it first and the winner last, and counting again, shows how many do: at
most. Source: L. Xia, EC 2012 (2k is the most by which k ballots move a weighted majority); that a winner by ranked pairs
has an answer as strong as each complaint, T. Zavist and N. Tideman, *Complete independence of clones in the ranked
pairs rule*, 1989. To find the exact margin of Copeland's method, minimax or ranked pairs is NP-hard (Xia, 2012).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from planning.errors import Refusals
from planning.options.counting.pairwise import Pairwise
from planning.options.counting.ranked_pairs import ranked_by_pairs
from planning.options.counting.strengths import margin, winning_votes
from planning.options.sensitivity.cast import Array, Cast

MOST_CHANGED = 20_000
"""Rows of ballots that a way to flip the outcome may change."""
CLOSE = 2
"""Numbers of ballots right above the lower bound that are tried one by one."""


@dataclass(frozen=True, slots=True)
class Range:
    """Least and most weight behind each side of each comparison after so many changes: ``[i, j]`` prefers i to j."""

    least: Array
    most: Array

    @classmethod
    def after(cls, prefer: Array, total: int, changes: int) -> Range:
        """All that k changes can make of a table of comparisons."""
        return cls(prefer - np.minimum(prefer, changes), prefer + np.minimum(total - prefer, changes))


Strength = Callable[[Array, Array], Array]
"""From the weights behind one side and behind the other to how strong the comparisons are that the first side wins."""


def by_votes(prefer: Array, against: Array) -> Array:
    """Winning votes."""
    return np.asarray(np.where(prefer > against, prefer, 0))


def by_margin(prefer: Array, against: Array) -> Array:
    """Margins."""
    return np.asarray(np.maximum(prefer - against, 0))


def paths(direct: Array) -> Array:
    """The strongest paths between all pairs, after Floyd and Warshall."""
    found: Array = direct.copy()
    for k in range(len(found)):
        found = np.maximum(found, np.minimum(found[:, [k]], found[[k], :]))
    return found


Possible = Callable[[Range, int], Array]
"""Which options may draw level with the winner, for all that is known within a range."""


def copeland_possible(within: Range, winner: int) -> Array:
    """Best balance of each rival against the worst balance of the winner."""
    best, worst = _signs(within.most - within.least.T), _signs(within.least - within.most.T)
    return np.asarray(best.sum(axis=1) >= worst[winner].sum())


def _signs(margins: Array) -> Array:
    signs: Array = np.sign(margins).astype(np.int64)
    np.fill_diagonal(signs, 0)
    return signs


def condorcet_possible(within: Range, winner: int) -> Array:
    """Who may not be beaten by the winner."""
    return np.asarray(within.most[:, winner] >= within.least[winner])


def minimax_possible(strength: Strength) -> Possible:
    """The lightest heaviest defeat of each rival against the heaviest that the winner may suffer."""

    def possible(within: Range, winner: int) -> Array:
        lightest = _defeats(strength(within.least, within.most.T))
        heaviest = _defeats(strength(within.most, within.least.T))
        return np.asarray(lightest <= heaviest[winner])

    return possible


def _defeats(strengths: Array) -> Array:
    strengths = strengths.copy()
    np.fill_diagonal(strengths, 0)
    return np.asarray(strengths.max(axis=0))


def schulze_possible(strength: Strength) -> Possible:
    """The strongest path that a rival may have to the winner against the weakest that the winner may have to it."""

    def possible(within: Range, winner: int) -> Array:
        strong = paths(strength(within.most, within.least.T))
        weak = paths(strength(within.least, within.most.T))
        return np.asarray(strong[:, winner] >= weak[winner])

    return possible


def ranked_pairs_possible(strength: Strength) -> Possible:
    """Who may have an answer, by a path, to each comparison that it must lose."""

    def possible(within: Range, _: int) -> Array:
        strong = paths(strength(within.most, within.least.T))
        complaints = strength(within.least, within.most.T).T.copy()
        np.fill_diagonal(complaints, 0)
        return np.asarray((strong >= complaints).all(axis=1))

    return possible


Flips = Callable[[Array, int], bool]
"""Whether the winner is not the only one any more, by a table of comparisons."""


def flips_if_possible(possible: Possible) -> Flips:
    """For methods whose condition is exact where nothing is open."""

    def flips(prefer: Array, winner: int) -> bool:
        found = possible(Range(prefer, prefer), winner)
        return any(bool(x) for i, x in enumerate(found) if i != winner)

    return flips


def ranked_pairs_flips(strength: Any) -> Flips:
    """Locking pairs anew; where there are too many ways to lock them, nothing is proven."""

    def flips(prefer: Array, winner: int) -> bool:
        options = tuple(map(str, range(len(prefer))))
        table = Pairwise(options, tuple(map(tuple, prefer.tolist())))
        try:
            places, _ = ranked_by_pairs(table, strength)
        except Refusals:
            return False
        return places[0] != (options[winner],)

    return flips


@dataclass(frozen=True, slots=True)
class Rule:
    """A method by comparisons: who may draw level within a range, and whether a table flips the outcome."""

    possible: Possible
    flips: Flips

    @classmethod
    def of(cls, possible: Possible) -> Rule:
        """A rule whose condition is exact."""
        return cls(possible, flips_if_possible(possible))


RULES = {
    "condorcet": Rule.of(condorcet_possible),
    "copeland": Rule.of(copeland_possible),
    "minimax_winning": Rule.of(minimax_possible(by_votes)),
    "minimax_margins": Rule.of(minimax_possible(by_margin)),
    "schulze_winning": Rule.of(schulze_possible(by_votes)),
    "schulze_margins": Rule.of(schulze_possible(by_margin)),
    "ranked_pairs_winning": Rule(ranked_pairs_possible(by_votes), ranked_pairs_flips(winning_votes)),
    "ranked_pairs_margins": Rule(ranked_pairs_possible(by_margin), ranked_pairs_flips(margin)),
}


def bounds(rule: Rule, cast: Cast, prefer: Array, winner: int) -> tuple[int, int | None]:
    """At least and at most so many units; None where no way was found."""
    at_least = _smallest(rule, cast, prefer, winner)
    at_most: int | None = None
    for rival in range(len(prefer)):
        limit = cast.total if at_most is None else at_most - 1
        if rival == winner or limit < at_least:
            continue
        if _rivals(rule, cast, prefer, winner, limit)[rival]:
            found = _way(rule, cast, prefer, (winner, rival), (at_least, limit))
            at_most = found if at_most is None or (found is not None and found < at_most) else at_most
    return at_least, at_most


def _rivals(rule: Rule, cast: Cast, prefer: Array, winner: int, changes: int) -> Array:
    found = rule.possible(Range.after(prefer, cast.total, changes), winner)
    found[winner] = False
    return found


def _smallest(rule: Rule, cast: Cast, prefer: Array, winner: int) -> int:
    """The fewest changes after which somebody may draw level; none are not enough where one alone has won."""
    low, high = 1, cast.total
    while low < high:
        middle = (low + high) // 2
        if _rivals(rule, cast, prefer, winner, middle).any():
            high = middle
        else:
            low = middle + 1
    return low


def _way(rule: Rule, cast: Cast, prefer: Array, pair: tuple[int, int], within: tuple[int, int]) -> int | None:
    """Fewest changes found that flip the outcome for a rival; each find is counted again, so it is proven."""
    change = Changes.towards(cast, *pair)
    least, most = within

    def flips(changes: int) -> bool:
        return rule.flips(prefer + change.after(changes), pair[0])

    for changes in range(least, min(least + CLOSE, most) + 1):
        if flips(changes):
            return changes
    low, high = least + CLOSE, min(most, change.reach)
    if high <= low or not flips(high):
        return None
    while low + 1 < high:
        middle = (low + high) // 2
        low, high = (low, middle) if flips(middle) else (middle, high)
    return high


@dataclass(frozen=True, slots=True)
class Changes:
    """Ballots changed one after another so that a rival comes first and the winner last.

    :param upto: units up to and with each row of ballots; ``effects``: what they add to the table of comparisons.
    """

    upto: Array
    effects: Array
    each: Array

    @property
    def reach(self) -> int:
        """How many units can be changed."""
        return int(self.upto[-1])

    @classmethod
    def towards(cls, cast: Cast, winner: int, rival: int) -> Changes:
        """The ballots that speak most clearly for the winner against the rival go first."""
        size = cast.ranks.shape[1]
        each = np.zeros((len(cast.units), size, size), np.int8)
        for other in range(size):
            if other != rival:
                each[:, rival, other] = ~cast.prefers(rival, other)
                each[:, other, rival] -= cast.prefers(other, rival)
            if other not in {winner, rival}:
                each[:, other, winner] = ~cast.prefers(other, winner)
                each[:, winner, other] -= cast.prefers(winner, other)
        against = each[:, rival, winner] - each[:, winner, rival]
        use = np.abs(each).sum(axis=(1, 2), dtype=np.int64)
        order = np.lexsort((-use, -against))[:MOST_CHANGED]
        units = cast.units[order]
        each = each[order]
        effects = np.cumsum(each * units[:, None, None], axis=0)
        return cls(np.cumsum(units), effects, each)

    def after(self, changes: int) -> Array:
        """What so many changed units add to the table of comparisons."""
        row = int(np.searchsorted(self.upto, changes))
        if row >= len(self.upto):
            row = len(self.upto) - 1
        part = changes - int(self.upto[row])  # not more than nought: the last row may be changed in part
        found: Array = self.effects[row] + part * self.each[row].astype(self.effects.dtype)
        return found
