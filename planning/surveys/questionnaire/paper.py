"""A questionnaire on paper: numbered sheets, entered in batches by one person and confirmed by another.

Until a batch is confirmed its sheets count nowhere and can be corrected. Confirmed sheets become responses, and nothing leads
from a response to the number of its sheet any more.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from planning.errors import N_, Problem, Refusal
from planning.sheet_numbers import Numbered
from planning.site import Community
from planning.surveys.questionnaire.question import Question, QuestionKind, Questionnaire
from planning.surveys.questionnaire.survey import Survey

MOST_PRINTED = 500
MOST_SHEETS = 2_000
"""Sheets of one batch: more than anybody counts by hand without a slip."""
HIGHEST_NUMBER = 9_999_999
NOT_ON_PAPER = frozenset({QuestionKind.PHOTO, QuestionKind.LINE, QuestionKind.AREA})
"""What nobody can write on a sheet; a point is named in words."""


class PaperState(StrEnum):
    """Where a batch stands."""

    ENTERING = "survey_entering"
    WAITING = "survey_waiting"
    RETURNED = "survey_returned"
    CONFIRMED = "survey_confirmed"


class Unread(StrEnum):
    """Why a sheet has no answers."""

    BLANK = "sheet_blank"
    UNREADABLE = "sheet_unreadable"
    WRONG_FORM = "sheet_wrong_form"
    OTHER = "sheet_other"


@dataclass(frozen=True, slots=True)
class PaperRun(Numbered):
    """Sheets of one version that were numbered together."""

    id: str
    community_id: str
    survey_id: str
    edition_id: str
    first: int
    count: int


@dataclass(frozen=True, slots=True)
class PaperBatch:
    """Sheets that were counted together by hand before the first was typed.

    :param entered_by: id of the member who opened it and enters; ``confirmed_by`` of another one, "" before that.
    :param note: what the second person had to say when they gave it back.
    """

    id: str
    community_id: str
    survey_id: str
    number: int
    sheets: int
    entered_by: str
    opened_at: datetime
    state: PaperState = PaperState.ENTERING
    confirmed_by: str = ""
    confirmed_at: datetime | None = None
    note: str = ""
    version: int = 1


@dataclass(frozen=True, slots=True)
class PaperSheet:
    """A sheet of a batch by the number that is printed on it.

    :param answers: as JSON, as a response keeps them; empty where it is unread, and once the batch is confirmed.
    :param why: words beside :attr:`Unread.OTHER`, until the batch is confirmed.
    :param used_id: under which a code was used for it, as long as the batch can be corrected.
    """

    id: str
    community_id: str
    survey_id: str
    batch_id: str
    number: int
    edition_id: str
    answers: str = ""
    unread: Unread | None = None
    why: str = ""
    courtyard_id: str | None = None
    used_id: str | None = None
    version: int = 1


@dataclass(frozen=True, slots=True)
class FormToPrint:
    """What a printed questionnaire tells. ``run``: its numbers, None for a specimen."""

    community: Community
    survey: Survey
    form: Questionnaire
    edition: int
    run: PaperRun | None


def run_of(runs: Iterable[PaperRun], number: int) -> PaperRun:
    """The run that a number was printed in. Raises :class:`Refusal` (``not_printed``)."""
    for run in runs:
        if run.holds(number):
            return run
    raise Refusal("not_printed", N_("No sheet {number} was printed for this questionnaire: look at the number again."), where="number", number=number)  # fmt: skip


def require_on_paper(form: Questionnaire) -> None:
    """Raise :class:`Refusal` (``not_on_paper``) where somebody must answer what cannot stand on a sheet."""
    for question in form.questions:
        if question.required and question.kind is QuestionKind.PHOTO:
            raise Refusal("not_on_paper", N_("This question must have a photo, which no sheet of paper can hold: {question}"), question=question.label)  # fmt: skip


def on_paper(form: Questionnaire) -> list[Question]:
    """The questions that a sheet holds, notes among them."""
    return [question for question in form.questions if question.kind not in NOT_ON_PAPER]


def require_unconfirmed(batch: PaperBatch) -> None:
    """Raise :class:`Refusal` (``batch_confirmed``) where the sheets of a batch are answers already."""
    if batch.state is PaperState.CONFIRMED:
        raise Refusal("batch_confirmed", N_("This batch is confirmed: it stays as it is."))


def may_enter(batch: PaperBatch, member_id: str) -> None:
    """Raise :class:`Refusal` unless this member may enter and correct now (``batch_confirmed``, ``not_your_turn``)."""
    require_unconfirmed(batch)
    if batch.state is PaperState.WAITING:
        raise Refusal("not_your_turn", N_("This batch waits for the second person: it can be corrected once they give it back."))  # fmt: skip
    if batch.entered_by != member_id:
        raise Refusal("not_your_turn", N_("Somebody else is entering this batch: you can confirm it after that."))


def may_confirm(batch: PaperBatch, member_id: str) -> None:
    """Raise :class:`Refusal` unless this member may confirm it, or give it back (``same_person``, ``not_your_turn`` …)."""
    require_unconfirmed(batch)
    if batch.entered_by == member_id:
        raise Refusal("same_person", N_("You entered this batch: another person must confirm it."))
    if batch.state is not PaperState.WAITING:
        raise Refusal("not_your_turn", N_("This batch is still being entered: it can be confirmed after that."))


def count_problems(batch: PaperBatch, sheets: Sequence[PaperSheet]) -> list[Problem]:
    """What is wrong with the number of sheets: those entered and those that could not be read must be as many as were counted."""
    unread = sum(sheet.unread is not None for sheet in sheets)
    if len(sheets) == batch.sheets:
        return []
    said = {"counted": batch.sheets, "entered": len(sheets) - unread, "unread": unread}
    return [Problem("sheets_differ", N_("{counted} sheets were counted; {entered} are entered and {unread} could not be read: look for the difference before you go on."), said)]  # fmt: skip
