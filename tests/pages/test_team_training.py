"""The training register on the page of the planner team."""

from __future__ import annotations

import pytest

from planning.people import Role
from tests.pages.visiting import Street, faults, visiting


def test_the_training_register_tells_until_when_somebody_is_trained(
    monkeypatch: pytest.MonkeyPatch, own_street: Street
):
    """A training is entered beside a line of the register, and the table says until when it is valid."""
    at = visiting(monkeypatch, own_street, "manage", staff=str(Role.PLANNER), language="en")
    at.session_state["manage_section"] = "team"
    at.run()
    at.text_input(key="team_new_name").input("Lin")
    at.text_input(key="team_new_profession").input("teacher")
    at.button(key="team_save").click().run()
    assert faults(at) == []
    planner = at.session_state["team_chosen"]
    key = f"training_{planner}_new_0"
    at.text_input(key=f"{key}_course").input("Spring course")
    at.text_input(key=f"{key}_by").input("The city")
    at.button(key=f"{key}_save").click().run()
    assert faults(at) == []
    assert "Spring course, valid without an end" in at.dataframe[0].value.to_csv()
