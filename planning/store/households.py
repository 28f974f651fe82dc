"""Forgetting a household: its row goes, and nothing of it stays in the file of the database."""

from __future__ import annotations

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from planning.store.overwriting import overwrite_what_goes
from planning.store.tables.dissent import ObjectionRow
from planning.store.tables.households import HouseholdRow


def forget(session: Session, household_id: str) -> None:
    """Take a household out of the register for good; an objection that came from it keeps topic, visits and answer."""
    overwrite_what_goes(session)
    session.execute(update(ObjectionRow).where(ObjectionRow.household_id == household_id).values(
        household_id=None, who="", text="", shown=False, version=ObjectionRow.version + 1))  # fmt: skip
    session.execute(delete(HouseholdRow).where(HouseholdRow.id == household_id))
