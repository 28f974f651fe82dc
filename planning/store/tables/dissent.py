"""Rows of objections to a case, of the visits that they led to, and of what was decided."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Date, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from planning.cases.decision import CaseDecision
from planning.cases.dissent import Call, Objection
from planning.store.tables.base import ID, Base, Owned
from planning.store.types import UtcTime, words
from planning.wording import Words


class ObjectionRow(Owned, Base):
    """An objection to a case."""

    __tablename__ = "objections"
    VALUE = Objection

    case_id: Mapped[str] = mapped_column(ID, ForeignKey("cases.id"), index=True)
    topic: Mapped[str] = mapped_column(String(20))
    who: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    shown: Mapped[bool]
    owner_id: Mapped[str | None] = mapped_column(ID, ForeignKey("members.id"))
    at: Mapped[datetime] = mapped_column(UtcTime)
    comment_id: Mapped[str | None] = mapped_column(ID, ForeignKey("comments.id"), index=True)
    answer: Mapped[Words] = mapped_column(words())
    answered_at: Mapped[datetime | None] = mapped_column(UtcTime)
    version: Mapped[int]
    household_id: Mapped[str | None] = mapped_column(ID, ForeignKey("households.id"), index=True)
    mistaken_at: Mapped[datetime | None] = mapped_column(UtcTime)
    mistaken_reason: Mapped[str] = mapped_column(Text)


class CallRow(Owned, Base):
    """A visit to whoever objects."""

    __tablename__ = "objection_visits"
    VALUE = Call

    objection_id: Mapped[str] = mapped_column(ID, ForeignKey("objections.id"), index=True)
    day: Mapped[date] = mapped_column(Date)
    went: Mapped[str] = mapped_column(Text)
    explained: Mapped[str] = mapped_column(Text)
    outcome: Mapped[str] = mapped_column(String(20))
    at: Mapped[datetime] = mapped_column(UtcTime)
    version: Mapped[int]


class CaseDecisionRow(Owned, Base):
    """What was decided of a case."""

    __tablename__ = "case_decisions"
    VALUE = CaseDecision

    case_id: Mapped[str] = mapped_column(ID, ForeignKey("cases.id"), index=True)
    text: Mapped[Words] = mapped_column(words())
    way: Mapped[str] = mapped_column(String(20))
    force: Mapped[str] = mapped_column(String(20))
    day: Mapped[date] = mapped_column(Date)
    at: Mapped[datetime] = mapped_column(UtcTime)
    round_id: Mapped[str | None] = mapped_column(ID, ForeignKey("rounds.id"))
    meeting_id: Mapped[str | None] = mapped_column(ID, ForeignKey("meetings.id"))
    present: Mapped[int]
    attending: Mapped[str] = mapped_column(Text)
    in_favour: Mapped[int]
    against: Mapped[int]
    abstained: Mapped[int]
    unvisited: Mapped[int]
    unvisited_reason: Mapped[str] = mapped_column(Text)
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcTime)
    withdrawn_reason: Mapped[str] = mapped_column(Text)
    version: Mapped[int]
    unentered: Mapped[int]
    unentered_doors: Mapped[bool]
