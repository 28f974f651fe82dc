"""Cases that end: closed with an evaluation that nobody answered, and reopened."""

from __future__ import annotations

from datetime import datetime, timedelta

from planning import store
from planning.cases.case import Case
from planning.cases.evaluation import About, CaseEnding, Evaluation
from planning.site import new_id
from planning.web.house import House
from planning.wording import Words


def ended(house: House, case: Case, at: datetime, *, closed: bool = True) -> None:
    """Keep that a case was closed at this time, or reopened."""
    asked = Evaluation(
        new_id(), case.community_id, About.CASE, Words("种树"), at - timedelta(hours=2), at - timedelta(hours=1),
        by_code=False, at=at - timedelta(hours=3), case_id=case.id,
    )  # fmt: skip
    with house.database.writing() as session:
        store.add(session, asked)
        store.add(session, CaseEnding(new_id(), case.community_id, case.id, asked.id, closed, "没有人回答", at))
