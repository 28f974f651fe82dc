"""Results told that come of one number per option, or of comparisons."""

from __future__ import annotations

from collections.abc import Iterator

from planning.errors import N_
from planning.options.counting.exact import Exact
from planning.options.counting.result import Result
from planning.options.counting.ties import TieKind
from planning.options.telling.teller import Teller, say
from planning.wording import Sentence

_BROKEN_WINNING = {
    TieKind.ORDER: N_("{tied} were tied for the first place; {winner} wins by the order announced in advance."),
    TieKind.SEED: N_("{tied} were tied for the first place; {winner} wins by the draw announced in advance."),
}


def plurality(teller: Teller, result: Result) -> Iterator[Sentence]:
    """First places."""
    yield from scored(
        teller,
        result,
        teller.outcome.profile.weight,
        won=N_("{winner} wins with {votes} of {total} first places, {margin} ahead of {second}."),
        alone=N_("{winner} is the only option and was put first on {votes} of {total} ballots."),
        tied=N_("It is a tie: {winners} have {votes} of {total} first places each."),
    )


def approval(teller: Teller, result: Result) -> Iterator[Sentence]:
    """Ballots that could accept each option."""
    yield from scored(
        teller,
        result,
        teller.outcome.profile.weight,
        won=N_("{winner} wins: {votes} of {total} ballots accept it, {margin} more than {second}."),
        alone=N_("{winner} is the only option, and {votes} of {total} ballots accept it."),
        tied=N_("It is a tie: {votes} of {total} ballots accept each of {winners}."),
    )


def score(teller: Teller, result: Result) -> Iterator[Sentence]:
    """Points that ballots gave."""
    counting = teller.outcome.counting
    yield from scored(
        teller,
        result,
        counting.sums.weight * counting.rules.most_points,
        won=N_("{winner} wins with {votes} of at most {total} points, {margin} ahead of {second}."),
        alone=N_("{winner} is the only option, with {votes} of at most {total} points."),
        tied=N_("It is a tie: {winners} have {votes} of at most {total} points each."),
    )


def star(teller: Teller, result: Result) -> Iterator[Sentence]:
    """Points choose two, and of these more ballots prefer one."""
    last = result.stages[-1] if result.stages else None
    if last is None or not last.elected or len(last.tallies) != 2:
        from planning.options.telling.finals import by_method  # which tells its ties by this module

        yield from by_method(teller, result)
        return
    winner = last.elected[0]
    other = next(option for option in last.tallies if option != winner)
    yield say(
        N_("{winner} and {other} have the most points ({points} and {others}). {votes} ballots give {winner} more points than the other, {against} the other: {winner} wins."),
        winner=teller.title(winner),
        other=teller.title(other),
        points=result.scores[winner],
        others=result.scores[other],
        votes=last.tallies[winner],
        against=last.tallies[other],
    )  # fmt: skip
    yield from winning_ties(teller, result)


def borda(teller: Teller, result: Result) -> Iterator[Sentence]:
    """Points."""
    most = teller.outcome.profile.weight * (len(teller.outcome.profile.options) - 1)
    yield from scored(
        teller,
        result,
        most,
        won=N_("{winner} wins the Borda count with {votes} of at most {total} points, {margin} ahead of {second}."),
        alone=N_("{winner} wins the Borda count as the only option, with {votes} of {total} points."),
        tied=N_("It is a tie: {winners} have {votes} of at most {total} points each in the Borda count."),
    )


def copeland(teller: Teller, result: Result) -> Iterator[Sentence]:
    """Comparisons won and lost."""
    rivals = len(teller.outcome.profile.options) - 1
    won, lost, _ = teller.outcome.pairwise.record(result.winners[0])
    if len(result.winners) > 1:
        yield say(
            N_("It is a tie: {winners} have the same balance of comparisons won and lost ({balance})."),
            winners=teller.named(*result.winners),
            balance=result.scores[result.winners[0]],
        )
    else:
        yield say(
            N_("{winner} wins: of {rivals} comparisons with another option it wins {won} and loses {lost}."),
            winner=teller.title(result.winners[0]),
            rivals=rivals,
            won=won,
            lost=lost,
        )
    yield from winning_ties(teller, result)


def condorcet(teller: Teller, result: Result) -> Iterator[Sentence]:
    """The winner of all comparisons, or nobody."""
    if not result.winners:
        yield say(N_("Nobody wins: no option is preferred to every other one."))
        return
    winner = result.winners[0]
    rivals = [option for option in teller.outcome.profile.options if option != winner]
    if not rivals:
        yield say(N_("{winner} wins as the only option."), winner=teller.title(winner))
        return
    table = teller.outcome.pairwise
    closest = min(rivals, key=lambda other: table.prefer(winner, other) - table.prefer(other, winner))
    yield say(
        N_(
            "{winner} wins: more ballots prefer it than not, against every other option. Closest was {second}, "
            "with {votes} against {against}."
        ),
        winner=teller.title(winner),
        second=teller.title(closest),
        votes=table.prefer(winner, closest),
        against=table.prefer(closest, winner),
    )


def scored(teller: Teller, result: Result, total: Exact, *, won: str, alone: str, tied: str) -> Iterator[Sentence]:
    """A result that is a matter of one number per option."""
    votes = result.scores[result.winners[0]]
    others = {option: score for option, score in result.scores.items() if option not in result.winners}
    if len(result.winners) > 1:
        yield say(tied, winners=teller.named(*result.winners), votes=votes, total=total)
    elif not others:
        yield say(alone, winner=teller.title(result.winners[0]), votes=votes, total=total)
    else:
        margin = votes - max(others.values())
        second = teller.leading(others)
        winner = teller.title(result.winners[0])
        yield say(won, winner=winner, votes=votes, total=total, margin=margin, second=second)
    yield from winning_ties(teller, result)


def winning_ties(teller: Teller, result: Result) -> Iterator[Sentence]:
    """A tie for the first place that was broken."""
    for tie in result.ties:
        if tie.resolved and tie.about == "winning":
            yield say(
                _BROKEN_WINNING[teller.outcome.tie.kind],
                tied=teller.named(*tie.options),
                winner=teller.title(tie.resolved[0]),
            )
