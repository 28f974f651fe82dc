"""A final of two: who may be in it, where a first count may leave that open, and what it decides."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import replace

from planning.options.counting.result import Result, Stage
from planning.options.counting.ties import Tie, TieRule

Places = tuple[tuple[str, ...], ...]
Pair = tuple[str, str]
Meeting = Callable[[Pair], tuple[Stage, tuple[str, ...]]]
"""The final of two options: its stage, and who is preferred; both where neither is."""


def decided(method: str, first: Stage, groups: Places, rule: TieRule, meeting: Meeting) -> Result:
    """The result of a final between the two that a first count puts in front.

    Where a tie for the final stands, every final that could take place is held, and all who could win one are winners.

    :param groups: places of the first count; there are two options at least.
    """
    pairs = finalists(groups, rule)
    unclear = tied_for_the_final(groups)
    ties: tuple[Tie, ...] = (Tie(1, unclear, rule.text, _chosen(pairs, unclear), "final"),) if unclear else ()
    if len(pairs) > 1:
        found = {winner for pair in pairs for winner in meeting(pair)[1]}
        winners = tuple(option for option in first.tallies if option in found)
        ranking = (winners, *_without(groups, winners))
        return Result(method, winners, ranking, first.tallies, (replace(first, tied=unclear),), ties)
    pair = pairs[0]
    stage, preferred = meeting(pair)
    preferred = tuple(option for option in first.tallies if option in preferred)
    best = rule.best(preferred)
    if len(preferred) > 1:
        ties += (Tie(2, preferred, rule.text, best if len(best) == 1 else (), "winning"),)
    gone = tuple(option for option in first.tallies if option not in pair)
    stages = (replace(first, eliminated=gone, tied=unclear), replace(stage, elected=best if len(best) == 1 else ()))
    ranking = (best, *_without((pair,), best), *_without(groups, pair))
    return Result(method, best, ranking, first.tallies, stages, ties)


def tied_for_the_final(groups: Places) -> tuple[str, ...]:
    """Options of which a tie does not say whether they are in the final; empty where it is clear."""
    first, second = groups[0], groups[1] if len(groups) > 1 else ()
    if len(first) > 2:
        return first
    return second if len(first) == 1 and len(second) > 1 else ()


def finalists(groups: Places, rule: TieRule) -> list[Pair]:
    """Every pair that could meet, the better placed first; one pair where the places or the tie rule say which."""
    first = groups[0]
    if len(first) == 1:
        return [(first[0], other) for other in rule.best(groups[1])]
    best = rule.best(first)
    if len(best) > 1:
        return list(itertools.combinations(first, 2))
    return [(best[0], other) for other in rule.best(tuple(option for option in first if option not in best))]


def _chosen(pairs: list[Pair], unclear: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(option for option in pairs[0] if option in unclear) if len(pairs) == 1 else ()


def _without(groups: Places, gone: tuple[str, ...]) -> Places:
    """Places without some options; empty places close up."""
    return tuple(kept for group in groups if (kept := tuple(option for option in group if option not in gone)))
