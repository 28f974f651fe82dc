"""Interventions on the pages: planners set and take back, everybody reads what would change where."""

from __future__ import annotations

import pytest

from planning import addresses, store
from planning.options.intervention import Intervention, Measure
from planning.people import Role
from tests.pages.visiting import Street, faults, html, visiting

PLANNER = str(Role.PLANNER)


def standing(street: Street) -> int:
    """How many places are set."""
    with street.house.database.reading() as session:
        return store.count(session, Intervention, community_id=street.here, withdrawn_at=None)


@pytest.mark.parametrize(("language", "told"), [("zh", "更换树木：紫薇"), ("en", "replace the tree: Crape myrtle")])
def test_everybody_reads_what_would_change_where(
    monkeypatch: pytest.MonkeyPatch, street: Street, language: str, told: str
):
    """Each option with its places, and the way to before and after."""
    said = html(visiting(monkeypatch, street, "case", case=street.loaded.case_id, language=language))
    assert told in said
    assert addresses.to(addresses.BEFORE_AFTER, community=street.here, case=street.loaded.case_id) in said


def test_a_planner_takes_back_and_sets_again(monkeypatch: pytest.MonkeyPatch, street: Street):
    """Along the lane, where the rules are clear; what is left as it is is told."""
    before = standing(street)
    at = visiting(monkeypatch, street, "manage", staff=PLANNER, language="en")
    at.session_state["manage_section"] = "interventions"
    at.run()
    next(b for b in at.button if b.label == "Take back").click()
    at.run()
    assert faults(at) == []
    left = standing(street)
    assert left < before
    lane = next(option for option in at.selectbox(key="along_street").options if option.startswith("玉兰巷"))
    at.selectbox(key="along_street").select(lane)
    at.selectbox(key="along_replaced").select("女贞")
    at.run()
    next(b for b in at.button if b.label == "Replace them").click()
    at.run()
    assert faults(at) == []
    assert standing(street) == before


def test_a_place_outside_is_refused_in_plain_words(monkeypatch: pytest.MonkeyPatch, street: Street):
    """Longitude and latitude exchanged: nothing is set, and what was typed stays."""
    at = visiting(monkeypatch, street, "manage", staff=PLANNER, language="en")
    at.session_state["manage_section"] = "interventions"
    at.run()
    before = standing(street)
    at.selectbox(key="single_measure").select(Measure.BENCH)
    at.run()
    at.text_input(key="single_lon").input("30.63")
    at.text_input(key="single_lat").input("104.06")
    next(b for b in at.button if b.label == "Set it").click()
    at.run()
    assert ["swapped" in one for one in faults(at)] == [True]
    assert standing(street) == before
