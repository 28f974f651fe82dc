"""Rows of what was done: acts make every act idempotent, the log keeps what staff changed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from planning.store.tables.base import ID, Base
from planning.store.types import AsJson, UtcTime

NUMBER = BigInteger().with_variant(Integer, "sqlite")
HASH = String(64)


class ActRow(Base):
    """An act that was carried out: asked again with the same id it gives the same result."""

    __tablename__ = "acts"

    id: Mapped[str] = mapped_column(String(80), primary_key=True)
    name: Mapped[str] = mapped_column(String(60))
    request_hash: Mapped[str] = mapped_column(String(64))
    result: Mapped[Any] = mapped_column(AsJson(), nullable=True)
    at: Mapped[datetime] = mapped_column(UtcTime)


class LogRow(Base):
    """One entry of the append-only log, with the hash of the one before; triggers refuse to change or delete it."""

    __tablename__ = "log"

    seq: Mapped[int] = mapped_column(NUMBER, primary_key=True, autoincrement=True)
    at: Mapped[datetime] = mapped_column(UtcTime)
    member_id: Mapped[str] = mapped_column(ID)
    act: Mapped[str] = mapped_column(String(60))
    community_id: Mapped[str | None] = mapped_column(ID, index=True)
    subject: Mapped[str] = mapped_column(String(80), index=True)
    before_hash: Mapped[str] = mapped_column(HASH)
    after_hash: Mapped[str] = mapped_column(HASH)
    reason_hash: Mapped[str] = mapped_column(HASH)
    previous: Mapped[str] = mapped_column(HASH)
    hash: Mapped[str] = mapped_column(HASH)


class LogTextRow(Base):
    """Words of an entry (``before``, ``after``, ``reason``); the log holds a salted hash of them.

    Triggers let nothing be done to a row but to erase it: words and salt go, the hash in the log stays.
    """

    __tablename__ = "log_texts"

    seq: Mapped[int] = mapped_column(NUMBER, ForeignKey("log.seq"), primary_key=True, autoincrement=False)
    part: Mapped[str] = mapped_column(String(10), primary_key=True)
    salt: Mapped[str | None] = mapped_column(String(32))
    text: Mapped[str | None] = mapped_column(Text)
    erased_at: Mapped[datetime | None] = mapped_column(UtcTime)


class LogHeadRow(Base):
    """The newest entry; the one row is locked before an entry is added, so that no two follow the same one."""

    __tablename__ = "log_head"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    seq: Mapped[int] = mapped_column(NUMBER)
    hash: Mapped[str] = mapped_column(HASH)
