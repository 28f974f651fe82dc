"""Stops of walks: counted, and forgotten: their rows go, and of a walk that was closed long ago counts are left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import delete, exists, func, select
from sqlalchemy.orm import Session

from planning.store.overwriting import overwrite_what_goes
from planning.store.saving import change, find
from planning.store.tables.walks import StopRow, WalkRow
from planning.surveys.walk import StopState, Tally, Walk


def last_number(session: Session, walk_id: str) -> int:
    """The number of the last stop of a walk; 0 where there is none."""
    return session.scalar(select(func.max(StopRow.number)).where(StopRow.walk_id == walk_id)) or 0


def tallies(session: Session, walk_ids: Sequence[str]) -> dict[str, tuple[Tally, ...]]:
    """How many stops of each walk are in which courtyard and state, without zeros; a walk without stops is not named."""
    statement = (
        select(StopRow.walk_id, StopRow.courtyard_id, StopRow.state, func.count())
        .where(StopRow.walk_id.in_(walk_ids)).group_by(StopRow.walk_id, StopRow.courtyard_id, StopRow.state)
    )  # fmt: skip
    found: dict[str, list[Tally]] = {}
    for walk_id, yard, state, count in session.execute(statement):
        found.setdefault(walk_id, []).append(Tally(yard, StopState(state), count))
    order = list(StopState)
    return {
        walk_id: tuple(sorted(some, key=lambda one: (one.courtyard_id or "", order.index(one.state))))
        for walk_id, some in found.items()
    }


def forget_stop(session: Session, stop_id: str) -> None:
    """Take a stop out of its walk for good."""
    overwrite_what_goes(session)
    session.execute(delete(StopRow).where(StopRow.id == stop_id))


def forget_closed(session: Session, *, closed_before: datetime) -> int:
    """Forget the stops of walks that were closed before this time, all but how many there were; how many went."""
    has_stops = exists().where(StopRow.walk_id == WalkRow.id)
    ids = session.scalars(select(WalkRow.id).where(WalkRow.closed_at < closed_before, has_stops)).all()
    if not ids:
        return 0
    overwrite_what_goes(session)
    gone = 0
    left = tallies(session, ids)
    for walk in find(session, Walk, id=list(ids)):
        change(session, replace(walk, left=left[walk.id], version=walk.version + 1))
        session.execute(delete(StopRow).where(StopRow.walk_id == walk.id))
        gone += sum(one.count for one in left[walk.id])
    return gone
