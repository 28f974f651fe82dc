"""Rows of works: the works of a case, their milestones, what they touch, and their photos."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Date, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from planning.cases.works import Milestone, Shot, Touched, Work
from planning.site import Pin
from planning.store.tables.base import ID, Base, Owned
from planning.store.types import Point, UtcTime, words
from planning.wording import Words


class WorkRow(Owned, Base):
    """A work of a case."""

    __tablename__ = "works"
    VALUE = Work

    case_id: Mapped[str] = mapped_column(ID, ForeignKey("cases.id"), index=True)
    title: Mapped[Words] = mapped_column(words())
    contractor: Mapped[str] = mapped_column(Text)
    planned_start: Mapped[date] = mapped_column(Date)
    planned_end: Mapped[date] = mapped_column(Date)
    at: Mapped[datetime] = mapped_column(UtcTime)
    state: Mapped[str] = mapped_column(String(20))
    started: Mapped[date | None] = mapped_column(Date)
    ended: Mapped[date | None] = mapped_column(Date)
    reason: Mapped[str] = mapped_column(Text)
    pin: Mapped[Pin | None] = mapped_column(Point)
    version: Mapped[int]


class MilestoneRow(Owned, Base):
    """A step of a work."""

    __tablename__ = "work_milestones"
    VALUE = Milestone

    work_id: Mapped[str] = mapped_column(ID, ForeignKey("works.id"), index=True)
    title: Mapped[Words] = mapped_column(words())
    due: Mapped[date] = mapped_column(Date)
    reached: Mapped[date | None] = mapped_column(Date)
    version: Mapped[int]


class TouchedRow(Owned, Base):
    """What a work touches; the object is named as on the map, without a foreign key: it may be of any kind."""

    __tablename__ = "work_touched"
    __table_args__ = (UniqueConstraint("work_id", "kind", "object_id", "label"),)
    VALUE = Touched

    work_id: Mapped[str] = mapped_column(ID, ForeignKey("works.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    object_id: Mapped[str] = mapped_column(ID)
    fate: Mapped[str] = mapped_column(String(20))
    count: Mapped[int]
    label: Mapped[Words] = mapped_column(words())
    version: Mapped[int]


class ShotRow(Owned, Base):
    """A photo of a work."""

    __tablename__ = "work_shots"
    VALUE = Shot

    work_id: Mapped[str] = mapped_column(ID, ForeignKey("works.id"), index=True)
    photo_id: Mapped[str] = mapped_column(ID, ForeignKey("photos.id"), unique=True)
    spot: Mapped[str] = mapped_column(String(80))
    stage: Mapped[str] = mapped_column(String(20))
    day: Mapped[date] = mapped_column(Date)
