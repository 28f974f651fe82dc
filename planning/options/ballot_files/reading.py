"""What all formats come to: weighted rankings, and a list of what could not be read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from planning.errors import N_, Problem, Refusals
from planning.options.ballot import Ranking, fault_of
from planning.options.counting.exact import Exact, parse_weight
from planning.options.counting.profile import Profile


@dataclass(frozen=True, slots=True)
class BallotFile:
    """A file of ballots that could be read.

    :param equal_lines: lines of ballots that rank options equally, for methods that want none.
    :param titles: what the file calls its options, where it has longer names for them.
    """

    profile: Profile
    equal_lines: tuple[int, ...] = ()
    titles: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Reading:
    """A file while it is being read."""

    options: dict[str, None] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)
    withdrawn: set[str] = field(default_factory=set)
    weights: dict[Ranking, Exact] = field(default_factory=dict)
    rows: int = 0
    equal: list[tuple[int, Ranking]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def add(self, ranking: Ranking, weight: Exact, line: int) -> None:
        """One line of ballots."""
        self.rows += 1
        self.weights[ranking] = self.weights.get(ranking, 0) + weight
        if any(len(rank) > 1 for rank in ranking):
            self.equal.append((line, ranking))

    def meet(self, names: Iterable[str]) -> None:
        """Names of options, in the order they appear."""
        self.options.update(dict.fromkeys(names))

    def weight(self, text: str, line: int) -> Exact | None:
        """A weight, or None and a problem."""
        try:
            return parse_weight(text)
        except Refusals as refused:
            self.problems += [Problem(p.code, p.message, p.params, line) for p in refused.problems]
            return None

    def wrong(self, code: str, message: str, line: int, **params: Any) -> None:
        """Something that could not be read."""
        self.problems.append(Problem(code, message, params, line))

    def finished(self, options: Sequence[str] | None) -> BallotFile:
        """The ballots by the given options (else those met), or all that is wrong."""
        if self.problems:
            raise Refusals(sorted(self.problems, key=lambda problem: int(problem.where or 0)))
        profile = Profile.sorted_out(tuple(self.options if options is None else options), self.weights, self.rows)
        known = frozenset(profile.options)
        equal = tuple(line for line, ranking in self.equal if fault_of(ranking, known) is None)
        gone = self.withdrawn & known
        return BallotFile(profile.without(gone) if gone else profile, equal, dict(self.titles))


def keys_for(names: Mapping[int, str]) -> dict[int, str]:
    """Short names for numbered options: their own names where these can be told apart on a ballot, else numbers."""
    fit = len(set(names.values())) == len(names) and all(n and not set(n) & set(">=") for n in names.values())
    return dict(names) if fit else {number: str(number) for number in names}


def unreadable(reading: Reading, line: int, text: str) -> None:
    """Say that a line is none of the format."""
    reading.wrong(
        "bad_line", N_("“{text}” cannot be read as ballots: correct or remove this line."), line, text=text[:60]
    )
