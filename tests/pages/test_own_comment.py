"""Under one's own comment, on the pages: changed, taken back; a moderator reads what it was; a change is undone."""

from __future__ import annotations

from datetime import timedelta

import pytest
from streamlit.testing.v1 import AppTest

from planning import store
from planning.actions.pinning import pin_comment
from planning.cases.case import Case
from planning.site import new_id
from planning.surveys.comment import Comment
from planning.surveys.observation import Facility
from tests import makers
from tests.endings import ended
from tests.pages.visiting import Street, faults, html, visiting


@pytest.fixture
def said(own_street: Street) -> str:
    """A comment of this browser, written now."""
    house = own_street.house
    return pin_comment(
        house.database, makers.visitor("browser-1"), house.clock(), new_id(), community_id=own_street.here,
        lon=104.0622, lat=30.6312, topic="light", stance="idea", text="灯坏了",
    )  # fmt: skip


def kept(street: Street, id_: str) -> Comment:
    """As it is kept."""
    with street.house.database.reading() as session:
        return store.get(session, Comment, id_)


def press(at: AppTest, words: str) -> AppTest:
    """Press the button with these words."""
    [button] = [button for button in at.button if button.label == words]
    return button.click().run()


def test_a_writer_changes_and_takes_back(monkeypatch: pytest.MonkeyPatch, own_street: Street, said: str):
    """The new words are shown with a remark; taken back, its card says so and offers nothing more."""
    at = visiting(monkeypatch, own_street, "map", language="en", comment=said)
    at.text_area(key=f"own_{said}_1_text").set_value("灯又亮了").run()
    at = press(at, "Save the change")
    assert (kept(own_street, said).text, faults(at)) == ("灯又亮了", [])
    assert "changed by its writer" in html(at)
    at = press(at, "Take the comment back")
    assert kept(own_street, said).withdrawn_at is not None
    assert "taken back by its writer" in html(at)
    assert "Take the comment back" not in [button.label for button in at.button]


def test_after_a_day_it_can_only_be_taken_back(monkeypatch: pytest.MonkeyPatch, own_street: Street, said: str):
    """The form is gone, and a sentence says why."""
    from planning.pages import visit as visits

    later = own_street.house.clock() + timedelta(hours=25)
    arrive = visits.arrive

    def arrive_later() -> visits.Visit:
        found = arrive()
        object.__setattr__(found, "now", later)
        return found

    monkeypatch.setattr("planning.pages.frame.arrive", arrive_later)
    at = visiting(monkeypatch, own_street, "map", language="en", comment=said)
    assert "Save the change" not in [button.label for button in at.button]
    assert "can be changed for 24 hours" in html(at)


def test_others_see_no_such_buttons(monkeypatch: pytest.MonkeyPatch, own_street: Street):
    """Under a comment of somebody else."""
    with own_street.house.database.reading() as session:
        other = next(c for c in store.find(session, Comment, hidden_at=None) if c.browser != "browser-1")
    at = visiting(monkeypatch, own_street, "map", language="en", comment=other.id)
    assert "Take the comment back" not in [button.label for button in at.button]


def test_a_moderator_reads_what_it_was_and_keeps_it_for_named_members(
    monkeypatch: pytest.MonkeyPatch, own_street: Street, said: str
):
    """The history holds the earlier words; kept for oneself, it is in its own list and in nobody else's."""
    at = visiting(monkeypatch, own_street, "map", language="en", comment=said)
    at.text_area(key=f"own_{said}_1_text").set_value("小明家的灯").run()
    press(at, "Save the change")
    at = visiting(monkeypatch, own_street, "manage", staff="moderator", language="en")
    at.session_state["manage_section"] = "comments"
    at.session_state["moderation_text"] = "小明家"
    at.session_state["moderation_open"] = said
    at.run()
    assert "灯坏了" in html(at)
    key = f"confine_{said}_2"
    readers = at.multiselect(key=f"{key}_readers")
    readers.set_value([option for option in readers.options if option == "moderator"]).run()
    at.text_input(key=f"{key}_reason").set_value("tells of a child").run()
    at = press(at, "Keep it for these members")
    assert faults(at) == []
    assert len(kept(own_street, said).seen_by) == 1
    at.session_state["moderation_which"] = "confined"
    at.run()
    assert "小明家的灯" in html(at)


def test_a_planner_undoes_a_slip_at_once(monkeypatch: pytest.MonkeyPatch, own_street: Street):
    """A bench is taken off the map by mistake: its card stays, and one button with a reason brings it back."""
    with own_street.house.database.reading() as session:
        bench = store.find(session, Facility, community_id=own_street.here)[0]
    at = visiting(monkeypatch, own_street, "map", staff="planner", language="en", object=f"facility:{bench.id}")
    at.button_group(key="map_task").set_value("retire").run()
    at.text_input(key=f"map_retire_{bench.id}_reason").set_value("wrong bench")
    at = press(at, "Take it off the map")
    assert "wrong bench" in html(at)
    [reason] = [field for field in at.text_input if field.label.startswith("Why is the last change undone")]
    reason.set_value("a slip").run()
    at = press(at, "Undo the last change")
    assert faults(at) == []
    with own_street.house.database.reading() as session:
        assert store.get(session, Facility, bench.id).retired_at is None
    assert "a change undone" in html(at)


def test_an_administrator_blurs_and_erases_on_the_page(monkeypatch: pytest.MonkeyPatch, own_street: Street, said: str):
    """Manage, personal data: the grid of the community, and a resident who asks in person."""
    at = visiting(monkeypatch, own_street, "manage", staff="administrator of all", language="en")
    at.session_state["manage_section"] = "personal"
    at.run()
    at.selectbox(key="personal_blur").set_value(25).run()
    at = press(at, "Show places like this")
    assert faults(at) == []
    at.text_input(key="personal_comment").set_value(said).run()
    at.text_input(key="personal_reason").set_value("asked for").run()
    at = press(at, "Erase all of it")
    assert faults(at) == []
    assert kept(own_street, said).text == ""


def test_in_a_closed_case_words_stay_as_they_are(monkeypatch: pytest.MonkeyPatch, own_street: Street):
    """The form is gone, and a sentence says why; it can be taken back."""
    house = own_street.house
    with house.database.reading() as session:
        case = store.find(session, Case, community_id=own_street.here)[0]
    mine = pin_comment(
        house.database, makers.visitor("browser-1"), house.clock(), new_id(), community_id=own_street.here,
        lon=104.0622, lat=30.6312, topic="light", stance="idea", text="灯坏了", case_id=case.id,
    )  # fmt: skip
    ended(house, case, house.clock())
    at = visiting(monkeypatch, own_street, "map", language="en", comment=mine)
    assert "its words stay as they are" in html(at)
    labels = [button.label for button in at.button]
    assert ("Save the change" in labels, "Take the comment back" in labels) == (False, True)
