"""Ballots that give points."""

from fractions import Fraction
from typing import Any

from planning.options.record.retally.frame import READING, Count, Scores, method, most

# --- what stands below is joined to the frame


def graded(said: str, definition: dict[str, Any]) -> tuple[tuple[str, ...], ...]:
    """A ballot a=5;b=0 as ranks: first who has the most points, last who has nought; ranks may be empty."""
    given = dict(part.split("=") for part in said.split(";")) if said else {}
    points = range(definition["most_points"], -1, -1)
    if not set(given.values()) <= {str(n) for n in points}:
        return ((*given, *given),)  # points that nobody may give: as invalid as an option that is named twice
    return tuple(tuple(sorted(o for o in given if given[o] == str(n))) for n in points) if given else ()


READING["score"] = graded


def points_of(count: Count) -> Scores:
    """The points of every option; who has none on a ballot has nought."""
    top = count.said["most_points"]
    return {
        o: sum((w * (top - i) for w, ranks in count.votes for i, rank in enumerate(ranks) if o in rank), Fraction(0))
        for o in count.options
    }


def more(count: Count, one: str, other: str) -> Fraction:
    """Weight of the ballots that give the one more points than the other; none on a ballot is nought."""
    return count.table[one, other]


@method
def score(count: Count) -> tuple[list[str], Scores]:
    """The most points."""
    return most(count, points_of(count))


@method
def star(count: Count) -> tuple[list[str], Scores]:
    """Of the two with the most points, whom more ballots give more points; if as many do, who has more points.

    Where a tie leaves open who the two are, all such finals are held.
    """
    scores = points_of(count)
    if len(count.options) == 1:
        return count.options, scores
    count.stage(scores)
    finals = {pair: final(count, scores, *pair) for pair in pairs_of(count, scores)}
    found = {winner for winners in finals.values() for winner in winners}
    if len(finals) > 1:
        return [o for o in count.options if o in found], scores
    ((a, b),) = finals
    count.stage({a: more(count, a, b), b: more(count, b, a)}, count.total - more(count, a, b) - more(count, b, a))
    return count.best(found), scores


def final(count: Count, scores: Scores, a: str, b: str) -> list[str]:
    """Who wins the final of two."""
    strength = {a: (more(count, a, b), scores[a]), b: (more(count, b, a), scores[b])}
    return [o for o in (a, b) if strength[o] == max(strength.values())]


def pairs_of(count: Count, scores: Scores) -> list[tuple[str, str]]:
    """Pairs that may meet: one, where points or the tie rule say which."""
    top = [o for o in count.options if scores[o] == max(scores.values())]
    lead = count.best(top)
    if len(lead) > 1:
        return [(a, b) for i, a in enumerate(top) for b in top[i + 1 :]]
    rest = [o for o in count.options if o != lead[0]]
    return [(lead[0], o) for o in count.best(o for o in rest if scores[o] == max(scores[r] for r in rest))]
