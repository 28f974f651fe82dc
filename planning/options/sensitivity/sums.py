"""Margins of methods that add up points: exact, since the best change of a ballot does not depend on the others.

To overtake the winner, a rival needs the gap between them; each changed ballot closes as much of it as it now says
against the rival, and as much as the most friendly ballot says for it. The ballots that close most are changed first.
Source: L. Xia, EC 2012, section 4 (positional scoring rules).
"""

from __future__ import annotations

from fractions import Fraction
from math import lcm
from typing import Any

import numpy as np

from planning.options.counting.exact import Exact, exact
from planning.options.counting.profile import Unranked
from planning.options.counting.scores import Scores
from planning.options.sensitivity.cast import Array, Cast


def fewest(points: Array, most: int, units: Array, winner: int) -> int | None:
    """Fewest units whose change lets somebody have as many points as the winner; None if nobody ever can.

    :param points: ``[b, i]``: whole points of option i from ballot b.
    :param most: by how much a ballot can put one option before another.
    """
    found = [_to_overtake(points[:, x] - points[:, winner], most, units) for x in _rivals(points.shape[1], winner)]
    return min((k for k in found if k is not None), default=None)


def _rivals(size: int, winner: int) -> list[int]:
    return [i for i in range(size) if i != winner]


def _to_overtake(ahead: Array, most: int, units: Array) -> int | None:
    """Fewest units to change until the rival is not behind; ``ahead``: by how much each ballot puts it ahead now."""
    gap = -int((ahead.astype(units.dtype) * units).sum())
    if gap <= 0:
        return 0
    changed = 0
    says: int
    for says in np.unique(ahead).tolist():  # the worst for the rival first
        closes = most - says
        if closes <= 0:
            return None
        those = int(units[ahead == says].sum())
        if those * closes >= gap:
            return changed + -(-gap // closes)
        changed, gap = changed + those, gap - those * closes
    return None


def plurality_points(cast: Cast) -> tuple[Array, int]:
    """First places; options that share one share the ballot, so points are counted in parts of it."""
    first = (cast.ranks == 0) & cast.is_ranked
    share = first.sum(axis=1)
    parts = lcm(*(int(s) for s in np.unique(share) if s), 1)
    return first * (parts // np.maximum(share, 1))[:, None], parts


def approval_points(cast: Cast) -> tuple[Array, int]:
    """One for each option that a ballot approves; all of those stand at its only rank."""
    return ((cast.ranks == 0) & cast.is_ranked).astype(np.int64), 1


def borda_points(cast: Cast) -> tuple[Array, int]:
    """Points of the Borda count, doubled."""
    size = len(cast.profile.options)
    ranks, ranked = cast.ranks, cast.is_ranked
    equal = np.stack([(ranks == ranks[:, [i]]).sum(axis=1) for i in range(size)], axis=1)
    if cast.profile.unranked is Unranked.LEFT_OUT:
        points = np.where(ranked, 2 * (size - 1 - ranks) - (equal - 1), 0)
    else:  # what is unranked shares the last places
        points = np.where(ranked, 2 * (size - 1 - ranks) - (equal - 1), equal - 1)
    return points.astype(np.int64), 2 * (size - 1)


def modified_points(cast: Cast) -> tuple[Array, int]:
    """Points of the modified Borda count, doubled."""
    size = len(cast.profile.options)
    ranks, ranked = cast.ranks, cast.is_ranked
    many = ranked.sum(axis=1, keepdims=True)
    equal = np.stack([(ranks == ranks[:, [i]]).sum(axis=1) for i in range(size)], axis=1)
    return np.where(ranked, 2 * (many - ranks) - (equal - 1), 0).astype(np.int64), 2 * (size - 1)


def of_scores(ballots: Scores, most: Exact) -> tuple[Array, int, Array, int]:
    """Points of score or approval ballots, the most that one can give, units and how many of them make 1; all whole."""
    given = [points for scoring in ballots.groups for _, points in scoring]
    parts = lcm(*(getattr(p, "denominator", 1) for p in (*given, most)))
    silent = ballots.blank + sum(ballots.invalid.values())
    weights: list[Any] = [*ballots.groups.values(), silent]
    unit = lcm(*(getattr(w, "denominator", 1) for w in weights))
    at = {option: i for i, option in enumerate(ballots.options)}
    points = np.zeros((len(weights), len(at)), object)
    for row, scoring in enumerate(ballots.groups):
        for option, said in scoring:
            points[row, at[option]] = int(said * parts)
    return points, int(most * parts), np.array([int(w * unit) for w in weights], object), unit


def weight(units: int, unit: int) -> Exact:
    """Units as a weight."""
    return exact(Fraction(units, unit))
