"""Rows of what was done: acts make every act idempotent, the log keeps what staff changed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from planning.store.tables.base import ID, Base
from planning.store.types import AsJson, UtcTime


class ActRow(Base):
    """An act that was carried out: asked again with the same id it gives the same result."""

    __tablename__ = "acts"

    id: Mapped[str] = mapped_column(String(80), primary_key=True)
    name: Mapped[str] = mapped_column(String(60))
    request_hash: Mapped[str] = mapped_column(String(64))
    result: Mapped[Any] = mapped_column(AsJson(), nullable=True)
    at: Mapped[datetime] = mapped_column(UtcTime)


class LogRow(Base):
    """One entry of the append-only log; triggers refuse to change or delete it."""

    __tablename__ = "log"

    seq: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True)
    at: Mapped[datetime] = mapped_column(UtcTime)
    member_id: Mapped[str] = mapped_column(ID)
    act: Mapped[str] = mapped_column(String(60))
    community_id: Mapped[str | None] = mapped_column(ID, index=True)
    subject: Mapped[str] = mapped_column(String(80))
    before: Mapped[Any] = mapped_column(AsJson(), nullable=True)
    after: Mapped[Any] = mapped_column(AsJson(), nullable=True)
    reason: Mapped[str] = mapped_column(Text)
