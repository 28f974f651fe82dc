"""Taking entries of a work away."""

from __future__ import annotations

from sqlalchemy import delete
from sqlalchemy.orm import Session

from planning.cases.works import Shot, Touched
from planning.store.tables.works import ShotRow, TouchedRow


def forget(session: Session, entry: Shot | Touched) -> None:
    """Take an entry away for good: the log keeps that it was there."""
    row = ShotRow if isinstance(entry, Shot) else TouchedRow
    session.execute(delete(row).where(row.id == entry.id))
