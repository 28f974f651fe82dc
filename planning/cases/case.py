"""A case 议题: the matter, where it is, and how far it has come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from planning.period import Moment
from planning.site import Pin
from planning.wording import Words


class Phase(StrEnum):
    """Periods of a case, in their usual order."""

    RAISE = "raise"
    SURVEY = "survey"
    DELIBERATE = "deliberate"
    OPTIONS = "options"
    VOTE = "vote"
    DECIDE = "decide"
    CARRY_OUT = "carry_out"
    EVALUATE = "evaluate"

    @property
    def moment(self) -> Moment:
        """Before, during or after the vote of the case: what may be done depends on it."""
        if self is Phase.VOTE:
            return Moment.DURING
        return Moment.AFTER if self in {Phase.DECIDE, Phase.CARRY_OUT, Phase.EVALUATE} else Moment.BEFORE


@dataclass(frozen=True, slots=True)
class Case:
    """What it is about, its question, and what happens next."""

    id: str
    community_id: str
    title: Words
    question: Words
    about: Words
    phase: Phase
    opened_at: datetime
    next_step: Words = Words("")
    pin: Pin | None = None
    courtyard_id: str | None = None
    version: int = 1
