"""Courtyards on the pages: everybody reads theirs; who leads hands a case on and opens a programme."""

from __future__ import annotations

import pytest

from planning import store
from planning.cases.keeping import Keeping
from planning.cases.matter import Level
from planning.cases.programme import Part, Programme
from planning.people import Role
from planning.site import Courtyard
from tests.pages.visiting import Street, faults, html, visiting


def test_a_courtyard_has_a_page(monkeypatch: pytest.MonkeyPatch, street: Street):
    """Its turnout of the closed round as a number of how many, and nothing of a group that is too small."""
    with street.house.database.reading() as session:
        yards = store.find(session, Courtyard, community_id=street.here)
    for language, words in (("zh", "谁在负责"), ("en", "Who is in charge")):
        at = visiting(monkeypatch, street, "courtyards", courtyard=yards[0].id, language=language)
        assert faults(at) == []
        assert words in [header.value for header in at.header]
        assert {"zh": "换还是留", "en": "Replace or keep"}[language] in html(at)
    gone = visiting(monkeypatch, street, "courtyards", courtyard="gone", language="en")
    assert "not here" in html(gone)


def test_a_planner_hands_a_case_on_and_spreads_it(monkeypatch: pytest.MonkeyPatch, street: Street):
    """Refused without a reason; a programme is opened, the case taken in and copied to another courtyard."""
    case = street.loaded.case_id
    at = visiting(monkeypatch, street, "manage", staff=str(Role.PLANNER), language="en")
    at.session_state["manage_section"] = "courtyards"
    at.run()
    at.text_input(key="programme_title_en").input("Shade for all")
    at.button(key="programme_open").click().run()
    assert faults(at) == []
    at.session_state["manage_section"] = "cases"
    at.run()
    at.button(key=f"spread_copy_{case}").click().run()
    assert faults(at) == []
    at.button(key=f"hand_{case}").click().run()
    assert len(faults(at)) == 1
    at.text_input(key=f"hand_reason_{case}").input("They can settle it.")
    at.button(key=f"hand_{case}").click().run()
    assert faults(at) == []
    with street.house.database.reading() as session:
        (programme,) = store.find(session, Programme, community_id=street.here)
        assert store.count(session, Part, programme_id=programme.id) == 2
        kept = store.get(session, Keeping, case)
    assert kept.level is Level.COURTYARD
    assert "They can settle it." in html(visiting(monkeypatch, street, "case", case=case, language="en"))
    assert faults(visiting(monkeypatch, street, "courtyards", programme=programme.id, language="zh")) == []
