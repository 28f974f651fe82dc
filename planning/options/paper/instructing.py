"""What a paper ballot tells its voter to do, by what the ballots of the round hold."""

from __future__ import annotations

from planning.errors import N_
from planning.options.ballot_kinds import ONE_AT_EACH_RANK
from planning.options.round import Round
from planning.wording import Sentence

_RANK = Sentence(N_("Write 1 beside the option that you like best, 2 beside the next best, and so on."))
_ONCE = Sentence(N_("Write each number once only. You may leave boxes empty."))
_EQUAL = Sentence(N_("Options that you like equally may get the same number. You may leave boxes empty."))
_APPROVE = Sentence(N_("Tick every option that you could accept: one, several, or all of them."))
_ONE = Sentence(N_("Tick one box only. Whoever ticks none has not voted: to abstain, tick “abstain”."))
_POINTS = Sentence(N_("Write points beside each option: the more you like it, the more points. 0 is the fewest."))
_BUDGET = Sentence(N_("Tick every option that the common budget should pay for: one, several, or all of them."))
_LAST = Sentence(N_("Do not write your name. For a mistake ask for a new sheet and hand this one back."))


def to_fill_in(round_: Round) -> tuple[Sentence, ...]:
    """The steps in their order. A kind of ballot without instructions is a fault of the program: KeyError."""
    equal = _ONCE if round_.method in ONE_AT_EACH_RANK else _EQUAL
    steps: dict[str, tuple[Sentence, ...]] = {
        "ranking": (_RANK, equal), "yes_no": (_ONE,), "approval": (_APPROVE,), "score": (_POINTS,), "budget": (_BUDGET,),
    }  # fmt: skip
    return (*steps[round_.ballot], _LAST)


def is_ticked(round_: Round) -> bool:
    """Whether a box takes a tick and no number."""
    return round_.ballot not in {"ranking", "score"}
