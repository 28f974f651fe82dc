"""Works on the pages: what residents read of them, and what staff note."""

from __future__ import annotations

import pytest

from planning import store
from planning.cases.works import Touched, Work, WorkState
from planning.people import Role
from tests.pages.visiting import Street, faults, html, visiting
from tests.speaking import HOSTILE


@pytest.mark.parametrize("language", ["zh", "en"])
def test_residents_read_how_far_the_works_have_come(monkeypatch: pytest.MonkeyPatch, street: Street, language: str):
    """States, days, steps, and what is kept, altered, taken away, in both languages; the map says what it shows."""
    said = html(visiting(monkeypatch, street, "case", case=street.loaded.case_id, language=language))
    told = {
        "zh": ("共2项施工，已完工0项", "施工中", "已完成2个节点中的1个", "少拆多改", "改造 <b>4</b>", "小地图：施工位置"),
        "en": ("Works: 2. Done: 0.", "work under way", "Steps reached: 1 of 2", "Keep more, demolish less", "altered <b>4</b>",
               "Small map: where the works are"),
    }[language]  # fmt: skip
    for part in told:
        assert part in said, part


def test_staff_plan_a_work_and_move_it_on(monkeypatch: pytest.MonkeyPatch, street: Street):
    """Row 35: hostile words are only words, on both pages."""
    at = visiting(monkeypatch, street, "manage", staff=str(Role.PLANNER), language="en")
    at.session_state["manage_section"] = "works"
    at.run()
    at.text_input(key="work_en_new").input(HOSTILE)
    at.text_input(key="work_contractor_new").input(HOSTILE[:70])
    next(b for b in at.button if b.label == "Plan the work").click()
    at.run()
    assert faults(at) == []
    with street.house.database.reading() as session:
        (made,) = (one for one in store.find(session, Work, community_id=street.here) if one.title.en == HOSTILE)
    at.text_input(key=f"fate_en_{made.id}").input("Doors")
    at.number_input(key=f"fate_count_{made.id}").set_value(5)
    at.button(key=f"fate_things_{made.id}").click()
    at.run()
    at.button(key=f"work_on_{made.id}").click()
    at.run()
    assert faults(at) == []
    with street.house.database.reading() as session:
        assert [(one.label.en, one.count) for one in store.find(session, Touched, work_id=made.id)] == [("Doors", 5)]
        assert store.get(session, Work, made.id).state is WorkState.UNDER_WAY
    public = html(visiting(monkeypatch, street, "case", case=street.loaded.case_id, language="en"))
    assert "<img src=x" not in public
    assert "Later than planned." not in public
