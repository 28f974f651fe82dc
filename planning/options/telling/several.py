"""Results told of several seats, and of a budget."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from planning.errors import N_
from planning.options.counting.methods import METHODS
from planning.options.counting.result import Result
from planning.options.counting.several.budget import BudgetVote
from planning.options.counting.ties import TieKind
from planning.options.money import yuan
from planning.options.telling.teller import Teller, say
from planning.wording import Sentence

_BROKEN = {
    TieKind.EARLIER: N_("{tied} were tied at stage {stage}; an earlier stage decided, as announced."),
    TieKind.ORDER: N_("{tied} were tied at stage {stage}; the order announced in advance decided."),
    TieKind.SEED: N_("{tied} were tied at stage {stage}; the draw announced in advance decided."),
}
STANDS = N_("{tied} are tied at stage {stage}, and the announced rule does not break this tie. Those that can be chosen are named, more than there is room for.")  # fmt: skip


def seats(teller: Teller, result: Result) -> Iterator[Sentence]:
    """Who was chosen for how many seats, and each tie on the way."""
    said: dict[str, Any] = {"method": METHODS[result.method].title, "winners": teller.named(*result.winners)}
    seats_ = teller.outcome.counting.rules.seats or 1
    if _stands(result):
        yield say(N_("For {seats} seats, {winners} can be chosen by {method}."), seats=seats_, **said)
    elif result.quota is not None:
        yield say(N_("Chosen for {seats} seats by {method}: {winners}. The quota was {quota} of {total} ballots."), seats=seats_, quota=result.quota, total=teller.outcome.profile.weight, **said)  # fmt: skip
    else:
        yield say(N_("Chosen for {seats} seats by {method}: {winners}."), seats=seats_, **said)
    yield from _ties(teller, result)


def budget(teller: Teller, result: Result) -> Iterator[Sentence]:
    """What is paid for, what it costs together, and what is left."""
    vote = teller.outcome.counting.ballots
    assert isinstance(vote, BudgetVote)  # noqa: S101 - such methods count nothing else
    said: dict[str, Any] = {"method": METHODS[result.method].title, "winners": teller.named(*result.winners)}
    whole = yuan(vote.limit)
    if not result.winners:
        yield say(N_("By {method}, nothing is paid for: {budget} yuan are left."), method=said["method"], budget=whole)
    elif result.total_cost is None:
        yield say(N_("By {method}, {winners} can be paid for out of {budget} yuan, but not all of them together."), budget=whole, **said)  # fmt: skip
    else:
        left = yuan(vote.limit - result.total_cost)
        yield say(N_("Paid for by {method}: {winners}. Together they cost {cost} of {budget} yuan; {left} yuan are left."), cost=yuan(result.total_cost), budget=whole, left=left, **said)  # fmt: skip
    yield from _ties(teller, result)


def _stands(result: Result) -> bool:
    return any(not tie.resolved for tie in result.ties)


def _ties(teller: Teller, result: Result) -> Iterator[Sentence]:
    for tie in result.ties:
        if len(tie.resolved) > 1:
            continue  # they left together: no order among them could have mattered
        # a rule book may have looked at earlier stages itself, whatever the announced rule for the lot is
        rule = teller.outcome.tie.kind
        said = {"tied": teller.named(*tie.options), "stage": tie.stage or 1}
        yield say(_BROKEN.get(rule, _BROKEN[TieKind.EARLIER]) if tie.resolved else STANDS, **said)
    if result.note:
        yield result.note
