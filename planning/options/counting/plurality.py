"""Plurality 简单多数."""

from __future__ import annotations

from planning.options.counting.profile import Profile, first_places
from planning.options.counting.result import Result, by_scores, nothing
from planning.options.counting.ties import STANDS, TieRule


def plurality(profile: Profile, tie: TieRule = STANDS) -> Result:
    """The most first places wins, half of them or not.

    Options that share a first rank share the ballot equally. Source: the oldest rule in use; described with its
    faults by Borda, *Mémoire sur les élections au scrutin*, 1781.
    """
    if not profile.groups:
        return nothing("plurality")
    return by_scores("plurality", first_places(profile), tie)
