"""Sheets of questionnaires in the database: numbers of batches, what is taken out, what is left when a batch is confirmed."""

from __future__ import annotations

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from planning.store.erasing import overwrite_what_goes
from planning.store.tables.questionnaires import UsedCodeRow
from planning.store.tables.survey_paper import PaperBatchRow, PaperSheetRow


def next_number(session: Session, survey_id: str) -> int:
    """The number of the next batch of a questionnaire."""
    last = session.scalar(select(func.max(PaperBatchRow.number)).where(PaperBatchRow.survey_id == survey_id))
    return (last or 0) + 1


def release_code(session: Session, used_id: str) -> None:
    """A code is free again: its sheet was taken out, or had another one."""
    session.execute(delete(UsedCodeRow).where(UsedCodeRow.id == used_id))


def drop_sheet(session: Session, sheet_id: str) -> None:
    """Take a sheet out of its batch for good."""
    overwrite_what_goes(session)
    session.execute(delete(PaperSheetRow).where(PaperSheetRow.id == sheet_id))


def drop_batch(session: Session, batch_id: str) -> None:
    """Take a batch without sheets away."""
    session.execute(delete(PaperBatchRow).where(PaperBatchRow.id == batch_id))


def empty_sheets(session: Session, batch_id: str) -> None:
    """Of the sheets of a confirmed batch only numbers and reasons are left: their answers are responses now."""
    overwrite_what_goes(session)
    session.execute(
        update(PaperSheetRow).where(PaperSheetRow.batch_id == batch_id)
        .values(answers="", used_id=None, courtyard_id=None, version=PaperSheetRow.version + 1)
    )  # fmt: skip
