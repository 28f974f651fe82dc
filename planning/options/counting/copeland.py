"""Copeland's method 科普兰法."""

from __future__ import annotations

from planning.options.counting.pairwise import pairwise
from planning.options.counting.profile import Profile
from planning.options.counting.result import Result, by_scores, nothing
from planning.options.counting.ties import STANDS, TieRule


def copeland(profile: Profile, tie: TieRule = STANDS) -> Result:
    """Comparisons won minus comparisons lost; the most wins.

    Source: A. H. Copeland, *A "reasonable" social welfare function*, University of Michigan seminar notes, 1951.
    """
    if not profile.groups:
        return nothing("copeland")
    table = pairwise(profile)
    records = {option: table.record(option) for option in profile.options}
    return by_scores("copeland", {option: won - lost for option, (won, lost, _) in records.items()}, tie)
