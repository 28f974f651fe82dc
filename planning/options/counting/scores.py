"""Score ballots 评分选票: each option may be given a number of points, none stands for nought."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from planning.options.ballot import Ranking
from planning.options.counting.exact import Exact, exact
from planning.options.counting.profile import Profile

Scoring = tuple[tuple[str, Exact], ...]
"""Options with their points, as written on a ballot; empty: a blank ballot."""


@dataclass(frozen=True, slots=True)
class Scores:
    """Distinct score ballots with their weights, the options in a fixed order; blank and invalid ones apart.

    :param withdrawn: options that were struck; a tie rule announced before may still name them.
    """

    options: tuple[str, ...]
    groups: Mapping[Scoring, Exact]
    blank: Exact = 0
    invalid: Mapping[str, Exact] = field(default_factory=dict)
    rows: int = 0
    withdrawn: tuple[str, ...] = ()

    @classmethod
    def grouped(cls, options: Iterable[str], ballots: Iterable[tuple[Scoring, Exact]]) -> Scores:
        """Group score ballots; one that cannot count is invalid (``unknown_option``, ``duplicate_option``)."""
        options = tuple(options)
        groups: dict[Scoring, Exact] = {}
        invalid: dict[str, Exact] = {}
        blank: Exact = 0
        rows = 0
        for scoring, weight in ballots:
            rows += 1
            reason = _fault_of(scoring, options)
            if reason:
                invalid[reason] = exact(invalid.get(reason, 0) + weight)
            elif not scoring:
                blank += weight
            elif weight:
                same = tuple(sorted((option, exact(points)) for option, points in scoring))
                groups[same] = exact(groups.get(same, 0) + weight)
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
    def totals(self) -> dict[str, Exact]:
        """The points of every option."""
        sums: dict[str, Exact] = dict.fromkeys(self.options, 0)
        for scoring, weight in self.groups.items():
            for option, points in scoring:
                sums[option] += points * weight
        return {option: exact(total) for option, total in sums.items()}

    def preferring(self, option: str, other: str) -> Exact:
        """Weight of the ballots that give the one more points than the other."""
        found: Exact = 0
        for scoring, weight in self.groups.items():
            points = dict(scoring)
            if points.get(option, 0) > points.get(other, 0):
                found += weight
        return exact(found)

    @property
    def rankings(self) -> Profile:
        """The same ballots as rankings, more points ranked higher; an option with no points or nought is unranked."""
        groups: dict[Ranking, Exact] = {}
        blank = self.blank
        for scoring, weight in self.groups.items():
            at: dict[Exact, list[str]] = {}
            for option, points in scoring:
                at.setdefault(points, []).append(option)
            ranking = tuple(tuple(at[points]) for points in sorted(at, reverse=True) if points)
            if ranking:
                groups[ranking] = exact(groups.get(ranking, 0) + weight)
            else:
                blank += weight
        return Profile(self.options, groups, exact(blank), self.invalid, self.rows, self.withdrawn)

    def without(self, gone: Iterable[str]) -> Scores:
        """The ballots after options were withdrawn: they are struck; one that named nothing else is invalid
        (``only_withdrawn``).
        """
        struck = frozenset(gone)
        groups: dict[Scoring, Exact] = {}
        invalid = dict(self.invalid)
        for scoring, weight in self.groups.items():
            rest = tuple((option, points) for option, points in scoring if option not in struck)
            if rest:
                groups[rest] = exact(groups.get(rest, 0) + weight)
            else:
                invalid["only_withdrawn"] = exact(invalid.get("only_withdrawn", 0) + weight)
        left = tuple(option for option in self.options if option not in struck)
        withdrawn = (*self.withdrawn, *(option for option in self.options if option in struck))
        return replace(self, options=left, groups=groups, invalid=invalid, withdrawn=withdrawn)


def _fault_of(scoring: Scoring, options: tuple[str, ...]) -> str | None:
    """Why a readable score ballot cannot count."""
    named = [option for option, _ in scoring]
    if not set(named) <= set(options):
        return "unknown_option"
    return "duplicate_option" if len(set(named)) < len(named) else None
