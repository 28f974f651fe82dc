"""Questionnaires on paper on their page: printed, entered by one person, confirmed by another."""

from __future__ import annotations

import pytest

from planning import store
from planning.people import Role
from planning.site import Community
from planning.surveys.questionnaire.paper import PaperBatch, PaperState, Unread
from planning.surveys.questionnaire.survey import Means, Response
from tests.asked import published
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
