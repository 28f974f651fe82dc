"""How sure a result is by points, for several seats, or for a budget: other methods, each losing option away, the margin of points."""

from __future__ import annotations

from collections.abc import Mapping

from planning.errors import Refusals
from planning.options.counting.result import Result
from planning.options.counting.scores import Scores
from planning.options.counting_rules import Counting
from planning.options.sensitivity.margins import margin_of_scores
from planning.options.sensitivity.sureness import Sureness


def sureness(counting: Counting, result: Result, known: Mapping[str, Result]) -> Sureness:
    """Look at a result from all sides.

    :param known: results by the other methods that count such ballots.
    """
    margin = None
    if result.method == "score" and isinstance(counting.ballots, Scores):
        margin = margin_of_scores(counting.ballots, result, counting.rules.most_points)
    others = {name: found.winners for name, found in known.items() if found.winners}
    return Sureness(result.winners, margin, others, _without(counting, result.winners), None)


def _without(counting: Counting, winners: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """Losing option -> what would have been chosen without it; left out where that cannot be counted."""
    found: dict[str, tuple[str, ...]] = {}
    for option in counting.profile.options:
        if option in winners or len(counting.profile.options) == 1:
            continue
        try:
            found[option] = counting.without(option).counted().winners
        except Refusals:
            continue  # fewer options than seats, or ties that cannot be followed: nothing is said of this one
    return found
