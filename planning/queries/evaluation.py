"""Evaluations as everybody reads them: the promise, and beside it what residents said once it has closed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
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
from planning.store.courses import ending
from planning.surveys.reading import told_apart
from planning.wording import Words


@dataclass(frozen=True, slots=True)
class EvaluationSeen:
    """An evaluation: what it is about, where it stands, and its figures once it has closed.

    :param received: how many have answered so far.
    :param decided: what was decided of the case, beside the promise.
    :param stays: whether nobody may call it off (any more).
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
    stays: bool = False


@query
def evaluation_view(look: Look, *, evaluation_id: str) -> EvaluationSeen:
    """One evaluation. Raises :class:`Refusal` (``not_found``)."""
    found = store.get(look.session, Evaluation, evaluation_id)
    return _seen(look, look.permit_in(found.community_id), [found])[0]


@query
def evaluations(look: Look, *, community_id: str, case_id: str = "") -> list[EvaluationSeen]:
    """Evaluations of a case, or of all self-management groups of a community; the latest first."""
    here = look.permit_in(community_id)
    of = {"case_id": case_id} if case_id else {"case_id": None}
    found = store.find(look.session, Evaluation, order=("-opens", "id"), community_id=community_id, **of)
    return _seen(look, here, found)


@query
def case_end(look: Look, *, community_id: str, case_id: str) -> CaseEnding | None:
    """How a case ended last: closed, or reopened; None while it never was."""
    look.permit_in(community_id)
    found = ending(look.session, case_id)
    return found if found and found.community_id == community_id else None


@query
def appraisal_words(look: Look, *, evaluation_id: str) -> list[Appraisal]:
    """Answers with words, for those who decide what everybody may read; without what tells who wrote them."""
    found = store.get(look.session, Evaluation, evaluation_id)
    look.permit_in(found.community_id)
    if found.called_off_at is not None:
        return []  # nothing of it is told any more
    if found.moment(look.now) is not Moment.AFTER:
        raise Refusal("not_closed", N_("Nobody reads the answers before the evaluation has closed."))
    answers = store.find(look.session, Appraisal, order=("id",), evaluation_id=evaluation_id)
    return [replace(one, browser="", once="") for one in answers if one.words]


def _seen(look: Look, here: Community, wanted: Sequence[Evaluation]) -> list[EvaluationSeen]:
    """Several at once: courtyards and answers are read once for all of them."""
    yards = store.find(look.session, Courtyard, order="code", community_id=here.id)
    closed = [one.id for one in wanted if one.moment(look.now) is Moment.AFTER and one.called_off_at is None]
    answers: dict[str, list[Appraisal]] = {id_: [] for id_ in closed}
    for answer in store.find(look.session, Appraisal, evaluation_id=closed):
        answers[answer.evaluation_id].append(answer)
    return [_one(look, here, one, yards, answers.get(one.id)) for one in wanted]


def _one(
    look: Look, here: Community, found: Evaluation, yards: list[Courtyard], answers: list[Appraisal] | None
) -> EvaluationSeen:  # fmt: skip
    title, question, decided = _about(look, found, yards)
    moment, figures = found.moment(look.now), None
    if answers is None:
        received = store.count(look.session, Appraisal, evaluation_id=found.id)
    else:
        received = len(answers)
        by_yard = Counter(one.courtyard_id or "" for one in answers)
        figures = appraised(answers, told_apart(sorted(by_yard.items()), SMALL_GROUP))
    return EvaluationSeen(
        found, here, moment, received, title, question, decided, tuple(yards), figures, found.stays(look.now, received)
    )


def _about(look: Look, found: Evaluation, yards: list[Courtyard]) -> tuple[Words, Words, tuple[Words, ...]]:
    if found.case_id:
        case = store.get(look.session, Case, found.case_id)
        standing = store.find(look.session, CaseDecision, order=("day", "at", "id"), case_id=case.id, withdrawn_at=None)
        return case.title, case.question, tuple(one.text for one in standing)
    yard = next(one for one in yards if one.id == found.courtyard_id)
    return yard.name, Words(""), ()
