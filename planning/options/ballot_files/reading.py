"""What all formats come to: weighted rankings, and a list of what could not be read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from planning.errors import N_, Problem, Refusals
from planning.options.ballot import Ranking, fault_of
from planning.options.counting.exact import Exact, parse_weight
from planning.options.counting.marks import Marked, Marks
from planning.options.counting.profile import Profile
from planning.options.counting.scores import Scores, Scoring
from planning.options.counting.several.budget import BudgetVote, Purse

Counted = Profile | Marks | Scores
"""Ballots of one kind or another."""


@dataclass(frozen=True, slots=True)
class BallotFile:
    """A file of ballots that could be read.

    :param equal_lines: lines of ballots that rank options equally, for methods that want none.
    :param titles: what the file calls its options, where it has longer names for them.
    :param marks: the ballots as they were marked, where they were asked for; then ``profile`` holds what they rank
        before the first over-vote.
    :param scores: the points on the ballots, where all of them have points; ``profile`` ranks by them.
    :param vote: the ballots with what there is to spend, where the file says so; ``longest`` is how many options a
        ballot may name, where it says so.
    """

    profile: Profile
    equal_lines: tuple[int, ...] = field(default=(), compare=False)
    titles: Mapping[str, str] = field(default_factory=dict)
    marks: Marks | None = None
    scores: Scores | None = None
    vote: BudgetVote | None = None
    longest: int | None = None

    @property
    def counted(self) -> Counted:
        """The ballots as the file holds them."""
        return self.marks or self.scores or self.profile

    def of(self, kind: type) -> Counted | BudgetVote | None:
        """The ballots as another kind, if the file says enough for it."""
        kinds = (self.profile, self.marks, self.scores, self.vote)
        return next((ballots for ballots in kinds if type(ballots) is kind), None)


@dataclass(slots=True)
class Reading:
    """A file while it is being read.

    :param large: for a large table that was read by columns: the profile, once the options are known.
    """

    options: dict[str, None] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)
    withdrawn: set[str] = field(default_factory=set)
    weights: dict[Ranking, Exact] = field(default_factory=dict)
    rows: int = 0
    equal: list[tuple[int, Ranking]] = field(default_factory=list)
    as_marks: bool = False
    marked: dict[Marked, Exact] = field(default_factory=dict)
    scored: list[tuple[Scoring, Exact]] = field(default_factory=list)
    broken: dict[str, Exact] = field(default_factory=dict)
    purse: Purse | None = None
    problems: list[Problem] = field(default_factory=list)
    large: Callable[[tuple[str, ...]], Profile] | None = None

    def add(self, ranking: Ranking, weight: Exact, line: int) -> None:
        """One line of ballots."""
        self.rows += 1
        self.weights[ranking] = self.weights.get(ranking, 0) + weight
        if any(len(rank) > 1 for rank in ranking):
            self.equal.append((line, ranking))

    def mark(self, marked: Marked, weight: Exact) -> None:
        """One line of marked ballots."""
        self.rows += 1
        self.marked[marked] = self.marked.get(marked, 0) + weight

    def score(self, scoring: Scoring, weight: Exact) -> None:
        """One line of score ballots."""
        self.rows += 1
        self.scored.append((scoring, weight))

    def breaks(self, reason: str) -> None:
        """One ballot that breaks a rule which the file itself announces."""
        self.rows += 1
        self.broken[reason] = self.broken.get(reason, 0) + 1

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
        ordered = tuple(self.options if options is None else options)
        if self.purse is not None:
            self.problems += [_no_project(option) for option in ordered if option not in self.purse.costs]
        if self.problems:
            raise Refusals(sorted(self.problems, key=lambda problem: int(problem.where or 0)))
        if self.purse is not None:
            return self._with_money(self.purse, ordered)
        if self.large is not None:
            return BallotFile(self.large(ordered))
        if self.as_marks:
            marks = replace(Marks.grouped(ordered, self.marked.items()), rows=self.rows)
            return BallotFile(marks.rankings, marks=marks)
        if self.scored and len(self.scored) == self.rows:
            scores = Scores.grouped(ordered, self.scored)
            return BallotFile(scores.rankings, titles=dict(self.titles), scores=scores)
        profile = Profile.sorted_out(ordered, self.weights, self.rows)
        known = frozenset(profile.options)
        equal = tuple(line for line, ranking in self.equal if fault_of(ranking, known) is None)
        gone = self.withdrawn & known
        return BallotFile(profile.without(gone) if gone else profile, equal, dict(self.titles))

    def _with_money(self, purse: Purse, options: tuple[str, ...]) -> BallotFile:
        """The ballots of a vote on a budget."""
        counted = self.rows - sum(map(int, self.broken.values()))
        profile = Profile.sorted_out(options, self.weights, self.rows)
        scores = replace(Scores.grouped(options, self.scored), rows=self.rows) if self.scored else None
        if scores is not None and len(self.scored) == counted:
            scores = replace(scores, invalid={**scores.invalid, **self.broken})
            profile = scores.rankings
        else:
            scores, profile = None, replace(profile, invalid={**profile.invalid, **self.broken})
        equal = tuple(line for line, _ in self.equal)
        vote = BudgetVote.of(purse, profile, scores)
        return BallotFile(profile, equal, dict(self.titles), scores=scores, vote=vote, longest=purse.longest)


def _no_project(option: str) -> Problem:
    """What is said of an option that was asked for and has no cost in a file about money."""
    return Problem("unknown_option", N_("“{option}” is no project of this file."), {"option": option[:40]})


def keys_for(names: Mapping[int, str]) -> dict[int, str]:
    """Short names for numbered options: their own names where these can be told apart on a ballot, else numbers."""
    fit = len(set(names.values())) == len(names) and all(n and not set(n) & set(">=") for n in names.values())
    return dict(names) if fit else {number: str(number) for number in names}


def unreadable(reading: Reading, line: int, text: str) -> None:
    """Say that a line is none of the format."""
    reading.wrong(
        "bad_line", N_("“{text}” cannot be read as ballots: correct or remove this line."), line, text=text[:60]
    )
