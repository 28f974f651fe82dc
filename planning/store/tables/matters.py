"""Rows of the public-opinion channel: what was raised, the steps that followed, who said "me too", what is promised."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from planning.cases.matter import Matter, MatterSupport, Promise, Step
from planning.store.tables.base import ID, Base, Owned
from planning.store.types import UtcTime, words
from planning.wording import Words


class MatterRow(Owned, Base):
    """A matter. Its word is kept as a hash; the constraint makes what is sent twice one matter."""

    __tablename__ = "matters"
    __table_args__ = (UniqueConstraint("word_hash"),)
    VALUE = Matter

    word_hash: Mapped[str | None] = mapped_column(String(64))
    topic: Mapped[str] = mapped_column(String(20))
    text: Mapped[str] = mapped_column(Text)
    shown: Mapped[bool]
    at: Mapped[datetime] = mapped_column(UtcTime)
    due_at: Mapped[datetime] = mapped_column(UtcTime)
    via: Mapped[str] = mapped_column(String(20))
    state: Mapped[str] = mapped_column(String(20))
    level: Mapped[str] = mapped_column(String(20))
    place: Mapped[str] = mapped_column(Text)
    courtyard_id: Mapped[str | None] = mapped_column(ID, ForeignKey("courtyards.id"))
    merged_into: Mapped[str | None] = mapped_column(ID, ForeignKey("matters.id"), index=True)
    case_id: Mapped[str | None] = mapped_column(ID, ForeignKey("cases.id"), index=True)
    hidden_at: Mapped[datetime | None] = mapped_column(UtcTime)
    hidden_reason: Mapped[str] = mapped_column(Text)
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcTime)
    version: Mapped[int]


class StepRow(Owned, Base):
    """A step of a matter."""

    __tablename__ = "matter_steps"
    VALUE = Step

    matter_id: Mapped[str] = mapped_column(ID, ForeignKey("matters.id"), index=True)
    number: Mapped[int]
    deed: Mapped[str] = mapped_column(String(20))
    at: Mapped[datetime] = mapped_column(UtcTime)
    words: Mapped[Words] = mapped_column(words())
    level: Mapped[str | None] = mapped_column(String(20))
    other_id: Mapped[str | None] = mapped_column(ID)


class MatterSupportRow(Owned, Base):
    """A "me too" for a matter; the constraint makes a double click one."""

    __tablename__ = "matter_supports"
    __table_args__ = (UniqueConstraint("matter_id", "browser"),)
    VALUE = MatterSupport

    matter_id: Mapped[str] = mapped_column(ID, ForeignKey("matters.id"))
    browser: Mapped[str] = mapped_column(ID)
    at: Mapped[datetime] = mapped_column(UtcTime)


class PromiseRow(Owned, Base):
    """Within how many days a community promises to answer."""

    __tablename__ = "matter_promises"
    VALUE = Promise

    days: Mapped[int]
    version: Mapped[int]
