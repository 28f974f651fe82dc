"""What a count says: winners, places, scores, stages, and every tie that was met."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from planning.errors import N_
from planning.options.counting.exact import Exact
from planning.options.counting.ties import Tie, TieRule
from planning.wording import Sentence

NOTHING_TO_COUNT = Sentence(N_("There is no ballot with a ranking to count."))


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage 计票阶段: the full tallies before anybody leaves, and what they lead to.

    :param exhausted: weight of the ballots that name none of the options still continuing.
    :param transfers: option that leaves -> option that receives -> weight; what is missing was exhausted.
    :param tied: options that were tied for leaving.
    """

    tallies: Mapping[str, Exact]
    exhausted: Exact = 0
    eliminated: tuple[str, ...] = ()
    elected: tuple[str, ...] = ()
    transfers: Mapping[str, Mapping[str, Exact]] = field(default_factory=dict)
    tied: tuple[str, ...] = ()

    @property
    def continuing(self) -> Exact:
        """Weight of the ballots that still count."""
        return sum(self.tallies.values())


@dataclass(frozen=True, slots=True)
class Result:
    """The result by one method. ``winners`` holds several options where a tie stands, and none where nobody wins.

    :param quota: votes that elect, where there is a quota.
    :param budget: what could be spent, and ``total_cost`` what is; no cost where a tie leaves it open.
    """

    method: str
    winners: tuple[str, ...]
    ranking: tuple[tuple[str, ...], ...] = ()
    scores: Mapping[str, Exact] = field(default_factory=dict)
    stages: tuple[Stage, ...] = ()
    ties: tuple[Tie, ...] = ()
    note: Sentence | None = None
    quota: Exact | None = None
    budget: Exact | None = None
    total_cost: Exact | None = None


def nothing(method: str) -> Result:
    """The result where no ballot counts: nobody wins, rather than everybody with nothing."""
    return Result(method, (), note=NOTHING_TO_COUNT)


def by_scores(method: str, scores: Mapping[str, Exact], rule: TieRule, *, fewest: bool = False) -> Result:
    """The most is best, or the fewest; a tie for the first place goes to the tie rule, lower places may stay shared."""
    groups = places(scores)
    return chosen(method, groups[::-1] if fewest else groups, rule, scores=scores)


def chosen(method: str, groups: tuple[tuple[str, ...], ...], rule: TieRule, **said: Any) -> Result:
    """A result from its places; several options in the first are a tie that goes to the tie rule.

    :param said: scores, stages and note, where there are any.
    """
    first = groups[0]
    if len(first) == 1:
        return Result(method, first, groups, **said)
    best = rule.best(first)
    tie = Tie(None, first, rule.text, best if len(best) == 1 else (), "winning")
    rest = tuple(option for option in first if option not in best)
    return Result(method, best, ((best, rest) if rest else (best,)) + groups[1:], ties=(tie,), **said)


def places(scores: Mapping[str, Exact]) -> tuple[tuple[str, ...], ...]:
    """Groups of equal score, the highest first; options of a group in their own order."""
    groups: dict[Exact, list[str]] = {}
    for option, score in scores.items():
        groups.setdefault(score, []).append(option)
    return tuple(tuple(groups[score]) for score in sorted(groups, reverse=True))
