"""Rows of questionnaires on paper: runs of numbers, batches, and sheets until their batch is confirmed."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from planning.store.tables.base import ID, Base, Owned
from planning.store.types import UtcTime
from planning.surveys.questionnaire.paper import PaperBatch, PaperRun, PaperSheet


class PaperRunRow(Owned, Base):
    """Numbers that were printed together; no two runs of a questionnaire begin alike."""

    __tablename__ = "survey_prints"
    __table_args__ = (UniqueConstraint("survey_id", "first"),)
    VALUE = PaperRun

    survey_id: Mapped[str] = mapped_column(ID, ForeignKey("surveys.id"))
    edition_id: Mapped[str] = mapped_column(ID, ForeignKey("survey_editions.id"))
    first: Mapped[int]
    count: Mapped[int]


class PaperBatchRow(Owned, Base):
    """Sheets that were counted together."""

    __tablename__ = "survey_batches"
    __table_args__ = (UniqueConstraint("survey_id", "number"),)
    VALUE = PaperBatch
    DECIDES = True

    survey_id: Mapped[str] = mapped_column(ID, ForeignKey("surveys.id"))
    number: Mapped[int]
    sheets: Mapped[int]
    entered_by: Mapped[str] = mapped_column(ID)
    opened_at: Mapped[datetime] = mapped_column(UtcTime)
    state: Mapped[str] = mapped_column(String(30))
    confirmed_by: Mapped[str] = mapped_column(ID)
    confirmed_at: Mapped[datetime | None] = mapped_column(UtcTime)
    note: Mapped[str] = mapped_column(Text)
    version: Mapped[int]


class PaperSheetRow(Owned, Base):
    """A sheet; what stands on it moves to a response when its batch is confirmed."""

    __tablename__ = "survey_sheets"
    __table_args__ = (UniqueConstraint("survey_id", "number"),)
    VALUE = PaperSheet

    survey_id: Mapped[str] = mapped_column(ID, ForeignKey("surveys.id"))
    batch_id: Mapped[str] = mapped_column(ID, ForeignKey("survey_batches.id"), index=True)
    number: Mapped[int]
    edition_id: Mapped[str] = mapped_column(ID, ForeignKey("survey_editions.id"))
    answers: Mapped[str] = mapped_column(Text)
    unread: Mapped[str | None] = mapped_column(String(30))
    why: Mapped[str] = mapped_column(Text)
    courtyard_id: Mapped[str | None] = mapped_column(ID, ForeignKey("courtyards.id"))
    used_id: Mapped[str | None] = mapped_column(String(64))
    version: Mapped[int]
