"""Questionnaires written in the browser: started empty, kept after each change, issued as the next version once published.

Whoever keeps a form says which state of it they changed (``base``, :func:`fingerprint`): what somebody else changed
meanwhile is never written over.
"""

from __future__ import annotations

from dataclasses import replace

from planning import store
from planning.actions.act import Doing, act
from planning.actions.surveys import LONGEST_TITLE, at_work, begin, put_edition, unseen
from planning.actions.words import words_checked
from planning.errors import N_, Problem, Refusal, Refusals
from planning.site import new_id
from planning.store import surveys as kept
from planning.surveys.questionnaire.editing import empty_form
from planning.surveys.questionnaire.form_checks import hard_problems, problems_of_change
from planning.surveys.questionnaire.question import Questionnaire
from planning.surveys.questionnaire.survey import Draft, Edition
from planning.surveys.questionnaire.written import fingerprint, read, written
from planning.wording import Words


@act
def start_survey(doing: Doing, *, community_id: str, title: Words) -> str:
    """Begin a questionnaire without a question; gives its id. Raises :class:`Refusals` (``empty_text``, ``long_text``)."""
    doing.permit_in(community_id)
    problems: list[Problem] = []
    title = words_checked(problems, title, field="title", longest=LONGEST_TITLE)
    if problems:
        raise Refusals(problems)
    return begin(doing, community_id, title, empty_form(title))


@act
def keep_form(doing: Doing, *, survey_id: str, base: str, form: Questionnaire) -> str:
    """Keep a form that was changed; gives the fingerprint of what is kept now.

    In preparation it takes the place of what was there. Once published it is a draft beside what is asked: see
    :func:`issue_draft`.

    :param base: fingerprint of the form that was changed.

    Raises :class:`Refusals` (``newer_version``, ``edited_meanwhile``, or what the change made wrong: :func:`problems_of_change`).
    """
    survey = at_work(doing, survey_id)
    draft, newest = kept.draft_of(doing.session, survey_id), kept.newest_edition(doing.session, survey_id)
    if newest is None:
        raise Refusal("not_found", N_("This is not here (any more): go back and choose again."))
    if draft is not None:
        _not_overtaken(draft, newest)
    before = draft.form if draft else newest.form
    if fingerprint(before) != base:
        raise Refusal("edited_meanwhile", N_("Somebody else changed this questionnaire meanwhile. What you typed is still here: look at the new state, then save again."))  # fmt: skip
    problems = problems_of_change(read(before), form)
    if problems:
        raise Refusals(problems)
    text = written(form)
    if survey.published_at is None:
        put_edition(doing, survey, form, newest.file)
    elif draft is not None:
        store.change(doing.session, replace(draft, form=text, changed_at=doing.now))
    else:
        store.add(doing.session, Draft(new_id(), survey.community_id, survey_id, newest.number, text, doing.now))
    if survey.published_at is not None:
        doing.log(f"survey:{survey_id}", after={"draft": True, "questions": len(form.questions)})
    return fingerprint(text)


@act
def issue_draft(doing: Doing, *, survey_id: str, base: str) -> int:
    """Make the draft the version that is asked from now on; gives its number. Answers stay with the version that was read.

    Raises :class:`Refusals` (``no_draft``, ``edited_meanwhile``, ``newer_version``, or :func:`hard_problems`).
    """
    survey = at_work(doing, survey_id)
    draft = _draft(doing, survey_id, base)
    newest = kept.newest_edition(doing.session, survey_id)
    _not_overtaken(draft, newest)
    form = read(draft.form)
    problems = hard_problems(form)
    if problems:
        raise Refusals(problems)
    number = put_edition(doing, survey, form, "")
    kept.drop_draft(doing.session, survey_id)
    return number


@act
def drop_draft(doing: Doing, *, survey_id: str, base: str) -> str:
    """Lay the draft aside: what is asked stays as it is. Raises :class:`Refusals` (``no_draft``, ``edited_meanwhile``)."""
    at_work(doing, survey_id)
    _draft(doing, survey_id, base)
    kept.drop_draft(doing.session, survey_id)
    doing.log(f"survey:{survey_id}", before={"draft": True})
    return survey_id


def _not_overtaken(draft: Draft, newest: Edition | None) -> None:
    if newest is not None and newest.number != draft.number:
        raise Refusal("newer_version", N_("Version {number} was brought in as a file after this draft was begun: lay the draft aside and change the new version."), number=newest.number)  # fmt: skip


def _draft(doing: Doing, survey_id: str, base: str) -> Draft:
    draft = kept.draft_of(doing.session, survey_id)
    if draft is None:
        raise Refusal("no_draft", N_("There is no draft of a next version: it was issued or laid aside meanwhile."))
    unseen(draft.form, base)
    return draft
