"""The Smith set 史密斯集."""

from __future__ import annotations

from planning.errors import N_
from planning.options.counting.pairwise import Pairwise, pairwise
from planning.options.counting.profile import Profile
from planning.options.counting.result import Result, nothing
from planning.options.counting.ties import STANDS, TieRule
from planning.wording import Sentence

A_SET = Sentence(N_("This is a set, not a choice: each option in it is preferred to each option outside."))


def smith(profile: Profile, tie: TieRule = STANDS) -> Result:  # noqa: ARG001 - a criterion breaks no tie
    """The fewest options of which each beats all that are left out; one only where there is a Condorcet winner.

    Source: J. H. Smith, *Aggregation of preferences with variable electorate*, Econometrica 41, 1973; I. J. Good, 1971.
    """
    if not profile.groups:
        return nothing("smith")
    found = smith_set(pairwise(profile))
    rest = tuple(option for option in profile.options if option not in found)
    return Result("smith", found, (found, rest) if rest else (found,), note=A_SET)


def smith_set(table: Pairwise) -> tuple[str, ...]:
    """The Smith set, in the order of the options.

    Whoever has the best balance of wins and losses is in it; so is whoever somebody in it does not beat.
    """
    beats = table.beats
    best = max(range(len(beats)), key=lambda i: sum(beats[i]) - sum(row[i] for row in beats))
    found, waiting = {best}, [best]
    while waiting:
        i = waiting.pop()
        more = [j for j, beaten in enumerate(beats[i]) if not beaten and j not in found]
        found.update(more)
        waiting += more
    return tuple(table.options[i] for i in sorted(found))
