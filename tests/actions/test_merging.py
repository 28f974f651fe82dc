"""A file against what is there already: changed, unchanged, missing, never twice."""

from __future__ import annotations

from dataclasses import replace

from planning import store
from planning.actions.trees import retire_tree
from planning.people import SYSTEM
from planning.site import Courtyard, new_id
from planning.surveys.observation import (
    Building,
    Condition,
    Facility,
    FacilityKind,
    Pipe,
    PlantingSite,
    Street,
    Tree,
)
from planning.wording import Words
from tests.actions.inventories import HEADER, TREES, codes, kept, take_in
from tests.makers import NOON, community


def test_the_same_file_again_changes_nothing(house):
    """No second copy of anything, no new version."""
    place = community(house)
    take_in(house, place, TREES)
    before = (kept(house, Tree, place), kept(house, PlantingSite, place))
    again = take_in(house, place, TREES)
    assert (again.added, again.changed, again.unchanged, again.missing) == (0, 0, 3, 0)
    assert (kept(house, Tree, place), kept(house, PlantingSite, place)) == before


def test_a_later_state_changes_what_changed_and_counts_what_is_missing(house):
    """A tree keeps its id and its site; an empty cell erases nothing; a tree that is not listed stays."""
    place = community(house)
    take_in(house, place, TREES)
    old = {t.external_id: t for t in kept(house, Tree, place)}
    later = HEADER + "A1,女贞,24,104.0601,30.6301,\nA2,悬铃木,40,104.06021,30.6302,差\nA4,银杏,9,104.0604,30.6304,好\n"
    report = take_in(house, place, later)
    assert (report.added, report.changed, report.unchanged, report.missing) == (1, 2, 0, 1)
    new = {t.external_id: t for t in kept(house, Tree, place)}
    assert set(new) == {"A1", "A2", "A3", "A4"}
    assert (new["A1"].id, new["A1"].site_id, new["A1"].version) == (old["A1"].id, old["A1"].site_id, 2)
    assert (new["A1"].dbh_cm, new["A1"].condition) == (24.0, Condition.GOOD)
    sites = {s.id: s for s in kept(house, PlantingSite, place)}
    assert sites[new["A2"].site_id].pin == new["A2"].pin


def test_a_tree_that_was_taken_out_here_does_not_come_back(house):
    """The file has not heard of it: it is counted and named, and stays removed."""
    place = community(house)
    take_in(house, place, TREES)
    first = kept(house, Tree, place)[0]
    retire_tree(house.database, SYSTEM, NOON, new_id(), community_id=place.id, tree_id=first.id,
                version=first.version, reason="fallen")  # fmt: skip
    again = take_in(house, place, TREES)
    assert (again.added, again.changed, again.unchanged) == (0, 0, 3)
    assert "stay_removed" in [w.code for w in again.warnings]
    assert len(kept(house, Tree, place)) == 3


def test_two_inventories_may_number_alike(house):
    """The same id far away in another inventory is another tree; in the same inventory it is refused."""
    place = community(house)
    take_in(house, place, TREES)
    other = "OBJECTID,BAUMART,lon,lat\nA1,Linde,104.0640,30.6340\nA2,悬铃木,104.0602,30.6302\n"
    report = take_in(house, place, other)
    assert (report.added, report.changed + report.unchanged) == (1, 1)
    moved = take_in(house, place, HEADER + "A3,女贞,,104.0640,30.6303,\n")
    assert codes(moved) == [(2, "id_elsewhere")]
    assert (moved.rows_read, moved.accepted) == (1, 0)


def test_files_without_ids_are_recognised_by_place(house):
    """The same file again adds nothing, and two rows at one place are one too many."""
    place = community(house)
    text = "树种,经度,纬度\n女贞,104.0601,30.6301\n银杏,104.0602,30.6302\n女贞,104.0601,30.6301\n"
    first = take_in(house, place, text)
    assert (first.added, codes(first)) == (2, [(4, "duplicate_place")])
    assert take_in(house, place, text).unchanged == 2


def test_other_kinds_come_in_by_the_same_way(house):
    """Buildings and pipes with outlines from well-known text, facilities at points; each is itself again the second time."""
    place = community(house)
    ring = "POLYGON((104.06 30.63,104.061 30.63,104.061 30.631,104.06 30.63))"
    files = {
        "building": f'id,层数,建筑高度,WKT\n1,6,18.5,"{ring}"\n',
        "pipe": 'id,管线类型,管径,埋深,WKT\n1,燃气,200,0.9,"LINESTRING(104.06 30.63,104.061 30.63)"\n',
        "facility": "编号,设施类型,名称,经度,纬度\n1,长椅,东口长椅,104.06,30.63\n",
        "planting_site": "编号,街道,经度,纬度\n1,玉兰巷,104.06,30.63\n",
        "rooftop_structure": "编号,类型,状态,经度,纬度\n1,鸽舍,已同意,104.06,30.63\n",
        "street": f'id,部位,WKT\n1,人行道,"{ring}"\n',
        "courtyard": f'编号,名称,WKT\n3,三号院,"{ring}"\n',
    }
    for kind, text in files.items():
        assert take_in(house, place, text, kind=kind).added == 1, kind
        assert take_in(house, place, text, kind=kind).unchanged == 1, kind
    [building], [pipe], [facility] = (kept(house, kind, place) for kind in (Building, Pipe, Facility))
    assert (building.storeys, building.height_m) == (6, 18.5)
    assert (pipe.carries, pipe.diameter_mm, pipe.depth_m) == ("gas", 200, 0.9)
    assert (facility.facility, facility.name) == (FacilityKind.BENCH, Words("东口长椅"))


def test_a_tree_belongs_to_the_courtyard_that_it_stands_in(house):
    """Courtyards with outlines are looked up for every new row."""
    place = community(house)
    ring = "POLYGON((104.06 30.63,104.0602 30.63,104.0602 30.6302,104.06 30.63))"
    take_in(house, place, f'编号,名称,WKT\n3,三号院,"{ring}"\n', kind="courtyard")
    take_in(house, place, HEADER + "A,女贞,,104.06015,30.63005,\nB,女贞,,104.0603,30.6303,\n")
    assert [t.courtyard_id is not None for t in kept(house, Tree, place)] == [True, False]


GAS = (
    'id,type,diameter,wkt\n1,gas,100,"LINESTRING(104.06 30.63,104.061 30.63)"\n'
    '2,gas,100,"LINESTRING(104.061 30.63,104.062 30.63)"\n'
)


def test_the_pipes_of_two_companies_may_be_numbered_alike(house):
    """A line far away, or one that only crosses, is another one; drawn a metre beside it, it is the same."""
    place = community(house)
    take_in(house, place, GAS, kind="pipe", source="gas company")
    water = (
        'id,type,diameter,wkt\n1,water,200,"LINESTRING(104.06 30.632,104.061 30.632)"\n'
        '2,water,200,"LINESTRING(104.0615 30.629,104.0615 30.631)"\n'
    )
    report = take_in(house, place, water, kind="pipe", source="water company")
    assert (report.added, report.changed) == (2, 0)
    assert [pipe.carries for pipe in kept(house, Pipe, place)].count("gas") == 2
    again = take_in(house, place, GAS.replace("30.63,", "30.63001,"), kind="pipe", source="survey of the gas mains")
    assert (again.added, again.changed) == (0, 2)


def test_an_area_of_the_same_inventory_does_not_jump(house):
    """A building with the id of one that stands 130 m away is refused with the distance."""
    place = community(house)
    text = 'id,height,wkt\n1,18,"POLYGON((104.06 30.63,104.0605 30.63,104.0605 30.6303,104.06 30.63))"\n'
    take_in(house, place, text, kind="building")
    moved = text.replace("30.6303", "30.6318").replace("30.63,", "30.6315,").replace("30.63)", "30.6315)")
    report = take_in(house, place, moved, kind="building")
    assert codes(report) == [(2, "id_elsewhere")]
    assert 120 < report.refused[0].params["metres"] < 140


def test_lines_from_one_node_are_told_apart_without_ids(house):
    """Three pipes that begin at one junction are three, and known again the next time; the same shape twice is one too many."""
    place = community(house)
    ends = ("104.061 30.63", "104.06 30.631", "104.059 30.63")
    text = "type,wkt\n" + "".join(f'gas,"LINESTRING(104.06 30.63,{end})"\n' for end in ends)
    first = take_in(house, place, text, kind="pipe")
    assert (first.added, codes(first)) == (3, [])
    assert "same_place" not in {warning.code for warning in first.warnings}
    again = take_in(house, place, text, kind="pipe")
    assert (again.added, again.unchanged, again.missing) == (0, 3, 0)
    twice = take_in(house, place, text + 'gas,"LINESTRING(104.06 30.63,104.061 30.63)"\n', kind="pipe")
    assert codes(twice) == [(5, "duplicate_place")]


def test_what_came_in_by_its_place_alone_is_known_by_its_shape(house):
    """A pipe of an earlier release keeps its row, and the one beside it at the node is new."""
    place = community(house)
    lines = ('gas,"LINESTRING(104.06 30.63,104.061 30.63)"\n', 'gas,"LINESTRING(104.06 30.63,104.06 30.631)"\n')
    take_in(house, place, "type,wkt\n" + lines[0], kind="pipe")
    [old] = kept(house, Pipe, place)
    with house.database.writing() as session:
        store.change(session, replace(old, external_id=old.external_id.partition("#")[0]))
    report = take_in(house, place, "type,wkt\n" + "".join(lines), kind="pipe")
    assert (report.added, report.changed, report.missing) == (1, 1, 0)
    assert {pipe.id for pipe in kept(house, Pipe, place)} >= {old.id}
    assert take_in(house, place, "type,wkt\n" + "".join(lines), kind="pipe").unchanged == 2


def test_names_in_both_languages_come_in_and_stay(house):
    """A column of English names is read beside the Chinese one; a later file in Chinese alone takes no English name."""
    place = community(house)
    ring = "POLYGON((104.06 30.63,104.061 30.63,104.061 30.631,104.06 30.63))"
    named = {
        "facility": "id,facility,name,name_en,lon,lat\n1,bench,东口长椅,East bench,104.06,30.63\n2,bench,B2,,104.0601,30.63\n",
        "street": f'id,name,name_en,wkt\n1,玉兰巷,Magnolia Lane,"{ring}"\n',
        "courtyard": f'code,name,name_en,wkt\n3,三号院,Courtyard 3,"{ring}"\n',
    }
    for kind, text in named.items():
        take_in(house, place, text, kind=kind)
    assert [one.name for one in kept(house, Facility, place)] == [Words("东口长椅", "East bench"), Words("B2", "")]
    assert [one.name for one in kept(house, Street, place)] == [Words("玉兰巷", "Magnolia Lane")]
    with house.database.reading() as session:
        assert [one.name for one in store.find(session, Courtyard, community_id=place.id)] == [
            Words("三号院", "Courtyard 3")
        ]
    later = f'id,name,wkt\n1,白玉兰巷,"{ring}"\n'
    take_in(house, place, later, kind="street")
    assert [one.name for one in kept(house, Street, place)] == [Words("白玉兰巷", "Magnolia Lane")]
