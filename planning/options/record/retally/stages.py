"""Methods that look at places, and those that count in stages."""

import itertools
from fractions import Fraction

from planning.options.record.retally.frame import Count, Scores, method, most

# --- what stands below is joined to the frame


def first_places(count: Count) -> Scores:
    """Options that share a first rank share the ballot."""
    return {
        o: sum((w / len(ranking[0]) for w, ranking in count.votes if o in ranking[0]), Fraction(0))
        for o in count.options
    }


@method
def plurality(count: Count) -> tuple[list[str], Scores]:
    """The most first places."""
    return most(count, first_places(count))


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
    finals = finalists(count, first)
    found = {o for a, b in finals for o in (a, b) if not count.beats(*((b, a) if o == a else (a, b)))}
    if len(finals) > 1:
        return [o for o in count.options if o in found], first
    ((a, b),) = finals
    for_a, for_b = count.table[a, b], count.table[b, a]
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


@method
def irv(count: Count) -> tuple[list[str], Scores]:
    """Stage by stage from the ballots anew: each counts for its first option that is left."""
    left = list(count.options)
    history: list[Scores] = []
    while True:
        tallies, exhausted = held(count, left)
        count.stage(tallies, exhausted)
        winner, leaving = end_of_stage(count, tallies, history)
        if winner or not leaving:
            return ([winner] if winner else [o for o in left if o in possible(count, left, history)]), {}
        history.append(tallies)
        left = [option for option in left if option not in leaving]


def held(count: Count, left: list[str]) -> tuple[Scores, Fraction]:
    """What each option that is left holds, and what names none of them."""
    tallies, exhausted = dict.fromkeys(left, Fraction(0)), Fraction(0)
    for weight, ranking in count.votes:
        option = next((rank[0] for rank in ranking if rank[0] in tallies), None)
        if option is None:
            exhausted += weight
        else:
            tallies[option] += weight
    return tallies, exhausted


def end_of_stage(count: Count, tallies: Scores, history: list[Scores]) -> tuple[str, list[str]]:
    """Who has won, or else who leaves; neither where a tie stands or no ballot is left."""
    leader = max(tallies, key=lambda o: tallies[o])
    if 2 * tallies[leader] > sum(tallies.values()):
        return leader, []
    if not any(tallies.values()):
        return "", []
    last = [o for o in tallies if tallies[o] == min(tallies.values())]
    picked = worst(count, last, history)
    rest = [tallies[o] for o in tallies if o not in last]
    if len(picked) > 1 and rest and sum(tallies[o] for o in last) < min(rest):
        return "", last  # in whatever order they go, all of them go before any other
    return "", picked if len(picked) == 1 else []


def possible(count: Count, left: list[str], history: list[Scores]) -> set[str]:
    """Everybody who could win once a standing tie is broken, in one way or another."""
    found: set[str] = set()
    seen: set[object] = set()
    waiting = [(left, history)]
    while waiting:
        left, history = waiting.pop()
        tallies = held(count, left)[0]
        winner, leaving = end_of_stage(count, tallies, history)
        found |= {winner} - {""}
        if winner or not any(tallies.values()):
            continue
        last = [o for o in left if tallies[o] == min(tallies.values())]
        for gone in [leaving] if leaving else [[o] for o in worst(count, last, history)]:
            after = [o for o in left if o not in gone]
            key = (tuple(after), tuple(map(tuple, history)) if count.tie == "earlier" else ())
            if key not in seen:
                seen.add(key)
                waiting.append((after, [*history, tallies]))
    return found


def worst(count: Count, tied: list[str], history: list[Scores]) -> list[str]:
    """Who of the last ones leaves by the announced rule; several where it does not say."""
    if count.tie == "earlier":
        for tallies in reversed(history):
            tied = [o for o in tied if tallies[o] == min(tallies[t] for t in tied)]
        return tied
    unnamed = [o for o in tied if o not in count.preferred]
    return unnamed or [max(tied, key=count.preferred.index)]
