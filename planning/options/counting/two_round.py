"""The two-round system 两轮决选制, counted from one set of rankings."""

from __future__ import annotations

from dataclasses import replace

from planning.options.counting.exact import exact
from planning.options.counting.finals import Pair, decided
from planning.options.counting.pairwise import pairwise
from planning.options.counting.profile import Profile, Unranked, first_places
from planning.options.counting.result import Result, Stage, nothing, places
from planning.options.counting.ties import STANDS, TieRule


def two_round(profile: Profile, tie: TieRule = STANDS) -> Result:
    """More than half of the first places wins; else the two with the most meet, and more ballots prefer the winner.

    Options that share a first rank share the ballot equally. In the final a ballot that prefers neither is exhausted.
    Source: French elections since 1852; as a rule on rankings ("plurality with runoff") in W. H. Riker, *Liberalism
    against Populism*, 1982.
    """
    if not profile.groups:
        return nothing("two_round")
    first = first_places(profile)
    groups = places(first)
    leader = groups[0][0]
    if 2 * first[leader] > profile.weight:
        return Result("two_round", (leader,), groups, first, (Stage(first, elected=(leader,)),))
    table = pairwise(replace(profile, unranked=Unranked.TIED_LAST))  # who names one finalist only prefers that one

    def meeting(pair: Pair) -> tuple[Stage, tuple[str, ...]]:
        one, other = table.prefer(*pair), table.prefer(*reversed(pair))
        stage = Stage({pair[0]: one, pair[1]: other}, exact(profile.weight - one - other))
        return stage, pair if one == other else (pair[0] if one > other else pair[1],)

    return decided("two_round", Stage(first), groups, tie, meeting)
