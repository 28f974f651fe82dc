"""What was done: results of acts by their ids, and the append-only, hash-chained log of staff."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, insert, select, update
from sqlalchemy.sql import Select

from planning.chain import Content, Head, canonical, linked, new_salt, salted
from planning.options.record.extract import LogLink
from planning.store.database import Session
from planning.store.tables.log import ActRow, LogHeadRow, LogRow, LogTextRow
from planning.wording import is_named

PARTS = ("before", "after", "reason")
"""What of an entry is words that can be erased."""
_NEWEST = select(LogHeadRow.seq, LogHeadRow.hash).where(LogHeadRow.id == 1)


@dataclass(frozen=True, slots=True)
class Done:
    """An act that was carried out before: a hash of what was asked, and what came of it."""

    name: str
    request_hash: str
    result: Any


def done(session: Session, act_id: str) -> Done | None:
    """What this act id did, if it did anything."""
    row = session.get(ActRow, act_id)
    return Done(row.name, row.request_hash, row.result) if row else None


def remember(session: Session, act_id: str, done: Done, at: datetime) -> None:
    """Keep what an act did; the primary key refuses a second one."""
    session.execute(insert(ActRow).values(id=act_id, at=at, **asdict(done)))


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the log. ``erased``: parts whose words were erased; they are empty here."""

    seq: int
    at: datetime
    member_id: str
    act: str
    community_id: str | None
    subject: str
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None
    reason: str
    previous: str = ""
    hash: str = ""
    erased: frozenset[str] = frozenset()


def log(
    session: Session, *, at: datetime, member_id: str, act: str, community_id: str | None, subject: str,
    before: Any, after: Any, reason: str,
) -> Head:  # fmt: skip
    """Append one entry; returns the new head of the log.

    The head is locked first (SQLite has locked everything already, and writers of PostgreSQL queue): two entries never
    follow the same one. The first entry of all makes the row: an empty installation has none, so that a backup can be
    restored into it.
    """
    row = session.execute(_NEWEST.with_for_update()).one_or_none()
    newest = Head(*row) if row else Head()
    said = {"before": before, "after": after, "reason": reason or None}
    texts = {part: (new_salt(), canonical(value)) for part, value in said.items() if value is not None}
    hashes = {f"{part}_hash": salted(*texts[part]) if part in texts else "" for part in PARTS}
    content = Content(newest.seq + 1, at, member_id, act, community_id, subject, **hashes)
    hash_ = linked(newest.hash, content.digest)
    session.execute(insert(LogRow).values(**asdict(content), previous=newest.hash, hash=hash_))
    if texts:
        rows = [{"seq": content.seq, "part": p, "salt": salt, "text": text} for p, (salt, text) in texts.items()]
        session.execute(insert(LogTextRow), rows)
    now = {"seq": content.seq, "hash": hash_}
    session.execute(
        update(LogHeadRow).where(LogHeadRow.id == 1).values(**now) if row else insert(LogHeadRow).values(id=1, **now)
    )
    return Head(content.seq, hash_)


def head(session: Session) -> Head:
    """The newest entry; the start of the chain where there is none."""
    row = session.execute(_NEWEST).one_or_none()
    return Head(*row) if row else Head()


def entry(session: Session, seq: int) -> Entry | None:
    """One entry by its number."""
    return next((_entry(link) for link in links(session, after=seq - 1, until=seq)), None)


def entries(session: Session, community_id: str, *, subject: str | None = None, most: int | None = 200) -> list[Entry]:
    """The newest entries of a community, newest first; of one subject if it is named."""
    statement = select(LogRow).where(LogRow.community_id == community_id).order_by(LogRow.seq.desc()).limit(most)
    if subject:
        statement = statement.where(LogRow.subject == subject)
    return [_entry(link) for link in _links(session, statement)]


def entries_of_acts(session: Session, community_id: str, acts: Sequence[str], most: int) -> list[Entry]:
    """The newest entries of a community by these acts, newest first."""
    statement = select(LogRow).where(LogRow.community_id == community_id, LogRow.act.in_(acts))
    return [_entry(link) for link in _links(session, statement.order_by(LogRow.seq.desc()).limit(most))]


def entries_about(session: Session, subjects: Sequence[str]) -> list[Entry]:
    """Everything that was done to some subjects, the oldest first."""
    found: list[Entry] = []
    for start in range(0, len(subjects), 500):  # SQLite takes a limited number of parameters
        statement = select(LogRow).where(LogRow.subject.in_(subjects[start : start + 500]))
        found += [_entry(link) for link in _links(session, statement)]
    return sorted(found, key=lambda entry: entry.seq)


def entries_of(session: Session, member_id: str) -> list[Entry]:
    """Everything that a member did, the oldest first, in every community."""
    statement = select(LogRow).where(LogRow.member_id == member_id).order_by(LogRow.seq)
    return [_entry(link) for link in _links(session, statement)]


def links(session: Session, *, after: int = 0, until: int | None = None, most: int | None = None) -> list[LogLink]:
    """Links of the whole chain in order, from the one behind ``after`` to ``until``."""
    statement = select(LogRow).where(LogRow.seq > after).order_by(LogRow.seq).limit(most)
    return _links(session, statement if until is None else statement.where(LogRow.seq <= until))


def heads_of(session: Session, subject: str, acts: Sequence[str]) -> dict[str, Head]:
    """The head of the log as it was right after each of these acts was last done to a subject."""
    found = select(LogRow.act, LogRow.seq, LogRow.hash).where(LogRow.subject == subject, LogRow.act.in_(acts))
    return {act: Head(seq, hash_) for act, seq, hash_ in session.execute(found.order_by(LogRow.seq))}


def first_of(session: Session, subjects: Sequence[str]) -> int | None:
    """Number of the first entry about one of these subjects."""
    return session.scalar(select(func.min(LogRow.seq)).where(LogRow.subject.in_(subjects)))


def _links(session: Session, statement: Select[Any]) -> list[LogLink]:
    rows = session.scalars(statement.execution_options(populate_existing=True)).all()
    texts = _texts(session, [row.seq for row in rows])
    names = Content.__slots__
    return [
        LogLink(Content(**{name: getattr(row, name) for name in names}), row.previous, row.hash, texts.get(row.seq, {}))
        for row in rows
    ]


def _texts(session: Session, seqs: Sequence[int]) -> dict[int, dict[str, tuple[str, str] | None]]:
    found: dict[int, dict[str, tuple[str, str] | None]] = {}
    for start in range(0, len(seqs), 500):  # SQLite takes a limited number of parameters
        some = select(LogTextRow).where(LogTextRow.seq.in_(seqs[start : start + 500]))
        for row in session.scalars(some.execution_options(populate_existing=True)):
            kept = (row.salt, row.text) if row.salt is not None and row.text is not None else None
            found.setdefault(row.seq, {})[row.part] = kept
    return found


def _entry(link: LogLink) -> Entry:
    said = {part: json.loads(kept[1]) for part, kept in link.texts.items() if kept}
    content = link.content
    return Entry(
        content.seq, content.at, content.member_id, content.act, content.community_id, content.subject,
        said.get("before"), said.get("after"), said.get("reason", ""), link.previous, link.hash,
        frozenset(part for part, kept in link.texts.items() if kept is None),
    )  # fmt: skip


def erase(session: Session, seqs: Iterable[int], at: datetime, *, parts: Sequence[str] = PARTS) -> int:
    """Erase words of entries for good, with their salts; returns how many texts went. The chain stays whole."""
    statement = update(LogTextRow).where(
        LogTextRow.seq.in_(list(seqs)), LogTextRow.part.in_(parts), LogTextRow.erased_at.is_(None)
    )
    erased = session.execute(statement.values(salt=None, text=None, erased_at=at))
    return int(erased.rowcount)  # type: ignore[attr-defined]


def about(session: Session, subjects: Sequence[str], *, act: str | None = None) -> list[int]:
    """Numbers of the entries about these subjects; of one act if it is named."""
    found: list[int] = []
    acts = (LogRow.act == act,) if act else ()
    for start in range(0, len(subjects), 500):  # SQLite takes a limited number of parameters
        found += session.scalars(select(LogRow.seq).where(LogRow.subject.in_(subjects[start : start + 500]), *acts))
    return found


def erase_naming(session: Session, name: str, at: datetime) -> int:
    """Erase every text of the log that names a person; returns how many went."""
    written = canonical(name)[1:-1]  # as it stands in JSON
    texts = select(LogTextRow.seq, LogTextRow.part, LogTextRow.text)
    texts = texts.where(LogTextRow.text.icontains(written, autoescape=True))
    named = [(seq, part) for seq, part, text in session.execute(texts).all() if is_named(written, text or "")]
    return sum(erase(session, [seq], at, parts=[part]) for seq, part in named)
