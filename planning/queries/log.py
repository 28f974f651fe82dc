"""The log of what staff changed."""

from __future__ import annotations

from dataclasses import dataclass

from planning.chain import Head
from planning.queries.query import Look, query
from planning.store import accounts, journal
from planning.store.journal import Entry

MOST_ENTRIES = 200


@dataclass(frozen=True, slots=True)
class LogView:
    """Entries, newest first, the names of those who acted, and the head of the whole log."""

    entries: tuple[Entry, ...]
    names: dict[str, str]
    head: Head


@query
def log_entries(look: Look, *, community_id: str) -> LogView:
    """The newest entries of a community."""
    look.permit_in(community_id)
    entries = tuple(journal.entries(look.session, community_id, most=MOST_ENTRIES))
    names = accounts.names(look.session, {entry.member_id for entry in entries})
    return LogView(entries, names, journal.head(look.session))
