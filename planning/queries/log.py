"""The log of what staff changed."""

from __future__ import annotations

from dataclasses import dataclass

from planning.queries.query import Look, query
from planning.store import accounts, journal
from planning.store.journal import Entry

MOST_ENTRIES = 200


@dataclass(frozen=True, slots=True)
class LogView:
    """Entries, newest first, and the names of those who acted."""

    entries: tuple[Entry, ...]
    names: dict[str, str]


@query
def log_entries(look: Look, *, community_id: str) -> LogView:
    """The newest entries of a community."""
    look.permit_in(community_id)
    entries = tuple(journal.entries(look.session, community_id, most=MOST_ENTRIES))
    return LogView(entries, accounts.names(look.session, {entry.member_id for entry in entries}))
