"""Questionnaires: made from an XLSForm, published, closed. What was asked stays as it was once it is published."""

from __future__ import annotations

from dataclasses import replace

from planning import store
from planning.actions.act import Doing, act
from planning.actions.words import reason_checked, words_checked
from planning.cases.case import Case
from planning.errors import N_, Problem, Refusal, Refusals
from planning.options.round import Access, Round
from planning.period import Moment
from planning.site import new_id
from planning.store import surveys as kept
from planning.surveys.questionnaire.form_checks import hard_problems
from planning.surveys.questionnaire.paper import PaperBatch, PaperState
from planning.surveys.questionnaire.question import QuestionKind, Questionnaire
from planning.surveys.questionnaire.survey import Admission, Edition, Survey
from planning.surveys.questionnaire.written import fingerprint, read, written
from planning.surveys.questionnaire.xlsform import read_form
from planning.wording import Words, clean

LONGEST_TITLE = 80
LONGEST_ABOUT = 1000
LONGEST_FILE = 120


@act
def create_survey(doing: Doing, *, community_id: str, file: str, data: bytes) -> str:
    """Make a questionnaire of an XLSForm; gives its id. What does not come over is told by :func:`read_form` before.

    Raises :class:`Refusals` (``unknown_format``, ``too_large``, ``bad_form``, ``no_question``).
    """
    doing.permit_in(community_id)
    form = _form(file, data)
    title = Words(clean(form.title.zh)[:LONGEST_TITLE], clean(form.title.en)[:LONGEST_TITLE])
    return begin(doing, community_id, title, form, _name(file))


def begin(doing: Doing, community_id: str, title: Words, form: Questionnaire, file: str = "") -> str:
    """A new questionnaire with its first version; gives its id."""
    survey = Survey(new_id(), community_id, title, Words(""), Admission.OPEN, doing.now)
    store.add(doing.session, survey)
    store.add(doing.session, Edition(new_id(), community_id, survey.id, 1, written(form), doing.now, file))
    doing.log(f"survey:{survey.id}", after={"title": survey.title, "questions": len(form.questions)})
    return survey.id


@act
def upload_edition(doing: Doing, *, survey_id: str, file: str, data: bytes, base: str = "") -> int:
    """Put another XLSForm in the place of the newest version, or after it once it is published; gives its number.

    :param base: fingerprint of the form in preparation whose place it takes; empty where nobody looked at one.

    Raises :class:`Refusals` (``edited_meanwhile``; once published what is wrong with the form: :func:`hard_problems`).
    """
    survey = at_work(doing, survey_id)
    newest = kept.newest_edition(doing.session, survey_id)
    form = _form(file, data)
    if survey.published_at is not None:
        problems = hard_problems(form)
        if problems:
            raise Refusals(problems)
    elif newest is not None and base:
        unseen(newest.form, base)
    return put_edition(doing, survey, form, _name(file))


def put_edition(doing: Doing, survey: Survey, form: Questionnaire, file: str) -> int:
    """Keep a form as the newest version. A published one is never touched, since somebody may have it open: this is the next."""
    newest = kept.newest_edition(doing.session, survey.id)
    if newest is not None and survey.published_at is None:
        kept.rewrite_edition(doing.session, replace(newest, form=written(form), made_at=doing.now, file=file))
        number = newest.number
    else:
        number = newest.number + 1 if newest else 1
        store.add(
            doing.session, Edition(new_id(), survey.community_id, survey.id, number, written(form), doing.now, file)
        )
    doing.log(f"survey:{survey.id}", after={"version": number, "questions": len(form.questions)})
    return number


@act
def change_survey(
    doing: Doing, *, survey_id: str, version: int, title: Words, about: Words, entry: Admission, round_id: str, case_id: str,
    asks_courtyard: bool, before_id: str,
) -> str:  # fmt: skip
    """Change the words of a questionnaire that was read at ``version``; who may answer, only before it is published.

    Raises :class:`Refusals` (``empty_text``, ``long_text``, ``no_roll``, ``unknown_case``, ``published``).
    """
    before = at_work(doing, survey_id)
    problems: list[Problem] = []
    made = replace(
        before, title=words_checked(problems, title, field="title", longest=LONGEST_TITLE),
        about=words_checked(problems, about, field="about", longest=LONGEST_ABOUT, needed=False), entry=Admission(entry),
        round_id=round_id or None if Admission(entry) is Admission.CODES else None, case_id=case_id or None,
        asks_courtyard=asks_courtyard and Admission(entry) is Admission.OPEN, before_id=before_id or None, version=version + 1,
    )  # fmt: skip
    if before.published_at and (made.entry, made.round_id) != (before.entry, before.round_id):
        problems.append(
            Problem("published", N_("It is published: who may answer stays as it was announced."), {}, "entry")
        )
    problems += _links(doing, made)
    if problems:
        raise Refusals(problems)
    store.change(doing.session, made)
    doing.log(f"survey:{survey_id}", before=before, after=made)
    return survey_id


@act
def publish_survey(doing: Doing, *, survey_id: str, base: str) -> str:
    """Let people answer from now on; a second time changes nothing.

    :param base: fingerprint of the form that was looked at: no other one goes out.

    Raises :class:`Refusals` (``edited_meanwhile``, ``no_roll``, or what is wrong with the form: :func:`hard_problems`).
    """
    survey = at_work(doing, survey_id)
    if survey.published_at is not None:
        return survey_id
    newest = kept.newest_edition(doing.session, survey_id)
    if newest is not None:
        unseen(newest.form, base)
    problems = [*(hard_problems(read(newest.form)) if newest else ()), *_links(doing, survey)]
    if problems:
        raise Refusals(problems)
    store.change(doing.session, replace(survey, published_at=doing.now, version=survey.version + 1))
    doing.log(f"survey:{survey_id}", after={"published": True})
    return survey_id


@act
def close_survey(doing: Doing, *, survey_id: str, reason: str) -> str:
    """Take no more answers, for a reason that everybody reads; from then on everybody may read the result.

    Raises :class:`Refusals` (``empty_text``, ``long_text``, ``not_open``).
    """
    survey = at_work(doing, survey_id)
    if survey.moment is not Moment.DURING:
        raise Refusal("not_open", N_("This questionnaire is not open: there is nothing to close."))
    batches = store.find(doing.session, PaperBatch, survey_id=survey_id)
    waiting = sum(batch.state is not PaperState.CONFIRMED for batch in batches)
    if waiting:
        raise Refusal("paper_waits", N_("Batches of paper sheets are not confirmed yet: {count}. Have them confirmed, or taken away, before you close it; the board can give up one that nobody goes on with."), count=waiting)  # fmt: skip
    store.change(doing.session, replace(
        survey, closed_at=doing.now, closed_reason=reason_checked(reason), version=survey.version + 1))  # fmt: skip
    kept.drop_draft(doing.session, survey_id)
    kept.forget_codes(doing.session, survey_id)  # they kept a code from answering twice; now nobody answers
    doing.log(f"survey:{survey_id}", after={"closed": True}, reason=reason_checked(reason))
    return survey_id


def at_work(doing: Doing, survey_id: str) -> Survey:
    """The questionnaire, if whoever asks may work on it and it was not closed; raises :class:`Refusal` (``not_open``)."""
    survey = store.get(doing.session, Survey, survey_id)
    doing.permit_in(survey.community_id)
    if survey.moment is Moment.AFTER:
        raise Refusal("not_open", N_("This questionnaire is closed: it stays as it is."))
    return survey


def unseen(form: str, base: str) -> None:
    """Raises :class:`Refusal` (``edited_meanwhile``) where a form is not the one that was looked at.

    :param form: as it is kept; ``base`` the fingerprint of the one that was looked at.
    """
    if fingerprint(form) != base:
        raise Refusal("edited_meanwhile", N_("Somebody else changed this questionnaire meanwhile: look at it as it is now, then do it again."))  # fmt: skip


def _form(file: str, data: bytes) -> Questionnaire:
    form = read_form(file, data).questionnaire
    if all(question.kind is QuestionKind.NOTE for question in form.questions):
        raise Refusal("no_question", N_("There is no question in this form that can be asked here."))
    return form


def _name(file: str) -> str:
    return clean(file)[-LONGEST_FILE:]


def _links(doing: Doing, survey: Survey) -> list[Problem]:
    """The roll, the case and the earlier questionnaire must be of this community."""
    problems = []
    if survey.entry is Admission.CODES:
        here = {"id": survey.round_id or "", "community_id": survey.community_id}
        round_ = store.first(doing.session, Round, **here)
        if round_ is None or round_.access is not Access.INVITED:
            problems.append(
                Problem("no_roll", N_("Choose the round whose codes open this questionnaire."), {}, "round_id")
            )
    if survey.case_id and store.first(doing.session, Case, id=survey.case_id, community_id=survey.community_id) is None:
        problems.append(
            Problem("unknown_case", N_("This case is not one of this community: choose it again."), {}, "case_id")
        )
    before = survey.before_id
    if before and (
        before == survey.id or store.first(doing.session, Survey, id=before, community_id=survey.community_id) is None
    ):
        problems.append(
            Problem(
                "unknown_survey", N_("Choose another questionnaire of this community to compare with."), {}, "before_id"
            )
        )
    return problems
