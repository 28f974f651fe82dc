"""Meetings on the pages: a member calls one, records its minutes; everybody reads what it came to, and what is overdue."""

from __future__ import annotations

from datetime import timedelta

import pytest

from planning import addresses, store
from planning.actions.meeting_actions import record_action
from planning.actions.meetings import call_meeting, hold_meeting
from planning.actions.meetings_afterwards import enter_meeting
from planning.cases.meeting import Meeting, MeetingKind
from planning.people import SYSTEM, Role
from planning.site import new_id
from planning.wording import Words
from tests.pages.visiting import Street, faults, html, visiting
from tests.speaking import HOSTILE


def held(street: Street) -> str:
    """A meeting of three weeks ago, from which something is overdue."""
    database, now = street.house.database, street.house.clock()
    before, evening = now - timedelta(days=22), now - timedelta(days=21)
    made = call_meeting(
        database, SYSTEM, before, new_id(), community_id=street.here, meeting_kind=MeetingKind.COUNCIL, title=Words("议事会", "Council"),
        agenda=Words("一、树", f"Trees {HOSTILE}"), starts_at=evening, where=Words("活动室", "Common room"), case_ids=[street.loaded.case_id],
    )  # fmt: skip
    hold_meeting(database, SYSTEM, evening + timedelta(hours=1), new_id(), meeting_id=made, version=1, summary=Words("大家同意分段", "In sections"), minutes=Words("全文"), counted=31)  # fmt: skip
    record_action(
        database, SYSTEM, evening + timedelta(hours=1), new_id(), meeting_id=made, words=Words("问园林队", "Ask the gardeners"), who="居委会",
        due=(evening + timedelta(days=7)).date(), of_case=street.loaded.case_id,
    )  # fmt: skip
    return made


def test_everybody_reads_what_a_meeting_came_to(monkeypatch: pytest.MonkeyPatch, street: Street):
    """On its page, on the page of the case, and on the front page, where the overdue is chased; in both languages."""
    made = held(street)
    for language, summary, action, late in (
        ("zh", "大家同意分段", "问园林队", "逾期1件"), ("en", "In sections", "Ask the gardeners", "Overdue: 1"),
    ):  # fmt: skip
        at = visiting(monkeypatch, street, "meetings", meeting=made, language=language)
        assert faults(at) == []
        said = html(at)
        assert summary in said
        assert action in said
        assert "全文" not in said
        assert "<img src=x" not in said
        assert action in html(visiting(monkeypatch, street, "case", case=street.loaded.case_id, language=language))
        front = html(visiting(monkeypatch, street, "home", language=language))
        assert late in front
        assert action in front
        assert faults(visiting(monkeypatch, street, "meetings", language=language)) == []


def test_staff_call_a_meeting(monkeypatch: pytest.MonkeyPatch, street: Street):
    """What is missing is said and nothing is lost; then it is called and its form leads on."""
    at = visiting(monkeypatch, street, "manage", staff=str(Role.SOCIAL_WORKER), language="en")
    at.session_state["manage_section"] = "meetings"
    at.run()
    at.selectbox(key="meetings_chosen").select("new").run()
    at.text_input(key="meeting_title_en_new").input("Council")
    at.text_input(key="meeting_where_en_new").input("Common room")
    at.button(key="meeting_call").click().run()
    assert len(faults(at)) == 1
    at.text_area(key="meeting_agenda_en_new").input("Trees")
    at.button(key="meeting_call").click().run()
    assert faults(at) == []
    with street.house.database.reading() as session:
        (made,) = [one for one in store.find(session, Meeting, community_id=street.here) if one.agenda.en == "Trees"]
    assert (made.title.en, made.place.en) == ("Council", "Common room")
    assert at.button(key=f"meeting_cancel_{made.id}").label == "Cancel the meeting"


def test_staff_enter_a_meeting_that_was_held(monkeypatch: pytest.MonkeyPatch, own_street: Street):
    """All that is missing is said at once, and what was typed stays; then its page says that it was entered afterwards."""
    at = visiting(monkeypatch, own_street, "manage", staff=str(Role.SOCIAL_WORKER), language="en")
    at.session_state["manage_section"] = "meetings"
    at.run()
    at.selectbox(key="meetings_chosen").select("past").run()
    at.text_input(key="meeting_title_en_past").input("Council of old")
    at.text_input(key="meeting_where_en_past").input("Common room")
    at.text_area(key="meeting_agenda_en_past").input("Trees")
    at.date_input(key="meeting_day_past").set_value((own_street.house.clock() - timedelta(days=900)).date())
    at.button(key="meeting_enter").click().run()
    assert "how many people" in faults(at)[0]
    assert at.text_input(key="meeting_title_en_past").value == "Council of old"
    at.number_input(key="meeting_counted_past").set_value(31)
    at.text_area(key="meeting_summary_en_past").input("In sections")
    at.button(key="meeting_enter").click().run()
    assert faults(at) == []
    with own_street.house.database.reading() as session:
        (made,) = [one for one in store.find(session, Meeting, community_id=own_street.here) if one.entered_at]
    assert (made.title.en, made.counted, made.entered_by) == ("Council of old", 31, Role.SOCIAL_WORKER)
    for language, marked in (("zh", "事后补记：社工"), ("en", "Entered afterwards by: social worker")):
        page = visiting(monkeypatch, own_street, "meetings", meeting=made.id, language=language)
        assert (faults(page), marked in html(page)) == ([], True)
        assert addresses.to(addresses.MEETING_NOTICE, meeting=made.id) not in html(page)


def test_staff_take_out_a_meeting_that_was_entered_wrongly(monkeypatch: pytest.MonkeyPatch, own_street: Street):
    """Not without a reason; then everybody reads it, and what the meeting came to is not shown any more."""
    database, now = own_street.house.database, own_street.house.clock()
    made = enter_meeting(
        database, SYSTEM, now, new_id(), community_id=own_street.here, meeting_kind=MeetingKind.COUNCIL, title=Words("议事会", "Council of old"),
        agenda=Words("树"), starts_at=now - timedelta(days=900), where=Words("活动室"), counted=31, summary=Words("分段", "In sections"),
    )  # fmt: skip
    at = visiting(monkeypatch, own_street, "manage", staff=str(Role.SOCIAL_WORKER), language="en")
    at.session_state["manage_section"] = "meetings"
    at.run()
    at.selectbox(key="meetings_chosen").select(made).run()
    at.button(key=f"meeting_cancel_{made}").click().run()
    assert len(faults(at)) == 1
    at.text_input(key=f"meeting_reason_{made}").input("Another day")
    at.button(key=f"meeting_cancel_{made}").click().run()
    assert faults(at) == []
    assert f"meeting_cancel_{made}" not in [one.key for one in at.button]
    for language, marked in (("zh", "现已撤销：Another day"), ("en", "was taken out again: Another day")):
        page = visiting(monkeypatch, own_street, "meetings", meeting=made, language=language)
        assert (faults(page), marked in html(page), "In sections" in html(page)) == ([], True, False)
