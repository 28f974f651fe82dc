"""Rows of how a case goes on: its phases, who keeps it, and how it was handed up and back."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import Date, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from planning.cases.course import CasePhase
from planning.cases.keeping import Handover, Keeping
from planning.store.tables.base import ID, Base, Owned
from planning.store.types import AsJson, UtcTime


def _ids(decoded: list[str]) -> tuple[str, ...]:
    return tuple(decoded)


class CasePhaseRow(Owned, Base):
    """A phase of a case."""

    __tablename__ = "case_phases"
    VALUE = CasePhase

    case_id: Mapped[str] = mapped_column(ID, ForeignKey("cases.id"), index=True)
    phase: Mapped[str] = mapped_column(String(20))
    begins: Mapped[date] = mapped_column(Date)
    ends: Mapped[date | None] = mapped_column(Date)
    at: Mapped[datetime] = mapped_column(UtcTime)
    position: Mapped[int]
    reason: Mapped[str] = mapped_column(Text)
    dropped_at: Mapped[datetime | None] = mapped_column(UtcTime)
    version: Mapped[int]


class KeepingRow(Base):
    """Who keeps a case; its id is the case's."""

    __tablename__ = "case_keepings"
    VALUE = Keeping

    id: Mapped[str] = mapped_column(ID, ForeignKey("cases.id"), primary_key=True)
    community_id: Mapped[str] = mapped_column(ID, ForeignKey("communities.id"), index=True)
    level: Mapped[str] = mapped_column(String(20))
    owner_id: Mapped[str | None] = mapped_column(ID, ForeignKey("members.id"))
    courtyard_ids: Mapped[Any] = mapped_column(AsJson(_ids))
    version: Mapped[int]


class HandoverRow(Owned, Base):
    """A case handed up or back."""

    __tablename__ = "case_handovers"
    VALUE = Handover

    case_id: Mapped[str] = mapped_column(ID, ForeignKey("cases.id"), index=True)
    to: Mapped[str] = mapped_column(String(20))
    courtyard_id: Mapped[str | None] = mapped_column(ID, ForeignKey("courtyards.id"))
    reason: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(UtcTime)
