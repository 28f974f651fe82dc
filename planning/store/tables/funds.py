"""Rows of funds and their entries; triggers keep an entry from being changed, save for the name in it."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import BigInteger, Date, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from planning.cases.fund import Entry, Fund
from planning.store.tables.base import ID, Base, Owned
from planning.store.types import UtcTime, words
from planning.wording import Words


class FundRow(Owned, Base):
    """A fund, or the budget of a case."""

    __tablename__ = "funds"
    VALUE = Fund

    title: Mapped[Words] = mapped_column(words())
    at: Mapped[datetime] = mapped_column(UtcTime)
    courtyard_id: Mapped[str | None] = mapped_column(ID, ForeignKey("courtyards.id"))
    case_id: Mapped[str | None] = mapped_column(ID, ForeignKey("cases.id"), index=True)


class EntryRow(Owned, Base):
    """A line of a book."""

    __tablename__ = "fund_entries"
    __table_args__ = (UniqueConstraint("fund_id", "number"), UniqueConstraint("corrects"))
    VALUE = Entry

    fund_id: Mapped[str] = mapped_column(ID, ForeignKey("funds.id"), index=True)
    number: Mapped[int]
    kind: Mapped[str] = mapped_column(String(20))
    cents: Mapped[int] = mapped_column(BigInteger)
    day: Mapped[date] = mapped_column(Date)
    what: Mapped[Words] = mapped_column(words())
    who: Mapped[str] = mapped_column(Text)
    named: Mapped[bool]
    at: Mapped[datetime] = mapped_column(UtcTime)
    document: Mapped[str] = mapped_column(String(80))
    corrects: Mapped[str | None] = mapped_column(ID, ForeignKey("fund_entries.id"))
    round_id: Mapped[str | None] = mapped_column(ID, ForeignKey("rounds.id"))
    other_id: Mapped[str | None] = mapped_column(ID, ForeignKey("funds.id"))
