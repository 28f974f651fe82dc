"""The margin of an instant runoff: bounds that often meet.

At most: at each stage of the count, the winner can be made to leave by taking ballots from it and giving them to those
below it; the cheapest stage (D. Cary, *Estimating the margin of victory for instant-runoff voting*, 2011; the last stage
alone is the last-round margin). At least: over every order in which options could leave with the winner among them, the
dearest step of the cheapest order (the lower bound of T. Magrino et al., *Computing the margin of victory in IRV
elections*, 2011, and M. Blom et al., *Efficient computation of exact IRV margins*, 2016, searched over who still stands).
"""

from __future__ import annotations

import heapq
from collections.abc import Mapping
from itertools import count

from planning.options.counting.steps import Steps, bits, firsts, struck

MOST_STEPS = 400_000
"""Steps that are gone through for all sets of standing options; after those the bound is what was proven so far."""

Tallies = Mapping[int, int]


def runoff_bounds(steps: Mapping[tuple[int, int], int], size: int, winner: int) -> tuple[int, int]:
    """At least and at most so many units; ``steps`` with whole weights, one option at each rank."""
    everybody = (1 << size) - 1
    at_most = _by_the_stages(steps, everybody, winner)
    return _over_all_orders(steps, everybody, winner, at_most), at_most


def to_leave(tallies: Tallies, option: int) -> int:
    """Fewest changes after which an option has no more than any other one.

    With k changes it loses k at most, and the others gain k at most in sum; so for the m lowest others together,
    m times (its tally - k) minus what they have must not be more than k.
    """
    own, below, need = tallies[option], 0, 0
    for m, tally in enumerate(sorted(t for other, t in tallies.items() if other != option), start=1):
        below += tally
        need = max(need, -(-(m * own - below) // (m + 1)))
    return need


def tallies_of(steps: Steps, standing: int) -> dict[int, int]:
    """What each standing option holds; ``steps`` without those that left."""
    found = dict.fromkeys(bits(standing), 0)
    for here, weight in firsts(steps).items():
        found[here.bit_length() - 1] += int(weight)
    return found


def _by_the_stages(steps: Steps, standing: int, winner: int) -> int:
    """The cheapest stage at which the winner can be made to leave.

    Its ballots are changed by putting another standing option right before it. So whoever left before this stage
    leaves as before, unless the winner leaves even earlier.
    """
    found: list[int] = []
    while standing & (standing - 1):
        tallies = tallies_of(steps, standing)
        found.append(to_leave(tallies, winner))
        lowest = min((option for option in tallies if option != winner), key=tallies.__getitem__)
        standing &= ~(1 << lowest)
        steps = struck(steps, 1 << lowest)
    return min(found)


def _over_all_orders(steps: Steps, everybody: int, winner: int, at_most: int) -> int:
    """The cheapest way to a stage at which the winner leaves, where a way costs as much as its dearest step."""
    tick = count()
    waiting: list[tuple[int, int, int, Steps, int]] = [(0, next(tick), everybody, steps, 0)]
    cheapest = {everybody: 0}
    best = at_most
    looked = 0
    while looked < MOST_STEPS:
        if not waiting or waiting[0][0] >= best:
            return best
        cost, _, standing, above, gone = heapq.heappop(waiting)
        if cost > cheapest[standing]:
            continue
        here = struck(above, gone) if gone else above
        looked += len(above)
        tallies = tallies_of(here, standing)
        for option in tallies:
            step = max(cost, to_leave(tallies, option))
            rest = standing & ~(1 << option)
            if option == winner:
                best = min(best, step)
            elif step < min(best, cheapest.get(rest, best)) and rest & (rest - 1):
                cheapest[rest] = step
                heapq.heappush(waiting, (step, next(tick), rest, here, 1 << option))
    return min(best, waiting[0][0]) if waiting else best
