"""The timeline of a case is drawn from its acts: everybody reads what everybody may, the board reads the log of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from starlette.testclient import TestClient

from planning import addresses, store
from planning.actions.case_decisions import record_decision
from planning.actions.case_phases import plan_phase
from planning.actions.cases import change_case, open_case
from planning.actions.closing import settle_round
from planning.actions.dissent import record_objection, record_visit
from planning.actions.evaluation import ask_about_case
from planning.actions.evaluation_care import call_off_evaluation
from planning.actions.evidence_walks import close_evidence_walk, reopen_evidence_walk
from planning.actions.rounds import close_round
from planning.actions.statements import end_conversation, open_conversation, resume_conversation
from planning.actions.walks import close_walk, open_walk, reopen_walk
from planning.cases.case import Case, Phase
from planning.cases.decision import Force, Way
from planning.cases.dissent import Outcome
from planning.cases.document import Document, DocumentKind, Holder
from planning.cases.evaluation import About, Evaluation
from planning.cases.fund import Fund
from planning.cases.lift import LiftPlan
from planning.cases.programme import Part, Programme
from planning.i18n import translator
from planning.people import SYSTEM, Role, Visitor
from planning.queries.timeline import Timeline, case_timeline
from planning.reports.timeline import told
from planning.site import Community, new_id
from planning.surveys.comment import Topic
from planning.surveys.questionnaire.survey import Admission, Need, Survey
from planning.surveys.statements import Conversation
from planning.surveys.walk import Walk
from planning.web.house import House
from planning.wording import Words
from tests import makers
from tests.evidence import walking
from tests.makers import NOON, Clock, staff
from tests.rounds import opened
from tests.speaking import HOSTILE

SAID, TITLE = Words("树", f"Trees {HOSTILE}"), Words("树", "Trees")
DOOR, WORDS = "7-2-301", "No shade for the old"


@pytest.fixture
def here(house: House) -> Community:
    """Where it happens."""
    return makers.community(house)


@pytest.fixture
def case_id(house: House, here: Community) -> str:
    """A case through which much has gone, a day between the acts."""
    database, by = house.database, staff(Role.BOARD, here.id, "Lin of the board")
    words: dict[str, Any] = {"title": TITLE, "question": SAID, "about": SAID, "next_step": SAID}
    days = [NOON + timedelta(days=n) for n in range(8)]
    made = open_case(database, by, days[0], "0", community_id=here.id, phase=Phase.RAISE, **words)
    change_case(database, by, days[1], "1", case_id=made, version=1, **words | {"next_step": Words("问", "Ask")})
    plan_phase(
        database, by, days[2], "2", case_id=made, phase=Phase.OPTIONS, begins=days[2].date(), reason="Asked before."
    )
    plan_phase(database, by, days[3], "3", case_id=made, phase=Phase.VOTE, begins=days[6].date())
    with database.writing() as session:
        from planning.people import Grant, Member
        from planning.store import accounts

        accounts.add_member(session, Member("m", "Zhou", frozenset({Grant(Role.BOARD, here.id)})), "", NOON)
    objection = record_objection(
        database, by, days[4], "4", case_id=made, topic=Topic.SHADE, who=DOOR, text=WORDS, shown=False, owner_id="m"
    )
    record_visit(database, by, days[5], "5", objection_id=objection, day=days[5].date(), went="Zhou", explained="x", outcome=Outcome.WITHDRAWN)  # fmt: skip
    record_decision(
        database, by, days[7], "7", case_id=made, decided=Words("换", "Replace"), way=Way.CONSENSUS, force=Force.ADVISORY,
        day=days[7].date(), present=23, attending="Lao Li",
    )  # fmt: skip
    return made


def read(house: House, here: Community, case_id: str, by: Visitor | None = None) -> Timeline:
    """The timeline nine days later."""
    return case_timeline(
        house.database, by or makers.visitor(), NOON + timedelta(days=9), community_id=here.id, case_id=case_id
    )


def test_everybody_reads_what_happened_in_its_order(house: House, here: Community, case_id: str):
    """What was done and what a day brought; no name, no door, no outcome of a single visit, no change of wording."""
    found = read(house, here, case_id)
    assert [one.what for one in found.happened] == [
        "open_case", "phase_began", "plan_phase", "record_objection", "record_visit", "phase_began", "record_decision",
    ]  # fmt: skip
    said = [told(translator("en"), one) + one.reason for one in found.happened]
    assert said[1] == "Options began.Asked before."
    assert said[2] == "Vote was planned: from 30 Nov 2026."
    assert said[-1] == "Decided, at a meeting, by consensus: Replace"
    everything = repr(found.happened) + " ".join(said)
    for private in (DOOR, WORDS, "Lin of the board", "Lao Li", "withdrawn", "Zhou"):
        assert private not in everything, private
    assert all(told(translator("zh"), one) for one in found.happened)


def test_the_board_reads_all_of_the_log_about_it(house: House, here: Community, case_id: str):
    """With the number of each entry; a planner, who may not read the log, reads what everybody reads."""
    board = read(house, here, case_id, staff(Role.BOARD, here.id))
    assert "change_case" in [one.what for one in board.happened]
    assert [one.seq is not None for one in board.happened].count(True) == 7
    planner = read(house, here, case_id, staff(Role.PLANNER, here.id))
    assert planner.happened == read(house, here, case_id).happened


@pytest.mark.parametrize("language", ["zh", "en"])
def test_it_prints_in_both_languages(client: TestClient, house: House, here: Community, case_id: str, language: str):
    """As one light page; hostile words are only words, and a case that is not here is not found."""
    url = addresses.to(addresses.CASE_TIMELINE, community=here.id, case=case_id, lang=language)
    page = client.get(url)
    assert page.status_code == 200
    assert {"zh": "时间线", "en": "Timeline"}[language] in page.text
    assert "<img src=x" not in page.text
    gone = client.get(addresses.to(addresses.CASE_TIMELINE, community=here.id, case=new_id()))
    assert gone.status_code == 404


def test_a_vote_that_ended_by_the_clock_is_told_once(house: House, clock: Clock, here: Community, case_id: str):
    """Also once the house has counted it and written down when it closed; what staff closed early is told as their act alone."""
    by_clock, by_hand = (opened(house, here=here, case_id=case_id, early="Soon.") for _ in range(2))
    by_hand.act(close_round, round_id=by_hand.round_id, reason="All have voted.")
    ends = clock() + timedelta(hours=24)
    clock.forward(hours=25)
    asked: dict[str, Any] = {"community_id": here.id, "case_id": case_id}
    for _ in ("before it was counted", "after"):
        found = case_timeline(house.database, makers.visitor(), clock(), **asked).happened
        assert [one.at for one in found if one.what == "round_ended"] == [ends]
        assert [one.what for one in found].count("close_round") == 1
        settle_round(house.database, SYSTEM, clock(), round_id=by_clock.round_id)


def test_what_stands_beside_the_case_is_told(house: House, here: Community, case_id: str):
    """Questionnaires, walks, conversations, money, files, its programme and its copies, from when to when; nothing kept for staff."""
    day, next_day = NOON, NOON + timedelta(days=1)
    of: dict[str, Any] = {"case_id": case_id}
    survey = Survey(
        "s",
        here.id,
        SAID,
        SAID,
        Admission.OPEN,
        day,
        published_at=day,
        closed_at=next_day,
        closed_reason="Enough.",
        **of,
    )
    private = Document(
        "d2", here.id, Holder.CASE, case_id, DocumentKind.OTHER, Words("", "Kept"), False, "ab" * 32, 1, day
    )
    things = [
        survey, Need("n", here.id, "s", "q", "c", case_id), Walk("w", here.id, Words("", "Door list"), day, closed_at=next_day, **of),
        Conversation("c", here.id, case_id, SAID, SAID, day, next_day, "All was said."), Fund("f", here.id, SAID, day, **of),
        LiftPlan("l", here.id, case_id, 9000, False, ((2, "1"),), "x", (), day), private, replace(private, id="d1", public=True),
        Programme("p", here.id, SAID, SAID, day), Case("copy", here.id, Words("", "Copy"), SAID, SAID, Phase.RAISE, day),
        Part("p1", here.id, "p", case_id, day), Part("p2", here.id, "p", "copy", day, case_id),
        Evaluation("e", here.id, About.CASE, SAID, day, next_day, False, day, **of),
    ]  # fmt: skip
    before = [one.what for one in read(house, here, case_id).happened]
    with house.database.writing() as session:
        for thing in things:
            store.add(session, thing)
    happened = read(house, here, case_id).happened
    new = list(happened)
    for what in before:
        new.remove(next(one for one in new if one.what == what))
    assert sorted((one.at, one.what) for one in new) == sorted(
        [(day, what) for what in (
            "found_by_survey", "survey_began", "walk_planned", "conversation_began", "fund_opened", "lift_shared", "file_added",
            "programme_joined", "copied_to",
        )] + [(next_day, what) for what in ("survey_ended", "walk_ended", "conversation_ended", "evaluation_ended")]
    )  # fmt: skip
    said = {one.what: told(translator("en"), one) + one.reason for one in new}
    assert said["survey_ended"] == f"The questionnaire was closed: {SAID.en}.Enough."
    assert said["copied_to"] == "What was tried here was taken over in: Copy."
    assert "Door list" not in repr(happened)
    assert all(told(translator("zh"), one) for one in new)


def test_a_case_of_the_illustrative_kind_has_its_dates(house: House):
    """Written at once and not by acts: its raising, its rounds, its objections and decisions are on the line all the same."""
    from planning.actions.illustrative import load_illustrative

    loaded = load_illustrative(house.database, SYSTEM, NOON, seed=7, photo_dir=house.settings.photo_dir)
    found = case_timeline(
        house.database, makers.visitor(), NOON, community_id=loaded.community_id, case_id=loaded.case_id
    )
    kinds = [one.what for one in found.happened]
    assert kinds[0] == "open_case"
    assert {"round_began", "round_ended", "record_objection", "record_visit", "record_decision"} <= set(kinds)


def test_what_goes_on_after_it_was_over_is_told_each_time(house: House, here: Community, case_id: str):
    """A walk and a conversation are closed, opened again and closed: told to everybody each time; why, to those who read the log."""
    hours = iter(range(1, 20))

    def do(act: Any, **said: Any) -> Any:
        return act(house.database, SYSTEM, NOON + timedelta(hours=next(hours)), new_id(), **said)

    case = do(
        open_case,
        community_id=here.id,
        phase=Phase.RAISE,
        title=TITLE,
        question=TITLE,
        about=TITLE,
        next_step=Words(""),
    )
    walk = do(open_walk, community_id=here.id, title=Words("沿街", DOOR), courtyard_id="", case_id=case, survey_id="")
    talk = do(open_conversation, case_id=case, title=TITLE, about=Words(""), seeds=[Words("一"), Words("二")])
    do(close_walk, walk_id=walk, version=1)
    do(reopen_walk, walk_id=walk, version=2)
    do(close_walk, walk_id=walk, version=3)
    do(end_conversation, conversation_id=talk, version=1, reason="Enough.")
    do(resume_conversation, conversation_id=talk, version=2, reason="More came.")
    asked = do(ask_about_case, case_id=case, promise=TITLE, opens=NOON + timedelta(days=1), closes=NOON + timedelta(days=8), by_code=False)  # fmt: skip
    do(call_off_evaluation, evaluation_id=asked, version=1, reason="The wrong promise.")
    found = read(house, here, case)
    assert [(one.what, one.reason) for one in found.happened] == [
        ("open_case", ""), ("walk_planned", ""), ("conversation_began", ""), ("close_walk", ""), ("reopen_walk", ""),
        ("close_walk", ""), ("end_conversation", ""), ("resume_conversation", ""), ("ask_about_case", ""),
        ("call_off_evaluation", "The wrong promise."),
    ]  # fmt: skip
    said = [told(translator("en"), one) for one in found.happened]
    assert said[7] == "The conversation by statements was opened again: Trees."
    assert DOOR not in repr(found.happened)
    board = read(house, here, case, staff(Role.BOARD, here.id))
    assert [one.what for one in board.happened] == [one.what for one in found.happened]
    assert [one.reason for one in board.happened[6:8]] == ["Enough.", "More came."]


@pytest.mark.parametrize("closed_again", [False, True])
def test_what_was_typed_for_the_log_alone_is_told_to_nobody_else(house: House, here: Community, closed_again: bool):
    """The form of a conversation asks for a reason that the log keeps: neither while it is closed nor later does everybody read it."""
    by, hours = staff(Role.BOARD, here.id), iter(range(1, 9))

    def do(act: Any, **said: Any) -> Any:
        return act(house.database, by, NOON + timedelta(hours=next(hours)), new_id(), **said)

    case = do(open_case, community_id=here.id, phase=Phase.RAISE, title=TITLE, question=TITLE, about=TITLE, next_step=Words(""))  # fmt: skip
    talk = do(open_conversation, case_id=case, title=TITLE, about=Words(""), seeds=[Words("一"), Words("二")])
    do(end_conversation, conversation_id=talk, version=1, reason=f"Mrs Zhou at {DOOR}.")
    do(resume_conversation, conversation_id=talk, version=2, reason=f"{DOOR} moved.")
    if closed_again:
        do(end_conversation, conversation_id=talk, version=3, reason=f"{DOOR} again.")
    for anybody in (None, staff(Role.PLANNER, here.id)):
        found = read(house, here, case, anybody)
        assert [one.what for one in found.happened].count("end_conversation") == 1 + closed_again
        assert DOOR not in repr(found.happened)
    reasons = [one.reason for one in read(house, here, case, by).happened if DOOR in one.reason]
    assert len(reasons) == 2 + closed_again


def test_an_evidence_walk_is_told_each_time_that_it_was_closed(house: House, here: Community):
    """Finished, opened again and finished: three lines, in both languages."""
    case = Case(new_id(), here.id, TITLE, SAID, SAID, Phase.RAISE, NOON)
    with house.database.writing() as session:
        store.add(session, case)
    group = walking(house, here, case_id=case.id, title=TITLE)
    for hours, act in enumerate((close_evidence_walk, reopen_evidence_walk, close_evidence_walk), 1):
        act(house.database, group.leader, NOON + timedelta(hours=hours), new_id(), evidence_walk_id=group.id, version=1 + hours)  # fmt: skip
    found = [one for one in read(house, here, case.id).happened if one.at > NOON]
    assert [told(translator("en"), one) for one in found] == [
        "The evidence walk was finished: Trees.", "The evidence walk was opened again: Trees.", "The evidence walk was finished: Trees.",
    ]  # fmt: skip
    assert told(translator("zh"), found[0]) == "拍照取证结束：树。"
