"""Forgetting a household: its row goes, and nothing of it stays in the file of the database."""

from __future__ import annotations

from sqlalchemy import delete
from sqlalchemy.orm import Session

from planning.store.overwriting import overwrite_what_goes
from planning.store.tables.households import HouseholdRow


def forget(session: Session, household_id: str) -> None:
    """Take a household out of the register for good."""
    overwrite_what_goes(session)
    session.execute(delete(HouseholdRow).where(HouseholdRow.id == household_id))
