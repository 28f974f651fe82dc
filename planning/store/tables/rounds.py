"""Rows of rounds. The roll and the ballot box are apart: no ballot row leads to a voter or a code."""

from __future__ import annotations

from datetime import datetime
from fractions import Fraction
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, String, Text, UniqueConstraint, types
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import Mapped, mapped_column

from planning.options.ballot import Ballot, Ranking
from planning.options.electorate import Code, Holding, Voter
from planning.options.option import Fact, Option
from planning.options.round import Round
from planning.period import Period
from planning.store.tables.base import ID, Base, Owned
from planning.store.tables.log import NUMBER
from planning.store.types import AsJson, UtcTime, words
from planning.wording import Words


def _period(decoded: dict[str, str]) -> Period:
    return Period(datetime.fromisoformat(decoded["opens"]), datetime.fromisoformat(decoded["closes"]))


def _facts(decoded: list[dict[str, dict[str, str]]]) -> tuple[Fact, ...]:
    return tuple(Fact(Words(**fact["label"]), Words(**fact["value"])) for fact in decoded)


def _many_words(decoded: list[dict[str, str]]) -> tuple[Words, ...]:
    return tuple(Words(**one) for one in decoded)


def _holdings(decoded: list[dict[str, Any]]) -> tuple[Holding, ...]:
    return tuple(Holding(**one) for one in decoded)


def _ranking(decoded: list[list[str]]) -> Ranking:
    return tuple(tuple(rank) for rank in decoded)


class ExactText(types.TypeDecorator[Fraction]):
    """A fraction as text ``p/q`` (``1`` where it is whole): no database rounds it."""

    impl = String(80)
    cache_ok = True

    def __repr__(self) -> str:
        """As a migration writes it: to the database it is text."""
        return "sa.String(length=80)"

    def process_bind_param(self, value: Fraction | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """Numerator and denominator."""
        return None if value is None else str(Fraction(value))

    def process_result_value(self, value: str | None, dialect: Dialect) -> Fraction | None:  # noqa: ARG002
        """Back to the fraction."""
        return None if value is None else Fraction(value)


class RoundRow(Owned, Base):
    """A voting period."""

    __tablename__ = "rounds"
    VALUE = Round
    DECIDES = True

    case_id: Mapped[str | None] = mapped_column(ID, ForeignKey("cases.id"), index=True)
    courtyard_id: Mapped[str | None] = mapped_column(ID, ForeignKey("courtyards.id"))
    title: Mapped[Words] = mapped_column(words())
    question: Mapped[Words] = mapped_column(words())
    method: Mapped[str] = mapped_column(String(40))
    access: Mapped[str] = mapped_column(String(20))
    tie: Mapped[str] = mapped_column(Text)
    period: Mapped[Period | None] = mapped_column(AsJson(_period))
    closed_at: Mapped[datetime | None] = mapped_column(UtcTime)
    closed_reason: Mapped[str] = mapped_column(Text)
    sealed_at: Mapped[datetime | None] = mapped_column(UtcTime)
    definition_hash: Mapped[str] = mapped_column(String(64))
    version: Mapped[int]
    unranked: Mapped[str] = mapped_column(String(20), server_default="tied_last")
    ballot: Mapped[str] = mapped_column(String(20))
    rule: Mapped[str] = mapped_column(Text)
    # Ids of other rounds, without a foreign key: SQLite could add one only by building the table anew.
    gate_id: Mapped[str | None] = mapped_column(ID)
    ratifies_id: Mapped[str | None] = mapped_column(ID)
    roll_hash: Mapped[str] = mapped_column(String(64))
    provable: Mapped[bool]
    paper: Mapped[str] = mapped_column(String(20), server_default="none")
    screening: Mapped[str] = mapped_column(Text, server_default="")
    seats: Mapped[int] = mapped_column(server_default="1")
    most_points: Mapped[int] = mapped_column(server_default="5")
    unscored: Mapped[str] = mapped_column(String(20), server_default="nought")
    budget: Mapped[int | None] = mapped_column(BigInteger)
    by_place: Mapped[bool] = mapped_column(server_default="0")
    early_reason: Mapped[str] = mapped_column(Text, server_default="")


class DefinitionRow(Base):
    """What was announced when a round was opened, character for character, and its hash."""

    __tablename__ = "definitions"

    round_id: Mapped[str] = mapped_column(ID, ForeignKey("rounds.id"), primary_key=True)
    hash: Mapped[str] = mapped_column(String(64))
    text: Mapped[str] = mapped_column(Text)


class SettledBoxRow(Base):
    """A closed round whose ballots were shuffled and cut off from everything else.

    ``seq`` is the entry of the log with a hash of the ballots, ``salt`` goes into that hash: a few ballots could be
    tried out without it.
    """

    __tablename__ = "settled_boxes"

    round_id: Mapped[str] = mapped_column(ID, ForeignKey("rounds.id"), primary_key=True)
    settled_at: Mapped[datetime] = mapped_column(UtcTime)
    ballots: Mapped[int]
    seq: Mapped[int] = mapped_column(NUMBER)
    salt: Mapped[str] = mapped_column(String(32))


class OptionRow(Owned, Base):
    """One of the things to choose from."""

    __tablename__ = "options"
    __table_args__ = (UniqueConstraint("round_id", "key"), UniqueConstraint("round_id", "position"))
    VALUE = Option

    round_id: Mapped[str] = mapped_column(ID, ForeignKey("rounds.id"))
    key: Mapped[str] = mapped_column(String(40))
    position: Mapped[int]
    title: Mapped[Words] = mapped_column(words())
    summary: Mapped[Words] = mapped_column(words())
    professional_note: Mapped[Words] = mapped_column(words())
    facts: Mapped[Any] = mapped_column(AsJson(_facts))
    pros: Mapped[Any] = mapped_column(AsJson(_many_words))
    cons: Mapped[Any] = mapped_column(AsJson(_many_words))
    species: Mapped[str] = mapped_column(String(200), server_default="")
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcTime)
    cost: Mapped[int | None] = mapped_column(BigInteger)


class VoterRow(Owned, Base):
    """One line of the roll."""

    __tablename__ = "voters"
    VALUE = Voter

    round_id: Mapped[str] = mapped_column(ID, ForeignKey("rounds.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    label: Mapped[str] = mapped_column(String(120))
    courtyard_id: Mapped[str | None] = mapped_column(ID, ForeignKey("courtyards.id"))
    street_front: Mapped[str] = mapped_column(String(120))
    holdings: Mapped[Any] = mapped_column(AsJson(_holdings))
    owner: Mapped[str] = mapped_column(String(120))
    contact: Mapped[str] = mapped_column(String(20))


class ChoiceSumRow(Base):
    """So many heads with so much floor area chose this, in the whole (group ``""``) or in one group; no ballot, no voter."""

    __tablename__ = "choice_sums"

    round_id: Mapped[str] = mapped_column(ID, ForeignKey("rounds.id"), primary_key=True)
    group: Mapped[str] = mapped_column(String(200), primary_key=True)
    choice: Mapped[str] = mapped_column(String(20), primary_key=True)
    heads: Mapped[int]
    area: Mapped[int] = mapped_column(BigInteger)


class CodeRow(Owned, Base):
    """A one-time code, by its hash only."""

    __tablename__ = "codes"
    __table_args__ = (UniqueConstraint("hash"),)
    VALUE = Code

    round_id: Mapped[str] = mapped_column(ID, ForeignKey("rounds.id"), index=True)
    hash: Mapped[str] = mapped_column(String(64))
    voter_id: Mapped[str | None] = mapped_column(ID, ForeignKey("voters.id"), index=True)
    issued_at: Mapped[datetime] = mapped_column(UtcTime)
    voided_at: Mapped[datetime | None] = mapped_column(UtcTime)
    spent_at: Mapped[datetime | None] = mapped_column(UtcTime)
    client_hash: Mapped[str | None] = mapped_column(String(64))


class BallotRow(Owned, Base):
    """A ballot in the box: what it says, by which channel, under which version of the rules. No time, no person.

    ``place`` is filled only in rounds that were announced so, and emptied for small groups when the box is settled.
    """

    __tablename__ = "ballots"
    VALUE = Ballot

    round_id: Mapped[str] = mapped_column(ID, ForeignKey("rounds.id"), index=True)
    ranking: Mapped[Ranking] = mapped_column(AsJson(_ranking))
    weight: Mapped[Fraction] = mapped_column(ExactText)
    channel: Mapped[str] = mapped_column(String(20))
    rule_version: Mapped[str] = mapped_column(String(20))
    place: Mapped[str] = mapped_column(String(200), server_default="")


class ReceiptRow(Base):
    """What a phone is told again when it asks again: its id's hash, the body it sent (keyed hash), its receipt.

    ``commitment`` is what the receipt is short for; ``nonce`` opens it, where the round lets voters keep it, and is
    erased when the box is settled.
    """

    __tablename__ = "receipts"
    __table_args__ = (UniqueConstraint("receipt"),)

    client_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    round_id: Mapped[str] = mapped_column(ID, ForeignKey("rounds.id"), index=True)
    body_mac: Mapped[str | None] = mapped_column(String(64))
    receipt: Mapped[str] = mapped_column(String(40))
    received_at: Mapped[datetime] = mapped_column(UtcTime)
    commitment: Mapped[str | None] = mapped_column(String(64))
    nonce: Mapped[str | None] = mapped_column(String(64))
