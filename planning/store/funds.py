"""Forgetting a name in a book: the only thing of an entry that may change."""

from __future__ import annotations

from sqlalchemy import update
from sqlalchemy.orm import Session

from planning.store.overwriting import overwrite_what_goes
from planning.store.tables.funds import EntryRow


def forget_name(session: Session, entry_id: str) -> None:
    """The name goes, out of the file of the database, too; amount, day and purpose stay."""
    overwrite_what_goes(session)
    session.execute(update(EntryRow).where(EntryRow.id == entry_id).values(who="", named=False))
