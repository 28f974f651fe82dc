"""Rows of conversations by statements: the conversation, its statements, and one sheet of votes for each browser."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from planning.store.tables.base import ID, Base, Owned
from planning.store.types import AsJson, UtcTime, words
from planning.surveys.statements import Conversation, Statement, VoteSheet
from planning.wording import Words


class ConversationRow(Owned, Base):
    """A conversation of a case."""

    __tablename__ = "conversations"
    VALUE = Conversation

    case_id: Mapped[str] = mapped_column(ID, ForeignKey("cases.id"), index=True)
    title: Mapped[Words] = mapped_column(words())
    about: Mapped[Words] = mapped_column(words())
    opened_at: Mapped[datetime] = mapped_column(UtcTime)
    closed_at: Mapped[datetime | None] = mapped_column(UtcTime)
    closed_reason: Mapped[str] = mapped_column(Text)
    version: Mapped[int]


class StatementRow(Owned, Base):
    """A statement."""

    __tablename__ = "statements"
    __table_args__ = (UniqueConstraint("conversation_id", "number"),)
    VALUE = Statement

    conversation_id: Mapped[str] = mapped_column(ID, ForeignKey("conversations.id"))
    number: Mapped[int]
    text: Mapped[Words] = mapped_column(words())
    seed: Mapped[bool]
    at: Mapped[datetime] = mapped_column(UtcTime)
    state: Mapped[str] = mapped_column(String(20))
    browser: Mapped[str] = mapped_column(ID)
    reason: Mapped[str] = mapped_column(Text)
    version: Mapped[int]


class VoteSheetRow(Owned, Base):
    """What a browser said to the statements of a conversation; the constraint keeps it one sheet."""

    __tablename__ = "vote_sheets"
    __table_args__ = (UniqueConstraint("conversation_id", "browser"),)
    VALUE = VoteSheet

    conversation_id: Mapped[str] = mapped_column(ID, ForeignKey("conversations.id"))
    browser: Mapped[str] = mapped_column(ID)
    at: Mapped[datetime] = mapped_column(UtcTime)
    votes: Mapped[Any] = mapped_column(AsJson())
