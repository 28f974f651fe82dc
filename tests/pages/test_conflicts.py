"""Two members of staff edit one thing: the later one reads what the other changed, and overwrites nothing unread."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from planning import store
from planning.cases.case import Case
from planning.surveys.observation import Tree
from planning.wording import Words
from tests.pages.visiting import Street, visiting


def elsewhere(street: Street, kind: type, id_: str, **changes: Any) -> None:
    """Somebody else saves meanwhile."""
    with street.house.database.writing() as session:
        value: Any = store.get(session, kind, id_)
        later = {"version": value.version + 1} if hasattr(value, "version") else {}
        store.change(session, replace(value, **changes, **later))


def read(street: Street, kind: type, id_: str) -> Any:
    """As it is kept."""
    with street.house.database.reading() as session:
        return store.get(session, kind, id_)


def test_a_case_that_somebody_else_saved(monkeypatch: pytest.MonkeyPatch, own_street: Street):
    """Row 49: the difference is shown, what was typed is still there, and saving again is a decision."""
    at = visiting(monkeypatch, own_street, "manage", staff="planner", language="en")
    at.button_group(key="manage_section").set_value("cases").run()
    with own_street.house.database.reading() as session:
        [case] = store.find(session, Case, community_id=own_street.here)
    at.text_input(key=f"cases_{case.id}_title_en").set_value("My title").run()
    elsewhere(own_street, Case, case.id, next_step=Words("开会", "A meeting"))
    save = next(button for button in at.button if button.label == "Save the case")
    at = save.click().run()
    [warning] = at.warning
    assert "next step" in warning.value
    assert "A meeting" in warning.value
    kept = read(own_street, Case, case.id)
    assert (kept.next_step.en, kept.title.en) == ("A meeting", case.title.en)
    assert at.text_input(key=f"cases_{case.id}_title_en").value == "My title"
    save = next(button for button in at.button if button.label == "Save the case")
    at = save.click().run()
    assert not at.warning
    assert read(own_street, Case, case.id).title.en == "My title"


def test_a_tree_that_somebody_else_corrected(monkeypatch: pytest.MonkeyPatch, own_street: Street):
    """The same on the card of a tree."""
    with own_street.house.database.reading() as session:
        tree = next(t for t in store.find(session, Tree, community_id=own_street.here) if t.removed_at is None)
    at = visiting(monkeypatch, own_street, "map", staff="planner", language="en", object=f"tree:{tree.id}")
    at.button_group(key="map_task").set_value("correct").run()
    at.text_area(key=f"map_correct_{tree.id}_note").set_value("my note").run()
    elsewhere(own_street, Tree, tree.id, height_m=17.0)
    save = next(button for button in at.button if button.label == "Save the details")
    at = save.click().run()
    assert any("17" in warning.value and "height" in warning.value for warning in at.warning)
    assert read(own_street, Tree, tree.id).note == tree.note
