"""Electing one option after another, and following every way in which a standing tie could be broken."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol, Self

from planning.errors import N_, Refusal
from planning.options.counting.exact import Exact
from planning.options.counting.irv import STOPPED
from planning.options.counting.result import Stage
from planning.options.counting.ties import Tie, TieKind, TieRule
from planning.wording import Sentence

MOST_STATES = 2**13
"""Situations that a standing tie may lead to. Whether an option wins under some way of breaking the ties is an
NP-complete question for these methods too, so some limit there must be."""

SAME_ANYWAY = Sentence(
    N_("The stages end at a tie that stands, but however it is broken, the same options are elected.")
)


class State(Protocol):
    """A count between two elections."""

    @property
    def elected(self) -> tuple[str, ...]:
        """Options elected so far, the first one first."""

    @property
    def figures(self) -> Mapping[str, Exact]:
        """What the options are compared by at this stage."""

    @property
    def fewest(self) -> bool:
        """Whether the lowest figure is the best."""

    def best(self) -> tuple[str, ...]:
        """The options one of which is elected next, in their order; none at the end of the count."""

    def after(self, option: str) -> Self:
        """The count once this option is elected."""

    def key(self) -> Hashable:
        """What the rest of the count depends on."""


class Compared(NamedTuple):
    """What the options were compared by at a stage, and whether the lowest was the best there."""

    figures: Mapping[str, Exact]
    fewest: bool


def picked(tied: tuple[str, ...], rule: TieRule, earlier: Sequence[Compared]) -> tuple[str, ...]:
    """Those of the tied options that the rule elects; several where it does not tell them apart.

    Under ``earlier``, the one with the better figure at the last earlier stage where they differ. A stage at which one
    of them had no figure says nothing.
    """
    if rule.kind is not TieKind.EARLIER:
        return rule.best(tied)
    for figures, fewest in reversed(earlier):
        tied = better_before(tied, [figures], min if fewest else max)
    return tied


def better_before(
    tied: tuple[str, ...], earlier: Sequence[Mapping[str, Exact]], pick: Callable[[list[Exact]], Exact]
) -> tuple[str, ...]:
    """Those with the picked figure at the last stage where they differ, and among those at the stages before it."""
    for figures in reversed(earlier):
        known = [figures[option] for option in tied if option in figures]
        if len(known) == len(tied):
            best = pick(known)
            tied = tuple(option for option in tied if figures[option] == best)
    return tied


@dataclass(slots=True)
class Course:
    """How a count went, stage by stage.

    :param ends: every set of options that some way of breaking the standing tie elects; one where no tie stands.
    :param last: where the count stands at its end, or at the tie that stands.
    """

    last: State
    compared: list[Compared] = field(default_factory=list)
    stages: list[Stage] = field(default_factory=list)
    ties: list[Tie] = field(default_factory=list)
    ends: frozenset[frozenset[str]] = frozenset()

    @property
    def stands(self) -> bool:
        """Whether the course ends at a tie."""
        return bool(self.ties) and not self.ties[-1].resolved

    @property
    def note(self) -> Sentence | None:
        """What is to be said of a tie that stands."""
        if not self.stands:
            return None
        return STOPPED if len(self.ends) > 1 else SAME_ANYWAY


def follow(start: State, rule: TieRule) -> Course:
    """Count to the end, or to the first tie that stands, and from there along every branch."""
    course = Course(start)
    while tied := course.last.best():
        now = course.last
        chosen = picked(tied, rule, course.compared)
        if len(tied) > 1:
            resolved = chosen if len(chosen) == 1 else ()
            course.ties.append(Tie(len(course.stages) + 1, tied, rule.text, resolved, "winning"))
        if len(chosen) > 1:
            course.ends = ends_of(now, rule, course.compared)
            course.stages.append(Stage(dict(now.figures), tied=tied))
            return course
        course.compared.append(Compared(now.figures, now.fewest))
        course.stages.append(Stage(dict(now.figures), elected=chosen, tied=tied if len(tied) > 1 else ()))
        course.last = now.after(chosen[0])
    course.ends = frozenset({frozenset(course.last.elected)})
    return course


def ends_of(start: State, rule: TieRule, earlier: Sequence[Compared]) -> frozenset[frozenset[str]]:
    """The sets of options that the count may elect; raises :class:`Refusal` (``too_many_ties``)."""
    ends: set[frozenset[str]] = set()
    met: set[Hashable] = set()
    waiting: list[tuple[State, Sequence[Compared]]] = [(start, earlier)]
    while waiting:
        now, before = waiting.pop()
        tied = now.best()
        if not tied:
            ends.add(frozenset(now.elected))
            continue
        if len(met) > MOST_STATES:
            raise too_many_ties()
        after = [*before, Compared(now.figures, now.fewest)] if rule.kind is TieKind.EARLIER else before
        for option in picked(tied, rule, before):
            then = now.after(option)
            key = (then.key(), tuple(then.elected)) if rule.kind is TieKind.EARLIER else then.key()
            if key not in met:
                met.add(key)
                waiting.append((then, after))
    return frozenset(ends)


def too_many_ties() -> Refusal:
    """What is said where the ties branch beyond measure."""
    return Refusal(
        "too_many_ties",
        N_("So many options are tied that not every way of breaking the ties can be followed: use another tie rule."),
    )


def standing_of(course: Course, options: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """Places: those elected one by one, then those elected however the tie is broken, those who may be, the others."""
    elected = course.last.elected
    sure = frozenset.intersection(*course.ends)
    some = frozenset.union(*course.ends)
    groups = [
        *((option,) for option in elected),
        tuple(option for option in options if option in sure and option not in elected),
        tuple(option for option in options if option in some and option not in sure),
        tuple(option for option in options if option not in some),
    ]
    return tuple(group for group in groups if group)
