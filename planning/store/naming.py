"""Where a name stands in what was written down: every text of every table, so that a new table is looked through, too.

Erasing takes what a person wrote, and what the log says of an account. What staff wrote of somebody elsewhere (a note on
a tree, the line of a roll, the words of a matter) belongs to others as well: it is listed for whoever carries an erasure
out, and is mended by hand.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, String, Table, Text, or_, select, type_coerce

from planning.store.database import Session
from planning.store.tables import Base
from planning.store.types import AsJson
from planning.wording import is_named

NO_WORDS = frozenset({
    "survey_codes",
    "survey_prints",
    "survey_theme_answers",
    "evaluation_codes",
    "map_cells", "paper_prints", "acts", "ballots", "ballots_aside", "definitions", "grants", "identities", "paper_counts", "paper_hand_ins",
    "paper_sheets", "receipts", "sessions", "settled_boxes", "log", "log_head", "supports", "matter_promises", "vote_sheets", "matter_supports",
    "meeting_sign_ins", "programme_cases", "document_files",
})  # fmt: skip
"""Tables of ids, hashes, figures and choices; the words of the log lie in ``log_texts``."""
SHORTEST_WORDS = 80
"""Shorter columns hold codes and ids."""
AROUND = 40
"""Signs that are shown on each side of a name."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A text that names somebody: in which table, which row, which column, and the words around the name."""

    table: str
    id: str
    column: str
    community_id: str | None
    words: str


def texts_of(table: Table) -> list[Column[Any]]:
    """The columns of a table in which somebody may have written a name."""
    if table.name in NO_WORDS:
        return []
    return [column for column in table.columns if _holds_words(column)]


def _holds_words(column: Column[Any]) -> bool:
    kind = column.type
    if isinstance(kind, AsJson | Text):
        return True
    return isinstance(kind, String) and (kind.length or 0) >= SHORTEST_WORDS and not column.name.endswith("_hash")


def mentions(session: Session, name: str) -> list[Mention]:
    """Everything that names a person, table by table."""
    tables = (table for _, table in sorted(Base.metadata.tables.items()))
    return [found for table in tables for found in _in_table(session, table, name)]


def _in_table(session: Session, table: Table, name: str) -> Iterator[Mention]:
    columns = texts_of(table)
    if not columns:
        return
    texts = [type_coerce(column, Text) for column in columns]
    here = table.columns.get("community_id")
    keys = list(table.primary_key.columns)
    written = json.dumps(name, ensure_ascii=False)[
        1:-1
    ]  # as it stands in JSON; plain texts have no other form of a name
    wanted = or_(*(text.icontains(part, autoescape=True) for text in texts for part in {name, written}))
    rows = session.execute(select(*keys, *([here] if here is not None else []), *texts).where(wanted).order_by(*keys))
    for row in rows.all():
        id_ = ":".join(str(part) for part in row[: len(keys)])
        community = row[len(keys)] if here is not None else None
        for column, text in zip(columns, row[-len(texts) :], strict=True):
            words = next((one for one in _plain(column, text) if is_named(name, one)), None)
            if words is not None:
                yield Mention(table.name, id_, column.name, community, _around(words, name))


def _plain(column: Column[Any], text: str | None) -> Iterator[str]:
    """The texts of a cell, without the form in which it is kept."""
    if text is None:
        return
    if not isinstance(column.type, AsJson) and column.table.name != "log_texts":
        yield text
        return
    waiting = [json.loads(text)]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            yield one
        elif isinstance(one, dict):
            waiting += [*one.values()]
        elif isinstance(one, list):
            waiting += one


def _around(words: str, name: str) -> str:
    at = words.lower().find(name.lower())
    start, end = max(0, at - AROUND), at + len(name) + AROUND
    return ("…" if start else "") + words[start:end] + ("…" if end < len(words) else "")
