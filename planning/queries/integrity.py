"""Whether the log is whole, and whether closed rounds are still what the log says they were at closing."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from planning import store
from planning.chain import digest
from planning.errors import N_, Problem
from planning.options.record.extract import CLOSING, OPENING, extract
from planning.options.round import Round
from planning.queries.query import Look, query
from planning.store import accounts, journal, settling
from planning.store.journal import Entry
from planning.store.log_walk import Walked, walk
from planning.store.settling import Settled


@query
def log_check(look: Look, *, community_id: str | None, known: tuple[str, ...] = ()) -> Walked:
    """Walk the whole chain, then hold every closed round against its entry of closing; the first fault is named.

    :param known: printed hashes that must be in the chain. Without one, entries that were cut off at the end together
        with the head are not noticed.
    """
    look.permit(community_id)
    walked = walk(look.session, known)
    return walked if walked.problem else replace(walked, problem=_round_fault(look))


def _round_fault(look: Look) -> Problem | None:
    for done in settling.all_settled(look.session):
        if not _is_as_at_closing(look, done):
            return _changed(look, done.round_id, N_("The ballots, receipts or roll of the round “{title}” are not those of closing."))  # fmt: skip
    for round_ in store.find(look.session, Round):
        announced = settling.definition_of(look.session, round_.id)
        if announced is not None and digest(announced.text) != _announced_hash(look, round_):
            return _changed(look, round_.id, N_("The question, options or rules of the round “{title}” are not those that were announced."))  # fmt: skip
    return None


def _is_as_at_closing(look: Look, done: Settled) -> bool:
    """Erased words of the entry leave nothing to compare with; everything else must be equal."""
    link = next(iter(journal.links(look.session, after=done.seq - 1, until=done.seq)), None)
    if link is None or (link.content.act, link.content.subject) != (CLOSING, f"round:{done.round_id}"):
        return False
    kept = link.texts.get("after")
    said: Mapping[str, Any] | None = json.loads(kept[1]) if kept else None
    return said is None or settling.fingerprints(look.session, done.round_id, done.salt) == said


def _announced_hash(look: Look, round_: Round) -> str:
    """The hash in the entry of opening; the round's own, where it was loaded as an example."""
    entries = journal.entries(look.session, round_.community_id, subject=f"round:{round_.id}", most=None)
    said = next((e.after for e in entries if e.act == OPENING and e.after), None)
    return str(said["definition_hash"]) if said else round_.definition_hash


def _changed(look: Look, round_id: str, sentence: str) -> Problem:
    round_ = store.get(look.session, Round, round_id)
    return Problem("round_changed", sentence, {"title": round_.title}, round_id)


@dataclass(frozen=True, slots=True)
class LogExport:
    """The log of a community: its entries in words, who the members are, and the whole chain to check them by."""

    entries: tuple[Entry, ...]
    names: Mapping[str, str]
    chain: Mapping[str, Any]


@query
def log_export(look: Look, *, community_id: str) -> LogExport:
    """All entries of a community, the oldest first; those of others are in the chain as hashes only."""
    look.permit_in(community_id)
    entries = tuple(reversed(journal.entries(look.session, community_id, most=None)))
    links = journal.links(look.session)
    chain = extract(links, lambda link: link.content.community_id == community_id) if links else {}
    return LogExport(entries, accounts.names(look.session, {entry.member_id for entry in entries}), chain)
