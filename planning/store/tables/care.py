"""Rows of what is done about comments."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from planning.store.tables.base import ID, Base, Owned
from planning.store.types import UtcTime, words
from planning.surveys.care import CommentCare
from planning.wording import Words


class CommentCareRow(Owned, Base):
    """What was done about one comment; the constraint keeps it one."""

    __tablename__ = "comment_care"
    __table_args__ = (UniqueConstraint("comment_id"),)
    VALUE = CommentCare

    comment_id: Mapped[str] = mapped_column(ID, ForeignKey("comments.id"))
    masked_at: Mapped[datetime | None] = mapped_column(UtcTime)
    masked_reason: Mapped[str] = mapped_column(Text)
    masked_version: Mapped[int | None]
    merged_into: Mapped[str | None] = mapped_column(ID, ForeignKey("comments.id"), index=True)
    fate: Mapped[str | None] = mapped_column(String(20))
    words: Mapped[Words] = mapped_column(words())
    option_id: Mapped[str | None] = mapped_column(ID, ForeignKey("options.id"))
    fate_at: Mapped[datetime | None] = mapped_column(UtcTime)
    version: Mapped[int]
