"""A case 议题: the matter, where it is, and how far it has come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

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
