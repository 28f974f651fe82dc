"""Rows of themes of open answers. They refer to responses and go with them; no word of an answer stands here."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from planning.store.tables.base import ID, Base, Owned
from planning.store.types import UtcTime, words
from planning.surveys.questionnaire.theme import Grouped, Theme
from planning.wording import Words


class ThemeRow(Owned, Base):
    """A theme of a question."""

    __tablename__ = "survey_themes"
    VALUE = Theme

    survey_id: Mapped[str] = mapped_column(ID, ForeignKey("surveys.id"), index=True)
    question: Mapped[str] = mapped_column(String(200))
    title: Mapped[Words] = mapped_column(words())
    made_at: Mapped[datetime] = mapped_column(UtcTime)
    dropped_at: Mapped[datetime | None] = mapped_column(UtcTime)
    version: Mapped[int]


class GroupedRow(Owned, Base):
    """An answer under a theme, once."""

    __tablename__ = "survey_theme_answers"
    __table_args__ = (UniqueConstraint("theme_id", "response_id"),)
    VALUE = Grouped

    theme_id: Mapped[str] = mapped_column(ID, ForeignKey("survey_themes.id"))
    response_id: Mapped[str] = mapped_column(ID, ForeignKey("survey_responses.id"), index=True)
