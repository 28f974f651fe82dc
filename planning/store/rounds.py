"""Dates of rounds, written apart from what a voter reads."""

from __future__ import annotations

from sqlalchemy import update

from planning.options.round import Round
from planning.store.database import Session
from planning.store.tables.rounds import RoundRow


def set_dates(session: Session, round_: Round) -> None:
    """Write when a round closes, and why. Its version stays: what a voter has read has not changed."""
    session.execute(
        update(RoundRow)
        .where(RoundRow.id == round_.id)
        .values(period=round_.period, closed_at=round_.closed_at, closed_reason=round_.closed_reason)
    )
