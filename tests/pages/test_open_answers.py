"""Open answers grouped on the pages: by staff under themes that they name, read by everybody as names and numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import pytest

from planning import store
from planning.pages.manage import open_answers as desk_page
from planning.people import Role
from planning.queries.open_answers import AnswersDesk
from planning.site import Community
from planning.surveys.questionnaire.survey import Admission, Survey
from planning.surveys.questionnaire.theme import Grouped, Theme
from planning.wording import Words
from tests.asked import Asked, published
from tests.makers import NOON, visitor
from tests.pages.visiting import Street, faults, html, visiting
from tests.speaking import HOSTILE

if TYPE_CHECKING:
    from planning.pages.visit import Visit


def _answered(street: Street) -> Asked:
    with street.house.database.reading() as session:
        here = store.get(session, Community, street.here)
    assert here.bounds is not None
    lon, lat = here.bounds.centre
    asked = published(street.house, here)
    for number in range(7):
        words = "请加装电梯" if number < 6 else HOSTILE
        asked.answer({"care": "no", "words": words, "spot": [lon, lat]}, by=visitor(f"browser-{number}"))
    return asked


def test_staff_group_answers_and_everybody_reads_the_themes(monkeypatch: pytest.MonkeyPatch, street: Street):
    """All that were found go under a new theme in one step; undoing lays it aside; markup stays words."""
    asked = _answered(street)
    id_ = asked.survey_id
    at = visiting(monkeypatch, street, "manage", staff=str(Role.BOARD), language="en")
    at.session_state["manage_section"] = "surveys"
    at.run()
    at.selectbox(key="surveys_desk").set_value(id_).run()
    at.toggle(key=f"survey_open_{id_}").set_value(True).run()
    assert faults(at) == []
    assert "7 answers, 7 of them under no theme" in html(at)
    assert "6 that say much the same" in html(at)
    assert "<img src=x" not in html(at)
    at.button(key=f"open_put_{id_}").click().run()
    assert [one.replace("\\", "") for one in faults(at)] == ["Please write something first."]
    at.text_input(key=f"open_text_{id_}").input("电梯").run()
    at.text_input(key=f"open_zh_{id_}").input("电梯")
    at.text_input(key=f"open_en_{id_}").input("A lift")
    at.button(key=f"open_all_{id_}").click().run()
    assert faults(at) == []
    with street.house.database.reading() as session:
        (theme,) = store.find(session, Theme, survey_id=id_)
        assert store.count(session, Grouped, theme_id=theme.id) == 6
    at.button(key=f"open_undo_{id_}").click().run()
    assert faults(at) == []
    with street.house.database.reading() as session:
        assert store.get(session, Theme, theme.id).dropped_at is not None
    at.text_input(key=f"open_zh_{id_}").input("电梯")
    at.text_input(key=f"open_en_{id_}").input("A lift")
    at.button(key=f"open_all_{id_}").click().run()
    with street.house.database.reading() as session:
        (theme,) = store.find(session, Theme, survey_id=id_, dropped_at=None)
        assert store.count(session, Grouped, theme_id=theme.id) == 6
    assert faults(at) == []
    asked.close()
    for language, said in (("en", "A lift"), ("zh", "电梯")):
        read = visiting(monkeypatch, street, "surveys", language=language, survey=id_)
        assert faults(read) == []
        assert f"<dt>{said}</dt>" in html(read)
        assert "请加装电梯" not in html(read)
        assert ("Places named" if language == "en" else "地图上指出的地方") in [one.value for one in read.header]
        assert "Each place" not in html(read)


def test_an_undo_that_comes_twice_is_one():
    """The second of two quick taps finds nothing left to undo, and says nothing."""
    survey = Survey("s", "here", Words("问卷"), Words(""), Admission.OPEN, NOON)
    nobody = cast("Visit", None)
    assert desk_page._undo(nobody, AnswersDesk(survey, ()), "act") is None
