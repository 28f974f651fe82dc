"""Bucklin voting 巴克林法."""

from __future__ import annotations

from planning.options.counting.exact import Exact, exact
from planning.options.counting.profile import Profile, standing
from planning.options.counting.result import Result, Stage, chosen, nothing, places
from planning.options.counting.ties import STANDS, TieRule


def bucklin(profile: Profile, tie: TieRule = STANDS) -> Result:
    """First places count; while nobody is on more than half of the ballots, the next places are added to them.

    At the first stage where somebody is, the most wins. If all places were added and nobody is, the most wins too.
    Options of equal rank all stand at the best place they share. Source: J. W. Bucklin, Grand Junction, Colorado,
    1909; described in N. Tideman, *Collective Decisions and Voting*, 2006, chapter 13.
    """
    if not profile.groups:
        return nothing("bucklin")
    tallies = _added(profile)
    decisive = next((i for i, now in enumerate(tallies) if 2 * max(now.values()) > profile.weight), len(tallies) - 1)
    result = chosen("bucklin", _places(tallies[decisive:], profile), tie, scores=tallies[decisive])
    last = Stage(tallies[decisive], elected=result.winners if len(result.winners) == 1 else ())
    stages = (*(Stage(now) for now in tallies[:decisive]), last)
    return Result("bucklin", result.winners, result.ranking, result.scores, stages, result.ties)


def _added(profile: Profile) -> list[dict[str, Exact]]:
    """How many ballots have each option among their first 1, 2, …, n places; up to the last that adds anything."""
    stood = standing(profile)
    sums: dict[str, Exact] = dict.fromkeys(profile.options, 0)
    found: list[dict[str, Exact]] = []
    for place in range(len(profile.options)):
        now = {option: exact(sums[option] + stood[option][place]) for option in profile.options}
        if found and now == sums:
            continue  # equal ranks skip the places below; a stage at which nothing is added decides nothing
        sums = now
        found.append(now)
    return found


def _places(tallies: list[dict[str, Exact]], profile: Profile) -> tuple[tuple[str, ...], ...]:
    """By the stage at which more than half is reached, then by the tally there; who never reaches it comes last."""
    groups: list[tuple[str, ...]] = []
    left = profile.options
    for now in tallies:
        reached = {option: now[option] for option in left if 2 * now[option] > profile.weight}
        groups += places(reached)
        left = tuple(option for option in left if option not in reached)
    return (*groups, *places({option: tallies[-1][option] for option in left}))
