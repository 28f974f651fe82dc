"""The Borda count 波达计数."""

from __future__ import annotations

from planning.options.counting.exact import Exact, half
from planning.options.counting.profile import Profile
from planning.options.counting.result import Result, by_scores, nothing
from planning.options.counting.ties import STANDS, TieRule


def borda(profile: Profile, tie: TieRule = STANDS) -> Result:
    """Points by rank: n-1 for the first of n options down to 0 for the last; the most points win.

    Options that are tied or unranked share the average of the places they take together. Source: Jean-Charles de
    Borda, *Mémoire sur les élections au scrutin*, 1781; averaging after Black, *The Theory of Committees and
    Elections*, 1958.
    """
    if not profile.groups:
        return nothing("borda")
    return by_scores("borda", borda_points(profile), tie)


def borda_points(profile: Profile) -> dict[str, Exact]:
    """Points of every option. Counted doubled, so that averages stay whole numbers until the end."""
    size = len(profile.options)
    doubled: dict[str, Exact] = dict.fromkeys(profile.options, 0)
    unranked_everywhere: Exact = 0
    for ranking, weight in profile.groups.items():
        # The m options left off take the last m places: m-1 is twice their average. It is given to all options at
        # once, below, and taken back here from the ranked ones.
        left_off = size - sum(map(len, ranking))
        unranked_everywhere += weight * (left_off - 1)
        above = 0
        for rank in ranking:
            twice = 2 * (size - 1 - above) - (len(rank) - 1)
            for option in rank:
                doubled[option] += weight * (twice - (left_off - 1))
            above += len(rank)
    return {option: half(points + unranked_everywhere) for option, points in doubled.items()}
