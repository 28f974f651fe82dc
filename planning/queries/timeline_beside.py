"""What stands beside a case and belongs on its timeline: questionnaires, walks, conversations, money, files, programmes.

Read from the things themselves, which say when they began and ended, so that what no log has is told as well.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime

from planning import store
from planning.cases.case import Case
from planning.cases.document import Document, Holder
from planning.cases.evaluation import Evaluation
from planning.cases.fund import Fund
from planning.cases.lift import LiftPlan
from planning.cases.programme import Part, Programme
from planning.cases.timeline import Happening
from planning.queries.query import Look
from planning.surveys.questionnaire.survey import Need, Survey
from planning.surveys.statements import Conversation
from planning.surveys.walk import Walk
from planning.wording import Words


def told_beside(look: Look, case: Case, seen: Collection[tuple[str, str]]) -> Iterator[Happening]:
    """One happening for each, in no order; nothing that everybody may not read: no title of a walk, no file kept for staff.

    :param seen: acts that the log tells of, with the id of what they were done to: an end that is told there is not told twice.
    """
    yield from _asked(look, case, seen)
    yield from _talked(look, case, seen)
    yield from _written(look, case)
    yield from _spread(look, case)


def _asked(look: Look, case: Case, seen: Collection[tuple[str, str]]) -> Iterator[Happening]:
    need = store.first(look.session, Need, case_id=case.id)
    if need is not None:
        found = store.get(look.session, Survey, need.survey_id)
        yield Happening(case.opened_at, "found_by_survey", {"title": found.title})
    for survey in store.find(look.session, Survey, case_id=case.id):
        yield from _from_to("survey", survey.title, survey.published_at, survey.closed_at, survey.closed_reason)
    for walk in store.find(look.session, Walk, case_id=case.id):
        yield Happening(walk.made_at, "walk_planned")
        if walk.closed_at is not None and ("close_walk", walk.id) not in seen:
            yield Happening(walk.closed_at, "walk_ended")
    for one in store.find(look.session, Evaluation, case_id=case.id):
        if one.closes <= look.now and one.called_off_at is None:
            yield Happening(one.closes, "evaluation_ended")


def _talked(look: Look, case: Case, seen: Collection[tuple[str, str]]) -> Iterator[Happening]:
    for one in store.find(look.session, Conversation, case_id=case.id):
        ended = None if ("end_conversation", one.id) in seen else one.closed_at
        yield from _from_to("conversation", one.title, one.opened_at, ended)  # its reason was asked for the log


def _written(look: Look, case: Case) -> Iterator[Happening]:
    for fund in store.find(look.session, Fund, case_id=case.id):
        yield Happening(fund.at, "fund_opened", {"title": fund.title})
    for plan in store.find(look.session, LiftPlan, case_id=case.id):
        yield Happening(plan.at, "lift_shared")
    for file in store.find(look.session, Document, holder=Holder.CASE, holder_id=case.id, public=True):
        yield Happening(file.at, "file_added", {"title": file.title})


def _spread(look: Look, case: Case) -> Iterator[Happening]:
    for part in store.find(look.session, Part, case_id=case.id):
        programme = store.get(look.session, Programme, part.programme_id)
        yield Happening(part.at, "programme_joined", {"title": programme.title})
    for part in store.find(look.session, Part, copied_from=case.id):
        yield Happening(part.at, "copied_to", {"title": store.get(look.session, Case, part.case_id).title})


def _from_to(
    what: str, title: Words, began: datetime | None, ended: datetime | None, reason: str = ""
) -> Iterator[Happening]:
    if began is not None:
        yield Happening(began, f"{what}_began", {"title": title})
    if ended is not None:
        yield Happening(ended, f"{what}_ended", {"title": title}, reason)
