"""Objections and decisions on the pages: what everybody reads, and what staff enter."""

from __future__ import annotations

import pytest

from planning import store
from planning.cases.decision import CaseDecision
from planning.cases.dissent import Objection
from planning.cases.household import Household, HouseholdState
from planning.people import Role
from planning.site import Courtyard, new_id
from tests.pages.visiting import Street, faults, html, visiting
from tests.speaking import HOSTILE

BOARD = str(Role.BOARD)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_everybody_reads_the_decision_and_what_stands(monkeypatch: pytest.MonkeyPatch, street: Street, language: str):
    """How it was decided, the objector's words, the answer, and numbers of the others; no door, no shop, nobody who went."""
    at = visiting(monkeypatch, street, "case", case=street.loaded.case_id, language=language)
    said = html(at)
    told = {
        "zh": ("保留1条，各退一步1条，上门后撤回0条", "投票码表决", "不是法定的业主表决"),
        "en": ("They stand: 1; met half-way: 1; withdrawn after a visit: 0.", "by a vote with codes", "not a statutory vote"),
    }[language]  # fmt: skip
    for part in (*told, "这些树长了三十年"):
        assert part in said, part
    for part in ("3-2-601", "一家面馆", "社区工作者、"):
        assert part not in said, part


def test_staff_enter_an_objection_and_the_board_is_told_to_visit_first(monkeypatch: pytest.MonkeyPatch, street: Street):
    """Hostile words are only words; a decision without a reason is refused, and what was typed stays."""
    at = visiting(monkeypatch, street, "manage", staff=BOARD, language="en")
    at.session_state["manage_section"] = "objections"
    at.run()
    at.text_input(key="objection_who_new").input("a shop")
    at.text_area(key="objection_text_new").input(HOSTILE)
    at.checkbox(key="objection_shown_new").check()
    next(b for b in at.button if b.label == "Enter the objection").click()
    at.run()
    assert faults(at) == []
    with street.house.database.reading() as session:
        assert HOSTILE in {one.text for one in store.find(session, Objection, community_id=street.here)}
    assert not at.checkbox(key="objection_shown_new").value, "whoever objects next is asked anew"
    at.text_area(key="decision_en").input("We plant.")
    next(b for b in at.button if b.label == "Record the decision").click()
    at.run()
    assert ["nobody has visited" in refused for refused in faults(at)] == [True]
    at.text_area(key="decision_why").input("The season ends.")
    next(b for b in at.button if b.label == "Record the decision").click()
    at.run()
    assert faults(at) == []
    with street.house.database.reading() as session:
        made = [one for one in store.find(session, CaseDecision, community_id=street.here) if one.unvisited]
    assert [(one.text["en"], one.unvisited_reason) for one in made] == [("We plant.", "The season ends.")]
    public = html(visiting(monkeypatch, street, "case", case=street.loaded.case_id, language="en"))
    assert "<img src=x" not in public
    assert "The season ends." in public


def test_of_two_doors_of_one_name_the_chosen_one_is_entered(monkeypatch: pytest.MonkeyPatch, street: Street):
    """1-101 stands in two courtyards and once in none: each is called otherwise in the list, and the one meant is entered."""
    with street.house.database.writing() as session:
        yards = store.find(session, Courtyard, community_id=street.here)[:2]
        doors = [
            Household(new_id(), street.here, street.loaded.case_id, yard, "1-101", "", street.house.clock(), HouseholdState.OBJECTED, note=f"note {number}")
            for number, yard in enumerate((yards[0].id, yards[1].id, None, None))
        ]  # fmt: skip
        for door in doors:
            store.add(session, door)
    at = visiting(monkeypatch, street, "manage", staff=BOARD, language="en")
    at.session_state["manage_section"] = "objections"
    at.run()
    offered = [one.replace("\\", "") for one in at.selectbox(key="objection_door").options]
    assert len(set(offered)) == len(offered) == 5
    assert {f"1-101 · {yard.name['en']}" for yard in yards} < set(offered)
    at.selectbox(key="objection_door").select(doors[0].id).run()
    next(b for b in at.button if b.label == "Enter the objection").click()
    at.run()
    assert faults(at) == []
    with street.house.database.reading() as session:
        made = [one for one in store.find(session, Objection, community_id=street.here) if one.household_id]
    assert [(one.household_id, one.text) for one in made] == [(doors[0].id, "note 0")]
