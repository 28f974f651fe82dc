"""Courtyards on the pages: everybody reads theirs; who leads hands a case on and opens a programme."""

from __future__ import annotations

from datetime import timedelta

import pytest

from planning import store
from planning.cases.case import Case, Phase
from planning.cases.courtyards import Term
from planning.cases.evaluation import About, Evaluation
from planning.cases.fund import Fund
from planning.cases.keeping import Keeping
from planning.cases.matter import Level
from planning.cases.programme import Part, Programme
from planning.pages.manage.courtyards import BEFORE
from planning.people import Role
from planning.site import Courtyard, new_id
from planning.wording import Words
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


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_courtyard_shows_its_money_and_its_evaluations(
    monkeypatch: pytest.MonkeyPatch, own_street: Street, language: str
):
    """Its own fund and no other one; what residents say of its group, and of the case that it settles itself."""
    now = own_street.house.clock()
    opens, closes = now - timedelta(days=9), now - timedelta(days=2)
    with own_street.house.database.writing() as session:
        mine, other = store.find(session, Courtyard, community_id=own_street.here, order="code")[:2]
        store.add(session, Case(
            "own-case", own_street.here, Words("楼道灯", "Stair lights"), Words("换吗"), Words(""), Phase.EVALUATE, now
        ))  # fmt: skip
        store.add(session, Keeping("own-case", own_street.here, Level.COURTYARD, None, (mine.id,)))
        for yard, name in (
            (mine, Words("本院公益金", "Fund of our yard")),
            (other, Words("别院公益金", "Fund of theirs")),
        ):
            store.add(session, Fund(new_id(), own_street.here, name, now, yard.id))
        promised = {"group": Words("每周公示", "Books each week"), "case": Words("换十盏灯", "Ten new lights")}
        store.add(session, Evaluation(
            new_id(), own_street.here, About.GROUP, promised["group"], opens, closes, False, opens, None, mine.id, 2031
        ))  # fmt: skip
        store.add(session, Evaluation(
            new_id(), own_street.here, About.CASE, promised["case"], opens, closes, False, opens, "own-case"
        ))  # fmt: skip
    said = html(visiting(monkeypatch, own_street, "courtyards", courtyard=mine.id, language=language))
    theirs = html(visiting(monkeypatch, own_street, "courtyards", courtyard=other.id, language=language))
    parts = {
        "zh": ("本院公益金", "每周公示", "换十盏灯"),
        "en": ("Fund of our yard", "Books each week", "Ten new lights"),
    }
    for part in parts[language]:
        assert part in said, part
        assert part not in theirs, part
    assert {"zh": "别院公益金", "en": "Fund of theirs"}[language] not in said


def test_whoever_is_entered_next_is_asked_anew_for_the_name(monkeypatch: pytest.MonkeyPatch, street: Street):
    """Neither the name nor the consent of the one before stays in the form."""
    at = visiting(monkeypatch, street, "manage", staff=str(Role.BOARD), language="en")
    at.session_state["manage_section"] = "courtyards"
    at.run()
    yard = at.selectbox(key="yards_chosen").value
    at.selectbox(key=f"term_by_{yard}").set_value(BEFORE).run()
    at.text_input(key=f"term_name_{yard}").input("Lao Li")
    at.text_input(key=f"term_before_{yard}").input("In the hall, 2019")
    at.checkbox(key=f"term_shown_{yard}").check()
    at.button(key=f"term_save_{yard}").click().run()
    assert faults(at) == []
    with street.house.database.reading() as session:
        assert store.count(session, Term, courtyard_id=yard, name="Lao Li", shown=True) == 1
    assert (at.text_input(key=f"term_name_{yard}").value, at.checkbox(key=f"term_shown_{yard}").value) == ("", False)


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
