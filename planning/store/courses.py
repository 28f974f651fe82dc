"""Where cases stand on a day, and who keeps them: read together for many cases at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime

from planning.cases.case import Case
from planning.cases.course import CasePhase, Course
from planning.cases.evaluation import CaseEnding
from planning.cases.keeping import Keeping, usual
from planning.period import day_in
from planning.site import Community
from planning.store.database import Session
from planning.store.saving import find


def today(community: Community, now: datetime) -> date:
    """The day in the community's zone."""
    return day_in(community.time_zone, now)


def courses(session: Session, cases: Sequence[Case]) -> dict[str, Course]:
    """The course of each case, by the case's id."""
    steps: defaultdict[str, list[CasePhase]] = defaultdict(list)
    for step in find(session, CasePhase, case_id=[case.id for case in cases]):
        steps[step.case_id].append(step)
    over = closed(session, [case.id for case in cases])
    return {case.id: Course.of(case.phase, steps[case.id], closed=case.id in over) for case in cases}


def keepings(session: Session, cases: Sequence[Case]) -> dict[str, Keeping]:
    """Who keeps each case, by the case's id."""
    kept = {one.id: one for one in find(session, Keeping, id=[case.id for case in cases])}
    return {case.id: kept.get(case.id, usual(case)).with_yard(case.courtyard_id) for case in cases}


def closed(session: Session, case_ids: Sequence[str]) -> frozenset[str]:
    """Of these cases the ids of those that were closed with their evaluation, and not reopened since."""
    last: dict[str, CaseEnding] = {}
    for one in find(session, CaseEnding, order=("-at", "id"), case_id=case_ids):
        last.setdefault(one.case_id, one)
    return frozenset(id_ for id_, one in last.items() if one.closed)


def ending(session: Session, case_id: str) -> CaseEnding | None:
    """How a case ended last: closed, or reopened; None while it never was."""
    return next(iter(find(session, CaseEnding, order=("-at", "id"), case_id=case_id)), None)
