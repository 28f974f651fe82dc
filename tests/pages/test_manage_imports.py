"""The import page: a file is looked at first, what was guessed can be changed, what came in can be taken back."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from planning import store
from planning.surveys.observation import Import, Tree
from tests.pages.visiting import EMPTY, Street, faults, html, visiting

TREES = "编号,树种,胸径,经度,纬度\nA1,女贞,22.5,104.0601,30.6301\nA2,银杏,viel,104.0602,30.6302\nA3,银杏,9,,\n"


def _at(monkeypatch: pytest.MonkeyPatch, street: Street, text: str, language: str = "en") -> AppTest:
    """The page with a file chosen, in the empty community."""
    at = visiting(monkeypatch, street, "manage", staff="administrator of all", language=language, community=EMPTY)
    at.session_state["manage_section"] = "imports"
    at.run()
    at.file_uploader(key="imports_file").upload("trees.csv", text.encode(), "text/csv").run()
    assert faults(at) == []
    return at


def _trees(street: Street) -> list[Tree]:
    with street.house.database.reading() as session:
        return store.find(session, Tree, order="external_id", community_id=EMPTY)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_preview_shows_what_would_come_and_what_is_doubtful(monkeypatch, street, language):
    """Nothing is written; refused and doubtful rows are listed, columns can be changed, two pictures are drawn."""
    at = _at(monkeypatch, street, TREES, language)
    tables = [table.value for table in at.dataframe]
    assert [len(table) for table in tables] == [1, 1]
    assert len([one for one in at.main if one.type == "image"]) == 2
    assert at.selectbox(key="imports_column_dbh_cm").value == "胸径"
    assert _trees(street) == []


def test_a_unit_and_a_column_are_changed_and_the_file_is_read_again(monkeypatch, street):
    """Millimetres instead of centimetres, and no species at all: then it comes in so."""
    at = _at(monkeypatch, street, TREES)
    at.selectbox(key="imports_unit_dbh_cm").select("mm").run()
    at.selectbox(key="imports_column_species").select("").run()
    assert faults(at) == []
    at.button(key="imports_go").click().run()
    assert faults(at) == []
    first = _trees(street)[0]
    assert (first.dbh_cm, first.species.zh) == (2.25, "树种未记录")


def test_what_came_in_is_taken_back_with_a_reason(monkeypatch, own_street):
    """The list of earlier imports offers it, the reason is asked for, the trees are gone."""
    at = _at(monkeypatch, own_street, TREES)
    at.button(key="imports_go").click().run()
    assert len(_trees(own_street)) == 2
    with own_street.house.database.reading() as session:
        [brought] = store.find(session, Import, community_id=EMPTY)
    at.selectbox(key="imports_back").select(brought.id).run()
    assert at.button(key="imports_back_go").disabled
    at.text_input(key="imports_back_reason").input("错了").run()
    at.button(key="imports_back_go").click().run()
    assert faults(at) == []
    assert _trees(own_street) == []


def test_a_silent_system_is_chosen_by_a_button(monkeypatch, street):
    """Metres: the page says which systems fit and takes the one that is pressed."""
    at = _at(monkeypatch, street, "id,x,y\n1,410000,3390300\n2,410010,3390310\n")
    assert "EPSG:4544" in html(at)
    at.button(key="imports_suggested_0").click().run()
    assert faults(at) == []
    assert not at.button(key="imports_go").disabled
