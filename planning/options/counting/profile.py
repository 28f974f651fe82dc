"""A profile 选票集: ballots grouped by what they say.

A million ballots say a few thousand different things at most; every method counts over those. Blank and invalid
ballots stand apart, invalid ones by reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from planning.options.ballot import Ballot, Ranking, fault_of, without
from planning.options.counting.exact import Exact, exact


@dataclass(frozen=True, slots=True)
class Profile:
    """Distinct rankings with their weights, the options in a fixed order.

    :param groups: ranking -> weight; no blank and no invalid one among them.
    :param rows: how many ballots (or lines of a file) it was made of, whatever they weigh.
    :param withdrawn: options that were struck; a tie rule announced before may still name them.
    """

    options: tuple[str, ...]
    groups: Mapping[Ranking, Exact]
    blank: Exact = 0
    invalid: Mapping[str, Exact] = field(default_factory=dict)
    rows: int = 0
    withdrawn: tuple[str, ...] = ()

    @classmethod
    def of(cls, options: Iterable[str], ballots: Iterable[Ballot]) -> Profile:
        """The profile of the ballots in a box."""
        return cls.grouped(options, ((ballot.ranking, ballot.weight) for ballot in ballots))

    @classmethod
    def grouped(cls, options: Iterable[str], rankings: Iterable[tuple[Ranking, Exact]]) -> Profile:
        """The profile of rankings with weights; a ranking that cannot count is invalid, never an error."""
        options = tuple(options)
        weights: dict[Ranking, Exact] = {}
        rows = 0
        for ranking, weight in rankings:
            rows += 1
            weights[ranking] = weights.get(ranking, 0) + exact(weight)
        return cls.sorted_out(options, weights, rows)

    @classmethod
    def sorted_out(cls, options: tuple[str, ...], weights: Mapping[Ranking, Exact], rows: int) -> Profile:
        """Tell blank and invalid rankings from those that count."""
        known = frozenset(options)
        groups: dict[Ranking, Exact] = {}
        invalid: dict[str, Exact] = {}
        for ranking, weight in weights.items():
            reason = fault_of(ranking, known)
            if reason is not None:
                invalid[reason] = exact(invalid.get(reason, 0) + weight)
            elif ranking and weight:
                # a rank is a set: two voters who tie the same options in another order say the same
                same = tuple(tuple(sorted(rank)) if len(rank) > 1 else rank for rank in ranking)
                groups[same] = exact(groups.get(same, 0) + weight)
        return cls(options, groups, exact(weights.get((), 0)), invalid, rows)

    @property
    def weight(self) -> Exact:
        """Weight of the ballots that count."""
        return exact(sum(self.groups.values()))

    @property
    def total(self) -> Exact:
        """Weight of all ballots, blank and invalid ones included."""
        return exact(self.weight + self.blank + sum(self.invalid.values()))

    @property
    def has_equal_ranks(self) -> bool:
        """Whether some ballot ranks options equally."""
        return any(len(rank) > 1 for ranking in self.groups for rank in ranking)

    def without(self, gone: Iterable[str]) -> Profile:
        """The profile after options were withdrawn: they are struck and the ranks below close up.

        A ballot that named nothing else is invalid (``only_withdrawn``): its voter did choose, unlike a blank one.
        """
        struck = frozenset(gone)
        groups: dict[Ranking, Exact] = {}
        empty: Exact = 0
        for ranking, weight in self.groups.items():
            rest = without(ranking, struck)
            if rest:
                groups[rest] = exact(groups.get(rest, 0) + weight)
            else:
                empty += weight
        invalid = dict(self.invalid)
        if empty:
            invalid["only_withdrawn"] = exact(invalid.get("only_withdrawn", 0) + empty)
        left = tuple(option for option in self.options if option not in struck)
        withdrawn = (*self.withdrawn, *(option for option in self.options if option in struck))
        return Profile(left, groups, self.blank, invalid, self.rows, withdrawn)


def first_places(profile: Profile) -> dict[str, Exact]:
    """Weight that puts each option first; options that share a first rank share the ballot equally."""
    tallies: dict[str, Exact] = dict.fromkeys(profile.options, 0)
    for ranking, weight in profile.groups.items():
        first = ranking[0]
        for option in first:
            tallies[option] += weight if len(first) == 1 else exact(Fraction(weight) / len(first))
    return {option: exact(tally) for option, tally in tallies.items()}


def standing(profile: Profile) -> dict[str, tuple[Exact, ...]]:
    """How often each option stood at each rank: weights at rank 1, 2, …, n, and last of all unranked.

    Options of equal rank all stand at the best place they share, as in sports.
    """
    size = len(profile.options)
    table: dict[str, list[Exact]] = {option: [*[0] * size, profile.weight] for option in profile.options}
    for ranking, weight in profile.groups.items():
        above = 0
        for rank in ranking:
            for option in rank:
                table[option][above] += weight
                table[option][size] -= weight
            above += len(rank)
    return {option: tuple(map(exact, row)) for option, row in table.items()}
