"""The roll of a round in preparation, taken away as a whole."""

from __future__ import annotations

from sqlalchemy import delete

from planning.store.database import Session
from planning.store.tables.rounds import CodeRow, VoterRow


def clear(session: Session, round_id: str) -> int:
    """Delete the voters of a round and their codes; returns how many voters there were. Codes of nobody stay."""
    session.execute(delete(CodeRow).where(CodeRow.round_id == round_id, CodeRow.voter_id.is_not(None)))
    gone = session.execute(delete(VoterRow).where(VoterRow.round_id == round_id))
    return int(gone.rowcount)  # type: ignore[attr-defined]
