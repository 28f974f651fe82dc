"""Conversations by statements in the database: statements in their order, and everybody's votes as one table."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import numpy as np
from sqlalchemy import func, select, update

from planning.site import new_id
from planning.store.database import Session
from planning.store.saving import add, find, first
from planning.store.tables.statements import StatementRow, VoteSheetRow
from planning.surveys.opinions.votes import Vote, Votes
from planning.surveys.statements import Statement, StatementState, VoteSheet


def standing(session: Session, conversation_id: str) -> list[Statement]:
    """The statements that are shown, by their numbers."""
    return find(session, Statement, order="number", conversation_id=conversation_id, state=StatementState.STANDING)


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
