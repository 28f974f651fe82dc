"""Rows of programmes with their cases, and of the people in charge of courtyards."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Date, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from planning.cases.courtyards import Term
from planning.cases.programme import Part, Programme
from planning.store.tables.base import ID, Base, Owned
from planning.store.types import UtcTime, words
from planning.wording import Words


class TermRow(Owned, Base):
    """Somebody in charge of a courtyard."""

    __tablename__ = "courtyard_terms"
    VALUE = Term

    courtyard_id: Mapped[str] = mapped_column(ID, ForeignKey("courtyards.id"), index=True)
    body: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(Text)
    shown: Mapped[bool]
    begins: Mapped[date] = mapped_column(Date)
    ends: Mapped[date] = mapped_column(Date)
    at: Mapped[datetime] = mapped_column(UtcTime)
    round_id: Mapped[str | None] = mapped_column(ID, ForeignKey("rounds.id"))
    meeting_id: Mapped[str | None] = mapped_column(ID, ForeignKey("meetings.id"))
    ended_on: Mapped[date | None] = mapped_column(Date)
    ended_reason: Mapped[str] = mapped_column(Text)
    version: Mapped[int]
    chosen_before: Mapped[str] = mapped_column(Text)


class ProgrammeRow(Owned, Base):
    """A programme."""

    __tablename__ = "programmes"
    VALUE = Programme

    title: Mapped[Words] = mapped_column(words())
    about: Mapped[Words] = mapped_column(words())
    at: Mapped[datetime] = mapped_column(UtcTime)
    version: Mapped[int]


class PartRow(Owned, Base):
    """A case of a programme; the constraint keeps it there once."""

    __tablename__ = "programme_cases"
    __table_args__ = (UniqueConstraint("programme_id", "case_id"),)
    VALUE = Part

    programme_id: Mapped[str] = mapped_column(ID, ForeignKey("programmes.id"))
    case_id: Mapped[str] = mapped_column(ID, ForeignKey("cases.id"), index=True)
    at: Mapped[datetime] = mapped_column(UtcTime)
    copied_from: Mapped[str | None] = mapped_column(ID, ForeignKey("cases.id"), index=True)
