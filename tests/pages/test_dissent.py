"""Objections and decisions on the pages: what everybody reads, and what staff enter."""

from __future__ import annotations

import pytest

from planning import store
from planning.cases.decision import CaseDecision
from planning.cases.dissent import Objection
from planning.people import Role
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
