"""Piles of ballots in a runoff: who continues, who holds how much, and where a pile goes when its option leaves."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any

from planning.options.counting.exact import Exact

Rest = tuple[Any, ...]
"""What a ballot says after the option that holds it."""


@dataclass(frozen=True, slots=True)
class Standing:
    """The count at one stage. Piles and tallies are in the order of the options and hold the continuing ones only."""

    piles: Mapping[str, Mapping[Rest, Exact]]
    tallies: Mapping[str, Exact]
    exhausted: Exact = 0

    def majority(self) -> str | None:
        """The option that holds more than half of what still counts."""
        leader = max(self.tallies, key=self.tallies.__getitem__)
        return leader if 2 * self.tallies[leader] > sum(self.tallies.values()) else None

    def lowest(self) -> tuple[str, ...]:
        """The options with the fewest ballots."""
        fewest = min(self.tallies.values())
        return tuple(option for option, tally in self.tallies.items() if tally == fewest)

    def leaving_at_once(self) -> tuple[str, ...]:
        """Options that a rule of the count sends away before the lowest one is looked for; here there is none."""
        return ()

    @property
    def way_matters(self) -> bool:
        """Whether the rest of the count depends on more than who continues; here it does not."""
        return False

    def may_leave_together(self, tied: Collection[str]) -> bool:
        """Whether no order among the tied lowest options can matter.

        If all of them together hold less than any other option, each of them leaves before any other does, whatever
        they hand on among themselves.
        """
        others = [tally for option, tally in self.tallies.items() if option not in tied]
        return bool(others) and sum(self.tallies[option] for option in tied) < min(others)

    def after(self, gone: Collection[str]) -> tuple[Standing, dict[str, dict[str, Exact]]]:
        """The next stage once some options have left, and what each of them handed to whom."""
        piles = {option: pile for option, pile in self.piles.items() if option not in gone}
        tallies = {option: self.tallies[option] for option in piles}
        exhausted = self.exhausted
        transfers: dict[str, dict[str, Exact]] = {}
        fresh: dict[str, dict[Rest, Exact]] = {}  # piles that change are copied once; the others stay shared
        for option in gone:
            received = transfers.setdefault(option, {})
            for rest, weight in self.piles[option].items():
                heir, left = self.next_of(rest, piles)
                if heir is None:
                    exhausted += weight
                    continue
                if heir not in fresh:
                    fresh[heir] = dict(piles[heir])
                fresh[heir][left] = fresh[heir].get(left, 0) + weight
                tallies[heir] += weight
                received[heir] = received.get(heir, 0) + weight
        piles = {option: fresh.get(option, pile) for option, pile in piles.items()}
        return replace(self, piles=piles, tallies=tallies, exhausted=exhausted), transfers

    def next_of(self, rest: Rest, continuing: Collection[str]) -> tuple[str | None, Rest]:
        """The first option that continues, and what follows it."""
        for i, option in enumerate(rest):
            if option in continuing:
                return option, rest[i + 1 :]
        return None, ()
