"""Meetings: called, moved, cancelled, held, corrected; who was there as a number; who does what; documents."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pytest
from starlette.testclient import TestClient

from planning import addresses, store
from planning.actions.case_decisions import record_decision, take_back_decision
from planning.actions.documents import add_document, withdraw_document
from planning.actions.meeting_actions import move_action, record_action, settle_action
from planning.actions.meetings import (
    call_meeting,
    cancel_meeting,
    correct_meeting,
    hold_meeting,
    move_meeting,
    sign_in_here,
)
from planning.cases.case import Case, Phase
from planning.cases.decision import CaseDecision, Force, Way
from planning.cases.document import DocumentKind, Holder
from planning.cases.meeting import Ended, MeetingKind, MeetingState, SignIn
from planning.errors import Refusals
from planning.people import Grant, Member, Role, Visitor
from planning.queries.dissent import dissent_view
from planning.queries.meetings import MeetingView, document_file, documents, meeting_view, open_actions
from planning.queries.timeline import case_timeline
from planning.site import Community, Courtyard, new_id
from planning.store import erasing
from planning.web.door import BROWSER_COOKIE
from planning.web.house import House
from planning.wording import Words
from tests import makers
from tests.makers import NOON, Clock, staff
from tests.speaking import HOSTILE

EVENING = NOON + timedelta(days=3)
AFTER = EVENING + timedelta(hours=2)
SAID = Words("树", "Trees")
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"


@dataclass
class Hall:
    """A case, and a meeting that was called about it."""

    house: House
    here: Community
    case_id: str
    meeting_id: str = ""

    @property
    def zhou(self) -> Visitor:
        """A social worker."""
        return staff(Role.SOCIAL_WORKER, self.here.id)

    def call(self, by: Visitor | None = None, **said: Any) -> str:
        """Call a meeting."""
        usual: dict[str, Any] = {
            "community_id": self.here.id, "meeting_kind": MeetingKind.COUNCIL, "title": SAID, "agenda": Words("一\n二"),
            "starts_at": EVENING, "where": Words("活动室", "Common room"), "lon": 104.06, "lat": 30.63, "case_ids": [self.case_id],
        }  # fmt: skip
        return call_meeting(self.house.database, by or self.zhou, NOON, new_id(), **(usual | said))

    def view(self, at: datetime = NOON, by: Visitor | None = None) -> MeetingView:
        """The meeting as it is read."""
        asked = (self.house.database, by or makers.visitor(), at)
        return meeting_view(*asked, community_id=self.here.id, meeting_id=self.meeting_id)

    def hold(self, at: datetime = AFTER, **said: Any) -> str:
        """Record the minutes."""
        usual: dict[str, Any] = {"summary": Words("换", "Replace"), "minutes": Words("老李说不行"), "counted": 23}
        version = self.view(at).meeting.version
        return hold_meeting(
            self.house.database, self.zhou, at, new_id(), meeting_id=self.meeting_id, version=version, **(usual | said)
        )

    def come(self, browser: str, at: datetime = EVENING) -> int:
        """Somebody signs in by phone."""
        return sign_in_here(self.house.database, makers.visitor(browser), at, meeting_id=self.meeting_id)


@pytest.fixture
def hall(house: House) -> Hall:
    """A meeting in three days."""
    here = makers.community(house)
    case = Case(new_id(), here.id, SAID, SAID, SAID, Phase.DELIBERATE, NOON)
    with house.database.writing() as session:
        store.add(session, case)
    made = Hall(house, here, case.id)
    made.meeting_id = made.call()
    return made


def refused(function: Any, *arguments: Any, **named: Any) -> list[str]:
    """The codes of all problems."""
    with pytest.raises(Refusals) as caught:
        function(*arguments, **named)
    return [problem.code for problem in caught.value.problems]


def test_a_phone_is_counted_once_and_then_forgotten(hall: Hall):
    """Only around the time of the meeting; a second tap is the same one; after the minutes no browser is kept."""
    assert refused(hall.come, "phone-1", NOON) == ["no_sign_in"]
    assert [hall.come(name) for name in ("phone-1", "phone-1", "phone-2")] == [1, 1, 2]
    assert refused(hall.come, "") == ["no_browser"]
    assert (hall.view(by=makers.visitor("phone-2")).mine, hall.view(by=makers.visitor("phone-3")).mine) == (True, False)
    with hall.house.database.reading() as session:
        assert len(erasing.of_browser(session, "phone-1")["meetings"]) == 1
    hall.hold(counted=None)
    assert refused(hall.come, "phone-3", AFTER) == ["no_sign_in"]
    view = hall.view(AFTER)
    assert (view.meeting.present, view.signed_in, view.meeting.state) == (2, 2, MeetingState.HELD)
    with hall.house.database.reading() as session:
        assert [one.browser == one.id for one in store.find(session, SignIn)] == [True, True]


def test_my_sign_in_is_erased_with_my_data(hall: Hall):
    """Whoever erases what this browser wrote is not counted any more."""
    hall.come("phone-1")
    with hall.house.database.writing() as session:
        erasing.erase_browser(session, hall.house.settings.photo_dir, "phone-1", AFTER)
    assert hall.view(AFTER).signed_in == 0


def test_minutes_need_people_and_a_meeting_that_began(hall: Hall):
    """Not before its beginning, not without anybody there, not without a summary: all said at once."""
    assert refused(hall.hold, NOON, counted=None, summary=Words("")) == ["not_begun", "nobody_there", "empty_text"]
    hall.hold()
    assert refused(hall.hold) == ["not_called"]


def test_residents_read_the_summary_staff_the_minutes(hall: Hall):
    """Full minutes may name people: they are for those who work here."""
    hall.hold()
    assert hall.view(AFTER).meeting.minutes == Words("")
    assert hall.view(AFTER, hall.zhou).meeting.minutes == Words("老李说不行")
    assert "老李" not in repr(
        case_timeline(hall.house.database, makers.visitor(), AFTER, community_id=hall.here.id, case_id=hall.case_id)
    )


def test_a_moved_cancelled_or_corrected_meeting_keeps_its_history(hall: Hall):
    """Each with a reason that everybody reads, in the order in which it was done."""
    database, by, version = hall.house.database, hall.zhou, hall.view().meeting.version
    moved: dict[str, Any] = {"title": SAID, "agenda": SAID, "starts_at": EVENING + timedelta(days=1), "where": SAID}
    assert refused(
        move_meeting, database, by, NOON, "m", meeting_id=hall.meeting_id, version=version, reason=" ", **moved
    ) == ["empty_text"]
    move_meeting(database, by, NOON, "a", meeting_id=hall.meeting_id, version=version, reason="Rain.", **moved)
    later = AFTER + timedelta(days=1)
    hall.hold(later)
    correct_meeting(database, by, later, "b", meeting_id=hall.meeting_id, version=version + 2, summary=Words("留"), minutes=Words(""), counted=24, reason="Miscounted.")  # fmt: skip
    view = hall.view(later)
    assert [(one.act, one.reason) for one in view.changes] == [
        ("move_meeting", "Rain."),
        ("correct_meeting", "Miscounted."),
    ]
    assert (view.meeting.present, view.meeting.summary.zh) == (24, "留")
    other = hall.call()
    cancel_meeting(database, by, NOON, "c", meeting_id=other, version=1, reason=f"No room {HOSTILE}")
    hall.meeting_id = other
    assert hall.view().meeting.state is MeetingState.CANCELLED
    assert refused(hall.come, "phone-1") == ["no_sign_in"]
    assert refused(cancel_meeting, database, by, NOON, "d", meeting_id=other, version=2, reason="x") == ["not_called"]


def test_what_makes_no_sense_is_refused_together(hall: Hall):
    """A time that has passed, a place outside, a case from elsewhere, a courtyard meeting without one, no title."""
    assert refused(
        hall.call, starts_at=NOON - timedelta(days=1), lon=0, case_ids=["gone"], meeting_kind=MeetingKind.COURTYARD, title=Words(" ")
    ) == ["over_already", "outside_bounds", "no_courtyard", "no_case", "empty_text"]  # fmt: skip
    assert refused(hall.call, starts_at=NOON + timedelta(days=9999)) == ["too_far"]


def test_staff_of_a_courtyard_lead_its_meetings_and_no_others(hall: Hall):
    """A resident planner of courtyard 3 calls a meeting there, and none of the whole community."""
    yard = Courtyard(new_id(), hall.here.id, "3", SAID)
    with hall.house.database.writing() as session:
        store.add(session, yard)
    li = Visitor(Member("li", "Li", frozenset({Grant(Role.RESIDENT_PLANNER, hall.here.id, yard.id)})))
    assert refused(hall.call, li) == ["not_allowed"]
    assert hall.call(li, meeting_kind=MeetingKind.COURTYARD, courtyard_id=yard.id)


def test_actions_are_chased_until_they_are_done(hall: Hall):
    """Overdue the day after; done ones stay for a while; dropping and moving need a word; open again if it was not so."""
    hall.hold()
    database, by = hall.house.database, hall.zhou
    due = AFTER.date() + timedelta(days=7)
    made = record_action(database, by, AFTER, "a", meeting_id=hall.meeting_id, words=Words("问园林队", "Ask the gardeners"), who="园林队", due=due, of_case=hall.case_id)  # fmt: skip

    def chased(days: int) -> list[tuple[Ended, bool]]:
        found = open_actions(database, makers.visitor(), AFTER + timedelta(days=days), community_id=hall.here.id)
        return [(line.action.ended, line.overdue) for line in found]

    assert [chased(days) for days in (0, 7, 8)] == [[(Ended.OPEN, False)], [(Ended.OPEN, False)], [(Ended.OPEN, True)]]
    assert refused(settle_action, database, by, AFTER, "b", action_id=made, version=1, ended=Ended.DROPPED) == [
        "empty_text"
    ]
    assert refused(move_action, database, by, AFTER, "c", action_id=made, version=1, due=due, reason="") == [
        "empty_text"
    ]
    move_action(database, by, AFTER, "d", action_id=made, version=1, due=due + timedelta(days=3), reason="Holidays.")
    settle_action(database, by, AFTER, "e", action_id=made, version=2, ended=Ended.DONE, note="They come.")
    assert (chased(8), chased(90)) == ([(Ended.DONE, False)], [])
    settle_action(database, by, AFTER, "f", action_id=made, version=3, ended=Ended.OPEN)
    assert chased(20) == [(Ended.OPEN, True)]
    kinds = [
        one.what
        for one in case_timeline(
            database, makers.visitor(), AFTER, community_id=hall.here.id, case_id=hall.case_id
        ).happened
    ]
    assert [one for one in kinds if one.endswith("_action")] == [
        "record_action",
        "move_action",
        "done_action",
        "open_action",
    ]


def test_an_action_belongs_to_a_case_of_the_agenda(hall: Hall):
    """A case that was not talked about is refused."""
    hall.hold()
    asked: dict[str, Any] = {"meeting_id": hall.meeting_id, "words": Words("问"), "who": "园林队", "due": AFTER.date()}
    assert refused(record_action, hall.house.database, hall.zhou, AFTER, "a", **asked, of_case="another") == ["no_case"]


def test_a_decision_names_the_meeting_that_took_it(hall: Hall):
    """Its day and how many were there are the meeting's; a meeting that is to come or about something else takes none."""
    database, by = hall.house.database, staff(Role.BOARD, hall.here.id)
    decide: dict[str, Any] = {
        "case_id": hall.case_id, "decided": SAID, "way": Way.SHOW_OF_HANDS, "force": Force.ADVISORY, "day": AFTER.date(),
        "in_favour": 20, "against": 2, "abstained": 1,
    }  # fmt: skip
    assert (
        refused(record_decision, database, by, NOON, "0", of_meeting=hall.meeting_id, **decide | {"day": NOON.date()})[
            0
        ]
        == "no_meeting"
    )
    hall.hold()
    other = hall.call(case_ids=[])
    assert refused(record_decision, database, by, AFTER, "1", of_meeting=other, **decide)[0] == "no_meeting"
    record_decision(database, by, AFTER, "2", of_meeting=hall.meeting_id, **decide)
    with database.reading() as session:
        (made,) = store.find(session, CaseDecision)
    assert (made.present, made.day, made.meeting_id) == (23, EVENING.date(), hall.meeting_id)
    seen = dissent_view(database, makers.visitor(), AFTER, community_id=hall.here.id, case_id=hall.case_id).decisions[0]
    assert seen.meeting
    assert seen.meeting.id == hall.meeting_id
    assert len(hall.view(AFTER).decisions) == 1


def test_the_minutes_bind_a_decision_and_the_decision_binds_the_meeting(hall: Hall):
    """Not 500 people at a meeting of 23; what took a decision is neither cancelled nor moved, nor counted anew under it."""
    database, by = hall.house.database, staff(Role.BOARD, hall.here.id)
    decide: dict[str, Any] = {
        "case_id": hall.case_id, "decided": SAID, "way": Way.SHOW_OF_HANDS, "force": Force.ADVISORY, "day": AFTER.date(),
        "in_favour": 20,
    }  # fmt: skip
    early, hall.meeting_id = hall.meeting_id, hall.call()
    hall.hold()
    many = {"present": 500, "of_meeting": hall.meeting_id}
    assert refused(record_decision, database, by, AFTER, "0", **decide | {"in_favour": 400} | many) == [
        "other_number", "more_votes",
    ]  # fmt: skip
    record_decision(database, by, AFTER, "1", of_meeting=hall.meeting_id, **decide)
    words: dict[str, Any] = {"summary": SAID, "minutes": Words(""), "counted": 22}
    version = hall.view(AFTER).meeting.version
    assert refused(
        correct_meeting, database, by, AFTER, "2", meeting_id=hall.meeting_id, version=version, reason="Miscounted.", **words
    ) == ["decided_with"]  # fmt: skip
    made = record_decision(database, by, AFTER, "3", of_meeting=early, present=25, **decide)
    hall.meeting_id = early
    changed: dict[str, Any] = {"meeting_id": early, "version": 1, "reason": "x"}
    moved: dict[str, Any] = {"title": SAID, "agenda": SAID, "starts_at": AFTER + timedelta(days=1), "where": SAID}
    assert refused(cancel_meeting, database, by, AFTER, "4", **changed) == ["decided_here"]
    assert refused(move_meeting, database, by, AFTER, "5", **changed, **moved) == ["decided_here"]
    take_back_decision(database, by, AFTER, "6", decision_id=made, version=1, reason="Another meeting.")
    cancel_meeting(database, by, AFTER, "7", **changed)
    assert hall.view(AFTER).meeting.state is MeetingState.CANCELLED


def test_a_document_is_a_pdf_for_everybody_or_for_the_file(client: TestClient, clock: Clock, hall: Hall):
    """Another kind of file is refused; one for the file is not found by others; a withdrawn one is read by nobody."""
    clock.now = NOON
    database, by = hall.house.database, hall.zhou
    words: dict[str, Any] = {"community_id": hall.here.id, "holder": Holder.MEETING, "holder_id": hall.meeting_id, "document_kind": DocumentKind.MINUTES, "title": SAID, "photo_place": hall.house.settings.photo_place, "photos_mb": 100}  # fmt: skip
    for bad in (b"", b"<html>", b"%PDF-1.7 cut", PDF + b"x" * 3000):
        assert refused(add_document, database, by, NOON, new_id(), data=bad, public=True, **words) == ["not_pdf"]
    assert refused(add_document, database, by, NOON, "big", data=PDF * 300_000, public=True, **words) == ["too_large"]
    assert refused(add_document, database, by, NOON, "full", data=PDF, public=True, **words | {"photos_mb": 0}) == [
        "photos_full"
    ]
    shown, kept = (
        add_document(database, by, NOON, new_id(), data=PDF, public=public, **words) for public in (True, False)
    )
    answer = client.get(addresses.to(addresses.DOCUMENT, document=shown))
    assert (answer.content, answer.headers["content-type"]) == (PDF, "application/pdf")
    assert answer.headers["content-disposition"].startswith("attachment")
    assert client.get(addresses.to(addresses.DOCUMENT, document=kept)).status_code == 404
    assert document_file(database, by, NOON, document_id=kept)[1] == PDF
    withdraw_document(database, by, NOON, "w", document_id=shown, version=1, reason="Wrong scan.")
    assert client.get(addresses.to(addresses.DOCUMENT, document=shown)).status_code == 404
    listed = documents(
        database, makers.visitor(), NOON, community_id=hall.here.id, holder=Holder.MEETING, holder_id=hall.meeting_id
    )
    assert [(one.id, one.withdrawn_reason) for one in listed] == [(shown, "Wrong scan.")]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_door_by_phone(client: TestClient, clock: Clock, hall: Hall, language: str):
    """Scan, tap once, read that it was counted; the notice prints; hostile words are only words."""
    hall.meeting_id = hall.call(title=Words("会", "Council"), agenda=Words("一", HOSTILE))
    clock.now = EVENING
    client.cookies.set(BROWSER_COOKIE, "phone-1")
    page = addresses.to(addresses.MEETING, meeting=hall.meeting_id, lang=language)
    assert {"zh": "我到了", "en": "I am here"}[language] in client.get(page).text
    here = addresses.to(addresses.MEETING_HERE, meeting=hall.meeting_id, lang=language)
    for _ in range(2):
        answer = client.post(here, headers={"origin": str(client.base_url)})
        assert answer.status_code in {200, 303}, answer.text
    text = client.get(page).text
    assert {"zh": "目前签到1人", "en": "Signed in so far: 1"}[language] in text
    assert "<img src=x" not in text
    notice = client.get(addresses.to(addresses.MEETING_NOTICE, meeting=hall.meeting_id, lang=language))
    assert {"zh": "议程", "en": "Agenda"}[language] in notice.text
