"""The decision page of a case adds up: money, options that do not stand, and a case that was closed by a reason."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from starlette.testclient import TestClient

from planning import addresses, store
from planning.cases.case import Case, Phase
from planning.cases.evaluation import About, CaseEnding, Evaluation
from planning.cases.fund import Entry, EntryKind, Fund
from planning.options.option import Option
from planning.options.round import Round
from planning.people import Grant, Member, Role
from planning.period import Period
from planning.site import new_id
from planning.store import accounts, journal
from planning.web.house import House
from planning.wording import Words
from tests import makers
from tests.makers import NOON

DAY = timedelta(days=1)


@pytest.fixture
def case(house: House) -> Case:
    """A case of which everybody reads."""
    here = makers.community(house)
    made = Case(new_id(), here.id, Words("树", "Trees"), Words("换吗"), Words(""), Phase.VOTE, NOON)
    with house.database.writing() as session:
        store.add(session, made)
    return made


def plain(client: TestClient, case: Case, part: str, language: str = "en") -> str:
    """A part of the page without its marks."""
    page = client.get(addresses.to(addresses.CASE_DECISION, community=case.community_id, case=case.id, lang=language))
    assert page.status_code == 200
    pieces = re.split(r'<h2 id="(\w+)">', page.text)
    return " ".join(re.sub(r"<[^>]+>", " ", pieces[pieces.index(part) + 1]).split())


@pytest.mark.parametrize(
    ("language", "rows"),
    [
        ("en", ("Set aside for votes about a budget 20", "Moved to other funds 30")),
        ("zh", ("为预算表决预留", "转到其他账本")),
    ],
)
def test_money_that_was_set_aside_or_moved_is_told_beside_what_is_left(client, house, case, language, rows):
    """100 came in, 40 were paid, 10 are left: the reader finds the other 50; a book without such entries has no such rows."""
    fund, other = (Fund(new_id(), case.community_id, Words("账"), NOON, case_id=case.id) for _ in range(2))
    kinds = (
        (EntryKind.CONTRIBUTION, 10_000), (EntryKind.PAYMENT, 4_000), (EntryKind.SET_ASIDE, 2_000), (EntryKind.MOVED_OUT, 3_000),
    )  # fmt: skip
    with house.database.writing() as session:
        store.add_all(session, [fund, other])
        store.add_all(session, [
            Entry(new_id(), case.community_id, fund.id, n, kind, cents, NOON.date(), Words("x"), "", named=False, at=NOON)
            for n, (kind, cents) in enumerate(kinds, 1)
        ])  # fmt: skip
    told = plain(client, case, "costs", language)
    for row in rows:
        assert told.count(row) == 1, told


def test_the_reason_for_which_a_case_was_closed_is_told(client, house, case):
    """Too few answered: the board said why it closes all the same."""
    asked = Evaluation(
        new_id(), case.community_id, About.CASE, Words("种树"), NOON - 9 * DAY, NOON - DAY, by_code=False, at=NOON, case_id=case.id
    )  # fmt: skip
    with house.database.writing() as session:
        store.add(session, asked)
        store.add(session, CaseEnding(new_id(), case.community_id, case.id, asked.id, True, "两次都没有人回答", NOON))
    assert "The reason: 两次都没有人回答" in plain(client, case, "well")
    assert "两次都没有人回答" in plain(client, case, "well", "zh")


def test_options_that_do_not_stand_are_named_so_and_by_whom(client, house, case):
    """By an account that is gone, or in a role that nobody knows any more; what stands is not marked."""
    round_ = Round(
        new_id(), case.community_id, Words("选"), Words("哪种"), case_id=case.id, period=Period(NOON - DAY, NOON + DAY)
    )
    options = [Option(new_id(), case.community_id, round_.id, key, n, Words(key * 3)) for n, key in enumerate("abcd")]
    out = [replace(one, withdrawn_at=NOON) for one in options[:3]]
    nobody, gone = (Member(new_id(), name, frozenset()) for name in ("nobody", "gone"))
    board = Member(new_id(), "board", frozenset({Grant(Role.BOARD, case.community_id)}))
    with house.database.writing() as session:
        store.add(session, round_)
        store.add_all(session, [*out, options[3]])
        for member in (nobody, board):
            accounts.add_member(session, member, "", NOON)
        for member, option in zip((nobody, gone, board), out, strict=True):
            journal.log(
                session, at=NOON, member_id=member.id, act="withdraw_option", community_id=case.community_id,
                subject=f"option:{option.id}", before=None, after={"withdrawn_at": NOON.isoformat()}, reason="x",
            )  # fmt: skip
    told = plain(client, case, "votes")
    for words in ("aaa · in a role that is not known any more", "bbb · an account that is gone", "ccc · board"):
        assert words in told
    for title in ("aaa", "bbb", "ccc"):
        assert f"{title} (withdrawn)" in told
    assert "ddd (withdrawn)" not in told
    assert "身份已无从查考" in plain(client, case, "votes", "zh")
