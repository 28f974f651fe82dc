"""Files that come after others: courtyards after roofs, sites and their trees, newer states, layers of one file, outlines."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from planning import store
from planning.actions.importing import import_observations
from planning.actions.taking_back import take_back_import
from planning.errors import Refusals
from planning.people import SYSTEM
from planning.site import Courtyard, new_id
from planning.store import belonging, inventories
from planning.surveys.observation import PlantingSite, RooftopStructure, Street, Tree
from tests.actions.inventories import TREES, asked, imports_of, kept, preview, take_in
from tests.makers import NOON, community


def _import_later(house, place, hours: int, text: str) -> None:
    later = NOON + timedelta(hours=hours)
    import_observations(house.database, SYSTEM, later, new_id(), **asked(place, text, kind="courtyard"))


def test_courtyards_that_come_last_take_in_what_lies_in_them(house):
    """Roofs first, courtyards after; an outline that shrinks lets go; taking the courtyards back undoes it."""
    place = community(house)
    roofs = "编号,类型,状态,经度,纬度\n1,鸽舍,已同意,104.0601,30.6301\n2,鸽舍,已同意,104.0605,30.6301\n"
    take_in(house, place, roofs, kind="rooftop_structure")
    yard = '编号,名称,WKT\n3,三号院,"POLYGON((104.06 30.63,{east} 30.63,{east} 30.6305,104.06 30.6305,104.06 30.63))"\n'
    _import_later(house, place, 1, yard.format(east=104.061))
    assert [roof.courtyard_id is not None for roof in kept(house, RooftopStructure, place)] == [True, True]
    assert [roof.version for roof in kept(house, RooftopStructure, place)] == [1, 1]
    _import_later(house, place, 2, yard.format(east=104.0603))
    assert [roof.courtyard_id is not None for roof in kept(house, RooftopStructure, place)] == [True, False]
    for newest in (0, 1):
        done = take_back_import(
            house.database, SYSTEM, NOON + timedelta(hours=3), new_id(), community_id=place.id,
            import_id=[one for one in imports_of(house, place) if one.kind == "courtyard"][newest].id, reason="错了",
        )  # fmt: skip
        assert done["kept"] == 0
    assert [roof.courtyard_id for roof in kept(house, RooftopStructure, place)] == [None, None]
    with house.database.reading() as session:
        assert store.count(session, Courtyard, community_id=place.id) == 0


def test_what_an_outline_lets_go_belongs_to_the_courtyard_that_it_lies_in(house):
    """Two courtyards overlap, the newer file has the first one only and smaller: its roof is the second one's, till that is taken back."""
    place = community(house)
    yard = '{code},院 {code},"POLYGON(({west} 30.63,{east} 30.63,{east} 30.6305,{west} 30.6305,{west} 30.63))"\n'
    both = yard.format(code=3, west=104.06, east=104.061) + yard.format(code=4, west=104.0604, east=104.062)
    roofs = "编号,类型,状态,经度,纬度\n1,鸽舍,已同意,104.0601,30.6301\n2,鸽舍,已同意,104.0605,30.6301\n"
    take_in(house, place, roofs, kind="rooftop_structure")

    def lying() -> list[str]:
        with house.database.reading() as session:
            codes = {one.id: one.code for one in store.find(session, Courtyard, community_id=place.id)}
        return [codes.get(roof.courtyard_id or "", "") for roof in kept(house, RooftopStructure, place)]

    _import_later(house, place, 1, "编号,名称,WKT\n" + both)
    assert lying() == ["3", "3"]
    _import_later(house, place, 2, "编号,名称,WKT\n" + yard.format(code=3, west=104.06, east=104.0603))
    assert lying() == ["3", "4"]
    take_back_import(
        house.database, SYSTEM, NOON + timedelta(hours=3), new_id(), community_id=place.id,
        import_id=imports_of(house, place)[0].id, reason="错了",
    )  # fmt: skip
    assert lying() == ["3", "3"]


SITES = "编号,街道,树池,经度,纬度\nS1,玉兰巷,1.2,104.0601,30.6301\nS2,玉兰巷,1.2,104.0602,30.6302\nS9,玉兰巷,1.5,104.0609,30.6309\n"


def test_sites_that_come_after_their_trees_are_the_same_sites(house):
    """By the half metre, whatever the two files call them; a site without a tree is new; again it changes nothing."""
    place = community(house)
    take_in(house, place, TREES)
    before = {tree.external_id: tree.site_id for tree in kept(house, Tree, place)}
    report = take_in(house, place, SITES, kind="planting_site")
    assert (report.added, report.changed) == (1, 2)
    sites = {site.external_id: site for site in kept(house, PlantingSite, place)}
    assert set(sites) == {"S1", "S2", "A3", "S9"}
    assert (sites["S1"].id, sites["S1"].pit_m, sites["S1"].street) == (before["A1"], 1.2, "玉兰巷")
    again = take_in(house, place, SITES, kind="planting_site")
    assert (again.added, again.changed, again.unchanged) == (0, 0, 3)
    assert take_in(house, place, TREES).unchanged == 3


def test_trees_that_come_after_their_sites_stand_on_them(house):
    """A site with a standing tree is taken; two trees at one spot do not share it."""
    place = community(house)
    take_in(house, place, SITES, kind="planting_site")
    report = take_in(house, place, TREES + "A4,银杏,9,104.060101,30.6301,好\n")
    assert report.added == 4
    sites = {site.external_id: site.id for site in kept(house, PlantingSite, place)}
    trees = {tree.external_id: tree.site_id for tree in kept(house, Tree, place)}
    assert (trees["A1"], trees["A2"]) == (sites["S1"], sites["S2"])
    assert (len(sites), len(set(trees.values()))) == (5, 4)


def test_a_newer_file_with_one_more_column_is_the_same_inventory(house):
    """Most ids are at their places: what moved is moved, what is gone is missing, and the report says why; a name changes it."""
    place = community(house)
    first = "id,species,lon,lat\n" + "".join(f"{n},女贞,104.060{n},30.6301\n" for n in range(1, 6))
    take_in(house, place, first)
    newer = "id,species,胸径,lon,lat\n1,女贞,20,104.0601,30.6301\n2,女贞,20,104.0602,30.6302\n3,女贞,20,104.0603,30.6301\n5,女贞,20,104.0605,30.6301\n"
    seen = preview(house, place, newer)
    [why] = [warning for warning in seen.warnings if warning.code == "same_inventory"]
    assert (why.params["count"], why.params["total"], why.params["source"]) == (3, 4, "id, species")
    assert (seen.added, seen.changed, seen.missing, seen.missing_ids) == (0, 4, 1, ("4",))
    other = preview(house, place, newer, source="another inventory")
    assert (other.added, other.missing) == (1, 0)
    take_in(house, place, newer)
    assert [one.source for one in imports_of(house, place)] == ["id, species", "id, species"]


def test_two_layers_of_one_file_are_two_inventories(house):
    """Kerbs and pavements with the same columns: the second layer misses nothing of the first."""
    place = community(house)
    told = {
        "street_lines": ("A", {"type": "LineString", "coordinates": [[104.06, 30.63], [104.061, 30.63]]}),
        "street_areas": ("B", {"type": "Polygon", "coordinates": [[[104.06, 30.63], [104.061, 30.63], [104.061, 30.631], [104.06, 30.63]]]}),
    }  # fmt: skip
    features = [
        {"type": "Feature", "properties": {"layer": layer, "external_id": id_, "name": "玉兰巷", "jieyi_id": id_}, "geometry": shape}
        for layer, (id_, shape) in told.items()
    ]  # fmt: skip
    text = json.dumps({"type": "FeatureCollection", "features": features})
    for layer in told:
        report = take_in(house, place, text, kind="street", file="map.geojson", layer=layer)
        assert (report.added, report.missing) == (1, 0)


def _streets(*layers: str) -> str:
    shapes = {
        True: {"type": "LineString", "coordinates": [[104.06, 30.63], [104.061, 30.63]]},
        False: {"type": "Polygon", "coordinates": [[[104.06, 30.63], [104.061, 30.63], [104.061, 30.631], [104.06, 30.63]]]},
    }  # fmt: skip
    features = [
        {"type": "Feature", "properties": {"layer": layer, "external_id": f"id-{n}", "carries": "gas" * (layer == "pipes"),
         "name": "玉兰巷", "jieyi_id": f"j-{n}"}, "geometry": shapes[layer not in {"street_areas", "buildings"}]}
        for n, layer in enumerate(layers)
    ]  # fmt: skip
    return json.dumps({"type": "FeatureCollection", "features": features})


def test_a_file_of_ours_needs_no_layer_for_its_streets(house):
    """Lines and areas of streets lie in two layers, and both are streets: among pipes and buildings they are taken together."""
    place = community(house)
    text = _streets("pipes", "street_lines", "street_areas", "buildings")
    report = take_in(house, place, text, kind="street", file="map.geojson")
    assert (report.rows_read, report.added, report.refused) == (2, 2, ())
    assert [one.external_id for one in kept(house, Street, place)] == ["id-1", "id-2"]
    [said] = [one for one in report.warnings if one.code == "layer_chosen"]
    assert said.params["layer"] == "street_lines + street_areas"
    again = take_in(house, place, text, kind="street", file="map.geojson")
    assert (again.unchanged, again.added, again.missing) == (2, 0, 0)


@pytest.mark.parametrize("layer", ["street_lines", "street_areas"])
def test_one_of_the_two_alone_is_known_by_its_name(house, layer):
    """A file with lines of streets and with pipes: the kind says which of the two is meant."""
    place = community(house)
    report = take_in(house, place, _streets("pipes", layer, "buildings"), kind="street", file="map.geojson")
    assert (report.rows_read, report.added) == (1, 1)


def test_layers_that_are_not_ours_are_asked_about(house):
    """Two layers of lines of which neither is called as ours are: nobody guesses."""
    assert preview_of(house, community(house), _streets("ways", "paths")) == ["which_layer"]


def preview_of(house, place, text) -> list[str]:
    """What stops a file of streets that names no layer."""
    with pytest.raises(Refusals) as refused:
        preview(house, place, text, kind="street", file="map.geojson")
    return [problem.code for problem in refused.value.problems]


YARDS = "编号,名称,WKT\n" + "".join(
    f'{code},院 {code},"POLYGON(({west} 30.63,{east} 30.63,{east} 30.6305,{west} 30.6305,{west} 30.63))"\n'
    for code, west, east in ((3, 104.06, 104.0605), (4, 104.0605, 104.061))
)


def _yards_of(house, place, noun) -> list[str]:
    with house.database.reading() as session:
        codes = {one.id: one.code for one in store.find(session, Courtyard, community_id=place.id)}
    return [codes.get(one.courtyard_id or "", "") for one in kept(house, noun, place)]


def test_what_a_later_file_moves_belongs_to_the_courtyard_in_which_it_lies_then(house):
    """A tree goes from courtyard 3 to 4 with its site, one out of both, one stays; taking the file back brings all home."""
    place = community(house)
    take_in(house, place, YARDS, kind="courtyard")
    trees = "id,species,lon,lat\n1,女贞,{},30.6301\n2,女贞,{},30.6302\n3,女贞,{},30.6303\n"
    take_in(house, place, trees.format(104.0602, 104.0603, 104.0604))
    assert _yards_of(house, place, Tree) == ["3", "3", "3"]
    later = asked(place, trees.format(104.0607, 104.05999, 104.06041))
    import_observations(house.database, SYSTEM, NOON + timedelta(hours=1), new_id(), **later)
    assert [_yards_of(house, place, noun) for noun in (Tree, PlantingSite)] == [["4", "", "3"]] * 2
    take_back_import(
        house.database, SYSTEM, NOON + timedelta(hours=2), new_id(), community_id=place.id,
        import_id=max(imports_of(house, place), key=lambda one: one.at).id, reason="错了",
    )  # fmt: skip
    assert [_yards_of(house, place, noun) for noun in (Tree, PlantingSite)] == [["3", "3", "3"]] * 2


def test_a_roof_that_a_file_moves_home_to_a_courtyard_that_is_gone_lies_in_the_one_around_it(house):
    """The courtyards are taken back before the file that moved it: it goes home, and to none."""
    place = community(house)
    take_in(house, place, YARDS, kind="courtyard")
    roofs = "编号,类型,状态,经度,纬度\n1,鸽舍,已同意,{},30.6301\n"
    take_in(house, place, roofs.format(104.0602), kind="rooftop_structure")
    later = asked(place, roofs.format(104.0607), kind="rooftop_structure")
    import_observations(house.database, SYSTEM, NOON + timedelta(hours=1), new_id(), **later)
    assert _yards_of(house, place, RooftopStructure) == ["4"]
    with house.database.writing() as session:
        belonging.put_in(session, RooftopStructure, {None: [roof.id for roof in kept(house, RooftopStructure, place)]})
        for yard in store.find(session, Courtyard, community_id=place.id):
            assert inventories.take_out_courtyard(session, yard.id)
    take_back_import(
        house.database, SYSTEM, NOON + timedelta(hours=2), new_id(), community_id=place.id,
        import_id=max(imports_of(house, place), key=lambda one: one.at).id, reason="错了",
    )  # fmt: skip
    assert _yards_of(house, place, RooftopStructure) == [""]


def test_what_somebody_put_in_another_courtyard_stays_there(house):
    """A roof in courtyard 3 that belongs to 4 by somebody's word stays with 4 though a file moves it within 3."""
    place = community(house)
    take_in(house, place, YARDS, kind="courtyard")
    roofs = "编号,类型,状态,经度,纬度\n1,鸽舍,已同意,{},30.6301\n"
    take_in(house, place, roofs.format(104.0602), kind="rooftop_structure")
    with house.database.writing() as session:
        four = next(one for one in store.find(session, Courtyard, community_id=place.id) if one.code == "4")
        belonging.put_in(
            session, RooftopStructure, {four.id: [roof.id for roof in kept(house, RooftopStructure, place)]}
        )
    take_in(house, place, roofs.format(104.0603), kind="rooftop_structure")
    assert _yards_of(house, place, RooftopStructure) == ["4"]


def test_an_outline_leaves_the_pin_where_it_lies(house):
    """A roof whose pin is inside its new outline keeps it; one whose pin is outside goes there."""
    place = community(house)
    take_in(
        house,
        place,
        "编号,类型,经度,纬度\n1,鸽舍,104.0601,30.6301\n2,鸽舍,104.06021,30.6301\n",
        kind="rooftop_structure",
    )
    ring = "POLYGON((104.06005 30.63005,104.06013 30.63005,104.06013 30.63014,104.06005 30.63014,104.06005 30.63005))"
    take_in(house, place, f'编号,类型,wkt\n1,鸽舍,"{ring}"\n2,鸽舍,"{ring}"\n', kind="rooftop_structure")
    first, second = kept(house, RooftopStructure, place)
    assert (first.pin.lon, first.pin.lat, first.outline is not None) == (104.0601, 30.6301, True)
    assert second.pin.lon < 104.06014


def test_our_own_csv_of_the_whole_map_falls_into_its_layers(house):
    """Trees alone are trees: the column that names the layer divides the file."""
    place = community(house)
    text = (
        "layer,lon,lat,wkt,id,species,structure,jieyi_id\n"
        "trees,104.0601,30.6301,,T1,女贞,,a\nplanting_sites,104.0602,30.6302,,S1,,,b\nrooftop_structures,104.0603,30.6303,,R1,,dovecote,c\n"
    )
    report = take_in(house, place, text)
    assert (report.rows_read, report.added, "layer_chosen" in {one.code for one in report.warnings}) == (1, 1, True)
    assert take_in(house, place, text, kind="rooftop_structure").added == 1
