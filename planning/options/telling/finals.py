"""Results told by who won and by which method; the two-round system and Bucklin voting by their stages."""

from __future__ import annotations

from collections.abc import Iterator

from planning.errors import N_
from planning.options.counting.methods import METHODS
from planning.options.counting.result import Result
from planning.options.telling.scores import winning_ties
from planning.options.telling.teller import Teller, say
from planning.wording import Sentence


def by_method(teller: Teller, result: Result) -> Iterator[Sentence]:
    """Who won by the announced method, and what had to be said with it."""
    method = METHODS[result.method].title
    winners = teller.named(*result.winners)
    if not winners:
        yield say(N_("By {method}, nobody wins."), method=method)
    elif len(winners) > 1 and not result.ties:
        yield say(
            N_("By {method}, it is a tie, for these options stand together: {winners}."), method=method, winners=winners
        )
    elif len(winners) > 1:
        yield say(N_("By {method}, it is a tie: {winners} can each win."), method=method, winners=winners)
    elif not METHODS[result.method].elects:
        yield say(N_("By {method}, {winners} is found."), method=method, winners=winners)
    else:
        yield say(N_("{winner} wins by {method}."), winner=winners[0], method=method)
    yield from winning_ties(teller, result)
    if result.note:
        yield result.note


def two_round(teller: Teller, result: Result) -> Iterator[Sentence]:
    """A majority at once, or a final of two."""
    last = result.stages[-1]
    winner, votes = result.winners[0], last.tallies[result.winners[0]]
    if len(result.winners) > 1 or not last.elected:
        yield from by_method(teller, result)
    elif len(result.stages) == 1:
        total = teller.outcome.profile.weight
        yield say(
            N_("{winner} wins at once: {votes} of {total} ballots put it first, more than half."),
            winner=teller.title(winner),
            votes=votes,
            total=total,
        )
    else:
        other = next(option for option in last.tallies if option != winner)
        yield say(
            N_("{winner} wins the final against {other}: {votes} ballots prefer it, {against} the other."),
            winner=teller.title(winner),
            other=teller.title(other),
            votes=votes,
            against=last.tallies[other],
        )
        yield from winning_ties(teller, result)


def bucklin(teller: Teller, result: Result) -> Iterator[Sentence]:
    """At which place more than half is reached."""
    yield from by_method(teller, result)
    stages = len(result.stages)
    winner = result.winners[0]
    said = {"winner": teller.title(winner), "votes": result.scores[winner], "total": teller.outcome.profile.weight}
    if stages == 1:
        yield say(N_("{votes} of {total} ballots put {winner} first."), **said)
    else:
        yield say(
            N_(
                "First and further places were added up to stage {stages}: {votes} of {total} ballots hold {winner} among them."
            ),
            stages=stages,
            **said,
        )
