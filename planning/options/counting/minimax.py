"""Minimax 最小最大法, also called the Simpson-Kramer method."""

from __future__ import annotations

from planning.options.counting.pairwise import pairwise
from planning.options.counting.profile import Profile
from planning.options.counting.result import Result, by_scores, nothing
from planning.options.counting.strengths import Strength, margin, strengths, winning_votes
from planning.options.counting.ties import STANDS, TieRule


def minimax_winning(profile: Profile, tie: TieRule = STANDS) -> Result:
    """Whose heaviest defeat is lightest wins; a defeat weighs as many votes as the winning side had.

    ``scores`` are the heaviest defeats, 0 where there is none. Source: P. Simpson, 1969, and G. H. Kramer, 1977; by
    winning votes as in M. Schulze, *A new monotonic, clone-independent … method*, 2011, section 1.
    """
    return _minimax("minimax_winning", winning_votes, profile, tie)


def minimax_margins(profile: Profile, tie: TieRule = STANDS) -> Result:
    """Whose heaviest defeat is lightest wins; a defeat weighs as many votes as the winning side was ahead.

    ``scores`` are the heaviest defeats, 0 where there is none. Source: as for winning votes; by margins in
    N. Tideman, *Collective Decisions and Voting*, 2006, chapter 13.
    """
    return _minimax("minimax_margins", margin, profile, tie)


def _minimax(method: str, strength: Strength, profile: Profile, tie: TieRule) -> Result:
    if not profile.groups:
        return nothing(method)
    defeats = zip(*strengths(pairwise(profile), strength), strict=True)
    return by_scores(method, dict(zip(profile.options, map(max, defeats), strict=True)), tie, fewest=True)
