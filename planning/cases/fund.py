"""Money 资金: the operating fund of a community or courtyard, and the budget of a case, as a book that only grows.

Every amount is in whole hundredths of a yuan: sums are exact. What was wrong is put right by a counter-entry, never by an edit.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from planning.wording import Words


class EntryKind(StrEnum):
    """What an entry is."""

    PLAN = "entry_plan"
    OFFER = "entry_offer"
    CONTRIBUTION = "entry_contribution"
    PAYMENT = "entry_payment"
    SET_ASIDE = "entry_set_aside"
    MOVED_OUT = "entry_moved_out"
    MOVED_IN = "entry_moved_in"

    @property
    def sign(self) -> int:
        """What it does to the balance: 1 more, -1 less, 0 nothing (what is planned or offered is no money yet)."""
        return {EntryKind.PLAN: 0, EntryKind.OFFER: 0, EntryKind.CONTRIBUTION: 1, EntryKind.MOVED_IN: 1}.get(self, -1)


ENTERED = (EntryKind.PLAN, EntryKind.OFFER, EntryKind.CONTRIBUTION, EntryKind.PAYMENT)
"""What the board enters by hand; the others come with a round, or with the other fund."""


@dataclass(frozen=True, slots=True)
class Fund:
    """A book: of a community, of one of its courtyards, or of a case (its budget)."""

    id: str
    community_id: str
    title: Words
    at: datetime
    courtyard_id: str | None = None
    case_id: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a book.

    :param number: counted from 1 in its book, without gaps.
    :param cents: hundredths of a yuan, greater than zero; of a counter-entry the same below zero.
    :param who: who contributed, or was paid; ``named`` whether everybody may read it.
    :param document: the number of the receipt or invoice, where there is no photo of it.
    :param corrects: the entry that a counter-entry takes back.
    :param round_id: the round that the money was set aside for.
    :param other_id: the fund where the money went, or came from.
    """

    id: str
    community_id: str
    fund_id: str
    number: int
    kind: EntryKind
    cents: int
    day: date
    what: Words
    who: str
    named: bool
    at: datetime
    document: str = ""
    corrects: str | None = None
    round_id: str | None = None
    other_id: str | None = None

    @property
    def effect(self) -> int:
        """What it does to the balance, in hundredths of a yuan."""
        return self.kind.sign * self.cents

    def masked(self) -> Entry:
        """As everybody reads it: a name only with its owner's leave."""
        return self if self.named else replace(self, who="")

    def counter(self, id_: str, number: int, day: date, reason: str, at: datetime) -> Entry:
        """The entry that takes this one back."""
        return replace(
            self, id=id_, number=number, cents=-self.cents, day=day, what=Words(reason), who="", named=False, at=at,
            document="", corrects=self.id,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Balance:
    """A book in sums, in hundredths of a yuan; ``left`` is exactly what came in less what went out."""

    planned: int = 0
    offered: int = 0
    came_in: int = 0
    paid: int = 0
    set_aside: int = 0
    moved_out: int = 0

    @property
    def left(self) -> int:
        """What is in the fund."""
        return self.came_in - self.paid - self.set_aside - self.moved_out


def balance(entries: Iterable[Entry]) -> Balance:
    """All sums of a book; counter-entries take away what they take back."""
    sums = dict.fromkeys(EntryKind, 0)
    for entry in entries:
        sums[entry.kind] += entry.cents
    return Balance(
        sums[EntryKind.PLAN], sums[EntryKind.OFFER], sums[EntryKind.CONTRIBUTION] + sums[EntryKind.MOVED_IN],
        sums[EntryKind.PAYMENT], sums[EntryKind.SET_ASIDE], sums[EntryKind.MOVED_OUT],
    )  # fmt: skip
