"""The walk from door to door on its page: prepared, gone, looked at; and what everybody reads of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from planning import store
from planning.pages import style
from planning.people import Role
from planning.site import Courtyard
from planning.surveys.walk import Stop, StopState
from tests.pages.visiting import Street, faults, html, visiting
from tests.speaking import HOSTILE


def stops(street: Street) -> list[Stop]:
    """All doors, in their order."""
    with street.house.database.reading() as session:
        return store.find(session, Stop, order="number", community_id=street.here)


def test_a_walk_is_prepared_and_gone(monkeypatch: pytest.MonkeyPatch, own_street: Street):
    """Three doors, markup among them: the first is done, the second is out, and nothing is said twice."""
    at = visiting(monkeypatch, own_street, "manage", staff=str(Role.PLANNER), language="en")
    at.session_state["manage_section"] = "walks"
    at.run()
    at.text_input(key="walk_title_zh").input("玉兰东路")
    at.button(key="open_walk").click().run()
    assert faults(at) == []
    walk_id = at.session_state["walk"]
    rude = HOSTILE.replace("\n", " ").replace(",", " ")[:60]
    at.text_area(key=f"walk_table_{walk_id}").input(f"面馆,玉兰东路,104.06,30.63\n{rude}\n花店")
    at.button(key=f"walk_enter_{walk_id}").click().run()
    assert faults(at) == []
    first, second, _ = stops(own_street)
    at.session_state[f"walk_view_{walk_id}"] = "going"
    at.run()
    assert "面馆" in html(at)
    for stop in stops(own_street) * 2:  # once all were passed over, they begin anew
        at.button(key=f"walk_pass_{stop.id}_1").click().run()
        assert faults(at) == []
    at.button(key=f"walk_{StopState.DONE}_{first.id}_1").click().run()
    assert faults(at) == []
    assert "1 of 3 doors are settled." in html(at)
    assert "<script" not in html(at)
    at.button(key=f"walk_{StopState.NOT_AT_HOME}_{second.id}_1").click().run()
    assert [one.state for one in stops(own_street)] == [StopState.DONE, StopState.NOT_AT_HOME, StopState.TO_VISIT]
    at.session_state[f"walk_view_{walk_id}"] = "listing"
    at.run()
    assert faults(at) == []
    assert "2 doors have no place on the map." in html(at)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_neighbour_of_one_courtyard_sees_its_doors(
    monkeypatch: pytest.MonkeyPatch, own_street: Street, language: str
):
    """Their own walk opens for them, and offers no whole list."""
    who = "resident_planner of a courtyard"
    at = visiting(monkeypatch, own_street, "manage", staff=who, language=language)
    at.session_state["manage_section"] = "walks"
    at.run()
    with own_street.house.database.reading() as session:
        yard = store.first(session, Courtyard, community_id=own_street.here)
    assert yard is not None
    at.selectbox(key="walk").set_value("").run()
    assert at.selectbox(key="walk_new_yard").options == [yard.name[language]]
    at.text_input(key="walk_title_zh").input("院内")
    at.button(key="open_walk").click().run()
    assert faults(at) == []
    walk_id = at.session_state["walk"]
    at.text_area(key=f"walk_table_{walk_id}").input("\n".join(f"7-{n}" for n in range(5)))
    at.button(key=f"walk_enter_{walk_id}").click().run()
    assert faults(at) == []
    assert {one.courtyard_id for one in stops(own_street)} == {yard.id}


def test_parts_that_bring_their_own_rules_are_shown():
    """Only a stylesheet that stands alone takes no room: results of questionnaires and tables of walks begin with theirs."""
    sheet = (Path(style.__file__).with_name("assets") / "pages.css").read_text(encoding="utf-8")
    (hides,) = [line for line in sheet.splitlines() if "> style" in line and "display: none" in line]
    assert "> style:only-child)" in hides
