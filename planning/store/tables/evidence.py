"""Rows of evidence walks and of their photos; the pictures lie with all other photos."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from shapely.geometry import LineString
from sqlalchemy import Date, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from planning.site import Pin
from planning.store.tables.base import ID, Base, Owned, Pinned
from planning.store.types import AsJson, Point, Shape, UtcTime, words
from planning.surveys.evidence import EvidencePhoto, EvidenceWalk
from planning.wording import Words


def _ids(decoded: list[str]) -> tuple[str, ...]:
    return tuple(decoded)


class EvidenceWalkRow(Owned, Base):
    """A walk."""

    __tablename__ = "evidence_walks"
    VALUE = EvidenceWalk
    DECIDES = True

    title: Mapped[Words] = mapped_column(words())
    question: Mapped[Words] = mapped_column(words())
    day: Mapped[date] = mapped_column(Date)
    leader_id: Mapped[str] = mapped_column(ID, index=True)
    route: Mapped[LineString] = mapped_column(Shape)
    made_at: Mapped[datetime] = mapped_column(UtcTime)
    case_id: Mapped[str | None] = mapped_column(ID, ForeignKey("cases.id"), index=True)
    courtyard_id: Mapped[str | None] = mapped_column(ID, ForeignKey("courtyards.id"))
    group_ids: Mapped[Any] = mapped_column(AsJson(_ids))
    code: Mapped[str] = mapped_column(String(20))
    closed_at: Mapped[datetime | None] = mapped_column(UtcTime)
    version: Mapped[int]
    called_off: Mapped[str] = mapped_column(Text, server_default="")


class EvidencePhotoRow(Pinned, Base):
    """A photo of a walk."""

    __tablename__ = "evidence_photos"
    __table_args__ = (Index("ix_evidence_photos_box", "community_id", "lon", "lat"),)
    VALUE = EvidencePhoto

    walk_id: Mapped[str] = mapped_column(ID, ForeignKey("evidence_walks.id"), index=True)
    pin: Mapped[Pin] = mapped_column(Point)
    placed: Mapped[str] = mapped_column(String(20))
    taken_at: Mapped[datetime] = mapped_column(UtcTime)
    timed: Mapped[str] = mapped_column(String(20))
    kind: Mapped[str] = mapped_column(String(30))
    note: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(UtcTime)
    browser: Mapped[str] = mapped_column(ID, index=True)
    member_id: Mapped[str] = mapped_column(ID)
    state: Mapped[str] = mapped_column(String(20))
    reason: Mapped[str] = mapped_column(Text)
    into_id: Mapped[str] = mapped_column(ID)
    decided_at: Mapped[datetime | None] = mapped_column(UtcTime)
    version: Mapped[int]
