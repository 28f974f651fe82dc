"""Rows of what people say, with its photos, and of the cases that it leads to."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from planning.cases.case import Case
from planning.site import Pin
from planning.store.tables.base import ID, Base, Owned, Pinned
from planning.store.types import AsJson, Point, UtcTime, words
from planning.surveys.comment import Assisted, Comment, Consent, Support, Target, Wording
from planning.surveys.observation import Kind
from planning.surveys.photo import Photo
from planning.wording import Words


def _target(decoded: dict[str, Any]) -> Target:
    return Target(Kind(decoded["kind"]), decoded["id"])


def _assisted(decoded: dict[str, str]) -> Assisted:
    return Assisted(decoded["by"], Consent(decoded["consent"]))


def _ids(decoded: list[str]) -> tuple[str, ...]:
    return tuple(decoded)


class CaseRow(Owned, Base):
    """A case."""

    __tablename__ = "cases"
    VALUE = Case

    courtyard_id: Mapped[str | None] = mapped_column(ID, ForeignKey("courtyards.id"))
    title: Mapped[Words] = mapped_column(words())
    question: Mapped[Words] = mapped_column(words())
    about: Mapped[Words] = mapped_column(words())
    next_step: Mapped[Words] = mapped_column(words())
    phase: Mapped[str] = mapped_column(String(20))
    pin: Mapped[Pin | None] = mapped_column(Point)
    opened_at: Mapped[datetime] = mapped_column(UtcTime)
    version: Mapped[int]


class CommentRow(Pinned, Base):
    """A resident's words."""

    __tablename__ = "comments"
    __table_args__ = (Index("ix_comments_box", "community_id", "lon", "lat"),)
    VALUE = Comment

    case_id: Mapped[str | None] = mapped_column(ID, ForeignKey("cases.id"), index=True)
    courtyard_id: Mapped[str | None] = mapped_column(ID, ForeignKey("courtyards.id"))
    pin: Mapped[Pin] = mapped_column(Point)
    target: Mapped[Target | None] = mapped_column(AsJson(_target))
    topic: Mapped[str] = mapped_column(String(20))
    stance: Mapped[str] = mapped_column(String(20))
    text: Mapped[str] = mapped_column(Text)
    author: Mapped[str] = mapped_column(String(80))
    browser: Mapped[str] = mapped_column(ID)
    at: Mapped[datetime] = mapped_column(UtcTime)
    hidden_at: Mapped[datetime | None] = mapped_column(UtcTime)
    hidden_reason: Mapped[str] = mapped_column(Text)
    version: Mapped[int]
    edited_at: Mapped[datetime | None] = mapped_column(UtcTime)
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcTime)
    seen_by: Mapped[Any] = mapped_column(AsJson(_ids))
    assisted: Mapped[Assisted | None] = mapped_column(AsJson(_assisted))


class WordingRow(Owned, Base):
    """An earlier wording of a comment: erased with it, and after some days."""

    __tablename__ = "comment_wordings"
    VALUE = Wording

    comment_id: Mapped[str] = mapped_column(ID, ForeignKey("comments.id"), index=True)
    version: Mapped[int]
    topic: Mapped[str] = mapped_column(String(20))
    stance: Mapped[str] = mapped_column(String(20))
    text: Mapped[str] = mapped_column(Text)
    author: Mapped[str] = mapped_column(String(80))
    until: Mapped[datetime] = mapped_column(UtcTime)


class SupportRow(Base):
    """A "me too"; the constraint makes a double click one."""

    __tablename__ = "supports"
    __table_args__ = (UniqueConstraint("comment_id", "browser"),)
    VALUE = Support

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    comment_id: Mapped[str] = mapped_column(ID, ForeignKey("comments.id"))
    browser: Mapped[str] = mapped_column(ID)
    at: Mapped[datetime] = mapped_column(UtcTime)


class PhotoRow(Owned, Base):
    """A picture that was kept."""

    __tablename__ = "photos"
    __table_args__ = (Index("ix_photos_owner", "owner", "owner_id"),)
    VALUE = Photo

    owner: Mapped[str] = mapped_column(String(20))
    owner_id: Mapped[str] = mapped_column(ID)
    position: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    width_px: Mapped[int]
    height_px: Mapped[int]
    caption: Mapped[Words] = mapped_column(words())
    at: Mapped[datetime] = mapped_column(UtcTime)
    size_bytes: Mapped[int]
