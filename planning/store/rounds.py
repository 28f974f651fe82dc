"""Dates of rounds, written apart from what a voter reads; and photos of options that make room for another."""

from __future__ import annotations

from sqlalchemy import delete, select, update

from planning.options.round import Round
from planning.store.database import Session
from planning.store.tables.rounds import RoundRow
from planning.store.tables.surveys import PhotoRow
from planning.surveys.photo import Owner


def set_dates(session: Session, round_: Round) -> None:
    """Write when a round closes, and why. Its version stays: what a voter has read has not changed."""
    session.execute(
        update(RoundRow)
        .where(RoundRow.id == round_.id)
        .values(period=round_.period, closed_at=round_.closed_at, closed_reason=round_.closed_reason)
    )


def drop_photos(session: Session, option_id: str) -> list[str]:
    """Take away the photos of an option; returns their ids, since their files must go, too."""
    mine = (PhotoRow.owner == Owner.OPTION, PhotoRow.owner_id == option_id)
    ids = list(session.scalars(select(PhotoRow.id).where(*mine)))
    session.execute(delete(PhotoRow).where(*mine))
    return ids
