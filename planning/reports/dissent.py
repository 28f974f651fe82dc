"""Dissent in words: what a decision passed by, and why."""

from __future__ import annotations

from planning.cases.decision import CaseDecision
from planning.i18n.translator import Translator


def passed_by(t: Translator, decision: CaseDecision) -> str:
    """What objected when it was decided and was not entered as an objection, and why the board decided all the same.

    Households are told without their number: it may be small.
    """
    told = []
    if decision.unentered:
        told.append(t.n("{count} comment against it was not entered as an objection.",
                        "{count} comments against it were not entered as objections.", decision.unentered))  # fmt: skip
    if decision.unentered_doors:
        told.append(t("Households object that were not entered as objections."))
    if told:
        told.append(t("The board says why: {reason}", reason=decision.unvisited_reason))
    return t.joined(told)
