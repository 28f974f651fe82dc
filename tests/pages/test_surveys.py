"""Questionnaires on the pages: brought in, published, answered, closed, and read by everybody."""

from __future__ import annotations

import pytest

from planning import store
from planning.people import Role
from planning.site import Community
from planning.surveys.questionnaire.survey import Survey
from tests.asked import published
from tests.pages.visiting import Street, faults, html, visiting
from tests.speaking import HOSTILE


def test_staff_publish_and_close(monkeypatch: pytest.MonkeyPatch, street: Street):
    """Words that are markup stay words; before it is closed residents read no result."""
    with street.house.database.reading() as session:
        here = store.get(session, Community, street.here)
    asked = published(street.house, here)
    asked.change(version=2, about=asked.view.survey.about)
    for number in range(5):
        asked.answer({"care": "yes", "children": str(number % 2 + 1), "words": HOSTILE})
    resident = visiting(monkeypatch, street, "surveys", language="en")
    assert faults(resident) == []
    assert "5 answers so far" in html(resident)
    assert "who were asked" not in html(resident)
    at = visiting(monkeypatch, street, "manage", staff=str(Role.BOARD), language="en")
    at.session_state["manage_section"] = "surveys"
    at.run()
    at.selectbox(key="surveys_desk").set_value(asked.survey_id).run()
    assert faults(at) == []
    at.text_input(key=f"survey_reason_{asked.survey_id}").input("All have answered.")
    at.button(key=f"survey_close_{asked.survey_id}").click().run()
    assert faults(at) == []
    with street.house.database.reading() as session:
        assert store.get(session, Survey, asked.survey_id).closed_reason == "All have answered."
    for language, said in (("en", "5 of 5 who were asked have answered."), ("zh", "问到5人，5人作答。")):
        read = visiting(monkeypatch, street, "surveys", language=language, survey=asked.survey_id)
        assert faults(read) == []
        assert said in html(read)
        assert "<img src=x" not in html(read)
