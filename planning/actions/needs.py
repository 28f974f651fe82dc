"""From a need that a questionnaire told to a case: opened once, with a link back."""

from __future__ import annotations

from planning import store
from planning.actions.act import Doing, act
from planning.actions.cases import LONGEST_TITLE
from planning.cases.case import Case, Phase
from planning.cases.course import CasePhase
from planning.errors import N_, Refusal
from planning.site import new_id
from planning.store import surveys as kept
from planning.store.courses import today
from planning.surveys.questionnaire.results import NEEDS
from planning.surveys.questionnaire.survey import Need, Survey
from planning.surveys.questionnaire.written import read
from planning.wording import Words


@act
def case_from_need(doing: Doing, *, survey_id: str, question_name: str, choice_name: str) -> str:
    """Open a case from an answer of the newest version, in the words of the form; gives its id, the same the next time.

    Its title, its question and its words are changed like those of any case. Raises :class:`Refusal` (``not_found``).
    """
    survey = store.get(doing.session, Survey, survey_id)
    here = doing.permit_in(survey.community_id)
    about = {"survey_id": survey_id, "question": question_name, "choice": choice_name}
    there = store.first(doing.session, Need, **about)
    if there is not None:
        return there.case_id
    edition = kept.newest_edition(doing.session, survey_id)
    question = (
        next((q for q in read(edition.form).questions if q.name == question_name and q.kind in NEEDS), None)
        if edition
        else None
    )
    choice = next((c for c in question.choices if c.name == choice_name), None) if question else None
    if question is None or choice is None:
        raise Refusal("not_found", N_("This is not here (any more): go back and choose again."))
    title = Words(choice.label.zh[:LONGEST_TITLE], choice.label.en[:LONGEST_TITLE])
    case = Case(new_id(), survey.community_id, title, question.label, survey.title, Phase.RAISE, doing.now, Words(""))
    store.add(doing.session, case)
    begins = today(here, doing.now)
    store.add(doing.session, CasePhase(new_id(), here.id, case.id, case.phase, begins, None, doing.now, 1))
    store.add(doing.session, Need(new_id(), survey.community_id, case_id=case.id, **about))
    doing.log(f"case:{case.id}", after={"survey": survey_id, "question": question_name, "choice": choice_name})
    return case.id
