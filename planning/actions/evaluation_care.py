"""Evaluations that were asked wrongly: changed before they open, called off with a reason afterwards."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from planning import store
from planning.actions.act import Doing, act
from planning.actions.evaluation import checked
from planning.actions.words import reason_checked
from planning.cases.evaluation import Appraisal, CaseEnding, Evaluation
from planning.errors import N_, Refusal
from planning.period import Moment
from planning.wording import Words


@act
def change_evaluation(
    doing: Doing, *, evaluation_id: str, version: int, promise: Words, opens: datetime, closes: datetime
) -> str:
    """Change promise and days of an evaluation that has not opened; once it has, answers are about what stood there.

    Raises :class:`Refusals` (``opened``, ``empty_text``, ``period_reversed``, ``too_far``, ``edited_meanwhile``).
    """
    before = _found(doing, evaluation_id)
    if before.moment(doing.now) is not Moment.BEFORE:
        raise Refusal("opened", N_("Residents are being asked, or were: call it off, and ask again."))
    made = checked(doing, [], replace(before, promise=promise, opens=opens, closes=closes, version=version + 1))
    doing.write_over("evaluation", before, made)
    return evaluation_id


@act
def call_off_evaluation(doing: Doing, *, evaluation_id: str, version: int, reason: str) -> str:
    """Call an evaluation off: it stays to be read with the reason, and tells nothing. No result is called off.

    Raises :class:`Refusal` (``called_off``, ``answered``, ``ended_with_it``, ``empty_text``, ``edited_meanwhile``).
    """
    before = _found(doing, evaluation_id)
    reason = reason_checked(reason)
    if before.stays(doing.now, store.count(doing.session, Appraisal, evaluation_id=evaluation_id)):
        raise Refusal(
            "answered",
            N_("Residents have answered and the time is over: what they said stays. They can be asked again."),
        )
    if store.count(doing.session, CaseEnding, evaluation_id=evaluation_id):
        raise Refusal("ended_with_it", N_("The case was closed or reopened with this evaluation: it stays."))
    made = replace(before, called_off_at=doing.now, called_off_reason=reason, version=version + 1)
    doing.write_over("evaluation", before, made, reason)
    return evaluation_id


def _found(doing: Doing, evaluation_id: str) -> Evaluation:
    found = store.get(doing.session, Evaluation, evaluation_id)
    doing.permit_in(found.community_id)
    if found.called_off_at is not None:
        raise Refusal("called_off", N_("This evaluation was called off already."))
    return found
