"""Money: books that add up, receipts, counter-entries, moved and set aside, names only with leave."""

from __future__ import annotations

import io
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from starlette.testclient import TestClient

from planning import addresses, store
from planning.actions.funds import (
    correct_entry,
    enter_money,
    forget_contributor,
    move_money,
    open_fund,
    set_aside_for_round,
)
from planning.cases.case import Case, Phase
from planning.cases.fund import Entry, EntryKind
from planning.errors import Refusals
from planning.options.round import BallotKind, Round
from planning.people import Role, Visitor
from planning.queries.funds import FundSeen, budget_rounds, fund_at_work, fund_view
from planning.site import Community, new_id
from planning.web.house import House
from planning.wording import Words
from tests import makers
from tests.databases import dump
from tests.examples import kept_examples
from tests.makers import NOON

NAME = "王老五"


@dataclass
class Books:
    """A community with a fund and the budget of a case."""

    house: House
    here: Community
    board: Visitor
    fund: str = ""
    budget: str = ""

    def do(self, act: Any, act_id: str = "", **arguments: Any) -> Any:
        """Do an act as the board."""
        return act(self.house.database, self.board, NOON, act_id or new_id(), **arguments)

    def enter(self, kind: EntryKind, amount: str, **instead: Any) -> str:
        """Enter money into the fund."""
        usual: dict[str, Any] = {
            "fund_id": self.fund, "kind": kind, "amount": amount, "day": NOON.date(), "what": Words("为", "For"),
            "who": NAME, "document": "No 1",
        }  # fmt: skip
        made: str = self.do(enter_money, **(usual | instead))
        return made

    def read(self, fund: str = "") -> FundSeen:
        """What everybody reads."""
        return fund_view(self.house.database, makers.visitor(), NOON, fund_id=fund or self.fund)


@pytest.fixture
def books(house: House) -> Books:
    """Two books."""
    here = makers.community(house)
    case = Case(new_id(), here.id, Words("树"), Words("换吗"), Words(""), Phase.CARRY_OUT, NOON)
    with house.database.writing() as session:
        store.add(session, case)
    made = Books(house, here, makers.staff(Role.BOARD, here.id))
    made.fund = made.do(open_fund, community_id=here.id, title=Words("运行资金", "Operating fund"))
    made.budget = made.do(open_fund, community_id=here.id, title=Words("换树预算"), case_id=case.id)
    return made


def codes(function: Any, *arguments: Any, **named: Any) -> list[str]:
    """The codes of all problems."""
    with pytest.raises(Refusals) as caught:
        function(*arguments, **named)
    return [problem.code for problem in caught.value.problems]


def test_a_book_adds_up_and_is_never_overdrawn(books: Books):
    """Plans and offers are no money; a payment needs its receipt and what is there; everything wrong is said at once."""
    books.enter(EntryKind.PLAN, "90,000")
    books.enter(EntryKind.OFFER, "5000")
    books.enter(EntryKind.CONTRIBUTION, "100.10")
    books.enter(EntryKind.CONTRIBUTION, "0.05")
    books.enter(EntryKind.PAYMENT, "100.14")
    assert books.read().balance.left == 1
    assert [(one.entry.number, one.left) for one in books.read().entries] == [
        (1, 0),
        (2, 0),
        (3, 10010),
        (4, 10015),
        (5, 1),
    ]
    tomorrow = NOON.date() + timedelta(days=1)
    assert codes(books.enter, EntryKind.PAYMENT, "0.02", document="", day=tomorrow, what=Words("")) == [
        "not_yet", "empty_text", "no_receipt", "not_enough",
    ]  # fmt: skip
    for wrong in ("-5", "0", "12,5", "1e9", "NaN", "", "0.001"):
        assert codes(books.enter, EntryKind.OFFER, wrong) == ["bad_amount"]
    assert codes(books.enter, EntryKind.MOVED_IN, "1") == ["bad_kind"]


def test_a_double_click_enters_once(books: Books):
    """The same act id with the same contents changes nothing."""
    given: dict[str, Any] = {
        "fund_id": books.fund, "kind": EntryKind.CONTRIBUTION, "amount": "7", "day": NOON.date(), "what": Words("捐"),
    }  # fmt: skip
    assert books.do(enter_money, "click", **given) == books.do(enter_money, "click", **given)
    assert books.read().balance.left == 700


def test_what_was_wrong_is_taken_back_by_a_counter_entry(books: Books):
    """Once, with a reason; both stay to be read. The database refuses every edit, save of a name."""
    wrong = books.enter(EntryKind.CONTRIBUTION, "70")
    assert codes(books.do, correct_entry, entry_id=wrong, reason=" ") == ["empty_text"]
    back = books.do(correct_entry, entry_id=wrong, reason="写错了")
    assert codes(books.do, correct_entry, entry_id=wrong, reason="again") == ["corrected_before"]
    assert codes(books.do, correct_entry, entry_id=back, reason="again") == ["corrected_before"]
    first, second = books.read().entries
    assert (first.taken_back, second.takes_back, second.entry.cents, second.left) == (2, 1, -7000, 0)
    assert second.entry.what.zh == "写错了"
    for statement in ("UPDATE fund_entries SET cents = 1", "DELETE FROM fund_entries"):
        with pytest.raises(DBAPIError), books.house.database.writing() as session:
            session.execute(text(statement))
    assert [one.entry.cents for one in books.read().entries] == [7000, -7000]


def test_money_moves_between_books_by_two_entries(books: Books):
    """Out of one and into the other, and both back; not to itself, and not more than there is."""
    books.enter(EntryKind.CONTRIBUTION, "100")
    move: dict[str, Any] = {
        "fund_id": books.fund,
        "to_id": books.budget,
        "amount": "40",
        "day": NOON.date(),
        "what": Words("换树"),
    }
    moved = books.do(move_money, **move)
    assert (books.read().balance.left, books.read(books.budget).balance.left) == (6000, 4000)
    assert codes(books.do, move_money, **(move | {"amount": "60.01"})) == ["not_enough"]
    assert codes(books.do, move_money, **(move | {"to_id": books.fund, "amount": "x"})) == ["same_fund", "bad_amount"]
    books.do(correct_entry, entry_id=moved, reason="回退")
    assert (books.read().balance.left, books.read(books.budget).balance.left) == (10000, 0)


def test_a_move_is_taken_back_only_while_its_money_is_there(books: Books):
    """Spent from the other book, it stays: nothing goes below zero by a correction either."""
    books.enter(EntryKind.CONTRIBUTION, "100")
    move: dict[str, Any] = {
        "fund_id": books.fund,
        "to_id": books.budget,
        "amount": "40",
        "day": NOON.date(),
        "what": Words("换树"),
    }
    moved = books.do(move_money, **move)
    books.enter(EntryKind.PAYMENT, "0.01", fund_id=books.budget)
    assert codes(books.do, correct_entry, entry_id=moved, reason="回退") == ["not_enough"]
    assert (books.read().balance.left, books.read(books.budget).balance.left) == (6000, 3999)


def test_a_round_about_a_budget_draws_its_amount_from_the_fund(books: Books, house: House):
    """Set aside once, as much as residents may spend; another kind of round has none; taken back it can be set aside anew."""
    with house.database.writing() as session:
        poll = next(value for kind, value in kept_examples(session).items() if kind is Round)
    common = {"community_id": books.here.id, "case_id": None, "gate_id": None, "ratifies_id": None}
    rounds = [
        makers_round(poll, id=new_id(), ballot=BallotKind.BUDGET, budget=5_000_50, **common),
        makers_round(poll, id=new_id(), ballot=BallotKind.APPROVAL, budget=None, **common),
    ]
    with house.database.writing() as session:
        for one in rounds:
            store.add(session, one)
    budget, approval = (one.id for one in rounds)
    assert codes(books.do, set_aside_for_round, fund_id=books.fund, round_id=budget) == ["not_enough"]
    books.enter(EntryKind.CONTRIBUTION, "6000")
    assert list(budget_rounds(house.database, makers.visitor(), NOON, community_id=books.here.id)) == [budget]
    made = books.do(set_aside_for_round, fund_id=books.fund, round_id=budget)
    assert books.read().balance.left == 600_000 - 500_050
    assert codes(books.do, set_aside_for_round, fund_id=books.fund, round_id=budget) == ["set_aside_before"]
    assert codes(books.do, set_aside_for_round, fund_id=books.fund, round_id=approval) == ["no_budget"]
    books.do(correct_entry, entry_id=made, reason="推迟")
    books.do(set_aside_for_round, fund_id=books.fund, round_id=budget)


def makers_round(like: Round, **fields: Any) -> Round:
    """A round like another one."""
    return replace(like, **fields)


def test_a_contributor_is_named_with_leave_only_and_forgotten_on_request(books: Books, client: TestClient):
    """Row 55: not on the page, in no file and in no log; the board reads it until it is forgotten."""
    quiet = books.enter(EntryKind.CONTRIBUTION, "5")
    books.enter(EntryKind.CONTRIBUTION, "6", who="玉兰五金店", named=True)
    page = {"community": books.here.id, "fund": books.fund}
    told = [
        client.get(addresses.to(addresses.FUND, **page)),
        client.get(addresses.to(addresses.FUND_FILE, ending="csv", **page)),
    ]
    for answer in told:
        assert answer.status_code == 200
        assert NAME not in answer.text
        assert "玉兰五金店" in answer.text
    assert NAME not in "".join(words for table, words in dump(books.house.database).items() if table.startswith("log"))
    kept = fund_at_work(books.house.database, books.board, NOON, fund_id=books.fund)
    assert [one.entry.who for one in kept.entries] == [NAME, "玉兰五金店"]
    books.do(forget_contributor, entry_id=quiet)
    with books.house.database.reading() as session:
        assert (store.get(session, Entry, quiet).who, store.get(session, Entry, quiet).cents) == ("", 500)
    assert codes(fund_at_work, books.house.database, makers.visitor(), NOON, fund_id=books.fund) == ["not_allowed"]


def test_files_hold_amounts_as_numbers_and_texts_as_text(books: Books, client: TestClient):
    """Row 32: what looks like a formula stays text, in both files."""
    books.enter(EntryKind.CONTRIBUTION, "1234.50", what=Words('=HYPERLINK("http://x")'), who="")
    page = {"community": books.here.id, "fund": books.fund}
    sheet = load_workbook(
        io.BytesIO(client.get(addresses.to(addresses.FUND_FILE, ending="xlsx", **page)).content)
    ).active
    assert sheet is not None
    row = [(cell.data_type, cell.value) for cell in sheet[2]]
    assert row[3] == ("n", 1234.5)
    assert row[5] == ("s", '=HYPERLINK("http://x")')
    assert "'=HYPERLINK" in client.get(addresses.to(addresses.FUND_FILE, ending="csv", **page)).text
    assert client.get(addresses.to(addresses.FUND_FILE, ending="exe", **page)).status_code == 404
