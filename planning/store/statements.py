"""Conversations by statements in the database: statements in their order, and everybody's votes as one table."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import numpy as np
from sqlalchemy import func, select, update

from planning.errors import N_, Problem, Refusals
from planning.options.roll_table import Told, table_of
from planning.site import new_id
from planning.store.database import Session
from planning.store.saving import add, find, first
from planning.store.tables.statements import StatementRow, VoteSheetRow
from planning.surveys.opinions.votes import Vote, Votes
from planning.surveys.statement_lines import HEADINGS, read
from planning.surveys.statements import MOST_STATEMENTS, Statement, StatementState, VoteSheet
from planning.wording import Words

_TOLD = Told(
    N_("There is no line in this table: give a heading and one line for each statement."),
    N_("The heading has no column of a language: name the columns zh and en, or 中文 and 英文."),
    N_("This table is too long: a conversation holds fewer than {line} statements."),
    N_("This workbook is too large for statements: save the sheet alone as CSV and try again."),
    most=MOST_STATEMENTS + 1,
)


def standing(session: Session, conversation_id: str) -> list[Statement]:
    """The statements that are shown, by their numbers."""
    return find(session, Statement, order="number", conversation_id=conversation_id, state=StatementState.STANDING)


def seeds_in(session: Session, conversation_id: str, table: str | bytes) -> tuple[list[Words], list[Problem]]:
    """The statements of a table (CSV or XLSX) that a conversation does not have yet, and all that is wrong with the table."""
    try:
        lines = table_of(table, HEADINGS, needed=(), told=_TOLD)
    except Refusals as refused:
        return [], list(refused.problems)
    if not any(line.cells for line in lines):
        return [], [Problem("missing_column", _TOLD.missing, {}, 1)]
    there = [one.text for one in find(session, Statement, order="number", conversation_id=conversation_id)]
    return read(((line.number, line["zh"], line["en"]) for line in lines), there)


def next_number(session: Session, conversation_id: str) -> int:
    """The number of the statement that comes next."""
    last = select(func.max(StatementRow.number)).where(StatementRow.conversation_id == conversation_id)
    return (session.scalar(last) or 0) + 1


def keep_vote(session: Session, statement: Statement, browser: str, vote: Vote, at: datetime) -> None:
    """Write a vote onto the browser's sheet, over an earlier one on the same statement. Writers queue on both databases."""
    there = first(session, VoteSheet, conversation_id=statement.conversation_id, browser=browser)
    said = {str(statement.number): int(vote)}
    if there is None:
        add(session, VoteSheet(new_id(), statement.community_id, statement.conversation_id, browser, at, said))
        return
    votes = {**there.votes, **said}
    session.execute(update(VoteSheetRow).where(VoteSheetRow.id == there.id).values(votes=votes, at=at))


def all_votes(session: Session, conversation_id: str, statements: Sequence[Statement]) -> Votes:
    """Everybody's votes on these statements; people as numbers in the order of their sheets' ids, which tells nothing."""
    places = {str(one.number): at for at, one in enumerate(statements)}
    sheets = session.scalars(
        select(VoteSheetRow.votes).where(VoteSheetRow.conversation_id == conversation_id).order_by(VoteSheetRow.id)
    ).all()
    table = np.full((len(sheets), len(statements)), np.nan)
    for row, sheet in enumerate(sheets):
        for number, vote in sheet.items():
            if number in places:
                table[row, places[number]] = vote
    seen = np.flatnonzero((~np.isnan(table)).any(axis=1)) if len(statements) else np.array([], dtype=np.intp)
    names = tuple(str(number) for number in range(1, len(seen) + 1))
    return Votes(names, tuple(str(one.number) for one in statements), table[seen])
