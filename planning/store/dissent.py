"""What objects to a case elsewhere than among its objections."""

from __future__ import annotations

from sqlalchemy.orm import Session

from planning.cases.dissent import Objection
from planning.cases.household import Household, HouseholdState
from planning.store.saving import find
from planning.surveys.comment import Comment, Stance


def against_elsewhere(session: Session, case_id: str) -> tuple[list[Comment], list[Household]]:
    """Comments against a case that everybody reads, and households of its register that object: those that nobody entered."""
    entered = find(session, Objection, case_id=case_id, mistaken_at=None)
    comments, doors = {one.comment_id for one in entered}, {one.household_id for one in entered}
    said = find(session, Comment, order=("at", "id"), case_id=case_id, stance=Stance.OBJECTION, hidden_at=None)
    there = find(session, Household, order=("door", "id"), case_id=case_id, state=HouseholdState.OBJECTED)
    return [one for one in said if one.id not in comments], [one for one in there if one.id not in doors]
