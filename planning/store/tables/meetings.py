"""Rows of meetings, of who signed in, of what is to be done, and of documents."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import Date, ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from planning.cases.document import Document, DocumentFile
from planning.cases.meeting import Action, Meeting, SignIn
from planning.site import Pin
from planning.store.tables.base import ID, Base, Owned
from planning.store.types import AsJson, Point, UtcTime, words
from planning.wording import Words


def _ids(decoded: list[str]) -> tuple[str, ...]:
    return tuple(decoded)


class MeetingRow(Owned, Base):
    """A meeting."""

    __tablename__ = "meetings"
    VALUE = Meeting

    kind: Mapped[str] = mapped_column(String(20))
    title: Mapped[Words] = mapped_column(words())
    agenda: Mapped[Words] = mapped_column(words())
    starts_at: Mapped[datetime] = mapped_column(UtcTime)
    place: Mapped[Words] = mapped_column(words())
    at: Mapped[datetime] = mapped_column(UtcTime)
    pin: Mapped[Pin | None] = mapped_column(Point)
    courtyard_id: Mapped[str | None] = mapped_column(ID, ForeignKey("courtyards.id"))
    case_ids: Mapped[Any] = mapped_column(AsJson(_ids))
    cancelled_at: Mapped[datetime | None] = mapped_column(UtcTime)
    cancelled_reason: Mapped[str] = mapped_column(Text)
    held_at: Mapped[datetime | None] = mapped_column(UtcTime)
    counted: Mapped[int | None]
    signed_in: Mapped[int]
    summary: Mapped[Words] = mapped_column(words())
    minutes: Mapped[Words] = mapped_column(words())
    corrected_at: Mapped[datetime | None] = mapped_column(UtcTime)
    corrected_reason: Mapped[str] = mapped_column(Text)
    entered_at: Mapped[datetime | None] = mapped_column(UtcTime)
    entered_by: Mapped[str] = mapped_column(String(20))
    version: Mapped[int]


class SignInRow(Owned, Base):
    """A phone at a meeting; the constraint makes a double tap one."""

    __tablename__ = "meeting_sign_ins"
    __table_args__ = (UniqueConstraint("meeting_id", "browser"),)
    VALUE = SignIn

    meeting_id: Mapped[str] = mapped_column(ID, ForeignKey("meetings.id"))
    browser: Mapped[str] = mapped_column(ID)
    at: Mapped[datetime] = mapped_column(UtcTime)


class ActionRow(Owned, Base):
    """Who does what by when."""

    __tablename__ = "meeting_actions"
    VALUE = Action

    meeting_id: Mapped[str] = mapped_column(ID, ForeignKey("meetings.id"), index=True)
    case_id: Mapped[str | None] = mapped_column(ID, ForeignKey("cases.id"), index=True)
    text: Mapped[Words] = mapped_column(words())
    who: Mapped[str] = mapped_column(Text)
    due: Mapped[date] = mapped_column(Date)
    at: Mapped[datetime] = mapped_column(UtcTime)
    ended: Mapped[str] = mapped_column(String(20))
    ended_on: Mapped[date | None] = mapped_column(Date)
    note: Mapped[str] = mapped_column(Text)
    version: Mapped[int]


class DocumentRow(Owned, Base):
    """A document."""

    __tablename__ = "documents"
    __table_args__ = (Index("ix_documents_holder", "holder", "holder_id"),)
    VALUE = Document

    holder: Mapped[str] = mapped_column(String(20))
    holder_id: Mapped[str] = mapped_column(ID)
    kind: Mapped[str] = mapped_column(String(20))
    title: Mapped[Words] = mapped_column(words())
    public: Mapped[bool]
    sha256: Mapped[str] = mapped_column(String(64))
    size_bytes: Mapped[int]
    at: Mapped[datetime] = mapped_column(UtcTime)
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcTime)
    withdrawn_reason: Mapped[str] = mapped_column(Text)
    version: Mapped[int]


class DocumentFileRow(Base):
    """The bytes of a document: in the database, so that a backup has them."""

    __tablename__ = "document_files"
    VALUE = DocumentFile

    id: Mapped[str] = mapped_column(ID, ForeignKey("documents.id"), primary_key=True)
    data: Mapped[bytes] = mapped_column(LargeBinary)
