"""Rows of questionnaires: what is asked, in its versions, and what was answered. No response leads to a code."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from planning.store.tables.base import ID, Base, Owned
from planning.store.types import AsJson, UtcTime, words
from planning.surveys.comment import Assisted, Consent
from planning.surveys.questionnaire.survey import Draft, Edition, Need, Response, Survey, UsedCode
from planning.wording import Words


def _assisted(decoded: dict[str, Any]) -> Assisted:
    return Assisted(decoded["by"], Consent(decoded["consent"]))


class SurveyRow(Owned, Base):
    """A questionnaire that is asked."""

    __tablename__ = "surveys"
    VALUE = Survey
    DECIDES = True

    title: Mapped[Words] = mapped_column(words())
    about: Mapped[Words] = mapped_column(words())
    entry: Mapped[str] = mapped_column(String(20))
    created_at: Mapped[datetime] = mapped_column(UtcTime)
    case_id: Mapped[str | None] = mapped_column(ID, ForeignKey("cases.id"), index=True)
    round_id: Mapped[str | None] = mapped_column(ID, ForeignKey("rounds.id"))
    asks_courtyard: Mapped[bool]
    before_id: Mapped[str | None] = mapped_column(ID, ForeignKey("surveys.id"))
    published_at: Mapped[datetime | None] = mapped_column(UtcTime)
    closed_at: Mapped[datetime | None] = mapped_column(UtcTime)
    closed_reason: Mapped[str] = mapped_column(Text)
    version: Mapped[int]


class EditionRow(Owned, Base):
    """A version of a form."""

    __tablename__ = "survey_editions"
    __table_args__ = (UniqueConstraint("survey_id", "number"),)
    VALUE = Edition

    survey_id: Mapped[str] = mapped_column(ID, ForeignKey("surveys.id"))
    number: Mapped[int]
    form: Mapped[str] = mapped_column(Text)
    made_at: Mapped[datetime] = mapped_column(UtcTime)
    file: Mapped[str] = mapped_column(String(200))


class DraftRow(Owned, Base):
    """The next version of a published form while it is written: one at a time."""

    __tablename__ = "survey_drafts"
    __table_args__ = (UniqueConstraint("survey_id"),)
    VALUE = Draft

    survey_id: Mapped[str] = mapped_column(ID, ForeignKey("surveys.id"))
    number: Mapped[int]
    form: Mapped[str] = mapped_column(Text)
    changed_at: Mapped[datetime] = mapped_column(UtcTime)


class ResponseRow(Owned, Base):
    """What somebody answered; a phone's id makes one response, however often it is sent."""

    __tablename__ = "survey_responses"
    __table_args__ = (UniqueConstraint("client_hash"), UniqueConstraint("receipt"))
    VALUE = Response

    survey_id: Mapped[str] = mapped_column(ID, ForeignKey("surveys.id"), index=True)
    edition_id: Mapped[str] = mapped_column(ID, ForeignKey("survey_editions.id"), index=True)
    answers: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(UtcTime)
    means: Mapped[str] = mapped_column(String(20))
    receipt: Mapped[str] = mapped_column(String(40))
    client_hash: Mapped[str] = mapped_column(String(64))
    body_hash: Mapped[str] = mapped_column(String(64))
    courtyard_id: Mapped[str | None] = mapped_column(ID, ForeignKey("courtyards.id"))
    browser: Mapped[str] = mapped_column(ID, index=True)
    assisted: Mapped[Assisted | None] = mapped_column(AsJson(_assisted))


class UsedCodeRow(Base):
    """A code that was used for a questionnaire: a keyed hash, so that it tells neither the code nor the response."""

    __tablename__ = "survey_codes"
    VALUE = UsedCode

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    community_id: Mapped[str] = mapped_column(ID, ForeignKey("communities.id"), index=True)
    survey_id: Mapped[str] = mapped_column(ID, ForeignKey("surveys.id"), index=True)


class NeedRow(Owned, Base):
    """A case that was opened from an answer of a questionnaire: each answer opens one."""

    __tablename__ = "survey_needs"
    __table_args__ = (UniqueConstraint("survey_id", "question", "choice"),)
    VALUE = Need

    survey_id: Mapped[str] = mapped_column(ID, ForeignKey("surveys.id"))
    question: Mapped[str] = mapped_column(String(200))
    choice: Mapped[str] = mapped_column(String(200))
    case_id: Mapped[str] = mapped_column(ID, ForeignKey("cases.id"), index=True)
