"""Walking the chain of the log: the first entry that does not hold is named."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from planning.chain import Head, linked, salted
from planning.errors import N_, Problem
from planning.options.record.extract import LogLink
from planning.store import journal
from planning.store.database import Session
from planning.store.journal import PARTS

AT_ONCE = 2_000


@dataclass(frozen=True, slots=True)
class Walked:
    """How far the chain holds, and the first thing that is wrong with it, if anything is.

    :param erased: texts that were erased, which breaks nothing.
    """

    entries: int
    head: Head
    problem: Problem | None = None
    erased: int = 0


def walk(session: Session, known: Iterable[str] = ()) -> Walked:
    """Recompute every hash from the first entry on.

    :param known: hashes that were printed once, such as the heads at the opening and closing of rounds: without one
        nobody can tell that the newest entries were cut off and the head set back.
    """
    before, erased, missing = Head(), 0, dict.fromkeys(known)
    for link in _all(session):
        problem = _fault(before, link)
        if problem is not None:
            return Walked(before.seq, before, problem, erased)
        before = Head(link.content.seq, link.hash)
        erased += sum(kept is None for kept in link.texts.values())
        missing.pop(link.hash, None)
    problem = _fault_at_the_end(before, journal.head(session), [hash_ for hash_ in missing if hash_ != before.hash])
    return Walked(before.seq, before, problem, erased)


def _all(session: Session) -> Iterator[LogLink]:
    seen = 0
    while found := journal.links(session, after=seen, most=AT_ONCE):
        yield from found
        seen = found[-1].content.seq


def _fault(before: Head, link: LogLink) -> Problem | None:
    seq = link.content.seq
    if seq != before.seq + 1:
        return Problem("log_gap", N_("Entry {seq} of the log is missing."), {"seq": before.seq + 1}, before.seq + 1)
    if link.previous != before.hash:
        return Problem(
            "log_unlinked", N_("Entry {seq} of the log does not follow the entry before it."), {"seq": seq}, seq
        )
    if link.hash != linked(link.previous, link.content.digest):
        return Problem("log_changed", N_("Entry {seq} of the log was changed."), {"seq": seq}, seq)
    for part in PARTS:
        expected, kept = getattr(link.content, f"{part}_hash"), link.texts.get(part, ("", ""))
        if kept is not None and (salted(*kept) if part in link.texts else "") != expected:
            return Problem(
                "log_text_changed", N_("The words of entry {seq} of the log were changed."), {"seq": seq}, seq
            )
    return None


def _fault_at_the_end(last: Head, head: Head, missing: list[str]) -> Problem | None:
    if last != head:
        return Problem(
            "log_cut", N_("Entry {seq} of the log is missing: the log once went on to entry {last}."),
            {"seq": last.seq + 1, "last": head.seq}, last.seq + 1)  # fmt: skip
    if missing:
        return Problem(
            "log_head_unknown", N_("No entry of the log has the printed hash {hash}: the log was cut or written anew."),
            {"hash": missing[0]}, last.seq + 1)  # fmt: skip
    return None
