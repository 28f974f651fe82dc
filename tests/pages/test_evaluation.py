"""Evaluations on the pages once they have closed: drawn whole also where no words were released, which is how they begin."""

from __future__ import annotations

from datetime import timedelta

import pytest

from planning import store
from planning.cases.evaluation import About, Appraisal, CaseEnding, Done, Evaluation, Good
from planning.site import Courtyard, new_id
from planning.wording import Words
from tests.pages.visiting import Street, faults, html, visiting


@pytest.fixture
def judged(own_street: Street) -> Street:
    """The case, and a courtyard's group, judged by six each: somebody wrote words, and nobody released them."""
    street = own_street
    now = street.house.clock()
    opens, closes = now - timedelta(days=9), now - timedelta(days=2)
    with street.house.database.writing() as session:
        yard = store.first(session, Courtyard, community_id=street.here)
        assert yard is not None
        promise = Words("种四十棵树", "Forty trees")
        case = Evaluation(
            new_id(), street.here, About.CASE, promise, opens, closes, False, opens, street.loaded.case_id
        )
        group = Evaluation(
            new_id(), street.here, About.GROUP, promise, opens, closes, False, opens, None, yard.id, opens.year + 2
        )
        for one in (case, group):
            store.add(session, one)
            for number in range(6):
                store.add(session, Appraisal(
                    new_id(), street.here, one.id, f"once-{number}", f"browser-{number}", Done.YES, Good.GOOD,
                    f"说的话{number}", opens,
                ))  # fmt: skip
    return street


@pytest.mark.parametrize("language", ["zh", "en"])
def test_pages_are_whole_where_no_words_were_released(monkeypatch: pytest.MonkeyPatch, judged: Street, language: str):
    """The front page tells the group's figures; the case's page goes on after them, down to what happened."""
    home = visiting(monkeypatch, judged, language=language)
    case = visiting(monkeypatch, judged, "case", case=judged.loaded.case_id, language=language)
    for at in (home, case):
        assert faults(at) == []
        assert {"zh": "6份答卷", "en": "6 answers"}[language] in html(at)
        assert "说的话" not in html(at)
    assert f"/cases/{judged.loaded.case_id}/timeline" in html(case)


def test_staff_release_words_where_none_were_released_yet(monkeypatch: pytest.MonkeyPatch, judged: Street):
    """The boxes that release words, and closing the case, stand below the figures; then everybody reads the words."""
    at = visiting(monkeypatch, judged, "manage", staff="administrator of all", language="en")
    at.session_state["manage_section"] = "evaluations"
    at.session_state["evaluation_of"] = judged.loaded.case_id
    at.run()
    assert faults(at) == []
    assert "Close the case" in [button.label for button in at.button]
    next(box for box in at.checkbox if box.label == "说的话3").check().run()
    assert faults(at) == []
    said = html(visiting(monkeypatch, judged, "case", case=judged.loaded.case_id, language="en"))
    assert "说的话3" in said
    assert "说的话4" not in said


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_closed_case_says_so(monkeypatch: pytest.MonkeyPatch, judged: Street, language: str):
    """At its head and on the front page, instead of the phase in which it was closed."""
    now, case = judged.house.clock(), judged.loaded.case_id
    with judged.house.database.writing() as session:
        asked = store.first(session, Evaluation, case_id=case)
        assert asked is not None
        store.add(session, CaseEnding(new_id(), judged.here, case, asked.id, True, "", now))
    head = html(visiting(monkeypatch, judged, "case", case=case, language=language))
    assert {"zh": "已评价办结", "en": "Closed with its evaluation"}[language] in head
    home = html(visiting(monkeypatch, judged, language=language))
    assert {"zh": "<span>已办结</span>", "en": "<span>case closed</span>"}[language] in home


def test_a_name_that_stands_nowhere_is_told(monkeypatch: pytest.MonkeyPatch, street: Street):
    """Manage, personal data: no hits is an answer, not a fault."""
    at = visiting(monkeypatch, street, "manage", staff="administrator of all", language="en")
    at.session_state["manage_section"] = "personal"
    at.session_state["personal_name"] = "Zzzz"
    at.run()
    assert faults(at) == []
    assert "0 texts name this person." in html(at)
