"""A meeting that was not called here is entered afterwards, and says so wherever it is read."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from starlette.testclient import TestClient

from planning import addresses, store
from planning.actions.case_decisions import record_decision, take_back_decision
from planning.actions.meetings import cancel_meeting, correct_meeting
from planning.actions.meetings_afterwards import enter_meeting
from planning.cases.case import Case, Phase
from planning.cases.courtyards import Body, Term
from planning.cases.decision import Force, Way
from planning.cases.meeting import Action, Ended, Meeting, MeetingKind, MeetingState
from planning.errors import Refusals
from planning.i18n.translator import translator
from planning.people import Grant, Member, Role, Visitor
from planning.queries.timeline import case_timeline
from planning.reports.timeline import told
from planning.site import Community, Courtyard, new_id
from planning.web.house import House
from planning.wording import Words
from tests import makers
from tests.makers import NOON, staff

YEARS_AGO = NOON - timedelta(days=366 * 3)
PAGE = {"accept": "text/html"}
KEPT_NOT = "how long before it had been called is not kept"


@pytest.fixture
def yulan(house: House) -> Community:
    """A community with bounds."""
    return makers.community(house)


@pytest.fixture
def case(house: House, yulan: Community) -> Case:
    """A case that was talked over before the tool came."""
    made = Case(new_id(), yulan.id, Words("树", "Trees"), Words("换吗"), Words(""), Phase.DELIBERATE, NOON)
    with house.database.writing() as session:
        store.add(session, made)
    return made


def enter(house: House, case: Case, by: Visitor | None = None, act_id: str = "", **instead: Any) -> str:
    """Enter it as a social worker."""
    usual: dict[str, Any] = {
        "community_id": case.community_id, "meeting_kind": MeetingKind.COUNCIL, "title": Words("议事会", "Council"),
        "agenda": Words("树"), "starts_at": YEARS_AGO, "where": Words("活动室", "Common room"), "counted": 31,
        "summary": Words("分段换", "In sections"), "minutes": Words("全文"), "case_ids": [case.id],
    }  # fmt: skip
    who = by or staff(Role.SOCIAL_WORKER, case.community_id)
    return enter_meeting(house.database, who, NOON, act_id or new_id(), **usual | instead)


def kept(house: House) -> list[Meeting]:
    """All meetings."""
    with house.database.reading() as session:
        return store.find(session, Meeting)


def test_a_meeting_is_entered_as_held_and_marked(house: House, case: Case):
    """Once for one act id; with when it was entered, and in which role; it takes no sign-ins, and its minutes can be corrected."""
    made = enter(house, case, act_id="once")
    assert enter(house, case, act_id="once") == made
    [one] = kept(house)
    assert (one.state, one.present, one.starts_at) == (MeetingState.HELD, 31, YEARS_AGO)
    assert (one.entered_at, one.entered_by) == (NOON, Role.SOCIAL_WORKER)
    assert not one.takes_sign_ins(YEARS_AGO)
    said: dict[str, Any] = {"summary": Words("不换"), "minutes": Words(""), "counted": 30, "reason": "看错了"}
    who = staff(Role.SOCIAL_WORKER, case.community_id)
    correct_meeting(house.database, who, NOON, new_id(), meeting_id=made, version=1, **said)
    [one] = kept(house)
    assert (one.counted, one.summary.zh, one.entered_at) == (30, "不换", NOON)


def refused(house: House, case: Case, **instead: Any) -> list[str]:
    """The codes of all that is wrong."""
    with pytest.raises(Refusals) as caught:
        enter(house, case, **instead)
    return [problem.code for problem in caught.value.problems]


def test_all_that_is_wrong_is_said_at_once(house: House, case: Case):
    """Ahead, a wrong century, nobody counted, no words; nothing is kept."""
    empty = {
        "counted": None,
        "summary": Words(" "),
        "title": Words(""),
        "case_ids": ["elsewhere"],
        "lon": 121.4,
        "lat": 31.2,
    }
    found = refused(house, case, starts_at=NOON + timedelta(hours=1), **empty)
    assert sorted(found) == sorted(["not_yet", "outside_bounds", "no_case", "empty_text", "nobody_there", "empty_text"])
    assert refused(house, case, starts_at=NOON - timedelta(days=366 * 31)) == ["long_ago"]
    assert refused(house, case, counted=0) == ["nobody_there"]
    assert refused(house, case, meeting_kind=MeetingKind.COURTYARD) == ["no_courtyard"]
    assert kept(house) == []


def take_out(house: House, case: Case, meeting_id: str, version: int = 1, reason: str = "Another day.") -> str:
    """Take it out again as a social worker."""
    who = staff(Role.SOCIAL_WORKER, case.community_id)
    return cancel_meeting(house.database, who, NOON, new_id(), meeting_id=meeting_id, version=version, reason=reason)


def not_taken_out(house: House, case: Case, meeting_id: str, **said: Any) -> str:
    """Why not: the code."""
    with pytest.raises(Refusals) as caught:
        take_out(house, case, meeting_id, **said)
    return caught.value.code


def test_one_that_is_here_already_is_not_entered_twice(house: House, yulan: Community, case: Case):
    """Same kind, courtyard and starting hour: the refusal names it; once that one is taken out it is entered anew."""
    made = enter(house, case)
    with pytest.raises(Refusals) as caught:
        enter(house, case, title=Words("另一个"), starts_at=YEARS_AGO + timedelta(minutes=45))
    [problem] = caught.value.problems
    assert (problem.code, translator("zh")(problem.message, **problem.params)) == (
        "there_already", "这个钟点已有一次同类会议：议事会。请改为填写或更正它的会议记录。",
    )  # fmt: skip
    with house.database.writing() as session:
        yard = store.add(session, Courtyard(new_id(), yulan.id, "C1", Words("C1")))
    enter(house, case, starts_at=YEARS_AGO + timedelta(hours=1))
    enter(house, case, meeting_kind=MeetingKind.ASSEMBLY)
    enter(house, case, courtyard_id=yard.id)
    take_out(house, case, made)
    enter(house, case)
    assert len(kept(house)) == 5


def test_one_that_was_entered_wrongly_is_taken_out(house: House, client: TestClient, case: Case):
    """With a reason that everybody reads; what it came to is not shown any more; once only, and not without a reason."""
    made = enter(house, case)
    assert not_taken_out(house, case, made, reason=" ") == "empty_text"
    take_out(house, case, made)
    [one] = kept(house)
    assert (one.state, one.cancelled_reason, one.held_at) == (MeetingState.CANCELLED, "Another day.", NOON)
    assert not_taken_out(house, case, made, version=2) == "not_called"
    page = client.get(addresses.to(addresses.MEETING, meeting=made, lang="en"), headers=PAGE).text
    assert "entered afterwards and was taken out again: Another day." in page
    assert "In sections" not in page
    where = {"community": case.community_id, "case": case.id, "lang": "en"}
    assert "In sections" not in client.get(addresses.to(addresses.CASE_DECISION, **where), headers=PAGE).text
    seen = case_timeline(house.database, makers.visitor(), NOON, community_id=case.community_id, case_id=case.id)
    lines = {one.what: (told(translator("en"), one), one.reason) for one in seen.happened}
    assert "meeting_was" not in lines
    assert lines["cancel_meeting"] == (
        "A meeting that had been entered afterwards was taken out again: Council.", "Another day.",
    )  # fmt: skip


def test_one_that_led_to_something_is_not_taken_out(house: House, yulan: Community, case: Case):
    """A decision that stands, somebody in charge, something to be done: each first comes to its own end."""
    made, board = enter(house, case), staff(Role.BOARD, case.community_id)
    decision = record_decision(
        house.database, board, NOON, new_id(), case_id=case.id, decided=Words("换"), way=Way.CONSENSUS, force=Force.ADVISORY,
        day=YEARS_AGO.date(), present=31, of_meeting=made,
    )  # fmt: skip
    with house.database.writing() as session:
        yard = store.add(session, Courtyard(new_id(), yulan.id, "C1", Words("C1")))
        term = Term(
            new_id(), yulan.id, yard.id, Body.COUNCIL, "Li", False, NOON.date(), NOON.date(), NOON, meeting_id=made
        )
        store.add(session, term)
        to_do = store.add(session, Action(new_id(), yulan.id, made, case.id, Words("问"), "居委会", NOON.date(), NOON))
    assert not_taken_out(house, case, made) == "decided_here"
    take_back_decision(house.database, board, NOON, new_id(), decision_id=decision, version=1, reason="Not so.")
    assert not_taken_out(house, case, made) == "chosen_here"
    with house.database.writing() as session:
        store.change(session, replace(term, ended_on=NOON.date(), ended_reason="x", version=2))
    assert not_taken_out(house, case, made) == "still_to_do"
    with house.database.writing() as session:
        store.change(session, replace(to_do, ended=Ended.DROPPED, ended_on=NOON.date(), version=2))
    take_out(house, case, made)
    assert [one.state for one in kept(house)] == [MeetingState.CANCELLED]


def test_who_has_a_role_in_one_courtyard_enters_its_meetings_only(house: House, yulan: Community, case: Case):
    """As for meetings that are called."""
    with house.database.writing() as session:
        yard, other = (store.add(session, Courtyard(new_id(), yulan.id, code, Words(code))) for code in ("C1", "C2"))
    by = Visitor(Member("li", "Li", frozenset({Grant(Role.RESIDENT_PLANNER, yulan.id, yard.id)})))
    assert refused(house, case, by=by) == ["not_allowed"]
    assert refused(house, case, by=by, courtyard_id=other.id) == ["not_allowed"]
    enter(house, case, by, courtyard_id=yard.id)
    assert [one.entered_by for one in kept(house)] == [Role.RESIDENT_PLANNER]


def test_everybody_reads_that_it_was_entered_afterwards(house: House, client: TestClient, case: Case):
    """On its light page, on the decision page beside the decision that it took, and in the timeline; it has no notice."""
    made = enter(house, case)
    board = staff(Role.BOARD, case.community_id)
    record_decision(
        house.database, board, NOON, new_id(), case_id=case.id, decided=Words("换", "Replace"), way=Way.CONSENSUS,
        force=Force.ADVISORY, day=YEARS_AGO.date(), present=31, of_meeting=made,
    )  # fmt: skip
    page = client.get(addresses.to(addresses.MEETING, meeting=made, lang="en"), headers=PAGE).text
    assert "Entered afterwards by: social worker, on 24 Nov 2026." in page
    assert KEPT_NOT in page
    assert "I am here" not in page
    where = {"community": case.community_id, "case": case.id, "lang": "en"}
    decision = client.get(addresses.to(addresses.CASE_DECISION, **where), headers=PAGE).text
    assert decision.count("Entered afterwards by: social worker") == 2
    notice = client.get(addresses.to(addresses.MEETING_NOTICE, meeting=made, lang="en"), headers=PAGE)
    assert (notice.status_code, "it has no notice" in notice.text) == (404, True)
    seen = case_timeline(house.database, makers.visitor(), NOON, community_id=case.community_id, case_id=case.id)
    lines = {one.what: told(translator("en"), one) for one in seen.happened}
    assert "held on 22 Nov 2023" in lines["enter_meeting"]
    assert "was entered afterwards by: social worker." in lines["enter_meeting"]
    assert "社工事后补记" in next(told(translator("zh"), one) for one in seen.happened if one.what == "enter_meeting")
    assert KEPT_NOT in lines["enter_meeting"].lower()
    assert [one.at for one in seen.happened if one.what == "meeting_was"] == [YEARS_AGO]
