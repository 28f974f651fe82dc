"""Questionnaires in the database: versions, how many answered, and which codes were used."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import delete, func, select, update

from planning.options.electorate import Code
from planning.store.database import Session
from planning.store.overwriting import overwrite_what_goes
from planning.store.saving import find, value_of
from planning.store.tables.questionnaires import DraftRow, EditionRow, ResponseRow, UsedCodeRow
from planning.surveys.questionnaire.survey import Draft, Edition, Mac, Means, used_id


def newest_edition(session: Session, survey_id: str) -> Edition | None:
    """The version with the highest number."""
    statement = select(EditionRow).where(EditionRow.survey_id == survey_id).order_by(EditionRow.number.desc()).limit(1)
    row = session.scalars(statement).first()
    return value_of(Edition, row) if row else None


def rewrite_edition(session: Session, edition: Edition) -> None:
    """Write a version anew that is not published yet."""
    session.execute(
        update(EditionRow).where(EditionRow.id == edition.id)
        .values(form=edition.form, made_at=edition.made_at, file=edition.file)
    )  # fmt: skip


def draft_of(session: Session, survey_id: str) -> Draft | None:
    """The next version while it is written."""
    row = session.scalars(select(DraftRow).where(DraftRow.survey_id == survey_id)).first()
    return value_of(Draft, row) if row else None


def drop_draft(session: Session, survey_id: str) -> None:
    """Take away what was written for a next version."""
    session.execute(delete(DraftRow).where(DraftRow.survey_id == survey_id))


def received(session: Session, survey_ids: list[str]) -> dict[str, int]:
    """How many responses each has."""
    statement = (
        select(ResponseRow.survey_id, func.count())
        .where(ResponseRow.survey_id.in_(survey_ids))
        .group_by(ResponseRow.survey_id)
    )
    return {row[0]: row[1] for row in session.execute(statement)}


@dataclass(frozen=True, slots=True)
class Standing:
    """How many answered a questionnaire by which way, and the newest response: equal as long as none came or went."""

    by_means: Mapping[Means, int]
    newest: str | None

    @property
    def received(self) -> int:
        """How many there are in all."""
        return sum(self.by_means.values())


def standing(session: Session, survey_id: str) -> Standing:
    """What has come in, without what was said."""
    mine = ResponseRow.survey_id == survey_id
    means = select(ResponseRow.means, func.count()).where(mine).group_by(ResponseRow.means)
    counts = {Means(row[0]): row[1] for row in session.execute(means)}
    newest = select(ResponseRow.id).where(mine).order_by(ResponseRow.at.desc(), ResponseRow.id.desc()).limit(1)
    return Standing({one: counts[one] for one in Means if one in counts}, session.scalar(newest))


def said(session: Session, survey_id: str) -> list[tuple[str, str]]:
    """Of each response its id and its answers as JSON, the oldest first."""
    statement = select(ResponseRow.id, ResponseRow.answers).where(ResponseRow.survey_id == survey_id)
    return [(row[0], row[1]) for row in session.execute(statement.order_by(ResponseRow.at, ResponseRow.id))]


def names_of_bearer(session: Session, survey_id: str, code: Code, mac: Mac) -> list[str]:
    """Under which names it may be kept that the bearer of a code answered; the first is the one to keep it under.

    The others are those of all codes of the same voter, void ones too: it was kept under them once, and questionnaires
    of that time are still asked.
    """
    bearers = [code.id]
    if code.voter_id:
        bearers = [
            code.voter_id,
            *(one.id for one in find(session, Code, round_id=code.round_id, voter_id=code.voter_id)),
        ]
    return [used_id(mac, survey_id, bearer) for bearer in bearers]


def forget_codes(session: Session, survey_id: str) -> None:
    """Destroy what says which codes were used for a questionnaire."""
    overwrite_what_goes(session)
    session.execute(delete(UsedCodeRow).where(UsedCodeRow.survey_id == survey_id))


def release_code(session: Session, used_id: str) -> None:
    """A code is free again: its sheet was taken out, or had another one."""
    overwrite_what_goes(session)
    session.execute(delete(UsedCodeRow).where(UsedCodeRow.id == used_id))
