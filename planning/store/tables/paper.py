"""Rows of paper ballots. Who handed one in and what one says stand in tables that no column joins."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from planning.options.ballot import Ranking
from planning.options.paper.batch import Batch, HandIn, Sheet
from planning.options.paper.printing import PrintRun
from planning.options.paper.sheet import built
from planning.store.tables.base import ID, Base, Owned
from planning.store.types import AsJson, UtcTime


def _ranking(decoded: list[list[str]]) -> Ranking:
    return tuple(tuple(rank) for rank in decoded)


class BatchRow(Owned, Base):
    """Sheets that were counted together and are entered by two people."""

    __tablename__ = "paper_batches"
    __table_args__ = (UniqueConstraint("round_id", "number"),)
    VALUE = Batch
    DECIDES = True

    round_id: Mapped[str] = mapped_column(ID, ForeignKey("rounds.id"))
    number: Mapped[int]
    sheets: Mapped[int]
    state: Mapped[str] = mapped_column(String(20))
    entered_by: Mapped[str] = mapped_column(ID)
    confirmed_by: Mapped[str] = mapped_column(ID)
    note: Mapped[str] = mapped_column(Text)
    version: Mapped[int]


class PrintRunRow(Owned, Base):
    """Numbers of sheets that were printed together; no two runs of a round begin alike."""

    __tablename__ = "paper_prints"
    __table_args__ = (UniqueConstraint("round_id", "first"),)
    VALUE = PrintRun

    round_id: Mapped[str] = mapped_column(ID, ForeignKey("rounds.id"))
    first: Mapped[int]
    count: Mapped[int]


class SheetRow(Owned, Base):
    """A sheet by its number, with what the two people read; what they read is erased when the box is settled."""

    __tablename__ = "paper_sheets"
    __table_args__ = (UniqueConstraint("round_id", "number"),)
    VALUE = Sheet

    round_id: Mapped[str] = mapped_column(ID, ForeignKey("rounds.id"))
    batch_id: Mapped[str] = mapped_column(ID, ForeignKey("paper_batches.id"), index=True)
    number: Mapped[int]
    first: Mapped[Any] = mapped_column(AsJson(built), nullable=True)
    second: Mapped[Any] = mapped_column(AsJson(built), nullable=True)
    disputed: Mapped[bool]


class HandInRow(Owned, Base):
    """A voter handed in a sheet; each voter and each code once. The keyed hash of the sheet's number goes at closing."""

    __tablename__ = "paper_hand_ins"
    __table_args__ = (
        UniqueConstraint("round_id", "voter_id"),
        UniqueConstraint("round_id", "code_id"),
        UniqueConstraint("round_id", "sheet_mac"),
    )
    VALUE = HandIn

    round_id: Mapped[str] = mapped_column(ID, ForeignKey("rounds.id"))
    voter_id: Mapped[str | None] = mapped_column(ID, ForeignKey("voters.id"))
    code_id: Mapped[str | None] = mapped_column(ID, ForeignKey("codes.id"))
    sheet_mac: Mapped[str | None] = mapped_column(String(64))
    counts: Mapped[bool]


class AsideRow(Base):
    """A ballot that was received and is not counted, since the other one of the same voter is: kept as evidence."""

    __tablename__ = "ballots_aside"

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    round_id: Mapped[str] = mapped_column(ID, ForeignKey("rounds.id"), index=True)
    ranking: Mapped[Ranking] = mapped_column(AsJson(_ranking))
    channel: Mapped[str] = mapped_column(String(20))


class PaperCountRow(Base):
    """The paper count of a round is over: its figures as the record tells them, and why they differ, if they do."""

    __tablename__ = "paper_counts"

    round_id: Mapped[str] = mapped_column(ID, ForeignKey("rounds.id"), primary_key=True)
    finished_at: Mapped[datetime] = mapped_column(UtcTime)
    figures: Mapped[str] = mapped_column(Text)
