"""Black's method 布莱克法."""

from __future__ import annotations

from dataclasses import replace

from planning.errors import N_
from planning.options.counting.borda import borda
from planning.options.counting.condorcet import condorcet
from planning.options.counting.profile import Profile
from planning.options.counting.result import Result, nothing
from planning.options.counting.ties import STANDS, TieRule
from planning.wording import Sentence

BY_BORDA = Sentence(N_("No option is preferred to every other one, so the Borda count decides."))


def black(profile: Profile, tie: TieRule = STANDS) -> Result:
    """The option preferred to every other one; where there is none, the Borda count decides.

    Source: Duncan Black, *The Theory of Committees and Elections*, 1958, chapter 9.
    """
    if not profile.groups:
        return nothing("black")
    preferred = condorcet(profile)
    if preferred.winners:
        return replace(preferred, method="black")
    return replace(borda(profile, tie), method="black", note=BY_BORDA)
