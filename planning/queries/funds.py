"""Books of money: open to all to read, names only with leave."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from planning import store
from planning.cases.fund import Balance, Entry, Fund, balance
from planning.options.round import BallotKind, Round
from planning.queries.query import Look, query
from planning.site import Community
from planning.store import comments as kept
from planning.surveys.photo import Owner, Photo
from planning.wording import Words


@dataclass(frozen=True, slots=True)
class EntrySeen:
    """An entry with its receipts; ``taken_back`` by the counter-entry of this number, ``takes_back`` that one.

    :param left: what was in the fund after it.
    """

    entry: Entry
    left: int
    receipts: tuple[Photo, ...]
    taken_back: int | None
    takes_back: int | None


@dataclass(frozen=True, slots=True)
class FundSeen:
    """A book with its sums; entries in their order where they were asked for."""

    fund: Fund
    community: Community
    balance: Balance
    entries: tuple[EntrySeen, ...] = ()


@query
def funds(look: Look, *, community_id: str, case_id: str = "") -> list[FundSeen]:
    """The books of a case, or all of a community, each with its sums."""
    here = look.permit_in(community_id)
    of = {"case_id": case_id} if case_id else {}
    found = store.find(look.session, Fund, order=("at", "id"), community_id=community_id, **of)
    entries: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in store.find(look.session, Entry, fund_id=[one.id for one in found]):
        entries[entry.fund_id].append(entry)
    return [FundSeen(one, here, balance(entries[one.id])) for one in found]


@query
def fund_view(look: Look, *, fund_id: str) -> FundSeen:
    """A book as everybody reads it: names of contributors only with their leave."""
    seen = _book(look, fund_id)
    return FundSeen(seen.fund, seen.community, seen.balance, tuple(
        EntrySeen(one.entry.masked(), one.left, one.receipts, one.taken_back, one.takes_back) for one in seen.entries))  # fmt: skip


@query
def fund_at_work(look: Look, *, fund_id: str) -> FundSeen:
    """The same with all names, for those who keep the book."""
    return _book(look, fund_id)


@query
def budget_rounds(look: Look, *, community_id: str) -> dict[str, Words]:
    """Rounds about a budget for which no money is set aside, by id."""
    look.permit_in(community_id)
    found = store.find(look.session, Round, community_id=community_id, ballot=BallotKind.BUDGET)
    aside: dict[str, int] = {}
    for entry in store.find(look.session, Entry, round_id=[one.id for one in found]):
        aside[entry.round_id or ""] = aside.get(entry.round_id or "", 0) + entry.cents
    return {one.id: one.title for one in found if one.budget and not aside.get(one.id)}


def _book(look: Look, fund_id: str) -> FundSeen:
    fund = store.get(look.session, Fund, fund_id)
    here = look.permit_in(fund.community_id)
    entries = store.find(look.session, Entry, order="number", fund_id=fund_id)
    receipts = kept.photos(look.session, Owner.RECEIPT, [entry.id for entry in entries])
    numbers = {entry.id: entry.number for entry in entries}
    backs = {entry.corrects: entry.number for entry in entries if entry.corrects}
    seen, left = [], 0
    for entry in entries:
        left += entry.effect
        seen.append(EntrySeen(
            entry, left, receipts.get(entry.id, ()), backs.get(entry.id), numbers.get(entry.corrects or "")))  # fmt: skip
    return FundSeen(fund, here, balance(entries), tuple(seen))
