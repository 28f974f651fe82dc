"""Methods that look at places."""

import itertools
from fractions import Fraction

from planning.options.record.retally.firsts import first_places
from planning.options.record.retally.frame import Count, Scores, method, most


# --- what stands below is joined to the frame
@method
def borda_modified(count: Count) -> tuple[list[str], Scores]:
    """The last ranked option has one point, the one above it two, and so on; equal ranks share, the unranked have none."""
    scores = dict.fromkeys(count.options, Fraction(0))
    for weight, ranking in count.votes:
        lower = 0
        for rank in reversed(ranking):
            for option in rank:
                scores[option] += weight * (lower + Fraction(len(rank) + 1, 2))
            lower += len(rank)
    return most(count, scores)


@method
def bucklin(count: Count) -> tuple[list[str], Scores]:
    """Add place after place until somebody is on more than half; equal ranks all stand at the best place they share."""
    tallies: Scores = {}
    for place in range(len(count.options)):
        added = dict.fromkeys(count.options, Fraction(0))
        for weight, ranking in count.votes:
            for i, rank in enumerate(ranking):
                for option in rank:
                    added[option] += weight if sum(map(len, ranking[:i])) <= place else 0
        if added == tallies:
            continue
        tallies = added
        count.stage(tallies)
        if 2 * max(tallies.values()) > count.total:
            break
    return most(count, tallies)


@method
def two_round(count: Count) -> tuple[list[str], Scores]:
    """More than half of the first places wins; else the first two meet. Where a tie leaves it open, all finals are held."""
    first = first_places(count)
    count.stage(first)
    ahead = [o for o in count.options if 2 * first[o] > count.total]
    if ahead:
        return ahead, first
    finals = {pair: (count.prefer(*pair), count.prefer(*reversed(pair))) for pair in finalists(count, first)}
    found = {o for pair, held in finals.items() for o, votes in zip(pair, held, strict=True) if votes == max(held)}
    if len(finals) > 1:
        return [o for o in count.options if o in found], first
    (((a, b), (for_a, for_b)),) = finals.items()
    count.stage({a: for_a, b: for_b}, count.total - for_a - for_b)
    return count.best(found), first


def finalists(count: Count, first: Scores) -> list[tuple[str, str]]:
    """Pairs that may meet: one, where places or the tie rule say which."""
    top = [o for o in count.options if first[o] == max(first.values())]
    lead = count.best(top)
    if len(lead) > 1:
        return list(itertools.combinations(top, 2))
    rest = [o for o in count.options if o != lead[0]]
    return [(lead[0], o) for o in count.best(o for o in rest if first[o] == max(first[r] for r in rest))]
