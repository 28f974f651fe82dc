"""Funds: opened, entered, corrected by counter-entries, moved into a case's budget, set aside for a round about a budget."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from planning import store
from planning.actions.act import Doing, act
from planning.actions.dissent import day_checked
from planning.actions.photos import take_up, waiting
from planning.actions.words import LONGEST_LABEL, reason_checked, text_checked, words_checked
from planning.cases.case import Case
from planning.cases.fund import ENTERED, Entry, EntryKind, Fund, balance
from planning.errors import N_, Problem, Refusal, Refusals
from planning.options.money import cents_of, yuan
from planning.options.round import BallotKind, Round
from planning.site import Community, Courtyard, new_id
from planning.store import funds
from planning.store.courses import today
from planning.surveys.photo import Owner
from planning.wording import Words

LONGEST_TITLE = 60
LONGEST_WHAT = 200


@act
def open_fund(doing: Doing, *, community_id: str, title: Words, courtyard_id: str = "", case_id: str = "") -> str:
    """Open the book of a community, of a courtyard, or of a case; gives its id. Raises ``empty_text``, ``not_found``."""
    here = doing.permit_in(community_id)
    for kind, id_ in ((Courtyard, courtyard_id), (Case, case_id)):
        if id_ and store.first(doing.session, kind, id=id_, community_id=here.id) is None:
            raise Refusal("not_found", N_("This is not here (any more): go back and choose again."))
    problems: list[Problem] = []
    title = words_checked(problems, title, field="title", longest=LONGEST_TITLE)
    if problems:
        raise Refusals(problems)
    made = Fund(new_id(), here.id, title, doing.now, courtyard_id or None, case_id or None)
    store.add(doing.session, made)
    doing.log(f"fund:{made.id}", after=made)
    return made.id


@act
def enter_money(
    doing: Doing, *, fund_id: str, kind: EntryKind, amount: str, day: date, what: Words, who: str = "", named: bool = False,
    document: str = "", form: str = "",
) -> str:  # fmt: skip
    """Enter what is planned, offered, contributed or paid; gives the entry's id. Photos that wait in a form are its receipt.

    :param amount: yuan, as typed.
    :param named: whether everybody may read ``who``.

    Raises :class:`Refusals` (``bad_amount``, ``not_enough``, ``no_receipt``, ``empty_text``, ``not_yet``, ``bad_kind``).
    """
    fund, here = _permitted(doing, fund_id)
    if kind not in ENTERED:
        raise Refusal("bad_kind", N_("Choose what it is: planned, offered, contributed or paid."), where="kind")
    problems: list[Problem] = []
    cents = cents_of(amount)
    if cents is None:
        problems.append(Problem("bad_amount", N_("Write an amount in yuan, such as 12,500 or 80.50."), {}, "amount"))
    if kind in {EntryKind.CONTRIBUTION, EntryKind.PAYMENT}:
        day_checked(problems, day, doing, here)
    what = words_checked(problems, what, field="what", longest=LONGEST_WHAT)
    who = text_checked(problems, who, field="who", longest=LONGEST_LABEL, needed=False)
    document = text_checked(problems, document, field="document", longest=LONGEST_LABEL, needed=False)
    receipts = waiting(doing, form)
    if kind is EntryKind.PAYMENT and not receipts and not document:
        problems.append(Problem(
            "no_receipt", N_("A payment needs its receipt: add a photo of it, or write its number."), {}, "document"))  # fmt: skip
    entry = Entry(
        new_id(), here.id, fund.id, 0, kind, cents or 0, day, what, who, named and bool(who), doing.now, document
    )
    _room(problems, doing, entry)
    if problems:
        raise Refusals(problems)
    _write(doing, entry)
    take_up(doing, receipts, Owner.RECEIPT, entry.id)
    return entry.id


@act
def correct_entry(doing: Doing, *, entry_id: str, reason: str) -> str:
    """Take an entry back by a counter-entry with a reason that everybody reads; gives the id of the counter-entry.

    Of money that was moved between two funds both sides are taken back. Raises :class:`Refusals` (``corrected_before``,
    ``not_enough`` where moved money was spent, ``empty_text``).
    """
    wrong = store.get(doing.session, Entry, entry_id)
    _, here = _permitted(doing, wrong.fund_id)
    reason = reason_checked(reason)
    day = today(here, doing.now)
    if wrong.corrects is not None or store.count(doing.session, Entry, corrects=wrong.id):
        raise Refusal("corrected_before", N_("This entry was taken back already, or takes another one back."))
    other = _other_side(doing, wrong)
    counters = [one.counter(new_id(), 0, day, reason, doing.now) for one in (wrong, other) if one is not None]
    if other is not None:
        # What the other book has spent cannot come back; a contribution that never came is told as it is.
        problems: list[Problem] = []
        for counter in counters:
            _room(problems, doing, counter)
        if problems:
            raise Refusals(problems)
    made, *_ = [_write(doing, counter, reason) for counter in counters]
    return made.id


@act
def move_money(doing: Doing, *, fund_id: str, to_id: str, amount: str, day: date, what: Words) -> str:
    """Move money from one book of a community into another, such as a case's budget; gives the id of the first entry.

    Raises :class:`Refusals` (``bad_amount``, ``not_enough``, ``same_fund``, ``empty_text``, ``not_yet``).
    """
    fund, here = _permitted(doing, fund_id)
    problems: list[Problem] = []
    to = store.first(doing.session, Fund, id=to_id, community_id=here.id)
    if to is None or to.id == fund.id:
        problems.append(Problem("same_fund", N_("Choose another fund of this community."), {}, "to_id"))
    cents = cents_of(amount)
    if cents is None:
        problems.append(Problem("bad_amount", N_("Write an amount in yuan, such as 12,500 or 80.50."), {}, "amount"))
    day_checked(problems, day, doing, here)
    what = words_checked(problems, what, field="what", longest=LONGEST_WHAT)
    out = Entry(
        new_id(),
        here.id,
        fund.id,
        0,
        EntryKind.MOVED_OUT,
        cents or 0,
        day,
        what,
        "",
        named=False,
        at=doing.now,
        other_id=to_id,
    )
    _room(problems, doing, out)
    if problems:
        raise Refusals(problems)
    _write(doing, out)
    _write(doing, replace(out, id=new_id(), fund_id=to_id, kind=EntryKind.MOVED_IN, other_id=fund.id))
    return out.id


@act
def set_aside_for_round(doing: Doing, *, fund_id: str, round_id: str) -> str:
    """Set aside what a round about a budget lets residents spend; gives the entry's id.

    Raises :class:`Refusals` (``no_budget``, ``set_aside_before``, ``not_enough``).
    """
    fund, here = _permitted(doing, fund_id)
    round_ = store.first(doing.session, Round, id=round_id, community_id=here.id)
    if round_ is None or round_.ballot is not BallotKind.BUDGET or not round_.budget:
        raise Refusal("no_budget", N_("Choose a round of this community about a common budget."), where="round_id")
    earlier = store.find(doing.session, Entry, round_id=round_id)
    if sum(entry.cents for entry in earlier):
        raise Refusal("set_aside_before", N_("The money of this round was set aside already."))
    made = Entry(
        new_id(), here.id, fund.id, 0, EntryKind.SET_ASIDE, round_.budget, today(here, doing.now), round_.title, "", named=False, at=doing.now,
        round_id=round_id,
    )  # fmt: skip
    problems: list[Problem] = []
    _room(problems, doing, made)
    if problems:
        raise Refusals(problems)
    return _write(doing, made).id


@act
def forget_contributor(doing: Doing, *, entry_id: str) -> str:
    """Forget the name in an entry, as its owner asks: amount, day and purpose stay."""
    entry = store.get(doing.session, Entry, entry_id)
    _permitted(doing, entry.fund_id)
    funds.forget_name(doing.session, entry_id)
    doing.log(f"fund:{entry.fund_id}", after={"number": entry.number, "who": ""})
    return entry_id


def _permitted(doing: Doing, fund_id: str) -> tuple[Fund, Community]:
    fund = store.get(doing.session, Fund, fund_id)
    return fund, doing.permit_in(fund.community_id)


def _room(problems: list[Problem], doing: Doing, entry: Entry) -> None:
    left = balance(store.find(doing.session, Entry, fund_id=entry.fund_id)).left
    if entry.effect < 0 and -entry.effect > left:
        problems.append(Problem(
            "not_enough", N_("There are {left} yuan in this fund: less than that."), {"left": yuan(left)}, "amount"))  # fmt: skip


def _write(doing: Doing, entry: Entry, reason: str = "") -> Entry:
    """Append to the book; the log keeps no name."""
    made = replace(entry, number=store.count(doing.session, Entry, fund_id=entry.fund_id) + 1)
    store.add(doing.session, made)
    doing.log(f"fund:{made.fund_id}", after=replace(made, who=""), reason=reason)
    return made


def _other_side(doing: Doing, entry: Entry) -> Entry | None:
    if entry.other_id is None:
        return None
    kind = EntryKind.MOVED_IN if entry.kind is EntryKind.MOVED_OUT else EntryKind.MOVED_OUT
    same = {"fund_id": entry.other_id, "other_id": entry.fund_id, "kind": kind, "cents": entry.cents, "at": entry.at}
    return store.first(doing.session, Entry, **same)
