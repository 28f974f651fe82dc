"""Sheets of questionnaires in the database: numbers of batches, what is taken out, what is left when a batch is confirmed."""

from __future__ import annotations

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from planning.store.overwriting import overwrite_what_goes
from planning.store.saving import change
from planning.store.tables.questionnaires import UsedCodeRow
from planning.store.tables.survey_paper import PaperBatchRow, PaperSheetRow
from planning.surveys.questionnaire.paper import PaperBatch, PaperSheet


def next_number(session: Session, survey_id: str) -> int:
    """The number of the next batch of a questionnaire."""
    last = session.scalar(select(func.max(PaperBatchRow.number)).where(PaperBatchRow.survey_id == survey_id))
    return (last or 0) + 1


def counts(session: Session, survey_id: str) -> dict[str, tuple[int, int]]:
    """How many sheets of each batch are entered with answers, and how many are unread, by the ids of batches."""
    row = PaperSheetRow
    statement = select(row.batch_id, func.count(), func.count(row.unread)).where(row.survey_id == survey_id)
    return {id_: (all_ - unread, unread) for id_, all_, unread in session.execute(statement.group_by(row.batch_id))}


def rewrite(session: Session, made: PaperSheet | PaperBatch) -> None:
    """Write a sheet or a batch anew; the words that stood there before go for good."""
    overwrite_what_goes(session)
    change(session, made)


def drop_sheet(session: Session, sheet_id: str) -> None:
    """Take a sheet out of its batch for good."""
    overwrite_what_goes(session)
    session.execute(delete(PaperSheetRow).where(PaperSheetRow.id == sheet_id))


def drop_sheets(session: Session, batch_id: str) -> None:
    """Take all sheets of a batch out for good; the codes that they came with are free again."""
    overwrite_what_goes(session)
    mine = PaperSheetRow.batch_id == batch_id
    used = select(PaperSheetRow.used_id).where(mine, PaperSheetRow.used_id.is_not(None))
    session.execute(delete(UsedCodeRow).where(UsedCodeRow.id.in_(used)))
    session.execute(delete(PaperSheetRow).where(mine))


def drop_batch(session: Session, batch_id: str) -> None:
    """Take a batch away that has no sheet, or none any more."""
    overwrite_what_goes(session)
    session.execute(delete(PaperBatchRow).where(PaperBatchRow.id == batch_id))


def empty_sheets(session: Session, batch_id: str) -> None:
    """Of the sheets of a confirmed batch only numbers and kinds of reasons are left: their answers are responses now."""
    overwrite_what_goes(session)
    session.execute(
        update(PaperSheetRow).where(PaperSheetRow.batch_id == batch_id)
        .values(answers="", why="", used_id=None, courtyard_id=None, version=PaperSheetRow.version + 1)
    )  # fmt: skip
