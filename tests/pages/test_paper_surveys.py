"""Questionnaires on paper on their page: printed, entered by one person, confirmed by another."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from planning import addresses, store
from planning.actions.survey_paper import (
    enter_survey_sheet,
    open_survey_batch,
    print_survey_sheets,
)
from planning.pages.manage.paper_surveys import spots
from planning.people import Role, Visitor
from planning.queries.places import places
from planning.site import Community, Courtyard, new_id
from planning.store import accounts
from planning.surveys.places import Place
from planning.surveys.questionnaire.paper import PaperBatch, PaperSheet, PaperState, Unread
from planning.surveys.questionnaire.survey import Means, Response
from tests.asked import Asked, prepared, published
from tests.pages.visiting import Street, faults, html, visiting


def test_a_batch_goes_from_hand_to_hand(monkeypatch: pytest.MonkeyPatch, own_street: Street):
    """Two sheets, one of them unreadable; a question that is not asked has no field; it counts once it is confirmed."""
    with own_street.house.database.reading() as session:
        here = store.get(session, Community, own_street.here)
    asked = published(own_street.house, here)
    at = visiting(monkeypatch, own_street, "manage", staff=str(Role.SOCIAL_WORKER), language="en")
    at.session_state["manage_section"] = "paper_surveys"
    at.run()
    at.selectbox(key="paper_survey").set_value(asked.survey_id).run()
    at.button(key=f"survey_number_{asked.survey_id}").click().run()
    at.number_input(key=f"survey_counted_{asked.survey_id}").set_value(2).run()
    at.button(key=f"survey_open_batch_{asked.survey_id}").click().run()
    assert faults(at) == []
    with own_street.house.database.reading() as session:
        (batch,) = store.find(session, PaperBatch, survey_id=asked.survey_id)
    key = f"{batch.id}_1_0"
    assert not [one for one in at.text_input if one.key == f"survey_q_{key}_children"]
    at.selectbox(key=f"survey_q_{key}_care").set_value("yes").run()
    at.text_input(key=f"survey_q_{key}_children").input("12")
    at.button(key=f"survey_save_{key}").click().run()
    assert faults(at) != []
    at.text_input(key=f"survey_q_{key}_children").input("2")
    at.button(key=f"survey_save_{key}").click().run()
    assert faults(at) == []
    at.selectbox(key=f"survey_unread_{batch.id}_2_0").set_value(Unread.UNREADABLE).run()
    at.button(key=f"survey_save_{batch.id}_2_0").click().run()
    at.button(key=f"survey_hand_on_{batch.id}").click().run()
    assert faults(at) == []
    other = visiting(monkeypatch, own_street, "manage", staff=str(Role.BOARD), language="zh")
    other.session_state["manage_section"] = "paper_surveys"
    other.run()
    other.selectbox(key="paper_survey").set_value(asked.survey_id).run()
    assert faults(other) == []
    assert "需要" in html(other)
    with own_street.house.database.reading() as session:
        version = store.get(session, PaperBatch, batch.id).version
    other.button(key=f"survey_confirm_{batch.id}_{version}").click().run()
    assert faults(other) == []
    with own_street.house.database.reading() as session:
        (response,) = store.find(session, Response, survey_id=asked.survey_id)
        assert store.get(session, PaperBatch, batch.id).state is PaperState.CONFIRMED
    assert response.means is Means.PAPER


def paper_page(monkeypatch: pytest.MonkeyPatch, street: Street, asked: Asked, role: Role) -> AppTest:
    """The page at a questionnaire."""
    at = visiting(monkeypatch, street, "manage", staff=str(role), language="en")
    at.session_state["manage_section"] = "paper_surveys"
    at.run()
    at.selectbox(key="paper_survey").set_value(asked.survey_id).run()
    assert faults(at) == []
    return at


def middle(here: Community) -> list[float]:
    """A point of the community that is no place of its list."""
    assert here.bounds is not None
    return [round(degrees, 7) for degrees in here.bounds.centre]


def who(street: Street, role: Role) -> Visitor:
    """The member of staff who sees the page in this role."""
    with street.house.database.reading() as session:
        member = next(one for one in accounts.members(session) if one.name == str(role))
    return Visitor(member)


def entered(street: Street, asked: Asked, spot: list[float]) -> str:
    """A batch with one sheet that names a place; gives its id."""
    worker = who(street, Role.SOCIAL_WORKER)
    house = street.house
    print_survey_sheets(house.database, worker, house.clock(), new_id(), survey_id=asked.survey_id, sheets=3)
    made = open_survey_batch(house.database, worker, house.clock(), new_id(), survey_id=asked.survey_id, sheets=1)
    enter_survey_sheet(
        house.database, worker, house.clock(), paper_batch_id=made, number=1, answers={"care": "no", "spot": spot}, unread=None,
        why="", courtyard_id="", code_typed="", mac=house.mac,
    )  # fmt: skip
    return made


def kept_spot(street: Street, batch_id: str) -> Any:
    """The place on the sheet now."""
    with street.house.database.reading() as session:
        (sheet,) = store.find(session, PaperSheet, batch_id=batch_id)
    return json.loads(sheet.answers).get("spot")


def test_a_place_stays_on_its_sheet_and_is_told_by_its_name(monkeypatch: pytest.MonkeyPatch, own_street: Street):
    """One that is on the list no more stays when the sheet is saved again; the second person reads names and no figures."""
    house, worker = own_street.house, who(own_street, Role.SOCIAL_WORKER)
    with house.database.reading() as session:
        here = store.get(session, Community, own_street.here)
    asked = published(house, here)
    known = places(house.database, worker, house.clock(), community_id=here.id)[0]
    gone = [round(known.pin.lon + 0.0001, 7), round(known.pin.lat, 7)]
    batch_id = entered(own_street, asked, gone)
    read: list[str] = []

    def counted(*asked: Any, **named: Any) -> list[Place]:
        read.append("once")
        return places(*asked, **named)

    monkeypatch.setattr(spots, "places", counted)
    at = paper_page(monkeypatch, own_street, asked, Role.SOCIAL_WORKER)
    at.number_input(key=f"survey_sheet_{batch_id}").set_value(1)
    read.clear()
    at.run()
    assert read == ["once"]
    at.button(key=f"survey_save_{batch_id}_1_1").click().run()
    assert faults(at) == []
    assert kept_spot(own_street, batch_id) == gone
    at.number_input(key=f"survey_sheet_{batch_id}").set_value(1).run()
    spot = at.selectbox(key=f"survey_q_{batch_id}_1_2_spot")
    assert len(set(spot.options)) == len(spot.options)
    spot.set_value(spots.key_of([round(known.pin.lon, 7), round(known.pin.lat, 7)])).run()
    at.button(key=f"survey_save_{batch_id}_1_2").click().run()
    assert faults(at) == []
    assert kept_spot(own_street, batch_id) == [round(known.pin.lon, 7), round(known.pin.lat, 7)]
    at.button(key=f"survey_hand_on_{batch_id}").click().run()
    told = html(paper_page(monkeypatch, own_street, asked, Role.BOARD))
    assert known.name["en"] in told
    assert str(round(known.pin.lat, 7)) not in told


def test_places_of_one_name_are_told_apart(monkeypatch: pytest.MonkeyPatch, own_street: Street):
    """Streamlit knows an option by its words: of two with the same words the last one would be chosen for both."""
    house = own_street.house
    with house.database.reading() as session:
        here = store.get(session, Community, own_street.here)
        yards = [one for one in store.find(session, Courtyard, community_id=here.id) if one.outline is not None][:2]
    with house.database.writing() as session:
        store.change(session, replace(yards[1], name=yards[0].name))
    asked = published(house, here)
    batch_id = entered(own_street, asked, middle(here))
    at = paper_page(monkeypatch, own_street, asked, Role.SOCIAL_WORKER)
    at.number_input(key=f"survey_sheet_{batch_id}").set_value(1).run()
    options = at.selectbox(key=f"survey_q_{batch_id}_1_1_spot").options
    assert len(set(options)) == len(options)
    assert sum(one.startswith(f"{yards[0].name['en']} (") for one in options) == 2


def test_a_sheet_is_chosen_whatever_is_said_of_it_meanwhile(monkeypatch: pytest.MonkeyPatch, own_street: Street):
    """Whether a sheet can be read changes; the choice by which it is opened again does not."""
    house = own_street.house
    with house.database.reading() as session:
        here = store.get(session, Community, own_street.here)
    asked = published(house, here)
    batch_id = entered(own_street, asked, middle(here))
    at = paper_page(monkeypatch, own_street, asked, Role.SOCIAL_WORKER)
    before = (
        at.selectbox(key=f"survey_correct_{batch_id}").options,
        at.selectbox(key=f"survey_batch_{asked.survey_id}").options,
    )
    at.number_input(key=f"survey_sheet_{batch_id}").set_value(1).run()
    at.selectbox(key=f"survey_unread_{batch_id}_1_1").set_value(Unread.BLANK).run()
    at.button(key=f"survey_save_{batch_id}_1_1").click().run()
    at.button(key=f"survey_correct_go_{batch_id}").click().run()
    assert faults(at) == []
    assert at.number_input(key=f"survey_sheet_{batch_id}").value == 1
    at.button(key=f"survey_hand_on_{batch_id}").click().run()
    assert faults(at) == []
    assert at.selectbox(key=f"survey_batch_{asked.survey_id}").options == before[1]
    assert before[0] == ["1"]


def test_the_board_gives_up_a_batch_on_the_page_and_nobody_else_does(
    monkeypatch: pytest.MonkeyPatch, own_street: Street
):
    """With a reason its sheets go, and another batch can be opened; a social worker has no such button."""
    house = own_street.house
    with house.database.reading() as session:
        here = store.get(session, Community, own_street.here)
    asked = published(house, here)
    batch_id = entered(own_street, asked, middle(here))
    key = f"survey_give_up_{batch_id}_1"
    mine = paper_page(monkeypatch, own_street, asked, Role.SOCIAL_WORKER)
    assert not [one for one in mine.button if one.key == key]
    at = paper_page(monkeypatch, own_street, asked, Role.BOARD)
    at.button(key=key).click().run()
    assert len(faults(at)) == 1
    at.text_input(key=f"survey_give_up_why_{batch_id}_1").input("Nobody goes on")
    at.button(key=key).click().run()
    assert faults(at) == []
    with house.database.reading() as session:
        assert store.find(session, PaperBatch, survey_id=asked.survey_id) == []
    assert at.selectbox(key=f"survey_batch_{asked.survey_id}").value == ""


def test_of_a_questionnaire_in_preparation_there_is_a_specimen(monkeypatch: pytest.MonkeyPatch, own_street: Street):
    """Its page leads to the sheet without a number, and numbers nothing."""
    house = own_street.house
    with house.database.reading() as session:
        here = store.get(session, Community, own_street.here)
    asked = prepared(house, here)
    at = paper_page(monkeypatch, own_street, asked, Role.PLANNER)
    assert addresses.to(addresses.SURVEY_SHEETS, survey=asked.survey_id) in html(at)
    assert not [one for one in at.button if one.key == f"survey_number_{asked.survey_id}"]
