"""A profile 选票集: ballots grouped by what they say.

Methods count over its steps (:mod:`.steps`), which are few however many ballots there are. Blank and invalid ballots
stand apart, invalid ones by reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any

from planning.options.ballot import Ballot, Ranking, fault_of, without
from planning.options.counting.exact import Exact, exact
from planning.options.counting.steps import (
    Flights,
    Matrix,
    Steps,
    bits,
    compared,
    compared_where_ranked,
    firsts,
    steps_of,
)
from planning.options.counting.unranked import Unranked as Unranked  # noqa: PLC0414 - its rule is the profile's

if TYPE_CHECKING:
    import numpy as np


@dataclass(frozen=True)
class Profile:
    """Distinct rankings with their weights, the options in a fixed order.

    :param groups: ranking -> weight; no blank and no invalid one among them.
    :param rows: how many ballots (or lines of a file) it was made of, whatever they weigh.
    :param withdrawn: options that were struck; a tie rule announced before may still name them.
    :param unranked: what an unranked option is in comparisons and in the Borda count.
    """

    options: tuple[str, ...]
    groups: Mapping[Ranking, Exact]
    blank: Exact = 0
    invalid: Mapping[str, Exact] = field(default_factory=dict)
    rows: int = 0
    withdrawn: tuple[str, ...] = ()
    unranked: Unranked = Unranked.TIED_LAST

    @classmethod
    def from_array(
        cls, options: Iterable[str], orders: np.ndarray[Any, Any], weights: Sequence[Exact] | None = None
    ) -> Profile:
        """The profile of a whole-number array (ballots, places): places of options from 0, best first, -1 for nothing.

        Made for millions of ballots; one option at each rank. Faults of a row make it invalid, as everywhere.

        :param weights: one for each row; None: each weighs 1.
        """
        from planning.options.counting.columns import profile_of_array  # numpy comes with it

        return profile_of_array(tuple(options), orders, weights)

    @classmethod
    def from_rows(
        cls, options: Iterable[str], rows: Sequence[Sequence[str]], weights: Sequence[Exact] | None = None
    ) -> Profile:
        """The profile of rows of option keys, best first, one at each rank; otherwise as :meth:`from_array`."""
        from planning.options.counting.columns import profile_of_rows  # numpy comes with it

        return profile_of_rows(tuple(options), rows, weights)

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

    @cached_property
    def steps(self) -> Steps:
        """The ballots as steps, for counting."""
        return steps_of(self.options, self.groups)

    @cached_property
    def preferences(self) -> Matrix:
        """``[i][j]``: weight that prefers option i to option j, by what an unranked option is here."""
        by = compared if self.unranked is Unranked.TIED_LAST else compared_where_ranked
        return by(self.steps, len(self.options))

    @cached_property
    def weight(self) -> Exact:
        """Weight of the ballots that count."""
        return exact(sum(firsts(self.steps).values()))

    @property
    def total(self) -> Exact:
        """Weight of all ballots, blank and invalid ones included."""
        return exact(self.weight + self.blank + sum(self.invalid.values()))

    @property
    def has_equal_ranks(self) -> bool:
        """Whether some ballot ranks options equally."""
        return any(here & (here - 1) for _, here in self.steps)

    def without(self, gone: Iterable[str]) -> Profile:
        """The profile after options were withdrawn: they are struck and the ranks below close up.

        A ballot that named nothing else is invalid (``only_withdrawn``): its voter did choose, unlike a blank one.
        """
        struck = frozenset(gone)
        groups, empty = self._struck(struck)
        invalid = dict(self.invalid)
        if empty:
            invalid["only_withdrawn"] = exact(invalid.get("only_withdrawn", 0) + empty)
        left = tuple(option for option in self.options if option not in struck)
        withdrawn = (*self.withdrawn, *(option for option in self.options if option in struck))
        return replace(self, options=left, groups=groups, invalid=invalid, withdrawn=withdrawn)

    def _struck(self, gone: frozenset[str]) -> tuple[Mapping[Ranking, Exact], Exact]:
        """The rankings without some options, and the weight of those that named nothing else."""
        if isinstance(self.groups, Flights):
            return self.groups.without(sum(1 << i for i, option in enumerate(self.options) if option in gone))
        groups: dict[Ranking, Exact] = {}
        empty: Exact = 0
        for ranking, weight in self.groups.items():
            rest = without(ranking, gone)
            if rest:
                groups[rest] = exact(groups.get(rest, 0) + weight)
            else:
                empty += weight
        return groups, empty


def first_places(profile: Profile) -> dict[str, Exact]:
    """Weight that puts each option first; options that share a first rank share the ballot equally."""
    tallies: dict[str, Exact] = dict.fromkeys(profile.options, 0)
    for here, weight in firsts(profile.steps).items():
        first = bits(here)
        for i in first:
            tallies[profile.options[i]] += weight if len(first) == 1 else exact(Fraction(weight) / len(first))
    return {option: exact(tally) for option, tally in tallies.items()}


def standing(profile: Profile) -> dict[str, tuple[Exact, ...]]:
    """How often each option stood at each rank: weights at rank 1, 2, …, n, and last of all unranked.

    Options of equal rank all stand at the best place they share, as in sports.
    """
    size = len(profile.options)
    table: list[list[Exact]] = [[*[0] * size, profile.weight] for _ in profile.options]
    for (above, here), weight in profile.steps.items():
        place = above.bit_count()
        for i in bits(here):
            table[i][place] += weight
            table[i][size] -= weight
    return {option: tuple(map(exact, row)) for option, row in zip(profile.options, table, strict=True)}
