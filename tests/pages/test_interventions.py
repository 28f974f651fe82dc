"""Interventions on the pages: planners set and take back, everybody reads what would change where."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planning import addresses, store
from planning.options.intervention import Intervention, Measure
from planning.options.round import Round
from planning.people import Role
from tests.pages.visiting import Street, faults, html, visiting

PLANNER = str(Role.PLANNER)


def standing(street: Street) -> int:
    """How many places are set."""
    with street.house.database.reading() as session:
        return store.count(session, Intervention, community_id=street.here, withdrawn_at=None)


def put_back_to_draft(street: Street) -> None:
    """As if the open round of the case had not been announced."""
    with street.house.database.writing() as session:
        for round_ in store.find(session, Round, case_id=street.loaded.case_id):
            if round_.period and round_.period.closes > street.house.clock():
                store.change(session, replace(round_, period=None, version=round_.version + 1))


@pytest.mark.parametrize(("language", "told"), [("zh", "更换树木：紫薇"), ("en", "replace the tree: Crape myrtle")])
def test_everybody_reads_what_would_change_where(
    monkeypatch: pytest.MonkeyPatch, street: Street, language: str, told: str
):
    """Each option with its places, and the way to before and after."""
    said = html(visiting(monkeypatch, street, "case", case=street.loaded.case_id, language=language))
    assert told in said
    assert addresses.to(addresses.BEFORE_AFTER, community=street.here, case=street.loaded.case_id) in said


def test_a_planner_takes_back_and_sets_again(monkeypatch: pytest.MonkeyPatch, own_street: Street):
    """Along the lane, where the rules are clear; what is left as it is is told."""
    put_back_to_draft(own_street)
    before = standing(own_street)
    at = visiting(monkeypatch, own_street, "manage", staff=PLANNER, language="en")
    at.session_state["manage_section"] = "interventions"
    at.run()
    next(b for b in at.button if b.label == "Take back").click()
    at.run()
    assert faults(at) == []
    left = standing(own_street)
    assert left < before
    lane = next(option for option in at.selectbox(key="along_street").options if option.startswith("玉兰巷"))
    at.selectbox(key="along_street").select(lane)
    at.selectbox(key="along_replaced").select("女贞")
    at.run()
    next(b for b in at.button if b.label == "Replace them").click()
    at.run()
    assert faults(at) == []
    assert standing(own_street) == before


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_planner_plants_all_empty_sites(monkeypatch: pytest.MonkeyPatch, own_street: Street, language: str):
    """Of the place with the most of them, in one go."""
    put_back_to_draft(own_street)
    before = standing(own_street)
    at = visiting(monkeypatch, own_street, "manage", staff=PLANNER, language=language)
    at.session_state["manage_section"] = "interventions"
    at.run()
    assert at.selectbox(key="empty_where").options
    next(b for b in at.button if b.label in {"Plant them", "补种"}).click()
    at.run()
    assert faults(at) == []
    assert standing(own_street) > before


def test_a_place_outside_is_refused_in_plain_words(monkeypatch: pytest.MonkeyPatch, own_street: Street):
    """Longitude and latitude exchanged: nothing is set, and what was typed stays."""
    put_back_to_draft(own_street)
    at = visiting(monkeypatch, own_street, "manage", staff=PLANNER, language="en")
    at.session_state["manage_section"] = "interventions"
    at.run()
    before = standing(own_street)
    at.selectbox(key="single_measure").select(Measure.BENCH)
    at.run()
    at.text_input(key="single_lon").input("30.63")
    at.text_input(key="single_lat").input("104.06")
    next(b for b in at.button if b.label == "Set it").click()
    at.run()
    assert ["swapped" in one for one in faults(at)] == [True]
    assert standing(own_street) == before


@pytest.mark.parametrize("language", ["zh", "en"])
def test_while_it_is_voted_on_the_page_offers_no_change(monkeypatch: pytest.MonkeyPatch, street: Street, language: str):
    """What is set is read, a sentence says why nothing can be set, and there is no button that would be refused."""
    at = visiting(monkeypatch, street, "manage", staff=PLANNER, language=language)
    at.session_state["manage_section"] = "interventions"
    at.run()
    assert faults(at) == []
    assert ("更换树木：" if language == "zh" else "replace the tree: ") in html(at)
    assert ("这次表决已经公布" if language == "zh" else "This round is already announced") in html(at)
    offered = {"Take back", "Replace them", "Set it", "撤回", "更换", "设定"}
    assert offered.isdisjoint(button.label for button in at.button)
