"""Paper ballots: sheets on their way into the box, who handed one in, and what was put aside."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import delete, func, insert, select, update

from planning.options.ballot import Channel, Ranking
from planning.options.electorate import Code
from planning.options.paper.batch import Batch, HandIn, Sheet
from planning.options.paper.precedence import PaperRule
from planning.options.round import Round
from planning.site import new_id
from planning.store.database import Session
from planning.store.overwriting import overwrite_what_goes
from planning.store.saving import find
from planning.store.tables.paper import AsideRow, BatchRow, HandInRow, PaperCountRow, SheetRow
from planning.store.tables.rounds import BallotRow, CodeRow, ReceiptRow


def figures(session: Session, round_id: str) -> str | None:
    """What was written down when the paper count was finished; None before that."""
    row = session.get(PaperCountRow, round_id)
    return row.figures if row else None


def waits(session: Session, round_: Round) -> bool:
    """Whether there is paper to be counted, and nobody has said yet that all of it is in: then nothing is counted.

    In a round open to all nobody is registered at a table, so somebody has to say it.
    """
    if round_.paper is PaperRule.NONE or figures(session, round_.id) is not None:
        return False
    if round_.is_consultative:
        return True
    handed_in = select(HandInRow.id).where(HandInRow.round_id == round_.id)
    begun = select(BatchRow.id).where(BatchRow.round_id == round_.id)
    return any(session.scalar(found.limit(1)) for found in (handed_in, begun))


def next_number(session: Session, round_id: str) -> int:
    """The number of the next batch of a round."""
    last = session.scalar(select(func.max(BatchRow.number)).where(BatchRow.round_id == round_id))
    return (last or 0) + 1


def batches(session: Session, round_id: str) -> list[Batch]:
    """The batches of a round by their numbers."""
    return find(session, Batch, order="number", round_id=round_id)


def sheets(session: Session, batch_id: str) -> list[Sheet]:
    """The sheets of a batch by their numbers."""
    return find(session, Sheet, order="number", batch_id=batch_id)


def mark_disputed(session: Session, batch_id: str, numbers: Collection[int]) -> None:
    """Keep of some sheets that the two people read them differently."""
    of_them = (SheetRow.batch_id == batch_id, SheetRow.number.in_(numbers))
    session.execute(update(SheetRow).where(*of_them).values(disputed=True))


def drop_sheet(session: Session, sheet_id: str) -> None:
    """Delete a sheet that neither of the two has."""
    session.execute(delete(SheetRow).where(SheetRow.id == sheet_id))


def put_phone_aside(session: Session, code: Code, ballot_id: str) -> Ranking:
    """Take the phone ballot of a code out of the box and keep it apart; returns what it says.

    Its receipt stays for the phone that asks again, without the commitment: it is in no list of counted ballots.
    """
    row = session.get_one(BallotRow, ballot_id)
    ranking, channel = row.ranking, row.channel
    keep_aside(session, code.round_id, [(ranking, Channel(channel))])
    session.execute(delete(BallotRow).where(BallotRow.id == ballot_id))
    session.execute(
        update(ReceiptRow).where(ReceiptRow.client_hash == code.client_hash).values(commitment=None, nonce=None)
    )
    session.execute(update(CodeRow).where(CodeRow.id == code.id).values(client_hash=None))
    return ranking


def keep_aside(session: Session, round_id: str, said: Sequence[tuple[Ranking, Channel]]) -> None:
    """Keep ballots that are not counted, without their voters."""
    if said:
        session.execute(insert(AsideRow), [
            {"id": new_id(), "round_id": round_id, "ranking": ranking, "channel": channel} for ranking, channel in said
        ])  # fmt: skip


def aside(session: Session, round_id: str) -> int:
    """How many phone ballots lie aside, since a sheet is counted instead."""
    of_phones = (AsideRow.round_id == round_id, AsideRow.channel != Channel.PAPER)
    return session.scalar(select(func.count()).select_from(AsideRow).where(*of_phones)) or 0


def hand_ins(session: Session, round_id: str) -> list[HandIn]:
    """Who handed in a sheet, in an order that says nothing."""
    return find(session, HandIn, order="id", round_id=round_id)


def keep_count(session: Session, round_id: str, at: datetime, text: str) -> None:
    """Keep the figures of a finished paper count; the primary key refuses a second time."""
    session.execute(insert(PaperCountRow).values(round_id=round_id, finished_at=at, figures=text))


def cut(session: Session, round_id: str, displaced: Collection[str]) -> None:
    """Erase what the two people read and the hashes of sheets at the table; some hand-ins count no longer."""
    overwrite_what_goes(session)
    session.execute(update(SheetRow).where(SheetRow.round_id == round_id).values(first=None, second=None))
    session.execute(update(HandInRow).where(HandInRow.id.in_(displaced)).values(counts=False))
    session.execute(update(HandInRow).where(HandInRow.round_id == round_id).values(sheet_mac=None))
