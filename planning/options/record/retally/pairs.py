"""Methods that look at pairs of options."""

import itertools
from collections.abc import Iterable, Iterator
from fractions import Fraction

from planning.options.record.retally.frame import METHODS, Count, Scores, method, most

# --- what stands below is joined to the frame


@method
def borda(count: Count) -> tuple[list[str], Scores]:
    """A point for every option below, half a point for every one beside; who is not ranked is below, or left out."""
    scores = dict.fromkeys(count.options, Fraction(0))
    for weight, ranking in count.votes:
        unranked = [o for o in count.options if not any(o in rank for rank in ranking)]
        below = len(count.options)
        for rank in [*ranking, *([unranked] if unranked and not count.left_out else [])]:
            below -= len(rank)
            for option in rank:
                scores[option] += weight * (below + Fraction(len(rank) - 1, 2))
    return most(count, scores)


@method
def copeland(count: Count) -> tuple[list[str], Scores]:
    """Pairs won minus pairs lost."""
    balance = {a: sum(count.beats(a, b) - count.beats(b, a) for b in count.others(a)) for a in count.options}
    return most(count, {a: Fraction(n) for a, n in balance.items()})


@method
def condorcet(count: Count) -> tuple[list[str], Scores]:
    """Who beats every other one."""
    return [a for a in count.options if all(count.beats(a, b) for b in count.others(a))], {}


@method
def condorcet_loser(count: Count) -> tuple[list[str], Scores]:
    """Whom every other one beats."""
    rivals = len(count.options) > 1
    return [a for a in count.options if rivals and all(count.beats(b, a) for b in count.others(a))], {}


@method
def black(count: Count) -> tuple[list[str], Scores]:
    """Who beats every other one; if nobody does, the most points."""
    winner, nothing = condorcet(count)
    return (winner, nothing) if winner else borda(count)


@method
def smith(count: Count) -> tuple[list[str], Scores]:
    """Who reaches every other one by steps that are not lost is in the Smith set."""
    reach = {a: {b for b in count.others(a) if not count.beats(b, a)} for a in count.options}
    for through, a in itertools.product(count.options, count.options):
        reach[a] |= reach[through] if through in reach[a] else set()
    return [a for a in count.options if reach[a] >= set(count.others(a))], {}


def strength(count: Count, kind: str) -> dict[tuple[str, str], Fraction]:
    """How strongly one beats another: by all votes of the winning side, or by how far it is ahead."""
    loss = count.table if kind == "margins" else dict.fromkeys(count.table, Fraction(0))
    return {(a, b): count.table[a, b] - loss[b, a] for a, b in count.table if count.beats(a, b)}


def minimax(count: Count, kind: str) -> tuple[list[str], Scores]:
    """Whose worst defeat is the lightest."""
    won = strength(count, kind)
    worst = {
        a: max((won.get((b, a), Fraction(0)) for b in count.others(a)), default=Fraction(0)) for a in count.options
    }
    return count.best(a for a in count.options if worst[a] == min(worst.values())), worst


def schulze(count: Count, kind: str) -> tuple[list[str], Scores]:
    """Paths are made longer until none gets stronger; a path is as strong as its weakest step."""
    path = strength(count, kind)
    better = True
    while better:
        better = False
        for (a, b), (c, d) in itertools.product(list(path), list(path)):
            step = min(path[a, b], path[c, d])
            if b == c and a != d and step > path.get((a, d), 0):
                path[a, d], better = step, True
    return count.best(
        a for a in count.options if all(path.get((a, b), 0) >= path.get((b, a), 0) for b in count.others(a))
    ), {}


def ranked_pairs(count: Count, kind: str) -> tuple[list[str], Scores]:
    """Lock pairs from the strongest down, never against what is locked; of equal ones every order is tried."""
    won = strength(count, kind)
    levels = [[pair for pair in won if won[pair] == s] for s in sorted(set(won.values()), reverse=True)]
    above: set[frozenset[tuple[str, str]]] = {frozenset()}
    for level in levels:
        above = {done for start in above for done in locked(start, level)}
    unbeaten = {o for end in above for o in count.options if all(under != o for _, under in end)}
    return count.best(unbeaten), {}


def locked(start: frozenset[tuple[str, str]], level: list[tuple[str, str]]) -> Iterator[frozenset[tuple[str, str]]]:
    """Every way to lock the pairs of one level; pairs that are on no circle of all of them are locked at once."""
    seen, waiting = set(), [start]
    while waiting:
        now = waiting.pop()
        left = [pair for pair in level if pair not in now and pair[::-1] not in now]
        every = closed(now | set(left))
        safe = [pair for pair in left if pair[::-1] not in every]
        if not left:
            yield now
        for pairs in [safe] if safe else [[pair] for pair in left]:
            after = closed(now | set(pairs))
            if after not in seen:
                seen.add(after)
                waiting.append(after)


def closed(pairs: Iterable[tuple[str, str]]) -> frozenset[tuple[str, str]]:
    """Whoever is above somebody is above all who are below."""
    found = set(pairs)
    for middle in {b for _, b in found}:
        found |= {(a, d) for a, b in found if b == middle for c, d in found if c == middle}
    return frozenset(found)


for _kind in ("winning", "margins"):
    METHODS[f"minimax_{_kind}"] = lambda count, kind=_kind: minimax(count, kind)  # type: ignore[misc]
    METHODS[f"schulze_{_kind}"] = lambda count, kind=_kind: schulze(count, kind)  # type: ignore[misc]
    METHODS[f"ranked_pairs_{_kind}"] = lambda count, kind=_kind: ranked_pairs(count, kind)  # type: ignore[misc]
