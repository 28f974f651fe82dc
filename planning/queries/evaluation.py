"""Evaluations as everybody reads them: the promise, and beside it what residents said once it has closed."""

from __future__ import annotations

from dataclasses import dataclass, replace

from planning import store
from planning.cases.case import Case
from planning.cases.decision import CaseDecision
from planning.cases.evaluation import Appraisal, Appraised, CaseEnding, Evaluation, appraised
from planning.errors import N_, Refusal
from planning.options.small_groups import SMALL_GROUP
from planning.period import Moment
from planning.queries.query import Look, query
from planning.site import Community, Courtyard
from planning.surveys.reading import told_apart
from planning.wording import Words


@dataclass(frozen=True, slots=True)
class EvaluationSeen:
    """An evaluation: what it is about, where it stands, and its figures once it has closed.

    :param received: how many have answered so far.
    :param decided: what was decided of the case, beside the promise.
    """

    evaluation: Evaluation
    community: Community
    moment: Moment
    received: int
    title: Words
    question: Words
    decided: tuple[Words, ...]
    courtyards: tuple[Courtyard, ...]
    figures: Appraised | None


@query
def evaluation_view(look: Look, *, evaluation_id: str) -> EvaluationSeen:
    """One evaluation. Raises :class:`Refusal` (``not_found``)."""
    found = store.get(look.session, Evaluation, evaluation_id)
    return _seen(look, look.permit_in(found.community_id), found)


@query
def evaluations(look: Look, *, community_id: str, case_id: str = "") -> list[EvaluationSeen]:
    """Evaluations of a case, or of all self-management groups of a community; the latest first."""
    here = look.permit_in(community_id)
    of = {"case_id": case_id} if case_id else {"case_id": None}
    found = store.find(look.session, Evaluation, order=("-opens", "id"), community_id=community_id, **of)
    return [_seen(look, here, one) for one in found]


@query
def case_end(look: Look, *, community_id: str, case_id: str) -> CaseEnding | None:
    """How a case ended last: closed, or reopened; None while it never was."""
    look.permit_in(community_id)
    found = store.find(look.session, CaseEnding, order=("-at", "id"), community_id=community_id, case_id=case_id)
    return next(iter(found), None)


@query
def appraisal_words(look: Look, *, evaluation_id: str) -> list[Appraisal]:
    """Answers with words, for those who decide what everybody may read; without what tells who wrote them."""
    found = store.get(look.session, Evaluation, evaluation_id)
    look.permit_in(found.community_id)
    if found.moment(look.now) is not Moment.AFTER:
        raise Refusal("not_closed", N_("Nobody reads the answers before the evaluation has closed."))
    answers = store.find(look.session, Appraisal, order=("id",), evaluation_id=evaluation_id)
    return [replace(one, browser="", once="") for one in answers if one.words]


def _seen(look: Look, here: Community, found: Evaluation) -> EvaluationSeen:
    session, moment = look.session, found.moment(look.now)
    yards = store.find(session, Courtyard, order="code", community_id=here.id)
    title, question, decided = _about(look, found, yards)
    figures = None
    if moment is Moment.AFTER:
        answers = store.find(session, Appraisal, evaluation_id=found.id)
        counts: dict[str, int] = {}
        for one in answers:
            counts[one.courtyard_id or ""] = counts.get(one.courtyard_id or "", 0) + 1
        figures = appraised(answers, told_apart(sorted(counts.items()), SMALL_GROUP))
    received = store.count(session, Appraisal, evaluation_id=found.id)
    return EvaluationSeen(found, here, moment, received, title, question, decided, tuple(yards), figures)


def _about(look: Look, found: Evaluation, yards: list[Courtyard]) -> tuple[Words, Words, tuple[Words, ...]]:
    if found.case_id:
        case = store.get(look.session, Case, found.case_id)
        standing = store.find(look.session, CaseDecision, order=("day", "at", "id"), case_id=case.id, withdrawn_at=None)
        return case.title, case.question, tuple(one.text for one in standing)
    yard = next(one for one in yards if one.id == found.courtyard_id)
    return yard.name, Words(""), ()
