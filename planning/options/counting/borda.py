"""The Borda count 波达计数."""

from __future__ import annotations

from planning.options.counting.exact import Exact, half
from planning.options.counting.profile import Profile, Unranked
from planning.options.counting.result import Result, by_scores, nothing
from planning.options.counting.steps import bits
from planning.options.counting.ties import STANDS, TieRule


def borda(profile: Profile, tie: TieRule = STANDS) -> Result:
    """Points by rank: n-1 for the first of n options down to 0 for the last; the most points win.

    Options that are tied share the average of the places they take together; so do unranked ones, unless they are
    announced to be left out: then they have no points. Source: Jean-Charles de
    Borda, *Mémoire sur les élections au scrutin*, 1781; averaging after Black, *The Theory of Committees and
    Elections*, 1958.
    """
    if not profile.groups:
        return nothing("borda")
    return by_scores("borda", borda_points(profile), tie)


def borda_points(profile: Profile) -> dict[str, Exact]:
    """Points of every option. Counted doubled, so that averages stay whole numbers until the end.

    Twice the points are n-1 for every ballot, and one more for each comparison won, one less for each lost. Where
    unranked options are left out they have none, and only ranked ones are placed.
    """
    size = len(profile.options)
    if profile.unranked is Unranked.LEFT_OUT:
        doubled: list[Exact] = [0] * size
        for (above, here), weight in profile.steps.items():
            twice = 2 * (size - 1 - above.bit_count()) - (here.bit_count() - 1)
            for i in bits(here):
                doubled[i] += weight * twice
        return {option: half(points) for option, points in zip(profile.options, doubled, strict=True)}
    won, lost = map(sum, profile.preferences), map(sum, zip(*profile.preferences, strict=True))
    every = profile.weight * (size - 1)
    return {option: half(every + w - f) for option, w, f in zip(profile.options, won, lost, strict=True)}
