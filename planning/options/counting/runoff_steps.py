"""A runoff over steps: however many ballots there are, a stage costs as much as there are steps left."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from planning.options.ballot import Ranking
from planning.options.counting.exact import Exact
from planning.options.counting.profile import Profile
from planning.options.counting.runoff import Standing
from planning.options.counting.steps import Steps, firsts, handed, struck


@dataclass(frozen=True, slots=True)
class SteppedStanding(Standing):
    """The count at one stage: the steps of what the ballots still say. No ballot may hold equal ranks.

    :param left: options that have left, as bits.
    :param groups: the ballots, for the rare case that several options leave at once.
    """

    options: tuple[str, ...] = ()
    steps: Steps = field(default_factory=dict)
    left: int = 0
    groups: Mapping[Ranking, Exact] = field(default_factory=dict)

    @classmethod
    def first(cls, profile: Profile) -> SteppedStanding:
        """Every ballot with its first option."""
        tallies = _tallies(profile.options, profile.steps, 0)
        return cls({}, tallies, 0, profile.options, profile.steps, 0, profile.groups)

    def after(self, gone: Collection[str]) -> tuple[Standing, dict[str, dict[str, Exact]]]:
        """The next stage once some options have left, and what each of them handed to whom."""
        leaving = sum(1 << i for i, option in enumerate(self.options) if option in gone)
        rest = struck(self.steps, leaving)
        left = self.left | leaving
        tallies = _tallies(self.options, rest, left)
        exhausted = self.exhausted + sum(self.tallies.values()) - sum(tallies.values())
        transfers: dict[str, dict[str, Exact]] = {option: {} for option in gone}
        if len(transfers) == 1:
            (received,) = transfers.values()
            received.update({o: more for o, tally in tallies.items() if (more := tally - self.tallies[o])})
        else:
            for (source, heir), weight in handed(self.options, self.groups, self.left, leaving).items():
                transfers[self.options[source]][self.options[heir]] = weight
        return replace(self, tallies=tallies, exhausted=exhausted, steps=rest, left=left), transfers


def standing_of(options: tuple[str, ...], steps: Steps) -> SteppedStanding:
    """The first stage of a count of which only the steps are known: who hands what to whom is not told where several leave."""
    return SteppedStanding({}, _tallies(options, steps, 0), 0, options, steps)


def _tallies(options: tuple[str, ...], steps: Steps, left: int) -> dict[str, Exact]:
    """What each continuing option holds."""
    tallies: dict[str, Exact] = {option: 0 for i, option in enumerate(options) if not left >> i & 1}
    for here, weight in firsts(steps).items():
        tallies[options[here.bit_length() - 1]] += weight
    return tallies
