"""The modified Borda count 修正波达计数法."""

from __future__ import annotations

from planning.options.counting.exact import Exact, half
from planning.options.counting.profile import Profile
from planning.options.counting.result import Result, by_scores, nothing
from planning.options.counting.steps import bits
from planning.options.counting.ties import STANDS, TieRule


def borda_modified(profile: Profile, tie: TieRule = STANDS) -> Result:
    """A ballot that ranks k options gives k points to its first, k-1 to the next, 1 to its last; unranked ones have 0.

    Who ranks fewer gives fewer points, so it pays to rank all. Options of equal rank share the average of the places
    they take together. Source: P. Emerson, *The original Borda count and partial voting*, Social Choice and Welfare
    40, 2013.
    """
    if not profile.groups:
        return nothing("borda_modified")
    doubled: list[Exact] = [0] * len(profile.options)
    for (above, here), weight in profile.steps.items():
        # twice one point for itself and one for each ranked option below; those that share a rank share theirs
        many = here.bit_count()
        for i in bits(above):
            doubled[i] += 2 * many * weight
        for i in bits(here):
            doubled[i] += (many + 1) * weight
    points = dict(zip(profile.options, map(half, doubled), strict=True))
    return by_scores("borda_modified", points, tie)
