"""The public-opinion channel in the database: matters found by state and words, their "me too"s, what was promised."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, case, delete, func, select
from sqlalchemy.orm import aliased

from planning.cases.matter import WAITING, Matter, MatterCounts, MatterState, MatterSupport, Promise
from planning.errors import N_, Refusal
from planning.options.electorate import code_hash
from planning.site import new_id
from planning.store.database import Session
from planning.store.saving import add, find, first, value_of
from planning.store.tables.matters import MatterRow, MatterSupportRow

_HEADS = (MatterRow.merged_into.is_(None), MatterRow.withdrawn_at.is_(None))
_MERGED = aliased(MatterRow)
_MERGED_WAITS = (_MERGED.withdrawn_at.is_(None), _MERGED.state.in_(sorted(WAITING)))
_WORDS_SHOWN = (MatterRow.shown.is_(True), MatterRow.hidden_at.is_(None))


def held(session: Session, community_id: str, word: str) -> Matter:
    """The matter of this community whose word this is; raises :class:`Refusal` (``unknown_word``) for every other text."""
    hash_ = code_hash(word)
    found = first(session, Matter, word_hash=hash_, community_id=community_id) if hash_ else None
    if found is None:
        raise Refusal(
            "unknown_word",
            N_(
                "No matter here has this receipt word: look whether every sign is right, and whether it is this community."
            ),
            where="word",
        )
    return found


def promised_days(session: Session, community_id: str) -> int:
    """Within how many days this community promises to answer."""
    return (first(session, Promise, id=community_id) or Promise(community_id, community_id)).days


def _overdue(now: datetime) -> tuple[ColumnElement[bool], ...]:
    """A head that waits past its own day, or past the day of one that was merged with it and waited then."""
    late = _MERGED.due_at < now
    waits = (
        select(_MERGED.id)
        .where(_MERGED.merged_into == MatterRow.id, *_MERGED_WAITS, late)
        .correlate(MatterRow)
        .exists()
    )
    return MatterRow.state.in_(sorted(WAITING)), (MatterRow.due_at < now) | waits


def earliest_due(session: Session, ids: Sequence[str]) -> dict[str, datetime]:
    """For heads with which others were merged: by when the first of those that waited was promised an answer."""
    due = select(_MERGED.merged_into, func.min(_MERGED.due_at)).where(_MERGED.merged_into.in_(ids), *_MERGED_WAITS)
    return {str(id_): at for id_, at in session.execute(due.group_by(_MERGED.merged_into)).tuples()}


def _sought(
    community_id: str, now: datetime, state: MatterState | None, text: str, *, overdue: bool, at_work: bool,
    courtyard_id: str | None,
) -> list[ColumnElement[bool]]:  # fmt: skip
    found: list[ColumnElement[bool]] = [MatterRow.community_id == community_id]
    found += [] if at_work else list(_HEADS)
    if state is not None:
        found.append(MatterRow.state == state)
    if overdue:
        found += [*_HEADS, *_overdue(now)]
    if courtyard_id:
        found.append(MatterRow.courtyard_id == courtyard_id)
    if text:
        # autoescape: % and _ of the visitor are signs to find, not wildcards
        found.append(MatterRow.text.icontains(text, autoescape=True))
        found += [] if at_work else list(_WORDS_SHOWN)  # words that are not shown are not found by them either
    return found


def page(
    session: Session, community_id: str, now: datetime, *, state: MatterState | None = None, text: str = "",
    overdue: bool = False, at_work: bool = False, courtyard_id: str | None = None, most: int, skip: int = 0,
) -> tuple[list[Matter], int]:  # fmt: skip
    """Matters sought, newest first, and how many there are in all; ``at_work``: those merged or taken back, too."""
    where = _sought(
        community_id, now, state, text, overdue=overdue, at_work=at_work, courtyard_id=courtyard_id
    )  # fmt: skip
    total = session.scalar(select(func.count()).select_from(MatterRow).where(*where)) or 0
    rows = select(MatterRow).where(*where).order_by(MatterRow.at.desc(), MatterRow.id).offset(skip).limit(most)
    return [value_of(Matter, row) for row in session.scalars(rows)], total


def counts(session: Session, community_id: str, now: datetime) -> MatterCounts:
    """How many heads stand where, and how many are overdue."""
    late = func.sum(case((_overdue(now)[0] & _overdue(now)[1], 1), else_=0))
    where = (MatterRow.community_id == community_id, *_HEADS)
    rows = session.execute(select(MatterRow.state, func.count(), late).where(*where).group_by(MatterRow.state)).all()
    by_state = {MatterState(state): (count, overdue) for state, count, overdue in rows}
    return MatterCounts(
        tuple((state, by_state.get(state, (0, 0))[0]) for state in MatterState),
        sum(int(overdue) for _, overdue in by_state.values()),
    )


def heads_with_words(session: Session, community_id: str, most: int) -> list[Matter]:
    """The newest matters that everybody can read and that are not closed: among them duplicates are looked for."""
    where = (
        MatterRow.community_id == community_id, *_HEADS, *_WORDS_SHOWN, MatterRow.state != MatterState.CLOSED,
    )  # fmt: skip
    rows = select(MatterRow).where(*where).order_by(MatterRow.at.desc(), MatterRow.id).limit(most)
    return [value_of(Matter, row) for row in session.scalars(rows)]


def voices(session: Session, ids: Sequence[str]) -> dict[str, tuple[int, int]]:
    """For each head: browsers that said "me too" to it or to what was merged with it, and how many were merged with it."""
    head: Any = func.coalesce(MatterRow.merged_into, MatterRow.id)
    where = (MatterRow.merged_into.in_(ids) | MatterRow.id.in_(ids), MatterRow.withdrawn_at.is_(None))
    joined = select(head, func.count(func.distinct(MatterSupportRow.browser))).join(
        MatterSupportRow, MatterSupportRow.matter_id == MatterRow.id
    )
    supports: dict[str, int] = dict(session.execute(joined.where(*where).group_by(head)).tuples().all())
    merged = dict(
        session.execute(
            select(MatterRow.merged_into, func.count())
            .where(MatterRow.merged_into.in_(ids), MatterRow.withdrawn_at.is_(None))
            .group_by(MatterRow.merged_into)
        )
        .tuples()
        .all()
    )
    return {id_: (supports.get(id_, 0), merged.get(id_, 0)) for id_ in ids}


def supported_by(session: Session, community_id: str, browser: str) -> set[str]:
    """Ids of the matters of this community that this browser supports."""
    if not browser:
        return set()
    return {one.matter_id for one in find(session, MatterSupport, community_id=community_id, browser=browser)}


def add_support(session: Session, matter: Matter, browser: str, at: datetime) -> None:
    """Keep one "me too"; a second one of the same browser changes nothing. Writers queue on both databases."""
    if first(session, MatterSupport, matter_id=matter.id, browser=browser) is None:
        add(session, MatterSupport(new_id(), matter.community_id, matter.id, browser, at))


def drop_support(session: Session, matter_ids: Sequence[str], browser: str) -> None:
    """Take a "me too" back, from a matter and what was merged with it."""
    session.execute(
        delete(MatterSupportRow).where(MatterSupportRow.matter_id.in_(matter_ids), MatterSupportRow.browser == browser)
    )
