"""The publication rule: what of a round may be told to everybody, so that no figure tells how somebody voted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from planning.options.ballot import Ballot, Ranking

FEWEST_BALLOTS = 10
"""With fewer ballots only the result is told."""
OCCURS_AT_LEAST = 5
"""A ranking is shown only where all that are shown occur so often: a rare order of preference is a signature."""
DEPTHS = (4, 3)
"""Ranks after which rankings are cut; the deeper cut is tried first."""


@dataclass(frozen=True, slots=True)
class Shown:
    """Ballots that may be shown: what each says, cut after ``depth`` ranks. ``whole``: nothing was cut from any."""

    ballots: tuple[Ballot, ...]
    depth: int
    whole: bool


def is_only_result(ballots: int) -> bool:
    """Whether nothing but the result may be told."""
    return ballots < FEWEST_BALLOTS


def shown(ballots: Sequence[Ballot], *, whole: bool = False) -> Shown | None:
    """The ballots as everybody may see them, or None where nobody but the board may see any.

    Each must occur five times at least after cutting at four ranks, or at three. A ballot that weighs other than one
    carries a floor area, which is as good as a name: then none is shown.

    :param whole: never cut, so that a rare ballot hides all of them: of score ballots, which have no ranks to cut after.
    """
    if is_only_result(len(ballots)) or any(ballot.weight != 1 for ballot in ballots):
        return None
    depths = [max((len(ballot.ranking) for ballot in ballots), default=0)] if whole else DEPTHS
    for depth in depths:
        cut = [ballot.ranking[:depth] for ballot in ballots]
        if min(Counter(cut).values()) >= OCCURS_AT_LEAST:
            is_whole = all(len(ballot.ranking) <= depth for ballot in ballots)
            return Shown(tuple(map(_only, ballots, cut)), depth, is_whole)
    return None


def _only(ballot: Ballot, ranking: Ranking) -> Ballot:
    """A ballot with nothing but its round and a ranking."""
    return Ballot("", ballot.community_id, ballot.round_id, ranking)
