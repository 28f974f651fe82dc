"""Where rows lie, in every way that people write it (rows 18, 19, 21, 22 and 25 of the hostile inputs)."""

from __future__ import annotations

import json

import numpy as np
import pytest
import shapely

from geodata import crs
from planning.surveys.observation import Building, RooftopStructure, Tree
from tests.actions.inventories import codes, kept, preview, take_in
from tests.makers import community


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ('id,经纬度\n1,"104.0601,30.6301"\n', "lonlat"),
        ('id,坐标\n1,"30.6301, 104.0601"\n', "latlon"),
        ("id,坐标\n1,\"30°37'48.36\"\"N 104°03'36.36\"\"E\"\n".replace("N 104", "N, 104"), "latlon"),
        ("id,经度,纬度\n1,104°03′36.36″,北纬30°37′48.36″\n", "x"),
        ("id,lon,lat\n1,104 03 36.36 E,30 37 48.36 N\n", "x"),
        ("id,where\n1,POINT (104.0601 30.6301)\n", "geometry"),
        ("id,where\n1,SRID=4326;POINT(104.0601 30.6301)\n", "geometry"),
        (f"id,where\n1,{shapely.to_wkb(shapely.set_srid(shapely.Point(104.0601, 30.6301), 4326), hex=True, include_srid=True)}\n", "geometry"),
    ],
)  # fmt: skip
def test_a_place_in_any_writing_is_the_same_place(house, text, column):
    """One column or two, degrees or minutes, text or binary: found by its name or by what stands in it."""
    place = community(house)
    report = take_in(house, place, text)
    assert (report.accepted, column in report.columns) == (1, True)
    [tree] = kept(house, Tree, place)
    assert (tree.pin.lon, tree.pin.lat) == (pytest.approx(104.0601, abs=1e-7), pytest.approx(30.6301, abs=1e-7))


def test_binary_that_names_its_system_is_read_in_it(house):
    """EWKB in metres; two systems in one column are refused with the way to mend it."""
    place = community(house)
    made = [shapely.set_srid(shapely.Point(410000, 3390300 + n), 4544 + n) for n in (0, 1)]
    cells = [shapely.to_wkb(point, hex=True, include_srid=True) for point in made]
    report = take_in(house, place, f"id,geom\n1,{cells[0]}\n")
    assert (report.crs.code, report.crs.source, report.accepted) == ("EPSG:4544", "file", 1)
    seen = preview(house, place, f"id,geom\n1,{cells[0]}\n2,{cells[1]}\n")
    assert [p.code for p in seen.problems] == ["mixed_systems"]


def test_a_pair_that_could_be_either_way_is_asked_for(house):
    """In Europe both numbers could be the longitude: nothing is guessed, either answer works."""
    place = community(house, bounds=None)
    text = 'id,position\n1,"52.52, 13.40"\n'
    assert [p.code for p in preview(house, place, text).problems] == ["which_order"]
    report = preview(house, place, text, columns={"latlon": "position"})
    assert (report.bbox, report.problems) == ((13.4, 52.52, 13.4, 52.52), ())


@pytest.mark.parametrize("system", ["GCJ-02", "BD-09"])
def test_a_shift_shows_beside_the_neighbourhood(house, system):
    """Row 25: trees from a web map lie hundreds of metres off the buildings; said with both distances, not applied."""
    place = community(house)
    rng = np.random.default_rng(3)
    lon, lat = rng.uniform(104.0585, 104.0615, 30), rng.uniform(30.6285, 30.6315, 30)
    squares = "".join(
        f'{n},"{shapely.Point(*p).buffer(1e-5, quad_segs=1).wkt}"\n' for n, p in enumerate(zip(lon, lat, strict=True))
    )
    take_in(house, place, "id,wkt\n" + squares, kind="building")
    x, y = crs.from_wgs84(lon, lat, system)
    text = "id,lon,lat\n" + "".join(f"{n},{a:.7f},{b:.7f}\n" for n, (a, b) in enumerate(zip(x, y, strict=True)))
    seen = preview(house, place, text)
    [said] = [w for w in seen.warnings if w.code == "shifted"]
    assert (said.params["crs"], seen.suggestions[0].code, seen.crs.code) == (system, system, "EPSG:4326")
    assert (said.params["plain"] > 100, said.params["shifted"] <= 1) == (True, True)
    told = [{"type": "Feature", "properties": {"id": str(n)}, "geometry": {"type": "Point", "coordinates": [a, b]}}
            for n, (a, b) in enumerate(zip(x, y, strict=True))]  # fmt: skip
    said_so = {"type": "FeatureCollection", "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}},
               "features": told}  # fmt: skip
    doubted = preview(house, place, json.dumps(said_so), file="trees.geojson")
    assert (doubted.crs.source, [s.code for s in doubted.suggestions]) == ("file", [system])
    honest = "id,lon,lat\n" + "".join(f"{n},{a:.7f},{b:.7f}\n" for n, (a, b) in enumerate(zip(lon, lat, strict=True)))
    assert "shifted" not in [w.code for w in preview(house, place, honest).warnings]


def test_an_outline_over_the_antimeridian_makes_no_band_around_the_world(house):
    """Row 21: refused, also as the first row of a community without bounds."""
    place = community(house, bounds=None)
    band = "POLYGON((179.9 10,-179.9 10,-179.9 10.1,179.9 10.1,179.9 10))"
    report = take_in(house, place, f'id,wkt\n1,"{band}"\n', kind="building")
    assert codes(report) == [(2, "too_wide")]


def test_repair_needs_consent_and_leaves_no_negative_area(house):
    """Row 22: a bow-tie is refused; repaired it is two triangles; a line that came back on itself stays refused."""
    place = community(house)
    bow = "POLYGON((104.06 30.63,104.061 30.631,104.061 30.63,104.06 30.631,104.06 30.63))"
    flat = "POLYGON((104.06 30.63,104.061 30.63,104.06 30.63,104.06 30.63))"
    text = f'id,wkt\n1,"{bow}"\n2,"{flat}"\n'
    assert codes(preview(house, place, text, kind="building")) == [(2, "invalid_outline"), (3, "invalid_outline")]
    report = take_in(house, place, text, kind="building", repair=True)
    assert (codes(report), "mended" in [w.code for w in report.warnings]) == ([(3, "invalid_outline")], True)
    [building] = kept(house, Building, place)
    assert (building.outline.is_valid, building.outline.area > 0, len(building.outline.geoms)) == (True, True, 2)


def test_council_trees_have_genus_and_species_in_two_columns(house):
    """OpenCouncilData 1.3: the epithet alone is no name; the common name stands beside it."""
    place = community(house)
    report = take_in(
        house, place, "ref,genus,species,common,dbh,lat,lon\n7,Ginkgo,biloba,Maidenhair Tree,20,30.63,104.06\n"
    )
    [tree] = kept(house, Tree, place)
    assert (tree.species.scientific, tree.species.en, tree.external_id) == ("Ginkgo biloba", "Maidenhair Tree", "7")
    assert report.columns["scientific"] == "genus + species"


def test_every_doubtful_row_is_listed_and_a_column_may_be_refused(house):
    """A cell that makes no sense is named with its line; a planner may say that a column is none of a field's."""
    place = community(house)
    text = "id,dbh,height,lon,lat\n1,viel,5,104.06,30.63\n2,20,5,104.061,30.63\n"
    report = preview(house, place, text, columns={"height_m": ""})
    assert [(d.where, d.code, d.params["value"]) for d in report.doubtful] == [(2, "unread_value", "viel")]
    assert "height_m" not in report.columns
    assert [spot.is_good for spot in report.sketch] == [True, True]


def test_what_the_giver_states_is_kept(house):
    """Day of the survey and accuracy stand beside file, hash and who; missing ones are named."""
    place = community(house)
    take_in(house, place, "id,lon,lat\n1,104.06,30.63\n2,104.061,30.63\n", source="s", stated_m=0.5)
    again = preview(house, place, "id,lon,lat\n1,104.06,30.63\n", source="s")
    assert (again.missing, again.missing_ids) == (1, ("2",))


def test_empty_columns_of_coordinates_give_way_to_a_geometry(house):
    """Our own sheets have lon, lat and wkt: a column that is empty all through is none, and a row falls back by itself."""
    place = community(house)
    ring = "POLYGON((104.06 30.63,104.0601 30.63,104.0601 30.6301,104.06 30.63))"
    empty = take_in(house, place, f'id,lon,lat,wkt\n1,,,"{ring}"\n', kind="rooftop_structure")
    assert (empty.accepted, set(empty.columns) & {"x", "geometry"}) == (1, {"geometry"})
    mixed = f'id,lon,lat,wkt\n2,104.0602,30.6302,\n3,,,"{ring}"\n4,,,\n5,,,POLYGON((1 1\n'
    report = take_in(house, place, mixed, kind="rooftop_structure")
    assert (report.accepted, codes(report)) == (2, [(4, "no_coordinates"), (5, "no_geometry")])
    assert [roof.outline is not None for roof in kept(house, RooftopStructure, place)] == [True, False, True]
    silent = preview(house, place, "id,lon,lat\n1,,\n", kind="rooftop_structure")
    assert codes(silent) == [(2, "no_coordinates")]
