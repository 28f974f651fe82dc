"""A file against what is there already: changed, unchanged, missing, never twice."""

from __future__ import annotations

from planning.actions.trees import retire_tree
from planning.people import SYSTEM
from planning.site import new_id
from planning.surveys.observation import Building, Condition, Facility, FacilityKind, Pipe, PlantingSite, Tree
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
