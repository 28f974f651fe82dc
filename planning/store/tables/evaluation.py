"""Rows of evaluations, their codes and answers, and of the ends of cases."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from planning.cases.evaluation import Appraisal, CaseEnding, Evaluation, EvaluationCode
from planning.store.tables.base import ID, Base, Owned
from planning.store.types import UtcTime, words
from planning.wording import Words


class EvaluationRow(Owned, Base):
    """One asking; a courtyard's group is asked about once a year, those that were called off left out."""

    __tablename__ = "evaluations"
    __table_args__ = (
        Index(
            "uq_evaluations_standing", "courtyard_id", "year", unique=True, sqlite_where=text("called_off_at IS NULL"),
            postgresql_where=text("called_off_at IS NULL"),
        ),
    )  # fmt: skip
    VALUE = Evaluation

    about: Mapped[str] = mapped_column(String(20))
    promise: Mapped[Words] = mapped_column(words())
    opens: Mapped[datetime] = mapped_column(UtcTime)
    closes: Mapped[datetime] = mapped_column(UtcTime)
    by_code: Mapped[bool]
    at: Mapped[datetime] = mapped_column(UtcTime)
    case_id: Mapped[str | None] = mapped_column(ID, ForeignKey("cases.id"), index=True)
    courtyard_id: Mapped[str | None] = mapped_column(ID, ForeignKey("courtyards.id"))
    year: Mapped[int | None]
    called_off_at: Mapped[datetime | None] = mapped_column(UtcTime)
    called_off_reason: Mapped[str] = mapped_column(Text)
    version: Mapped[int]


class EvaluationCodeRow(Owned, Base):
    """A code."""

    __tablename__ = "evaluation_codes"
    VALUE = EvaluationCode

    evaluation_id: Mapped[str] = mapped_column(ID, ForeignKey("evaluations.id"), index=True)
    hash: Mapped[str] = mapped_column(String(64), unique=True)


class AppraisalRow(Owned, Base):
    """An answer: one for each code or browser, whatever comes at once."""

    __tablename__ = "appraisals"
    __table_args__ = (UniqueConstraint("evaluation_id", "once"),)
    VALUE = Appraisal

    evaluation_id: Mapped[str] = mapped_column(ID, ForeignKey("evaluations.id"), index=True)
    once: Mapped[str] = mapped_column(String(64))
    browser: Mapped[str] = mapped_column(String(64), index=True)
    done: Mapped[str] = mapped_column(String(20))
    good: Mapped[str] = mapped_column(String(20))
    words: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(UtcTime)
    courtyard_id: Mapped[str | None] = mapped_column(ID, ForeignKey("courtyards.id"))
    shown: Mapped[bool]
    version: Mapped[int]


class CaseEndingRow(Owned, Base):
    """A case was closed or reopened."""

    __tablename__ = "case_endings"
    VALUE = CaseEnding

    case_id: Mapped[str] = mapped_column(ID, ForeignKey("cases.id"), index=True)
    evaluation_id: Mapped[str] = mapped_column(ID, ForeignKey("evaluations.id"))
    closed: Mapped[bool]
    reason: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(UtcTime)
