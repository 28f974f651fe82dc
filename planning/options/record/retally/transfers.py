"""The single transferable vote, by two rule books."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from planning.options.record.retally.frame import METHODS, Count, Scores

# --- what stands below is joined to the frame

Paper = tuple[tuple[str, ...], Fraction, Fraction]  # what follows on the ballot, its value, how many such ballots


@dataclass(frozen=True)
class Book:
    """What the rule books differ in; whether ties go by earlier stages before any lot."""

    quota: Callable[[Fraction, int], Fraction]
    is_reached: Callable[[Fraction, Fraction], bool]
    value: Callable[[Fraction, Fraction, Fraction], Fraction]
    looks_back: bool


@dataclass(frozen=True)
class Table:
    """The counting table: who has which papers and how many votes, who continues, who is elected."""

    piles: dict[str, list[Paper]]
    votes: Scores
    running: list[str]
    elected: list[str]
    lost: Fraction


def first_table(count: Count) -> Table:
    """Every ballot lies with its first option."""
    piles: dict[str, list[Paper]] = {option: [] for option in count.options}
    for weight, ranking in count.votes:
        piles[ranking[0][0]].append((tuple(rank[0] for rank in ranking[1:]), Fraction(1), weight))
    votes = {o: sum((w for _, _, w in pile), Fraction(0)) for o, pile in piles.items()}
    return Table(piles, votes, list(count.options), [], Fraction(0))


def electing(book: Book, table: Table, quota: Fraction, seats: int) -> Table:
    """Who has the quota is elected; so are all who are left once there are no more of them than seats."""
    new = [o for o in table.running if book.is_reached(table.votes[o], quota)]
    rest = [o for o in table.running if o not in new]
    if len(rest) <= seats - len(table.elected) - len(new):
        new, rest = new + rest, []
    return replace(table, running=rest, elected=table.elected + new)


def handed_on(table: Table, option: str, book: Book, kept: Fraction | None) -> Table:
    """All papers of an option go on to the next one that continues; the quota is kept where it is a surplus."""
    running = [o for o in table.running if o != option]
    piles = {o: list(pile) for o, pile in table.piles.items() if o != option}
    votes = {o: n for o, n in table.votes.items() if o != option}
    given = Fraction(0)
    for rest, old, papers in table.piles[option]:
        at = next((i for i, o in enumerate(rest) if o in running), None)
        if at is not None:
            value = old if kept is None else book.value(old, table.votes[option] - kept, table.votes[option])
            piles[rest[at]].append((rest[at + 1 :], value, papers))
            votes[rest[at]] += value * papers
            given += value * papers
    if kept is not None:
        votes[option] = kept
    return Table(piles, votes, running, table.elected, table.lost + table.votes[option] - (kept or 0) - given)


def next_move(table: Table, quota: Fraction) -> tuple[bool, list[str]]:
    """Whether a surplus goes on, and who may be next: the largest surplus, else the fewest votes."""
    over = {o: table.votes[o] for o in table.piles if o in table.elected and table.votes[o] > quota}
    if over:
        return True, [o for o in over if over[o] == max(over.values())]
    fewest = min(table.votes[o] for o in table.running)
    return False, [o for o in table.running if table.votes[o] == fewest]


def picked(count: Count, book: Book, tied: list[str], earlier: Sequence[Scores], *, is_surplus: bool) -> list[str]:
    """Who of the tied ones is next: by the last stage at which they differed, by the announced rule; else all."""
    if book.looks_back or count.tie == "earlier":
        for votes in reversed(earlier):
            if all(o in votes for o in tied):
                wanted = (max if is_surplus else min)(votes[o] for o in tied)
                tied = [o for o in tied if votes[o] == wanted]
    if len(tied) == 1 or count.tie == "earlier":
        return tied
    named = [o for o in count.preferred if o in tied]
    if is_surplus:
        return named[:1] or tied
    return [o for o in tied if o not in named] or named[-1:]


def transferable(count: Count, book: Book) -> tuple[list[str], Scores]:
    """Stage by stage; from a tie that stands, every way to break it is followed."""
    seats = count.said["seats"]
    quota = count.beside["quota"] = book.quota(count.total, seats)
    found: set[str] = set()
    seen: set[Any] = set()
    waiting: list[tuple[Table, list[Scores], bool]] = [(first_table(count), [], True)]
    while waiting:
        table, earlier, is_told = waiting.pop()
        table = electing(book, table, quota, seats)
        if is_told:
            count.stage(table.votes, table.lost)
        if len(table.elected) == seats:
            found |= set(table.elected)
            continue
        is_surplus, tied = next_move(table, quota)
        idle = not is_surplus and not any(table.votes[o] for o in tied)
        if idle and len(table.running) - len(tied) >= seats - len(table.elected):
            ways = [tied]  # nobody votes for them and they are not needed: all leave, in whatever order
        else:
            ways = [[o] for o in picked(count, book, tied, earlier, is_surplus=is_surplus)]
        for way in ways:
            after = table
            for option in way:
                after = handed_on(after, option, book, quota if is_surplus else None)
            path = [*earlier, table.votes]
            key = str((after, path if book.looks_back or count.tie == "earlier" else ""))
            if key not in seen:
                seen.add(key)
                waiting.append((after, path, is_told and len(ways) == 1))
    return [o for o in count.options if o in found], {}


# Rules 45 to 52 of the Scottish order of 2007: a whole quota, values cut off after five places.
SCOTTISH = Book(lambda votes, seats: Fraction(votes // (seats + 1) + 1), lambda votes, quota: votes >= quota, lambda value, surplus, votes: Fraction(100000 * surplus * value // votes, 100000), looks_back=True)  # fmt: skip
# Weighted Inclusive Gregory: nothing is rounded, elected is who has more than the quota.
WEIGHTED = Book(lambda votes, seats: votes / (seats + 1), lambda votes, quota: votes > quota, lambda value, surplus, votes: value * surplus / votes, looks_back=False)  # fmt: skip
METHODS["stv_scottish"] = lambda count: transferable(count, SCOTTISH)
METHODS["stv_wigm"] = lambda count: transferable(count, WEIGHTED)
