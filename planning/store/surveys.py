"""Questionnaires in the database: versions, how many answered, and which codes were used."""

from __future__ import annotations

from sqlalchemy import func, select, update

from planning.store.database import Session
from planning.store.saving import value_of
from planning.store.tables.questionnaires import EditionRow, ResponseRow
from planning.surveys.questionnaire.survey import Edition


def newest_edition(session: Session, survey_id: str) -> Edition | None:
    """The version with the highest number."""
    statement = select(EditionRow).where(EditionRow.survey_id == survey_id).order_by(EditionRow.number.desc()).limit(1)
    row = session.scalars(statement).first()
    return value_of(Edition, row) if row else None


def rewrite_edition(session: Session, edition: Edition) -> None:
    """Write a version anew that nobody has answered yet."""
    session.execute(
        update(EditionRow).where(EditionRow.id == edition.id)
        .values(form=edition.form, made_at=edition.made_at, file=edition.file)
    )  # fmt: skip


def received(session: Session, survey_ids: list[str]) -> dict[str, int]:
    """How many responses each has."""
    statement = (
        select(ResponseRow.survey_id, func.count())
        .where(ResponseRow.survey_id.in_(survey_ids))
        .group_by(ResponseRow.survey_id)
    )
    return {row[0]: row[1] for row in session.execute(statement)}


def is_answered(session: Session, edition_id: str) -> bool:
    """Whether somebody has answered this version."""
    return session.scalar(select(ResponseRow.id).where(ResponseRow.edition_id == edition_id).limit(1)) is not None
