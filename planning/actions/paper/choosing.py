"""Whether a round takes paper ballots, and which ballot counts where a voter gives two: chosen before it is announced."""

from __future__ import annotations

from dataclasses import replace

from planning import store
from planning.actions.act import Doing, act
from planning.errors import N_, Refusal
from planning.options.paper.precedence import PaperRule
from planning.options.round import Round, State


@act
def choose_paper(doing: Doing, *, round_id: str, paper: PaperRule) -> str:
    """Say whether paper ballots are taken, and which of two ballots counts; it is announced with the round.

    Raises :class:`Refusal` (``already_sealed``).
    """
    round_ = store.get(doing.session, Round, round_id)
    doing.permit_in(round_.community_id)
    if round_.state(doing.now) is not State.DRAFT:
        raise Refusal("already_sealed", N_("This round is already announced: what holds for paper ballots stays as it was announced."))  # fmt: skip
    if round_.paper is paper:
        return round_id
    store.change(doing.session, replace(round_, paper=paper, version=round_.version + 1))
    doing.log(f"round:{round_id}", before={"paper": round_.paper}, after={"paper": paper})
    return round_id
