"""Sheets are numbered for printing: a run takes the numbers after those of the run before it."""

from __future__ import annotations

from planning import store
from planning.actions.act import Doing, act
from planning.errors import N_, Refusal
from planning.options.paper.precedence import PaperRule
from planning.options.paper.printing import MOST_PRINTED, PrintRun
from planning.options.paper.sheet import HIGHEST_NUMBER
from planning.options.round import Round, State
from planning.sheet_numbers import next_first
from planning.site import new_id


@act
def print_sheets(doing: Doing, *, round_id: str, sheets: int) -> str:
    """Give so many sheets their numbers; returns the id of the run, by which they are printed as often as needed.

    Raises :class:`Refusal` (``no_paper``, ``not_announced``, ``bad_count``).
    """
    round_ = store.get(doing.session, Round, round_id)
    doing.permit_in(round_.community_id)
    if round_.paper is PaperRule.NONE:
        raise Refusal("no_paper", N_("This round was announced without paper ballots."))
    if round_.state(doing.now) is State.DRAFT:
        raise Refusal("not_announced", N_("Announce the round first: until then its options can still change. A specimen can be printed now."))  # fmt: skip
    first = next_first(store.find(doing.session, PrintRun, round_id=round_id))
    if not 1 <= sheets <= MOST_PRINTED or first + sheets - 1 > HIGHEST_NUMBER:
        raise Refusal("bad_count", N_("Print at least 1 and at most {most} sheets at once."), where="sheets", most=MOST_PRINTED)  # fmt: skip
    run = store.add(doing.session, PrintRun(new_id(), round_.community_id, round_id, first, sheets))
    doing.log(f"round:{round_id}", after={"first": run.first, "last": run.last})
    return run.id
