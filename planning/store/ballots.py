"""The ballot box: ballots without time or person, receipts by the hash of a phone's own id, codes by theirs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import cast

from sqlalchemy import Table, bindparam, func, insert, select, update

from planning.options.ballot import Ballot
from planning.options.electorate import Code
from planning.store.crowd import later
from planning.store.database import Session
from planning.store.saving import find, value_of
from planning.store.tables.paper import HandInRow
from planning.store.tables.rounds import BallotRow, CodeRow, ReceiptRow, VoterRow


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept of an answer that was given: enough to give it again, and to tell another body from this one."""

    client_hash: str
    round_id: str
    body_mac: str | None
    receipt: str
    received_at: datetime
    commitment: str | None = None
    nonce: str | None = None


# Built once: to build a statement takes longer than SQLite needs to carry it out, and a whole hall asks at one moment.
_RECEIPTS, _CODES = cast("Table", ReceiptRow.__table__), cast("Table", CodeRow.__table__)
_RECEIPT = select(*(_RECEIPTS.c[field.name] for field in fields(Kept))).where(
    _RECEIPTS.c.client_hash == bindparam("client_hash")
)
_KEEP = insert(_RECEIPTS)
_SPEND = (
    update(_CODES)
    .where(_CODES.c.id == bindparam("code"), _CODES.c.spent_at.is_(None), _CODES.c.voided_at.is_(None))
    .values(spent_at=bindparam("spent_at"), client_hash=bindparam("client_hash"))
)


_MANY_RECEIPTS = select(*(_RECEIPTS.c[field.name] for field in fields(Kept))).where(
    _RECEIPTS.c.client_hash.in_(bindparam("hashes", expanding=True))
)
_MANY_CODES = select(_CODES).where(_CODES.c.id.in_(bindparam("ids", expanding=True)))


def receipts_for(session: Session, hashes: Sequence[str]) -> dict[str, Kept | None]:
    """The answers that were given to these phones' ids, None where there was none."""
    rows = session.connection().execute(_MANY_RECEIPTS, {"hashes": hashes})
    return dict.fromkeys(hashes) | {kept.client_hash: kept for kept in (Kept(*row) for row in rows)}


def codes_of(session: Session, ids: Sequence[str]) -> dict[str, Code | None]:
    """The codes with these ids, None where there is none."""
    rows = session.connection().execute(_MANY_CODES, {"ids": ids})
    return dict.fromkeys(ids) | {code.id: code for code in (value_of(Code, row) for row in rows)}


def receipt_for(session: Session, client_hash: str) -> Kept | None:
    """The answer that was given to this phone's id, if there was one."""
    row = session.connection().execute(_RECEIPT, {"client_hash": client_hash}).first()
    return Kept(*row) if row else None


def receipt_of_code(session: Session, code: Code) -> Kept | None:
    """The receipt that was given when this code was spent."""
    return receipt_for(session, code.client_hash) if code.client_hash else None


def keep_receipt(session: Session, kept: Kept) -> None:
    """Keep an answer; the primary key refuses a second one for the same phone's id."""
    later(session, _KEEP, {field.name: getattr(kept, field.name) for field in fields(Kept)})


def spend(session: Session, code: Code, client_hash: str | None, at: datetime) -> bool:
    """Mark a code as spent, by no phone where a sheet was handed in; False if it was spent or voided before."""
    return later(session, _SPEND, {"code": code.id, "spent_at": at, "client_hash": client_hash})


def received(session: Session, round_id: str) -> int:
    """How many ballots lie in the box of a round."""
    return session.scalar(select(func.count()).select_from(BallotRow).where(BallotRow.round_id == round_id)) or 0


def last_received_at(session: Session, round_id: str) -> datetime | None:
    """When the newest ballot of a round was received."""
    return session.scalar(
        select(ReceiptRow.received_at)
        .where(ReceiptRow.round_id == round_id)
        .order_by(ReceiptRow.received_at.desc())
        .limit(1)
    )


def box(session: Session, round_id: str) -> list[Ballot]:
    """All ballots of a round in the order of their random ids, which says nothing of when they came."""
    return find(session, Ballot, order="id", round_id=round_id)


def voted(session: Session, round_id: str) -> set[str]:
    """Ids of the voters on the roll whose code is spent, or who handed in a sheet."""
    found = session.scalars(
        select(CodeRow.voter_id).where(
            CodeRow.round_id == round_id, CodeRow.spent_at.is_not(None), CodeRow.voter_id.is_not(None)
        )
    )
    on_paper = session.scalars(select(HandInRow.voter_id).where(HandInRow.round_id == round_id))
    return {voter_id for voter_id in (*found, *on_paper) if voter_id is not None}


def uncoded(session: Session, round_id: str) -> list[str]:
    """Ids of the voters on the roll without a code that is valid or spent, and without a sheet, by their labels."""
    covered = select(CodeRow.voter_id).where(
        CodeRow.round_id == round_id, CodeRow.voided_at.is_(None), CodeRow.voter_id.is_not(None)
    )
    on_paper = select(HandInRow.voter_id).where(HandInRow.round_id == round_id, HandInRow.voter_id.is_not(None))
    return list(
        session.scalars(
            select(VoterRow.id)
            .where(VoterRow.round_id == round_id, VoterRow.id.not_in(covered), VoterRow.id.not_in(on_paper))
            .order_by(VoterRow.label, VoterRow.id)
        )
    )


def unspent(session: Session, round_id: str, *, anonymous: bool = False) -> list[Code]:
    """Codes that can still be used, those of nobody on the roll alone if ``anonymous``."""
    statement = select(CodeRow).where(
        CodeRow.round_id == round_id, CodeRow.voided_at.is_(None), CodeRow.spent_at.is_(None)
    )
    if anonymous:
        statement = statement.where(CodeRow.voter_id.is_(None))
    return [value_of(Code, row) for row in session.scalars(statement.order_by(CodeRow.id))]


def void(session: Session, codes: Sequence[Code], at: datetime) -> None:
    """Make codes void."""
    session.execute(update(CodeRow).where(CodeRow.id.in_([code.id for code in codes])).values(voided_at=at))
