"""Themes of open answers in the database: which answers stand under which, and how many."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import delete, func, select

from planning.site import new_id
from planning.store.database import Session
from planning.store.saving import add_all
from planning.store.tables.themes import GroupedRow, ThemeRow
from planning.surveys.questionnaire.theme import Grouped, Theme

AT_ONCE = 1000
"""Ids in one statement; databases take some ten thousands."""


def counts(session: Session, survey_id: str) -> dict[str, int]:
    """How many answers stand under each theme of a questionnaire, by the theme's id; none: not named."""
    statement = (
        select(GroupedRow.theme_id, func.count()).join(ThemeRow, ThemeRow.id == GroupedRow.theme_id)
        .where(ThemeRow.survey_id == survey_id).group_by(GroupedRow.theme_id)
    )  # fmt: skip
    return {row[0]: row[1] for row in session.execute(statement)}


def standing_under(session: Session, theme_ids: Sequence[str]) -> dict[str, set[str]]:
    """Ids of the themes under which each response stands, of these themes; none: not named."""
    found: dict[str, set[str]] = {}
    statement = select(GroupedRow.response_id, GroupedRow.theme_id).where(GroupedRow.theme_id.in_(theme_ids))
    for response_id, theme_id in session.execute(statement):
        found.setdefault(response_id, set()).add(theme_id)
    return found


def put_under(session: Session, theme: Theme, response_ids: Collection[str]) -> int:
    """Put answers under a theme; those that stand there already stay. How many came to it."""
    there = set(session.scalars(select(GroupedRow.response_id).where(GroupedRow.theme_id == theme.id)))
    fresh = sorted(set(response_ids) - there)
    add_all(session, [Grouped(new_id(), theme.community_id, theme.id, one) for one in fresh])
    return len(fresh)


def take_out(session: Session, theme: Theme, response_ids: Collection[str]) -> int:
    """Take answers from under a theme; how many stood there."""
    mine = GroupedRow.theme_id == theme.id
    ids = sorted(set(response_ids))
    parts = (ids[at : at + AT_ONCE] for at in range(0, len(ids), AT_ONCE))
    gone = (session.execute(delete(GroupedRow).where(mine, GroupedRow.response_id.in_(part))) for part in parts)
    return sum(one.rowcount for one in gone)  # type: ignore[attr-defined]
