"""Two cases of one name on the pages: what the board does reaches the one that it chose."""

from __future__ import annotations

from datetime import timedelta

import pytest

from planning import store
from planning.actions.cases import open_case
from planning.actions.evaluation import appraise, ask_about_case
from planning.cases.case import Phase
from planning.cases.evaluation import Appraisal, CaseEnding
from planning.people import SYSTEM, Role, Visitor
from planning.site import new_id
from planning.wording import Words
from tests.pages.visiting import Street, faults, html, visiting


def evaluated(street: Street) -> tuple[str, str]:
    """A case and its evaluation: asked three weeks ago for two weeks; five residents answered, one of them with words that nobody has shown yet."""
    database, before = street.house.database, street.house.clock() - timedelta(days=21)
    case: str = open_case(
        database, SYSTEM, before, new_id(), community_id=street.here, title=Words("树荫", "Shade"), question=Words("怎么办？", "How?"),
        about=Words(""), next_step=Words(""), phase=Phase.EVALUATE,
    )  # fmt: skip
    asked: str = ask_about_case(
        database, SYSTEM, before, new_id(), case_id=case, promise=Words("种树", "Trees"),
        opens=before, closes=before + timedelta(days=14), by_code=False,
    )  # fmt: skip
    for number in range(5):
        appraise(
            database, Visitor(None, f"browser {number}"), before + timedelta(days=1), new_id(), evaluation_id=asked, typed="",
            done="done_yes", good="good_good", words="" if number else "树荫还没有长好",
        )  # fmt: skip
    return case, asked


def test_the_board_shows_words_and_closes_the_case(monkeypatch: pytest.MonkeyPatch, street: Street):
    """From no words shown to one, then the end: each on the same page, though another case is called the same."""
    evaluated(street)
    case, asked = evaluated(street)
    with street.house.database.reading() as session:
        (words,) = [one for one in store.find(session, Appraisal, evaluation_id=asked) if one.words]
    at = visiting(monkeypatch, street, "manage", staff=str(Role.ADMINISTRATOR), language="en")
    at.session_state["manage_section"] = "evaluations"
    at.session_state["evaluation_of"] = case
    at.run()
    assert faults(at) == []
    at.checkbox(key=f"appraisal_{words.id}_{words.version}").check().run()
    assert faults(at) == []
    assert "树荫还没有长好" in html(at)
    at.button(key=f"ending_close_{case}").click().run()
    assert faults(at) == []
    with street.house.database.reading() as session:
        assert [one.closed for one in store.find(session, CaseEnding, case_id=case)] == [True]
