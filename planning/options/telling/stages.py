"""An instant runoff told: which stage decided, who left on the way, and what became of ties."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from planning.errors import N_
from planning.options.counting.result import Result, Stage
from planning.options.counting.ties import Tie, TieKind
from planning.options.telling.teller import Teller, say
from planning.wording import Sentence

_BROKEN_ELIMINATION = {
    TieKind.EARLIER: N_(
        "At stage {stage}, {tied} were tied with the fewest ballots; {left} left, having had fewer at an earlier stage."
    ),
    TieKind.ORDER: N_(
        "At stage {stage}, {tied} were tied with the fewest ballots; {left} left by the order announced in advance."
    ),
    TieKind.SEED: N_(
        "At stage {stage}, {tied} were tied with the fewest ballots; {left} left by the draw announced in advance."
    ),
}


def instant_runoff(teller: Teller, result: Result) -> Iterator[Sentence]:
    """The stages of an instant runoff."""
    last = result.stages[-1]
    if last.elected:
        yield from majority(teller, result, last)
    else:
        yield from open_tie(teller, result)
    for tie in result.ties:
        yield from elimination_tie(teller, tie)
    if len(result.stages) > 1 and last.exhausted:
        yield say(
            N_("Ballots that named none of the options left at the end (exhausted): {exhausted} of {total}."),
            exhausted=last.exhausted,
            total=teller.outcome.profile.weight,
        )


def majority(teller: Teller, result: Result, last: Stage) -> Iterator[Sentence]:
    """Who reached more than half, at which stage, and who had been left out by then."""
    winner = result.winners[0]
    others = {option: tally for option, tally in last.tallies.items() if option != winner}
    said: dict[str, Any] = {"winner": teller.title(winner), "votes": last.tallies[winner], "total": last.continuing}
    if not others:
        yield say(N_("{winner} wins: no other option was left, and {votes} of {total} ballots name it."), **said)
    else:
        said |= {"margin": last.tallies[winner] - max(others.values()), "second": teller.leading(others)}
        if len(result.stages) == 1:
            yield say(
                N_(
                    "{winner} wins at the first stage: {votes} of {total} ballots put it first, more than half "
                    "and {margin} ahead of {second}."
                ),
                **said,
            )
            return
        yield say(
            N_(
                "{winner} wins at stage {stage} of the instant runoff: it holds {votes} of the {total} ballots "
                "still counting, more than half and {margin} ahead of {second}."
            ),
            stage=len(result.stages),
            **said,
        )
    yield from way_there(teller, result, winner)


def way_there(teller: Teller, result: Result, winner: str) -> Iterator[Sentence]:
    """Who led at first, if it was somebody else, and who left in which order."""
    first = result.stages[0].tallies
    most = max(first.values())
    if first[winner] < most:
        yield say(
            N_("At the first stage {leader} led with {votes} of {total}; {winner} had {own}."),
            leader=teller.leading(first),
            votes=most,
            total=result.stages[0].continuing,
            winner=teller.title(winner),
            own=first[winner],
        )
    left = tuple(teller.title(option) for stage in result.stages for option in stage.eliminated)
    if left:
        yield say(
            N_("Left out on the way, each time the option with the fewest ballots: {options}."),
            options=left,
        )


def open_tie(teller: Teller, result: Result) -> Iterator[Sentence]:
    """A tie that the announced rule lets stand."""
    stage = len(result.stages)
    tied = teller.named(*result.stages[-1].tied)
    if len(result.winners) > 1:
        yield say(
            N_(
                "It is a tie: at stage {stage}, {tied} have the fewest ballots, equally many, and the announced "
                "rule does not break this tie. Depending on who leaves, {winners} can win."
            ),
            stage=stage,
            tied=tied,
            winners=teller.named(*result.winners),
        )
        return
    yield say(
        N_(
            "{winner} wins. At stage {stage}, {tied} are tied with the fewest ballots, and {winner} wins whichever "
            "of them leaves."
        ),
        winner=teller.title(result.winners[0]),
        stage=stage,
        tied=tied,
    )


def elimination_tie(teller: Teller, tie: Tie) -> Iterator[Sentence]:
    """A tie on the way that was broken, or that needed no breaking."""
    said: dict[str, Any] = {"stage": tie.stage, "tied": teller.named(*tie.options)}
    if not tie.resolved:
        return  # told by open_tie
    if len(tie.resolved) > 1:
        yield say(
            N_(
                "At stage {stage}, {tied} were tied with the fewest ballots and left together: even together they "
                "held fewer than any other option."
            ),
            **said,
        )
        return
    said["left"] = teller.title(tie.resolved[0])
    yield say(_BROKEN_ELIMINATION[teller.outcome.tie.kind], **said)
