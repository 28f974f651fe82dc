"""The ballots of a profile as arrays: who stands how high on each, and whole weights."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import lcm
from typing import Any

import numpy as np
from numpy.typing import NDArray

from planning.options.counting.columns import Columns
from planning.options.counting.exact import Exact, exact
from planning.options.counting.profile import Profile, Unranked
from planning.options.sensitivity.margin import Margin

Array = NDArray[Any]

MOST = 2**52
"""Units that 64-bit sums of products with small numbers surely hold; more are kept as Python's own whole numbers."""


@dataclass(frozen=True)
class Cast:
    """Ballots in whole units: ``ranks[b, i]`` options stand above option i on ballot b, all of them if it is unranked.

    :param units: how many units the ballots of a row weigh; ``unit`` of them make a weight of 1.
    """

    profile: Profile
    ranks: Array
    units: Array
    unit: int

    @classmethod
    def of(cls, profile: Profile) -> Cast:
        """All ballots, the blank and the invalid ones in a last row that ranks nothing."""
        size = len(profile.options)
        rows, weights = _columns(profile.groups) if isinstance(profile.groups, Columns) else _groups(profile)
        silent = exact(profile.blank + sum(profile.invalid.values()))
        unit = lcm(*(Fraction(weight).denominator for weight in {*weights, silent}))
        whole = [int(weight * unit) for weight in (*weights, silent)]
        units = np.array(whole, np.int64 if sum(whole) < MOST else object)
        return cls(profile, np.vstack([rows, np.full((1, size), size, rows.dtype)]), units, unit)

    @cached_property
    def total(self) -> int:
        """Units of all ballots."""
        return int(self.units.sum())

    @property
    def is_ranked(self) -> Array:
        """``[b, i]``: whether ballot b ranks option i."""
        return self.ranks < len(self.profile.options)

    def prefers(self, i: int, j: int) -> Array:
        """Which ballots rank option i above option j, by what an unranked option is here."""
        above: Array = self.ranks[:, i] < self.ranks[:, j]
        return above if self.profile.unranked is Unranked.TIED_LAST else above & self.is_ranked[:, j]

    def weight(self, units: int) -> Exact:
        """Units as a weight."""
        return exact(Fraction(units, self.unit))

    def margin(self, at_least: int, at_most: int | None) -> Margin:
        """Units as a margin; a way that changes ballots in part proves nothing."""
        total = self.weight(self.total)
        is_proven = self.unit == 1 or at_most == 0
        return Margin(self.weight(at_least), at_most if is_proven else None, total, self.profile.rows != total)


def _groups(profile: Profile) -> tuple[Array, list[Exact]]:
    size = len(profile.options)
    at = {option: i for i, option in enumerate(profile.options)}
    rows: list[list[int]] = []
    for ranking in profile.groups:
        row, above = [size] * size, 0
        for rank in ranking:
            for option in rank:
                row[at[option]] = above
            above += len(rank)
        rows.append(row)
    return np.array(rows, np.int16).reshape(len(rows), size), list(profile.groups.values())


def _columns(columns: Columns) -> tuple[Array, list[Exact]]:
    size, rows = len(columns.options), columns.orders.shape[1]
    ranks = np.full((rows, size + 1), size, np.int16)
    for place, column in enumerate(columns.orders):
        ranks[np.arange(rows), column] = place
    ones: list[Exact] = [1] * rows
    if columns.weights is None:
        return ranks[:, :size], ones
    return ranks[:, :size], [exact(Fraction(weight, columns.unit)) for weight in columns.weights.tolist()]
