"""The margin of a result, by its method."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from planning.errors import Refusals
from planning.options.counting.exact import Exact
from planning.options.counting.methods import count
from planning.options.counting.profile import Profile
from planning.options.counting.result import Result
from planning.options.counting.scores import Scores
from planning.options.sensitivity import sums
from planning.options.sensitivity.cast import MOST, Array, Cast
from planning.options.sensitivity.comparisons import RULES, bounds
from planning.options.sensitivity.elected import to_elect
from planning.options.sensitivity.margin import Margin
from planning.options.sensitivity.runoff import runoff_bounds
from planning.options.sensitivity.runoff_ways import fewer

POINTS: dict[str, Callable[[Cast], tuple[Array, int]]] = {
    "plurality": sums.plurality_points,
    "approval": sums.approval_points,
    "borda": sums.borda_points,
    "borda_modified": sums.modified_points,
}
WITH_MARGIN = (*POINTS, *RULES, "irv")
"""Methods whose margin is worked out from rankings."""


def margin_of(profile: Profile, result: Result, cast: Cast | None = None) -> Margin | None:
    """The margin of a result before any tie rule; None where the method has none here, or where nobody could overtake.

    :param result: the result by the same ballots; where only a tie rule tells it from another one, the margin is nought.
    """
    if result.method not in WITH_MARGIN or not profile.groups or len(profile.options) < 2:
        return None
    cast = cast or Cast.of(profile)
    winners = _before_ties(profile, result)
    if winners is None or (not winners and result.method != "condorcet"):
        return None
    if len(winners) > 1:
        return cast.margin(0, 0) if result.ties or result.method != "approval" else None  # several seats are no tie
    found = _bounds(result.method, cast, profile.options.index(winners[0])) if winners else to_elect(cast, _table(cast))
    return None if found is None else cast.margin(*found)


def _bounds(method: str, cast: Cast, winner: int) -> tuple[int, int | None] | None:
    """At least and at most so many units, where somebody has won."""
    if method in POINTS:
        points, most = POINTS[method](cast)
        found = sums.fewest(points, most, cast.units, winner)
        return None if found is None else (found, found)
    if method == "irv":
        whole = {step: int(weight * cast.unit) for step, weight in cast.profile.steps.items()}
        at_least, at_most = runoff_bounds(whole, len(cast.profile.options), winner)
        if at_least < at_most and cast.unit == 1:
            at_most = fewer(cast.profile, winner, at_least, at_most)
        return at_least, at_most
    return bounds(RULES[method], cast, _table(cast), winner)


def _before_ties(profile: Profile, result: Result) -> tuple[str, ...] | None:
    """Who wins before any tie rule is asked; None where that cannot be followed."""
    if not result.ties:
        return result.winners
    try:
        return count(result.method, profile).winners
    except Refusals:
        return None


def _table(cast: Cast) -> Array:
    """The comparisons in whole units."""
    kind = np.int64 if cast.total < MOST else object
    return np.array([[int(weight * cast.unit) for weight in row] for row in cast.profile.preferences], kind)


def margin_of_scores(ballots: Scores, result: Result, most: Exact) -> Margin | None:
    """The margin of a result by score or approval, exact.

    :param most: the most points that a ballot may give to an option; 1 for approval.
    """
    if not ballots.groups or len(ballots.options) < 2 or not result.winners:
        return None
    points, span, units, unit = sums.of_scores(ballots, most)
    total = ballots.total
    by_weight = ballots.rows != total
    if any(tie.about == "winning" for tie in result.ties) or len(result.winners) > 1:
        return Margin(0, 0, total, by_weight)
    found = sums.fewest(points, span, units, ballots.options.index(result.winners[0]))
    if found is None:
        return None
    return Margin(found, found, total, by_weight) if unit == 1 else Margin(sums.weight(found, unit), None, total, True)
