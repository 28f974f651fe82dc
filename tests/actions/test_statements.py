"""Conversations by statements: opened before a vote, seeded, voted on once per browser, added to, looked at, closed."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import timedelta
from typing import Any

import numpy as np
import pytest

from planning import store
from planning.actions.case_phases import plan_phase
from planning.actions.statements import (
    add_statement,
    end_conversation,
    judge_statement,
    open_conversation,
    resume_conversation,
    seed_statement,
    vote_statement,
)
from planning.cases.case import Phase
from planning.cases.evaluation import About, CaseEnding, Evaluation
from planning.errors import Refusals
from planning.queries.statements import conversations, findings, statement_turn, statements_to_judge
from planning.site import new_id
from planning.store import erasing
from planning.surveys.opinions.votes import Vote
from planning.surveys.statements import MOST_OWN, Conversation, StatementState, VoteSheet
from planning.web.house import House
from planning.wording import Words
from tests import makers
from tests.databases import dump
from tests.makers import NOON
from tests.talks import SEEDS, Talk, camps, conversation


@pytest.fixture
def talk(house: House) -> Talk:
    """Ten statements in a case that has not come to its vote."""
    return conversation(house)


def refused(function: Any, *arguments: Any, **named: Any) -> list[str]:
    """The codes of all problems."""
    with pytest.raises(Refusals) as caught:
        function(*arguments, **named)
    return [problem.code for problem in caught.value.problems]


def test_one_vote_for_each_browser_and_statement_and_the_latest_counts(talk: Talk):
    """Row 1 and 3: sent twice it is one vote; another one takes its place; other browsers have their own."""
    for vote in (1, 1, -1):
        talk.vote("a", 1, vote)
    talk.vote("b", 1, 0)
    with talk.house.database.reading() as session:
        sheets = store.find(session, VoteSheet, order="browser", conversation_id=talk.id)
    assert [(one.browser, dict(one.votes)) for one in sheets] == [("a", {"1": -1}), ("b", {"1": 0})]
    assert (talk.turn("a", 1).vote, talk.turn("a").seen, talk.turn("a").total) == (Vote.DISAGREE, 1, 10)


def test_each_browser_is_led_through_all_statements_in_an_order_of_its_own(talk: Talk):
    """Until all were voted on; nobody's order is that of somebody else's."""
    orders = []
    for browser in ("a", "b"):
        order = []
        while (statement := talk.turn(browser).statement) is not None:
            order.append(statement.number)
            talk.vote(browser, statement.number, 1)
        orders.append(order)
    assert sorted(orders[0]) == sorted(orders[1]) == list(range(1, 11))
    assert orders[0] != orders[1]


@pytest.mark.parametrize(("number", "vote", "code"), [(1, 2, "bad_vote"), (1, 10**9, "bad_vote")])
def test_what_is_no_vote_is_refused(talk: Talk, number: int, vote: int, code: str):
    """Row 10: nothing is stored."""
    assert refused(talk.vote, "a", number, vote) == [code]
    assert refused(talk.vote, "", number, 1) == ["no_browser"]
    assert talk.found.people == 0


def test_what_residents_add_waits_until_somebody_has_looked_at_it(talk: Talk):
    """Shown or refused with a reason that its writer reads; either can be changed; a double click is one statement."""
    id_ = talk.add("a", "树荫要紧", "act-1")
    assert talk.add("a", "树荫要紧", "act-1") == id_
    assert refused(talk.vote, "b", 11, 1) == ["not_found"]
    assert talk.turn("a").mine[0].state is StatementState.WAITING
    assert refused(talk.do, judge_statement, statement_id=id_, version=1, stands=False, reason="") == ["empty_text"]
    talk.do(judge_statement, statement_id=id_, version=1, stands=False, reason="写了姓名")
    assert (talk.turn("a").mine[0].reason, talk.turn("b").mine) == ("写了姓名", ())
    assert refused(talk.do, judge_statement, statement_id=id_, version=1, stands=True) == ["edited_meanwhile"]
    talk.do(judge_statement, statement_id=id_, version=2, stands=True)
    talk.vote("b", 11, 1)
    waiting = statements_to_judge(
        talk.house.database, talk.board, NOON, community_id=talk.here.id, conversation_id=talk.id
    )
    assert "'a'" not in repr(waiting)
    for more in range(MOST_OWN - 1):
        talk.add("a", f"第{more}条")
    assert refused(talk.add, "a", "再一条") == ["too_many"]
    assert refused(talk.add, "c", "x" * 141) == ["long_text"]


def test_a_conversation_ends_with_the_vote_of_its_case_or_before(talk: Talk):
    """Closed it takes no vote; opened again it does; once the case votes it is closed for good, and none is opened."""
    assert talk.do(end_conversation, conversation_id=talk.id, version=1, reason="够了") == 2
    assert refused(talk.vote, "a", 1, 1) == ["not_open"]
    talk.do(resume_conversation, conversation_id=talk.id, version=2, reason="还有人要说")
    talk.vote("a", 1, 1)
    with talk.house.database.writing() as session:
        store.change(session, replace(talk.case, phase=Phase.VOTE, version=2))
    assert refused(talk.vote, "a", 1, -1) == refused(talk.add, "a", "x") == ["not_open"]
    assert refused(talk.do, seed_statement, conversation_id=talk.id, words=Words("x")) == ["not_open"]
    assert refused(talk.do, open_conversation, case_id=talk.case.id, title=Words("x"), about=Words(""), seeds=SEEDS) == ["vote_begun"]  # fmt: skip
    assert refused(talk.do, resume_conversation, conversation_id=talk.id, version=3, reason="x") == ["vote_begun"]


def test_a_closed_case_has_no_conversations(talk: Talk):
    """Whatever phase it was closed in: nobody votes or adds any more, and none is opened; a reopened one goes on."""
    asked = Evaluation(
        new_id(), talk.here.id, About.CASE, Words("好"), NOON, NOON, by_code=False, at=NOON, case_id=talk.case.id
    )
    ending = CaseEnding(new_id(), talk.here.id, talk.case.id, asked.id, True, "不做了", NOON)
    with talk.house.database.writing() as session:
        store.add(session, asked)
        store.add(session, ending)
    assert refused(talk.vote, "a", 1, 1) == refused(talk.add, "a", "x") == ["not_open"]
    seeds: dict[str, Any] = {"case_id": talk.case.id, "title": Words("x"), "about": Words(""), "seeds": SEEDS}
    assert refused(talk.do, open_conversation, **seeds) == ["closed"]
    with talk.house.database.writing() as session:
        store.add(session, replace(ending, id=new_id(), closed=False, at=NOON + timedelta(seconds=1)))
    talk.vote("a", 1, 1)


@pytest.mark.parametrize("phase", [Phase.VOTE, Phase.OPTIONS], ids=["a planned vote began", "its time ran out"])
def test_what_the_dates_brought_closes_a_conversation(talk: Talk, phase: Phase):
    """A phase that was planned begins by its date, and one with a last day runs out: nobody votes or adds any more, none opens."""
    statement, day = talk.statement(1), NOON.date()
    talk.do(
        plan_phase, case_id=talk.case.id, phase=phase, begins=day + timedelta(2), ends=day + timedelta(4), reason="跳过"
    )
    late = NOON + timedelta(days=3 if phase is Phase.VOTE else 6)
    database, someone = talk.house.database, makers.visitor("a")
    at: dict[str, Any] = {"community_id": talk.here.id, "conversation_id": talk.id}
    assert refused(vote_statement, database, someone, late, **at, statement_id=statement.id, vote=1) == ["not_open"]
    assert refused(add_statement, database, someone, late, "act", **at, text="x") == ["not_open"]
    seeds: dict[str, Any] = {"case_id": talk.case.id, "title": Words("x"), "about": Words(""), "seeds": SEEDS}
    assert refused(open_conversation, database, talk.board, late, "open", **seeds) == ["vote_begun"]
    assert not statement_turn(database, someone, late, **at).is_open
    assert not findings(database, someone, late, **at).is_open
    (line,) = conversations(database, someone, late, community_id=talk.here.id, case_id=talk.case.id)
    assert not line.is_open
    assert talk.turn("a").is_open


def test_two_camps_are_shown_with_what_they_share_and_what_unites_both(talk: Talk):
    """Groups by size, what each shares and where it differs; the statement on which all agree is the consensus."""
    talk.crowd(camps(60, 10))
    found = talk.found
    assert (found.people, len(found.found.groups)) == (60, 2)
    assert [found.statements[one.place].number for one in found.found.consensus] == [10]
    assert all(group.divided_by for group in found.found.groups)
    assert found.found.grouping.stability is not None
    assert found.found.grouping.stability > 0.9


def test_without_stable_groups_none_are_shown_and_few_votes_have_no_numbers(talk: Talk):
    """Row 57: chance gives no groups; under five votes no numbers; under twenty people no groups are looked for."""
    for number in range(4):
        talk.vote(f"p{number}", 1, 1)
    assert (talk.found.counts[0], talk.found.found.grouping.why_none) == (None, "few_people")
    talk.vote("p4", 1, 1)
    counts = talk.found.counts[0]
    assert counts is not None
    assert counts.agree == 5
    talk.crowd(np.random.default_rng(3).choice([-1.0, 1.0], size=(200, 10)))
    assert (talk.found.found.grouping.why_none, talk.found.found.groups) == ("unstable", ())


def test_two_thousand_participants_are_grouped_within_a_second_of_computing(talk: Talk):
    """Reading 2,000 sheets of ten to thirty votes and finding the groups; the second time it is known."""
    for number in range(11, 31):
        talk.do(seed_statement, conversation_id=talk.id, words=Words(f"说法{number}"))
    talk.crowd(camps(2000, 30, share=0.6))
    began = time.process_time()
    first = talk.found
    spent = time.process_time() - began
    assert (first.people, len(first.found.groups)) == (2000, 2)
    assert spent < 1.0, spent
    began = time.process_time()
    assert talk.found.found is first.found
    assert time.process_time() - began < spent


def test_a_browser_takes_its_votes_and_statements_along_when_it_is_erased(talk: Talk):
    """Its own data names them; erased, neither words nor votes are left; after a year nobody knows whose votes they are."""
    talk.vote("a", 1, 1)
    talk.vote("b", 1, 1)
    talk.add("a", "我住七栋二单元")
    with talk.house.database.writing() as session:
        mine = erasing.of_browser(session, "a")
        assert (len(mine["statements"]), len(mine["votes_on_statements"])) == (1, 1)
        erasing.erase_browser(session, talk.house.settings.photo_place, "a", NOON)
        late = NOON + timedelta(days=1)
        erasing.forget_before(session, wordings=NOON, browsers=late, forms=NOON, sessions=NOON)
        assert erasing.of_browser(session, "b")["votes_on_statements"] == []
        assert store.count(session, VoteSheet, conversation_id=talk.id) == 1
        assert store.count(session, Conversation) == 1
    assert "七栋二单元" not in repr(dump(talk.house.database))
