"""Taking a case out of a programme: its line goes."""

from __future__ import annotations

from sqlalchemy import delete
from sqlalchemy.orm import Session

from planning.cases.programme import Part
from planning.store.tables.programmes import PartRow


def forget(session: Session, part: Part) -> None:
    """Drop the line; case and programme stay."""
    session.execute(delete(PartRow).where(PartRow.id == part.id))
