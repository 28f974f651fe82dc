"""How strong a comparison is: by winning votes or by margin. A comparison that is lost or tied has no strength."""

from __future__ import annotations

from collections.abc import Callable

from planning.options.counting.exact import Exact
from planning.options.counting.pairwise import Pairwise

Matrix = tuple[tuple[Exact, ...], ...]
Strength = Callable[[Exact, Exact], Exact]
"""From the weight that prefers one option to another and the weight that prefers the other."""


def winning_votes(prefer: Exact, against: Exact) -> Exact:
    """All ballots on the winning side."""
    return prefer if prefer > against else 0


def margin(prefer: Exact, against: Exact) -> Exact:
    """By how much the winning side is ahead."""
    return max(prefer - against, 0)


def strengths(table: Pairwise, strength: Strength) -> Matrix:
    """``[i][j]``: strength with which option i beats option j, 0 where it does not."""
    matrix, size = table.matrix, range(len(table.options))
    return tuple(tuple(strength(matrix[i][j], matrix[j][i]) for j in size) for i in size)
