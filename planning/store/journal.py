"""What was done: results of acts by their ids, and the append-only log of staff."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select

from planning.store.database import Session
from planning.store.tables.log import ActRow, LogRow


@dataclass(frozen=True, slots=True)
class Done:
    """An act that was carried out before: a hash of what was asked, and what came of it."""

    name: str
    request_hash: str
    result: Any


def done(session: Session, act_id: str) -> Done | None:
    """What this act id did, if it did anything."""
    row = session.get(ActRow, act_id)
    return Done(row.name, row.request_hash, row.result) if row else None


def remember(session: Session, act_id: str, done: Done, at: datetime) -> None:
    """Keep what an act did; the primary key refuses a second one."""
    session.execute(insert(ActRow).values(id=act_id, at=at, **asdict(done)))


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the log."""

    seq: int
    at: datetime
    member_id: str
    act: str
    community_id: str | None
    subject: str
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None
    reason: str


def log(session: Session, **entry: Any) -> None:
    """Append one entry (all fields of :class:`Entry` but ``seq``)."""
    session.execute(insert(LogRow).values(**entry))


def entry(session: Session, seq: int) -> Entry | None:
    """One entry by its number."""
    row = session.get(LogRow, seq)
    return Entry(**{name: getattr(row, name) for name in Entry.__slots__}) if row else None


def entries(session: Session, community_id: str, *, subject: str | None = None, most: int = 200) -> list[Entry]:
    """The newest entries of a community, newest first; of one subject if it is named."""
    statement = select(LogRow).where(LogRow.community_id == community_id).order_by(LogRow.seq.desc()).limit(most)
    if subject:
        statement = statement.where(LogRow.subject == subject)
    return [Entry(**{name: getattr(row, name) for name in Entry.__slots__}) for row in session.scalars(statement)]
