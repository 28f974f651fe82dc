"""The decision page of a case: rounds with their rule, meetings, objections, screening and money on one page, for everybody."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from starlette.testclient import TestClient

from planning import addresses, store
from planning.actions.case_decisions import record_decision
from planning.actions.illustrative import Loaded, load_illustrative
from planning.actions.meetings import call_meeting, hold_meeting
from planning.cases.case import Case, Phase
from planning.cases.decision import Force, Way
from planning.cases.dissent import Call, Objection, Outcome
from planning.cases.evaluation import About, CaseEnding, Evaluation
from planning.cases.fund import Entry, EntryKind, Fund
from planning.cases.meeting import MeetingKind
from planning.cases.programme import Part, Programme
from planning.options.option import Option
from planning.options.round import Round
from planning.people import SYSTEM, Grant, Member, Role
from planning.period import Period
from planning.site import new_id
from planning.store import accounts, journal
from planning.surveys.questionnaire.survey import Survey
from planning.surveys.statements import Conversation
from planning.surveys.walk import Stop, Walk
from planning.web.house import House
from planning.wording import Words
from tests.asked import published
from tests.makers import NOON, Clock, community
from tests.speaking import HOSTILE

DAY = timedelta(days=1)


@pytest.fixture
def street(house: House, clock: Clock) -> Loaded:
    """The illustrative community, with a meeting that decided by a show of hands."""
    loaded = load_illustrative(house.database, SYSTEM, NOON, seed=7, photo_dir=house.settings.photo_dir)
    evening, database = NOON + timedelta(days=1), house.database
    met = call_meeting(
        database, SYSTEM, NOON, "call", community_id=loaded.community_id, meeting_kind=MeetingKind.ASSEMBLY,
        title=Words("代表大会", "Assembly"), agenda=Words("树"), starts_at=evening, where=Words("活动室"), case_ids=[loaded.case_id],
    )  # fmt: skip
    hold_meeting(database, SYSTEM, evening, "hold", meeting_id=met, version=1, summary=Words("分段", "In sections"), minutes=Words("老李"), counted=40)  # fmt: skip
    record_decision(
        database, SYSTEM, evening, "decide", case_id=loaded.case_id, decided=Words("分段", f"In sections {HOSTILE}"), way=Way.REPRESENTATIVES,
        force=Force.PRE_CHECK, day=evening.date(), of_meeting=met, in_favour=30, against=6, abstained=4, unvisited_reason="Season.",
    )  # fmt: skip
    clock.now = evening
    return loaded


@pytest.mark.parametrize("language", ["zh", "en"])
def test_everything_that_led_to_a_decision_is_on_one_page(client: TestClient, street: Loaded, language: str):
    """How, with whom, under which rule; what it is not; the objections that stand; no name, and no tally before closing."""
    url = addresses.to(addresses.CASE_DECISION, community=street.community_id, case=street.case_id, lang=language)
    page = client.get(url)
    assert page.status_code == 200
    wanted = {
        "zh": ("会议代表表决", "赞成30，反对6，弃权4", "代表大会", "不是法定的业主电子投票", "换还是留", "这些树长了三十年", "公布"),
        "en": ("by a vote of representatives", "In favour 30, against 6, abstained 4", "Assembly", "never a statutory electronic vote",
               "Replace or keep", "They stand: 1", "What was announced in advance"),
    }[language]  # fmt: skip
    for part in wanted:
        assert part.lower() in page.text.lower(), part
    assert "老李" not in page.text
    assert "<img src=x" not in page.text


def test_findings_questionnaire_objections_and_pilot_are_on_the_page_or_a_link_away(client: TestClient, house: House):
    """What a withdrawn objection was about and what was answered, too; a copied case leads to the record of its pilot."""
    here = community(house)
    pilot, case = (
        Case(new_id(), here.id, Words(word), Words("换吗"), Words(""), Phase.DECIDE, NOON) for word in ("先试", "照做")
    )
    talk = Conversation(new_id(), here.id, case.id, Words("谈一谈"), Words(""), NOON)
    plan = Programme(new_id(), here.id, Words("计划"), Words(""), NOON)
    parts = [
        Part(new_id(), here.id, plan.id, pilot.id, NOON),
        Part(new_id(), here.id, plan.id, case.id, NOON, pilot.id),
    ]
    gone = Objection(
        new_id(), here.id, case.id, "shade", "3-1", "没有树荫了", True, None, NOON, None, Words("分段换"), NOON
    )
    call = Call(new_id(), here.id, gone.id, NOON.date(), "Zhou", "x", Outcome.WITHDRAWN, NOON)
    asked = published(house, here)
    with house.database.writing() as session:
        for one in (pilot, case, talk, plan, *parts, gone, call):
            store.add(session, one)
        survey = store.get(session, Survey, asked.survey_id)
        store.change(session, replace(survey, case_id=case.id, version=survey.version + 1))
    page = client.get(addresses.to(addresses.CASE_DECISION, community=here.id, case=case.id, lang="zh")).text
    for part in (
        "没有树荫了", "分段换", "异议已撤回", f"survey={asked.survey_id}",
        addresses.to(addresses.FINDINGS, community=here.id, conversation=talk.id, lang="zh"),
        addresses.to(addresses.CASE_DECISION, community=here.id, case=pilot.id, lang="zh"),
    ):  # fmt: skip
        assert part in page, part
    assert "3-1" not in page


def test_each_walk_of_a_case_and_of_its_questionnaires_is_told_once(client: TestClient, house: House):
    """One for both, one for the questionnaire only, one for the case only; their sum is told nowhere."""
    here = community(house)
    case = Case(new_id(), here.id, Words("树", "Trees"), Words("换吗"), Words(""), Phase.SURVEY, NOON)
    asked = published(house, here)
    walks = [
        Walk(f"walk-{doors}", here.id, Words("走"), NOON, case_id=of_case, survey_id=survey)
        for doors, of_case, survey in (
            (20, case.id, asked.survey_id),
            (7, None, asked.survey_id),
            (6, case.id, None),
            (2, case.id, None),
        )
    ]
    with house.database.writing() as session:
        store.add(session, case)
        store.change(session, replace(asked.view.survey, case_id=case.id, version=asked.view.survey.version + 1))
        store.add_all(session, walks)
        store.add_all(session, [
            Stop(new_id(), here.id, walk.id, None, n, f"door {n}") for walk in walks for n in range(int(walk.id[5:]))
        ])  # fmt: skip
    page = client.get(addresses.to(addresses.CASE_DECISION, community=here.id, case=case.id, lang="en")).text
    assert sorted(re.findall(r"walk of 24 Nov 2026 · doors: (\d+)", page)) == ["20", "6", "7"]
    assert page.count("walk of 24 Nov 2026 · fewer than five doors, not told") == 1
    assert "not shown" not in page


def test_a_case_that_is_not_here_is_not_found(client: TestClient, street: Loaded):
    """No page for a case of nowhere."""
    gone = addresses.to(addresses.CASE_DECISION, community=street.community_id, case="gone")
    assert client.get(gone).status_code == 404


@pytest.fixture
def case(house: House) -> Case:
    """A case of which everybody reads."""
    here = community(house)
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
