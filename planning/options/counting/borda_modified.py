"""The modified Borda count 修正波达计数法."""

from __future__ import annotations

from planning.options.counting.exact import Exact, half
from planning.options.counting.profile import Profile
from planning.options.counting.result import Result, by_scores, nothing
from planning.options.counting.ties import STANDS, TieRule


def borda_modified(profile: Profile, tie: TieRule = STANDS) -> Result:
    """A ballot that ranks k options gives k points to its first, k-1 to the next, 1 to its last; unranked ones have 0.

    Who ranks fewer gives fewer points, so it pays to rank all. Options of equal rank share the average of the places
    they take together. Source: P. Emerson, *The original Borda count and partial voting*, Social Choice and Welfare
    40, 2013.
    """
    if not profile.groups:
        return nothing("borda_modified")
    doubled: dict[str, Exact] = dict.fromkeys(profile.options, 0)
    for ranking, weight in profile.groups.items():
        left = sum(map(len, ranking))
        for rank in ranking:
            for option in rank:
                doubled[option] += weight * (2 * left - len(rank) + 1)
            left -= len(rank)
    return by_scores("borda_modified", {option: half(points) for option, points in doubled.items()}, tie)
