"""The import page: a file is looked at first, what was guessed can be changed, what came in can be taken back."""

from __future__ import annotations

import re

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


def test_a_unit_and_a_column_are_changed_and_the_file_is_read_again(monkeypatch, own_street):
    """Millimetres instead of centimetres, and no species at all: then it comes in so."""
    at = _at(monkeypatch, own_street, TREES)
    at.selectbox(key="imports_unit_dbh_cm").select("mm").run()
    at.selectbox(key="imports_column_species").select("").run()
    assert faults(at) == []
    at.button(key="imports_go").click().run()
    assert faults(at) == []
    first = _trees(own_street)[0]
    assert (first.dbh_cm, first.species.zh) == (2.25, "树种未记录")


def test_a_doubtful_unit_is_set_by_a_button(monkeypatch, own_street):
    """Trunks of 0.3 cm are of 30 cm, given in metres: pressed once, the doubt is gone and the unit shown is the new one."""
    at = _at(monkeypatch, own_street, TREES.replace("22.5", "0.31").replace(",9,,", ",0.3,104.0603,30.6303"))
    assert at.selectbox(key="imports_unit_dbh_cm").value == "cm"
    at.button(key="imports_better_dbh_cm").click().run()
    assert faults(at) == []
    assert "imports_better_dbh_cm" not in {one.key for one in at.button}
    assert at.selectbox(key="imports_unit_dbh_cm").value == "m"
    at.button(key="imports_go").click().run()
    assert [tree.dbh_cm for tree in _trees(own_street)] == [31, None, 30]


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


SURVEYED = "编号,甲,乙,图\n1,410000,3390300,\n2,410010,3390310,\n"
PAIRS = 'id,定位\n1,"52.52, 13.40"\n2,"52.53, 13.41"\n'


@pytest.mark.parametrize("language", ["zh", "en"])
def test_columns_of_coordinates_are_chosen_where_none_was_found(monkeypatch, street, language):
    """Names that nobody knows: the page asks for both, with what stands first in each, and then for the system alone."""
    at = _at(monkeypatch, street, f"清单\n\n{SURVEYED}".replace(",甲", ",树种,甲").replace(",4", ",女贞,4"), language)
    assert re.search(r"△ .*3", html(at))  # the title above is said here, too
    assert at.radio(key="imports_way").value == "two"
    assert at.selectbox(key="imports_place_x").value is None
    assert "甲 · 410000" in at.selectbox(key="imports_place_x").options
    at.selectbox(key="imports_place_x").select("甲").run()
    assert at.selectbox(key="imports_place_x").value == "甲"  # kept, though the other one is still missing
    at.selectbox(key="imports_place_y").select("乙").run()
    assert "EPSG:4544" in html(at)
    at.button(key="imports_suggested_0").click().run()
    assert faults(at) == []
    assert not at.button(key="imports_go").disabled
    assert (at.selectbox(key="imports_place_x").value, at.selectbox(key="imports_place_y").value) == ("甲", "乙")


def test_columns_that_were_detected_can_be_chosen_otherwise(monkeypatch, own_street):
    """Columns x and y hold a drawing's own numbers, the real ones have other names; put back, it is as detected again."""
    text = "编号,x,y,甲,乙\n1,5,6,104.0601,30.6301\n2,7,8,104.0602,30.6302\n"
    at = _at(monkeypatch, own_street, text)
    assert at.selectbox(key="imports_place_x").value == "x"
    at.selectbox(key="imports_place_x").select("甲").run()
    at.selectbox(key="imports_place_y").select("乙").run()
    at.button(key="imports_go").click().run()
    assert faults(at) == []
    assert [(tree.pin.lon, tree.pin.lat) for tree in _trees(own_street)] == [(104.0601, 30.6301), (104.0602, 30.6302)]
    at.selectbox(key="imports_place_x").select(None).run()
    at.selectbox(key="imports_place_y").select(None).run()
    assert at.selectbox(key="imports_place_x").value == "x"


def test_an_open_order_of_a_pair_is_answered_on_the_page(monkeypatch, own_street):
    """Both numbers could be the longitude: the page shows the column, asks which comes first, and takes the answer."""
    at = _at(monkeypatch, own_street, PAIRS)
    assert at.radio(key="imports_way").value == "pair"
    assert (at.selectbox(key="imports_place_pair").value, at.radio(key="imports_place_order").value) == ("定位", None)
    at.radio(key="imports_place_order").set_value("latlon").run()
    assert faults(at) == []
    at.button(key="imports_go").click().run()
    assert (_trees(own_street)[0].pin.lon, _trees(own_street)[0].pin.lat) == (13.40, 52.52)
    at.radio(key="imports_place_order").set_value("lonlat").run()
    assert at.radio(key="imports_place_order").value == "lonlat"


def test_a_column_of_geometries_or_of_pairs_is_chosen_instead(monkeypatch, own_street):
    """Two columns that are detected give way to one that is named; a pair whose numbers tell the order is not asked for it."""
    text = 'id,lon,lat,甲,乙\n1,104.0701,30.6401,"30.6301, 104.0601",POINT(104.0611 30.6311)\n'
    at = _at(monkeypatch, own_street, text)
    at.radio(key="imports_way").set_value("pair").run()
    assert (at.selectbox(key="imports_place_pair").value, at.radio(key="imports_place_order").disabled) == (None, True)
    at.selectbox(key="imports_place_pair").select("甲").run()
    assert at.radio(key="imports_place_order").value == "latlon"
    at.radio(key="imports_way").set_value("geometry").run()
    at.selectbox(key="imports_place_geometry").select("乙").run()
    at.button(key="imports_go").click().run()
    assert faults(at) == []
    assert [(tree.pin.lon, tree.pin.lat) for tree in _trees(own_street)] == [(104.0611, 30.6311)]


def test_lines_are_asked_for_their_geometry_alone(monkeypatch, street):
    """A pipe stands at no point: there is no choice of two columns."""
    at = _at(monkeypatch, street, "id,甲\n1,nothing\n")
    at.selectbox(key="imports_kind").select("pipe").run()
    assert at.selectbox(key="imports_place_geometry").value is None
    assert "imports_way" not in {one.key for one in at.radio}


def test_a_format_with_geometries_leaves_no_choice(monkeypatch, street):
    """GeoJSON says itself where its objects lie."""
    text = '{"type":"Feature","geometry":{"type":"Point","coordinates":[104.06,30.63]},"properties":{"x":1,"y":2}}'
    at = _at(monkeypatch, street, text)
    assert "imports_go" in {one.key for one in at.button}
    assert "imports_way" not in {one.key for one in at.radio}


def test_another_file_begins_with_what_it_holds_itself(monkeypatch, street):
    """What was chosen for one file is not said of the next."""
    at = _at(monkeypatch, street, TREES)
    at.selectbox(key="imports_column_species").select("").run()
    at.file_uploader(key="imports_file").upload("b.csv", TREES.replace("A1", "B1").encode(), "text/csv").run()
    assert at.selectbox(key="imports_column_species").value == "树种"


def test_the_line_of_the_header_is_said_on_the_page(monkeypatch, street):
    """Names that nobody knows below a title; a line that can not be it is refused with those that can, and mended."""
    at = _at(monkeypatch, street, "清单\n甲,乙\n104.0601,30.6301\n")
    for line in (9, 2):
        [asked] = [one for one in at.number_input if str(one.key).startswith("imports_header")]
        asked.set_value(line).run()
        assert ("1, 2, 3" in html(at)) == (line == 9)
    assert at.selectbox(key="imports_place_x").options == ["甲 · 104.0601", "乙 · 30.6301"]
    assert faults(at) == []
