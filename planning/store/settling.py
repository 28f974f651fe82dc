"""Settling a closed box: ballots are written anew in random order, and what led to them is destroyed."""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, insert, select, update

from planning.chain import digest, salted
from planning.options.by_place import to_cut
from planning.options.electorate import Voter, group_of
from planning.options.frozen_roll import roll_hash
from planning.options.record.paper import part_of
from planning.options.record.tables import ballots_table, commitments_table
from planning.options.round import Round
from planning.site import new_id
from planning.store import ballots, decisions, paper
from planning.store.database import Database, Session
from planning.store.overwriting import overwrite_what_goes
from planning.store.saving import add_all, find, get, value_of
from planning.store.tables.rounds import BallotRow, CodeRow, DefinitionRow, ReceiptRow, RoundRow, SettledBoxRow

_CHANCE = secrets.SystemRandom()


@dataclass(frozen=True, slots=True)
class Settled:
    """A settled box: when, how many ballots, which entry of the log has their hashes, and the salt of that hash."""

    round_id: str
    settled_at: datetime
    ballots: int
    seq: int
    salt: str


@dataclass(frozen=True, slots=True)
class Announced:
    """The definition of a round as it was announced, and its hash."""

    hash: str
    text: str


def settled(session: Session, round_id: str) -> Settled | None:
    """Whether and when the box of a round was settled."""
    row = session.get(SettledBoxRow, round_id)
    return _settled(row) if row else None


def _settled(row: SettledBoxRow) -> Settled:
    return Settled(row.round_id, row.settled_at, row.ballots, row.seq, row.salt)


def all_settled(session: Session) -> list[Settled]:
    """All settled boxes, in the order of the log."""
    rows = session.scalars(select(SettledBoxRow).order_by(SettledBoxRow.seq))
    return [_settled(row) for row in rows]


def unsettled(session: Session) -> list[Round]:
    """Announced rounds whose boxes are not settled yet."""
    done = select(SettledBoxRow.round_id)
    rows = session.scalars(select(RoundRow).where(RoundRow.period.is_not(None), RoundRow.id.not_in(done)))
    return [value_of(Round, row) for row in rows]


def shuffle_and_cut(session: Session, round_id: str, closed_at: datetime) -> None:
    """Write ballots and receipts anew in random orders, ballots under new ids; cut codes off from receipts, and ballots
    of small groups from the place that they came from.

    A spent code keeps that it was spent, with the closing time for its own; a receipt loses the nonce that opens it.
    What is left of a ballot's way is the hash of a phone's id beside the receipt that the phone was given.
    """
    overwrite_what_goes(session)
    cut = _places_to_cut(session, round_id)
    box = [
        replace(ballot, id=new_id(), place="" if ballot.place in cut else ballot.place)
        for ballot in ballots.box(session, round_id)
    ]
    _CHANCE.shuffle(box)
    session.execute(delete(BallotRow).where(BallotRow.round_id == round_id))
    add_all(session, box)
    kept = [_cut(row) for row in session.scalars(select(ReceiptRow).where(ReceiptRow.round_id == round_id))]
    _CHANCE.shuffle(kept)
    session.execute(delete(ReceiptRow).where(ReceiptRow.round_id == round_id))
    if kept:
        session.execute(insert(ReceiptRow), kept)
    spent = (CodeRow.round_id == round_id, CodeRow.spent_at.is_not(None))
    session.execute(update(CodeRow).where(*spent).values(client_hash=None, spent_at=closed_at))
    session.expire_all()


def _places_to_cut(session: Session, round_id: str) -> frozenset[str]:
    """Places whose ballots may not be told apart, by the roll and by who voted."""
    cast = Counter(ballot.place for ballot in ballots.box(session, round_id) if ballot.place)
    if not cast:
        return frozenset()
    roll, voted = find(session, Voter, round_id=round_id), ballots.voted(session, round_id)
    return to_cut(
        Counter(group_of(voter) for voter in roll), Counter(group_of(v) for v in roll if v.id in voted), cast
    )  # fmt: skip


def _cut(row: ReceiptRow) -> dict[str, Any]:
    return {column.name: getattr(row, column.name) for column in ReceiptRow.__table__.columns} | {"nonce": None}


def mark_settled(session: Session, done: Settled) -> None:
    """Keep that a box was settled; the primary key refuses a second time."""
    session.execute(insert(SettledBoxRow).values(
        round_id=done.round_id, settled_at=done.settled_at, ballots=done.ballots, seq=done.seq, salt=done.salt))  # fmt: skip


def overwrite_what_was_cut(database: Database) -> None:
    """Empty SQLite's write-ahead log, which still holds what was cut; nothing to do elsewhere."""
    if database.writer.dialect.name != "sqlite":
        return
    connection = database.writer.raw_connection()
    try:
        connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        connection.close()


def commitments(session: Session, round_id: str) -> Sequence[str]:
    """The commitments of a round, sorted, so that their order tells nothing."""
    found = select(ReceiptRow.commitment).where(ReceiptRow.round_id == round_id, ReceiptRow.commitment.is_not(None))
    return sorted(one for one in session.scalars(found) if one is not None)


def keep_definition(session: Session, round_id: str, announced: Announced) -> None:
    """Keep what was announced, character for character."""
    session.execute(insert(DefinitionRow).values(round_id=round_id, hash=announced.hash, text=announced.text))


def definition_of(session: Session, round_id: str) -> Announced | None:
    """What was announced for a round."""
    row = session.get(DefinitionRow, round_id)
    return Announced(row.hash, row.text) if row else None


def fingerprints(session: Session, round_id: str, salt: str) -> dict[str, Any]:
    """Numbers and hashes of what a closed round left: the log keeps them, so that no row is changed unseen.

    The hashes of the ballots and of what a decision follows from are salted: whoever sees them, in a public record,
    cannot try out what they say.
    """
    round_ = get(session, Round, round_id)
    decided = {"decision_hash": salted(salt, decisions.basis(session, round_).text)} if round_.rule else {}
    voters = find(session, Voter, round_id=round_id)
    committed = commitments(session, round_id)
    spent = select(func.count()).where(CodeRow.round_id == round_id, CodeRow.spent_at.is_not(None))
    box = ballots.box(session, round_id)
    part = part_of(paper.figures(session, round_id), box)
    on_paper = {"paper_hash": salted(salt, part.text)} if part else {}
    return {
        "ballots": ballots.received(session, round_id), "commitments": len(committed),
        "ballots_hash": salted(salt, ballots_table(box, round_.points, by_place=round_.by_place)),
        "commitments_hash": digest(commitments_table(committed)),
        "roll": len(voters), "roll_hash": roll_hash(voters), "codes_spent": session.scalar(spent) or 0, **decided, **on_paper,
    }  # fmt: skip
