"""Marks 原始标记: ballots as they were marked by hand, before any rule says what they mean."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from planning.options.counting.exact import Exact, exact
from planning.options.counting.profile import Profile

OVERVOTE = "@overvote"
"""A rank with several marks that the source does not name."""
EXCLUDED = "@excluded"
"""A mark for an option that was struck from the count."""
SIGNS = frozenset({OVERVOTE, EXCLUDED})

Marked = tuple[tuple[str, ...], ...]
"""What stands at each rank: nothing, one mark or several (an over-vote); the same option may be repeated."""


@dataclass(frozen=True, slots=True)
class Marks:
    """Distinct marked ballots with their weights, the options in a fixed order.

    Empty ranks and repeats are kept, since rules differ in what they make of them. A ballot without any mark is blank.
    """

    options: tuple[str, ...]
    groups: Mapping[Marked, Exact]
    blank: Exact = 0
    invalid: Mapping[str, Exact] = field(default_factory=dict)
    rows: int = 0

    @classmethod
    def grouped(cls, options: Iterable[str], ballots: Iterable[tuple[Marked, Exact]]) -> Marks:
        """Group marked ballots; one that names no option of this count is invalid (``unknown_option``)."""
        options = tuple(options)
        known = SIGNS.union(options)
        groups: dict[Marked, Exact] = {}
        blank: Exact = 0
        unknown: Exact = 0
        rows = 0
        for marked, weight in ballots:
            rows += 1
            if not known.issuperset(mark for rank in marked for mark in rank):
                unknown += weight
            elif not any(marked):
                blank += weight
            elif weight:
                groups[marked] = exact(groups.get(marked, 0) + weight)
        invalid = {"unknown_option": exact(unknown)} if unknown else {}
        return cls(options, groups, exact(blank), invalid, rows)

    @property
    def weight(self) -> Exact:
        """Weight of the ballots that count."""
        return exact(sum(self.groups.values()))

    @property
    def total(self) -> Exact:
        """Weight of all ballots, blank and invalid ones included."""
        return exact(self.weight + self.blank + sum(self.invalid.values()))

    @property
    def rankings(self) -> Profile:
        """The same ballots as rankings: up to the first over-vote, without empty ranks, signs and repeats."""
        groups: dict[tuple[tuple[str, ...], ...], Exact] = {}
        blank = self.blank
        for marked, weight in self.groups.items():
            order: dict[str, None] = {}
            for rank in marked:
                if len(set(rank)) > 1 or OVERVOTE in rank:
                    break
                order.update(dict.fromkeys(mark for mark in rank if mark not in SIGNS))
            if order:
                ranking = tuple((option,) for option in order)
                groups[ranking] = exact(groups.get(ranking, 0) + weight)
            else:
                blank += weight
        return Profile(self.options, groups, exact(blank), self.invalid, self.rows)
