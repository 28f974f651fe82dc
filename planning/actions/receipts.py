"""Whether voters keep what opens their receipt: chosen before the round is announced."""

from __future__ import annotations

from dataclasses import replace

from planning import store
from planning.actions.act import Doing, act
from planning.errors import N_, Refusal
from planning.options.round import Round, State


@act
def choose_receipts(doing: Doing, *, round_id: str, provable: bool) -> str:
    """Let voters keep the nonce of their receipt or not. With it a voter can prove a change, and prove the vote, too.

    Raises :class:`Refusal` (``already_sealed``).
    """
    round_ = store.get(doing.session, Round, round_id)
    doing.permit_in(round_.community_id)
    if round_.state(doing.now) is not State.DRAFT:
        raise Refusal("already_sealed", N_("This round is already announced: what receipts prove stays as it was announced."))  # fmt: skip
    if round_.provable is provable:
        return round_id
    store.change(doing.session, replace(round_, provable=provable, version=round_.version + 1))
    doing.log(f"round:{round_id}", before={"provable": round_.provable}, after={"provable": provable})
    return round_id
