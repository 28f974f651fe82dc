"""Ways to flip an instant runoff that begin earlier than its winner's own defeat: somebody else leaves, and all turns.

In a runoff the option that leaves decides who wins. So at each stage each other option is made to leave instead, by
giving as many of its ballots as that takes to those below it, and the count is held again: what then flips is a proven
upper bound (the first deviation of T. Magrino et al., 2011, tried with the ballots that help the winner most).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from planning.errors import Refusals
from planning.options.counting.exact import Exact
from planning.options.counting.irv import run_off
from planning.options.counting.profile import Profile
from planning.options.counting.runoff_steps import standing_of
from planning.options.counting.steps import Flights, Step, struck
from planning.options.counting.ties import STANDS
from planning.options.sensitivity.runoff import tallies_of, to_leave

MOST_TRIED = 6
"""Ways that are counted again."""


@dataclass(frozen=True, slots=True)
class Way:
    """So many ballots of an option go to others at a stage, whose tallies are known."""

    changes: int
    leaving: int
    tallies: dict[int, int]


def fewer(profile: Profile, winner: int, at_least: int, at_most: int) -> int:
    """A smaller number of ballots that flips the outcome too, or the one that is known."""
    if isinstance(profile.groups, Flights):
        return at_most  # so many ballots are not spelled out for it
    ways, order = _ways(profile, winner)
    fitting = sorted((way for way in ways if at_least <= way.changes < at_most), key=lambda way: way.changes)
    for way in fitting[:MOST_TRIED]:
        if _flips(profile, _changed(profile, way, winner, order), winner):
            return way.changes
    return at_most


def _ways(profile: Profile, winner: int) -> tuple[list[Way], list[int]]:
    """At each stage each other option made to leave; and the order in which options would be strongest."""
    standing, steps = (1 << len(profile.options)) - 1, profile.steps
    ways: list[Way] = []
    order: list[int] = []
    while standing & (standing - 1):
        tallies = tallies_of(steps, standing)
        ways += [Way(to_leave(tallies, option), option, tallies) for option in tallies if option != winner]
        lowest = min((option for option in tallies if option != winner), key=tallies.__getitem__)
        order.insert(0, lowest)
        standing &= ~(1 << lowest)
        steps = struck(steps, 1 << lowest)
    return ways, order


def _changed(profile: Profile, way: Way, winner: int, order: list[int]) -> dict[Step, Exact]:
    """The steps after ballots of the leaving option were changed; those that help the winner soonest go first."""
    at = {option: i for i, option in enumerate(profile.options)}
    held: list[tuple[int, list[int], int]] = []
    for ranking, weight in profile.groups.items():
        row = [at[rank[0]] for rank in ranking]
        left = [option for option in row if option in way.tallies]
        if left[:1] == [way.leaving]:
            held.append((left.index(winner) if winner in left else len(at), row, int(weight)))
    steps = dict(profile.steps)
    ballots = iter(sorted(held))
    there, row = 0, list[int]()
    for heir, many in _heirs(way, winner, order):
        rest = [option for option in order if option not in {heir, winner}]
        left_to_give = many
        while left_to_give:
            if not there:
                _, row, there = next(ballots)
            times = min(there, left_to_give)
            _add(steps, row, -times)
            _add(steps, [heir, *rest], times)
            there, left_to_give = there - times, left_to_give - times
    return {step: weight for step, weight in steps.items() if weight}


def _heirs(way: Way, winner: int, order: list[int]) -> Iterator[tuple[int, int]]:
    """Who receives how many: those below what is left to the leaving option, the rest the strongest rival."""
    level = way.tallies[way.leaving] - way.changes
    given = 0
    for option, tally in way.tallies.items():
        if option != way.leaving and tally < level:
            yield option, level - tally
            given += level - tally
    rival = next((option for option in order if option in way.tallies and option != way.leaving), winner)
    if way.changes > given:
        yield rival, way.changes - given


def _add(steps: dict[Step, Exact], row: Iterable[int], times: int) -> None:
    above = 0
    for option in row:
        step = above, 1 << option
        steps[step] = steps.get(step, 0) + times
        above |= 1 << option


def _flips(profile: Profile, steps: dict[Step, Exact], winner: int) -> bool:
    try:
        result = run_off("irv", standing_of(profile.options, steps), STANDS)
    except Refusals:
        return False  # ties that cannot be followed prove nothing
    return result.winners != (profile.options[winner],)
