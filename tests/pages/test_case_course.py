"""How a case goes on, on the pages: what may be done now, what is planned, what happened; staff lead it from there."""

from __future__ import annotations

import pytest

from planning import store
from planning.cases.case import Phase
from planning.cases.course import CasePhase
from planning.people import Role
from tests.pages.visiting import Street, faults, html, visiting


@pytest.mark.parametrize("language", ["zh", "en"])
def test_everybody_reads_where_a_case_stands(monkeypatch: pytest.MonkeyPatch, street: Street, language: str):
    """The phase of today, what may be done in it, what happened last, and the way to the whole timeline."""
    said = html(visiting(monkeypatch, street, "case", case=street.loaded.case_id, language=language))
    for part in {
        "zh": ("表决开放后，您可以凭投票码投票", "开始投票：选树种", "完整时间线"),
        "en": (
            "You can vote with your code once the round is open",
            "Voting began: Which species",
            "The whole timeline",
        ),
    }[language]:
        assert part in said, part
    assert f"/cases/{street.loaded.case_id}/timeline" in said


def test_a_planner_is_asked_for_a_reason_and_leads_on(monkeypatch: pytest.MonkeyPatch, street: Street):
    """Going back is refused until it is said why; then everybody reads the phase and its reason."""
    case = street.loaded.case_id
    at = visiting(monkeypatch, street, "manage", staff=str(Role.PLANNER), language="en")
    at.session_state["manage_section"] = "cases"
    at.run()
    at.selectbox(key=f"phase_new_{case}").select(Phase.OPTIONS)
    at.button(key=f"phase_save_{case}").click().run()
    assert ["say why" in refused for refused in faults(at)] == [True]
    at.text_input(key=f"phase_reason_{case}").input("One more species was named.")
    at.button(key=f"phase_save_{case}").click().run()
    assert faults(at) == []
    with street.house.database.reading() as session:
        assert [one.phase for one in store.find(session, CasePhase, case_id=case)] == [Phase.OPTIONS]
    assert "One more species was named." in html(visiting(monkeypatch, street, "case", case=case, language="en"))
