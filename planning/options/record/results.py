"""A result as a record keeps it: plain JSON that another program can compare with its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from planning.options.counting.exact import Exact, exact
from planning.options.counting.pairwise import Pairwise
from planning.options.counting.profile import Profile
from planning.options.counting.result import Result
from planning.options.counting.scores import Scores
from planning.options.counting.ties import Tie


def number(value: Exact) -> int | str:
    """A whole number as it is, a fraction as text ``p/q``."""
    whole = exact(value)
    return whole if isinstance(whole, int) else str(whole)


def result_of(result: Result, table: Pairwise, profile: Profile | Scores) -> dict[str, Any]:
    """Winners, scores, stages, ties and the pairwise table; and how much counted, was blank, was invalid.

    Of an election for seats with a quota also that, of a budget also what there was and what is spent.
    """
    money = {"quota": result.quota, "budget": result.budget, "cost": result.total_cost}
    return {
        "method": result.method,
        "winners": list(result.winners),
        "scores": _numbers(result.scores),
        "stages": [{"tallies": _numbers(s.tallies), "exhausted": number(s.exhausted)} for s in result.stages],
        "pairwise": {"options": list(table.options), "matrix": [[number(n) for n in row] for row in table.matrix]},
        "counted": number(profile.weight),
        "blank": number(profile.blank),
        "invalid": number(exact(sum(profile.invalid.values()))),
        "ranking": [list(place) for place in result.ranking],
        "left_at": [{"eliminated": list(s.eliminated), "elected": list(s.elected)} for s in result.stages],
        "ties": [_tie(tie) for tie in result.ties],
        **{name: number(value) for name, value in money.items() if value is not None},
    }


def _numbers(scores: Mapping[str, Exact]) -> dict[str, int | str]:
    return {option: number(score) for option, score in scores.items()}


def _tie(tie: Tie) -> dict[str, Any]:
    said = {"stage": tie.stage, "about": tie.about, "options": list(tie.options), "rule": tie.rule}
    return said | {"resolved": list(tie.resolved)}
