"""A questionnaire as those see it who write it: the form as it stands, and everything that is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass

from planning import store
from planning.errors import N_, Problem, Refusal
from planning.queries.query import Look, query
from planning.store import surveys as kept
from planning.surveys.questionnaire.form_checks import problems_of_form
from planning.surveys.questionnaire.question import Questionnaire
from planning.surveys.questionnaire.survey import Survey
from planning.surveys.questionnaire.written import fingerprint, read


@dataclass(frozen=True, slots=True)
class DraftView:
    """A form at work.

    :param base: fingerprint of the form, to be said when it is changed.
    :param number: of the version that is asked, or will be.
    :param is_draft: whether it is the next version, beside one that is asked.
    :param overtaken: whether a version came in as a file after the draft was begun: it can only be laid aside.
    """

    survey: Survey
    form: Questionnaire
    base: str
    number: int
    is_draft: bool
    problems: tuple[Problem, ...]
    overtaken: bool = False


@query
def survey_draft(look: Look, *, survey_id: str) -> DraftView:
    """The form to go on with: the draft of the next version where there is one, else the newest version.

    Raises :class:`Refusal` (``not_found``).
    """
    survey = store.get(look.session, Survey, survey_id)
    look.permit_in(survey.community_id)
    draft, newest = kept.draft_of(look.session, survey_id), kept.newest_edition(look.session, survey_id)
    if newest is None:
        raise Refusal("not_found", N_("This is not here (any more): go back and choose again."))
    text = draft.form if draft else newest.form
    form = read(text)
    overtaken = draft is not None and draft.number != newest.number
    return DraftView(
        survey, form, fingerprint(text), newest.number, draft is not None, problems_of_form(form), overtaken
    )
