"""Choosing one option after another, and following every way to break a tie that stands."""

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from planning.options.record.retally.frame import Count, Scores

# --- what stands below is joined to the frame

Turn = tuple[
    Scores, bool, list[str], Any
]  # figures, whether the lowest is best, who may be next, what the rest depends on
Play = Callable[[Count, list[str]], Turn]  # who has been chosen so far, in their order -> the next turn


def best_of(figures: Scores, *, fewest: bool) -> list[str]:
    """The options with the best figure."""
    best = (min if fewest else max)(figures.values(), default=None)
    return [o for o in figures if figures[o] == best]


def chosen_of(count: Count, tied: list[str], before: list[tuple[Scores, bool]]) -> list[str]:
    """Who of the tied ones the announced rule takes: by earlier turns, or by its order; all where it says nothing."""
    if count.tie != "earlier":
        return count.best(tied)
    for figures, fewest in reversed(before):
        if all(o in figures for o in tied):
            tied = best_of({o: figures[o] for o in tied}, fewest=fewest)
    return tied


def in_turns(count: Count, play: Play) -> set[frozenset[str]]:
    """Every set that may be chosen; one where no tie stands. The turns up to a standing tie are kept as stages."""
    ends: set[frozenset[str]] = set()
    seen: set[Any] = set()
    waiting: list[tuple[list[str], list[tuple[Scores, bool]], bool]] = [([], [], True)]
    while waiting:
        order, before, is_told = waiting.pop()
        figures, fewest, tied, _ = play(count, order)
        if not tied:
            ends.add(frozenset(order))
            continue
        if is_told:
            count.stage(figures)
        ways = chosen_of(count, tied, before)
        for option in ways:
            after = [*order, option]
            key = tuple(after) if count.tie == "earlier" else (frozenset(after), play(count, after)[3])
            if key not in seen:
                seen.add(key)
                waiting.append((after, [*before, (figures, fewest)], is_told and len(ways) == 1))
    return ends


def any_of(count: Count, play: Play) -> tuple[list[str], Scores]:
    """Whoever is in one of the sets that a play may choose; the scores are the approvals."""
    ends = in_turns(count, play)
    return [o for o in count.options if any(o in end for end in ends)], approvals_of(count)


def approvals_of(count: Count) -> Scores:
    """Weight of the ballots that mark each option."""
    return {o: sum((w for w, (marked,) in count.votes if o in marked), Fraction(0)) for o in count.options}


def payment(backers: list[tuple[Fraction, Fraction]], cost: Fraction) -> Fraction | None:
    """What each backer (weight, money) pays at most so that together they just pay the cost; None if they cannot."""
    if sum(weight * money for weight, money in backers) < cost or not backers:
        return None
    while True:
        most = cost / sum(weight for weight, _ in backers)
        poor = [(weight, money) for weight, money in backers if money < most]
        if not poor:
            return most
        cost -= sum(weight * money for weight, money in poor)
        backers = [one for one in backers if one not in poor]


def backing(count: Count, option: str, amounts: list[Fraction]) -> list[tuple[Fraction, Fraction]]:
    """Weight of each ballot that marks an option, beside its own amount."""
    return [(w, amount) for (w, (marked,)), amount in zip(count.votes, amounts, strict=True) if option in marked]


def paid(count: Count, option: str, money: list[Fraction], most: Fraction) -> list[Fraction]:
    """What every ballot has left once those that mark an option have paid at most so much."""
    return [m - min(m, most) * (option in marked) for (_, (marked,)), m in zip(count.votes, money, strict=True)]
