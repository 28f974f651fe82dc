"""Questionnaires on paper: sheets are numbered, entered in batches, and confirmed by another person before they count.

The log keeps who did what to which batch, never what a sheet says.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from planning import store
from planning.actions.act import Doing, act, fleeting
from planning.actions.answering import new_receipt
from planning.actions.survey_whose import courtyard_said, use_code
from planning.actions.words import reason_checked
from planning.errors import N_, Refusal, Refusals
from planning.options.electorate import Code, code_hash
from planning.period import Moment, day_in
from planning.sheet_numbers import next_first
from planning.site import Community, new_id
from planning.store import survey_paper as kept
from planning.store import surveys
from planning.surveys.questionnaire.answering import checked
from planning.surveys.questionnaire.paper import (
    HIGHEST_NUMBER,
    MOST_PRINTED,
    MOST_SHEETS,
    PaperBatch,
    PaperRun,
    PaperSheet,
    PaperState,
    Unread,
    count_problems,
    may_confirm,
    may_enter,
    require_on_paper,
    require_unconfirmed,
    run_of,
)
from planning.surveys.questionnaire.survey import Admission, Edition, Mac, Means, Response, Survey
from planning.surveys.questionnaire.written import read
from planning.wording import checked as text_checked

LONGEST_WHY, LONGEST_NOTE = 200, 400


@act
def print_survey_sheets(doing: Doing, *, survey_id: str, sheets: int) -> str:
    """Give so many sheets of the newest version their numbers; gives the id of the run.

    Raises :class:`Refusal` (``not_open``, ``bad_count``, ``not_on_paper``).
    """
    survey = store.get(doing.session, Survey, survey_id)
    doing.permit_in(survey.community_id)
    _require_open(survey)
    edition = surveys.newest_edition(doing.session, survey_id)
    assert edition is not None  # noqa: S101 - a questionnaire is made with its first version
    require_on_paper(read(edition.form))
    first = next_first(store.find(doing.session, PaperRun, survey_id=survey_id))
    if not 1 <= sheets <= MOST_PRINTED or first + sheets - 1 > HIGHEST_NUMBER:
        raise Refusal("bad_count", N_("Print at least 1 and at most {most} sheets at once."), where="sheets", most=MOST_PRINTED)  # fmt: skip
    run = store.add(doing.session, PaperRun(new_id(), survey.community_id, survey_id, edition.id, first, sheets))
    doing.log(f"survey:{survey_id}", after={"first": run.first, "last": run.last})
    return run.id


@act
def open_survey_batch(doing: Doing, *, survey_id: str, sheets: int) -> str:
    """Begin a batch of sheets that were counted by hand; whoever opens it enters it. Gives its id.

    Raises :class:`Refusal` (``not_open``, ``bad_count``).
    """
    survey = store.get(doing.session, Survey, survey_id)
    doing.permit_in(survey.community_id)
    _require_open(survey)
    number = kept.next_number(doing.session, survey_id)
    batch = PaperBatch(
        new_id(), survey.community_id, survey_id, number, _counted(sheets), _member(doing), doing.now
    )  # fmt: skip
    store.add(doing.session, batch)
    _log(doing, batch)
    return batch.id


@act
def recount_survey_batch(doing: Doing, *, paper_batch_id: str, version: int, sheets: int, reason: str) -> None:
    """Correct how many sheets a batch has, for a reason, by whoever enters it."""
    batch, _, _ = _at_work(doing, paper_batch_id)
    may_enter(batch, _member(doing))
    made = replace(batch, sheets=_counted(sheets), version=version + 1)
    store.change(doing.session, made)
    _log(doing, made, before=batch.sheets, reason=reason_checked(reason))


@fleeting
def enter_survey_sheet(
    doing: Doing, *, paper_batch_id: str, number: int, unread: Unread | None, why: str, answers: Any, courtyard_id: str,
    code_typed: str, mac: Mac,
) -> None:  # fmt: skip
    """Enter a sheet, or say why it cannot be read; entered again it takes the place of what was entered before.

    :param answers: by the names of questions, as a phone sends them; they are checked by the same rules.
    :param code_typed: where codes are used; left empty when a sheet is corrected the code stays.

    Raises :class:`Refusals` (``not_printed``, ``sheet_elsewhere``, ``bad_code``, ``code_spent``, ``no_why``, all faults of
    the answers, or that it is not this person's turn).
    """
    batch, survey, here = _at_work(doing, paper_batch_id)
    may_enter(batch, _member(doing))
    run = run_of(store.find(doing.session, PaperRun, survey_id=survey.id), number)
    before = store.first(doing.session, PaperSheet, survey_id=survey.id, number=number)
    if before is not None and before.batch_id != batch.id:
        other = store.get(doing.session, PaperBatch, before.batch_id)
        raise Refusal("sheet_elsewhere", N_("Sheet {number} is already in batch {batch}: look at the number again."), where="number", number=number, batch=other.number)  # fmt: skip
    made = PaperSheet(before.id if before else new_id(), here.id, survey.id, batch.id, number, run.edition_id)
    if unread is not None:
        made = replace(made, unread=Unread(unread), why=_why(Unread(unread), why))
    else:
        made = _filled(doing, survey, here, made, answers=answers, courtyard_id=courtyard_id)
    made = _with_code(doing, survey, made, before, typed=code_typed, mac=mac)
    if before is None:
        store.add(doing.session, made)
    else:
        kept.rewrite(doing.session, replace(made, version=before.version + 1))


@fleeting
def drop_survey_sheet(doing: Doing, *, paper_batch_id: str, number: int) -> None:
    """Take a sheet out of a batch that is not confirmed; its code is free again. Raises :class:`Refusal` (``not_found``)."""
    batch, survey, _ = _at_work(doing, paper_batch_id)
    may_enter(batch, _member(doing))
    sheet = store.first(doing.session, PaperSheet, survey_id=survey.id, batch_id=batch.id, number=number)
    if sheet is None:
        raise Refusal("not_found", N_("This is not here (any more): go back and choose again."))
    if sheet.used_id:
        surveys.release_code(doing.session, sheet.used_id)
    kept.drop_sheet(doing.session, sheet.id)


@act
def drop_survey_batch(doing: Doing, *, paper_batch_id: str) -> None:
    """Take away a batch that has no sheet yet. Raises :class:`Refusal` (``not_empty``)."""
    batch, survey, _ = _at_work(doing, paper_batch_id)
    may_enter(batch, _member(doing))
    if store.count(doing.session, PaperSheet, batch_id=batch.id):
        raise Refusal("not_empty", N_("Sheets of this batch are entered: take them out first."))
    kept.drop_batch(doing.session, batch.id)
    doing.log(f"survey:{survey.id}", before={"batch": batch.number})


@act
def give_up_survey_batch(doing: Doing, *, paper_batch_id: str, reason: str) -> None:
    """Take away a batch that nobody goes on with, with its sheets, whose codes are free again: for the board, with a reason.

    Nobody enters in another's name: the sheets of paper can be entered anew in a batch of somebody else. Raises
    :class:`Refusal` (``batch_confirmed``).
    """
    batch, survey, _ = _at_work(doing, paper_batch_id)
    require_unconfirmed(batch)
    why = reason_checked(reason)
    sheets = store.count(doing.session, PaperSheet, batch_id=batch.id)
    kept.drop_sheets(doing.session, batch.id)
    kept.drop_batch(doing.session, batch.id)
    before = {"batch": batch.number, "sheets": sheets, "state": batch.state, "entered_by": batch.entered_by}
    doing.log(f"survey:{survey.id}", before=before, reason=why)


@act
def hand_on_survey_batch(doing: Doing, *, paper_batch_id: str, version: int) -> None:
    """Whoever enters is done: as many are entered or unread as were counted. Raises :class:`Refusals` (``sheets_differ``)."""
    batch, _, _ = _at_work(doing, paper_batch_id)
    may_enter(batch, _member(doing))
    problems = count_problems(batch, store.find(doing.session, PaperSheet, batch_id=batch.id))
    if problems:
        raise Refusals(problems)
    made = replace(batch, state=PaperState.WAITING, note="", version=version + 1)
    kept.rewrite(doing.session, made)
    _log(doing, made)


@act
def return_survey_batch(doing: Doing, *, paper_batch_id: str, version: int, note: str) -> None:
    """The second person gives a batch back, with a note that says what to look at. Raises :class:`Refusals` (``empty_text``)."""
    batch, _, _ = _at_work(doing, paper_batch_id)
    may_confirm(batch, _member(doing))
    words = text_checked(note, field="note", longest=LONGEST_NOTE, lines=True)
    made = replace(batch, state=PaperState.RETURNED, note=words, version=version + 1)
    store.change(doing.session, made)
    _log(doing, made)


@fleeting
def confirm_survey_batch(doing: Doing, *, paper_batch_id: str, version: int, mac: Mac) -> int:
    """Another person has held the entries against the paper: its sheets are responses from now on. Gives how many.

    All have the moment of this act, and none knows its sheet: nothing in a response is worked out of a row that stays.
    Of a batch with one readable sheet its moment still tells which one it was. Raises :class:`Refusals` (``same_person``,
    ``not_your_turn``, ``batch_confirmed``, ``sheets_differ``, ``edited_meanwhile``).
    """
    batch, survey, here = _at_work(doing, paper_batch_id)
    found = store.find(doing.session, PaperSheet, batch_id=batch.id)
    if batch.confirmed_by == _member(doing) and batch.version == version + 1:
        return sum(sheet.unread is None for sheet in found)  # a second click
    may_confirm(batch, _member(doing))
    problems = count_problems(batch, found)
    if problems:
        raise Refusals(problems)
    made = replace(
        batch, state=PaperState.CONFIRMED, confirmed_by=_member(doing), confirmed_at=doing.now, version=version + 1
    )  # fmt: skip
    store.change(doing.session, made)
    responses = [
        Response(
            new_id(), here.id, survey.id, sheet.edition_id, sheet.answers, doing.now, Means.PAPER, new_receipt(),
            mac("response on paper", new_id()), mac("answers", sheet.answers), sheet.courtyard_id,
        )
        for sheet in found if sheet.unread is None
    ]  # fmt: skip
    store.add_all(doing.session, sorted(responses, key=lambda one: one.id))
    kept.empty_sheets(doing.session, batch.id)
    _log(doing, made)
    return len(responses)


def _at_work(doing: Doing, paper_batch_id: str) -> tuple[PaperBatch, Survey, Community]:
    """A batch with its questionnaire, which is locked: nobody closes it meanwhile."""
    batch = store.get(doing.session, PaperBatch, paper_batch_id)
    here = doing.permit_in(batch.community_id)
    survey = store.get(doing.session, Survey, batch.survey_id)
    _require_open(survey)
    return batch, survey, here


def _require_open(survey: Survey) -> None:
    if survey.moment is Moment.BEFORE:
        raise Refusal("not_open", N_("Publish the questionnaire first: until then its questions can still change. A specimen can be printed now."))  # fmt: skip
    if survey.moment is Moment.AFTER:
        raise Refusal("not_open", N_("This questionnaire is closed: it stays as it is."))


def _filled(
    doing: Doing, survey: Survey, here: Community, sheet: PaperSheet, *, answers: Any, courtyard_id: str
) -> PaperSheet:  # fmt: skip
    """The sheet with its answers, checked as those of a phone."""
    if not isinstance(answers, Mapping):
        raise Refusal("bad_answer", N_("This was not readable: reload the page and try again."))
    form = read(store.get(doing.session, Edition, sheet.edition_id).form)
    said = checked(form, answers, here, day_in(here.time_zone, doing.now))
    yard = courtyard_said(doing, survey, courtyard_id)
    return replace(sheet, answers=json.dumps(said, ensure_ascii=False), courtyard_id=yard)


def _with_code(
    doing: Doing, survey: Survey, made: PaperSheet, before: PaperSheet | None, *, typed: str, mac: Mac
) -> PaperSheet:  # fmt: skip
    """The sheet with the code that it came with; an unread one spends none, so that its person can answer again."""
    old = before.used_id if before else None
    if survey.entry is not Admission.CODES:
        return made
    if made.unread is not None:
        if old:
            surveys.release_code(doing.session, old)
        return made
    if not typed.strip() and old and before is not None:
        return replace(made, used_id=old, courtyard_id=before.courtyard_id)
    hashed = code_hash(typed)
    code = store.first(doing.session, Code, hash=hashed) if hashed else None
    used, yard = use_code(doing, survey, code, mac, instead_of=old)
    return replace(made, used_id=used, courtyard_id=yard)


def _why(unread: Unread, why: str) -> str:
    return text_checked(why, field="why", longest=LONGEST_WHY, needed=unread is Unread.OTHER)


def _counted(sheets: int) -> int:
    if not 0 <= sheets <= MOST_SHEETS:
        raise Refusal("bad_count", N_("A batch has at most {most} sheets: count them, and make two batches of more."), where="sheets", most=MOST_SHEETS)  # fmt: skip
    return sheets


def _member(doing: Doing) -> str:
    assert doing.visitor.member is not None  # noqa: S101 - the table of rules lets members in only
    return doing.visitor.member.id


def _log(doing: Doing, batch: PaperBatch, *, before: int | None = None, reason: str = "") -> None:
    after = {
        "batch": batch.number, "sheets": batch.sheets, "state": batch.state, "entered_by": batch.entered_by,
        "confirmed_by": batch.confirmed_by,
    }  # fmt: skip
    doing.log(
        f"survey:{batch.survey_id}",
        before={"sheets": before} if before is not None else None,
        after=after,
        reason=reason,
    )
