"""Made-up conversations whose groups are known."""

from __future__ import annotations

import numpy as np

from planning.surveys.opinions.votes import Votes


def conversation(
    sizes: tuple[int, ...], statements: int = 24, *, noise: float = 0.12, seed: int = 1, seen: float = 0.8
) -> Votes:
    """Groups of people, each of one mind of its own about three statements in four and all of one mind about the rest.

    A share ``noise`` of the votes is turned round, and everybody has seen a share ``seen`` of the statements.
    """
    chance = np.random.default_rng(seed)
    minds = -np.ones((len(sizes), statements))
    minds[:, : statements // 4] = 1.0
    for place in range(statements // 4, statements):
        minds[place % len(sizes), place] = 1.0  # each statement has its own group behind it
    rows = np.repeat(minds, sizes, axis=0)
    rows = np.where(chance.random(rows.shape) < noise, -rows, rows)
    rows[chance.random(rows.shape) > seen] = np.nan
    names = tuple(f"p{number}" for number in range(len(rows)))
    return Votes(names, tuple(f"s{number}" for number in range(statements)), rows)
