"""Files of many formats, as others published them: each comes in with a report that says what it is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from planning import store
from planning.actions.importing import import_observations, preview_import
from planning.errors import Refusals
from planning.people import SYSTEM
from planning.site import Community, new_id
from planning.surveys.inventory.report import ImportReport
from planning.surveys.observation import Pipe, PipeKind, Street
from planning.web.house import House
from tests.makers import NOON, community

pytestmark = pytest.mark.real

PRAGUE = "prague_bubenec.gpkg"
GAS = "schutterwald_gas_network_pandapipes.json"
OSM = "osm_planet_10.068_48.135.osm"
BERLIN = "berlin_prenzlauer_shapefile.zip"


def _asked(place: Community, folder: Path, file: str, kind: str, **more: Any) -> dict[str, Any]:
    data = (folder / "geodata" / file).read_bytes()
    return {"community_id": place.id, "kind": kind, "file": file, "data": data} | more


def _import(house: House, place: Community, *args: Any, **more: Any) -> ImportReport:
    done = import_observations(house.database, SYSTEM, NOON, new_id(), **_asked(place, *args, **more))
    return ImportReport.of(done)


def _warned(report: ImportReport) -> set[str]:
    return {warning.code for warning in report.warnings}


def _lies_in(report: ImportReport, west: float, south: float, east: float, north: float) -> bool:
    assert report.bbox is not None
    box = report.bbox
    return west < box[0] < box[2] < east and south < box[1] < box[3] < north


def test_prague_s_buildings_are_found_among_four_layers(house, real_data):
    """The layer of that name is read and the report says so; its metres of Web Mercator become degrees in Bubeneč."""
    report = _import(house, community(house, bounds=None), real_data, PRAGUE, "building")
    assert (report.rows_read, report.accepted, report.crs.code, report.crs.source) == (144, 144, "EPSG:3857", "file")
    assert "layer_chosen" in _warned(report)
    assert _lies_in(report, 14.39, 50.09, 14.42, 50.12)


def test_any_layer_of_prague_may_be_named(house, real_data):
    """Plots as courtyards, with the columns of that layer; without a name the file asks which layer is meant."""
    place = community(house, bounds=None)
    report = _import(house, place, real_data, PRAGUE, "courtyard", layer="plots")
    assert (report.rows_read, report.columns["code"]) == (407, "ID")
    assert report.accepted + len(report.refused) == 407
    for more, code in (({}, "which_layer"), ({"layer": "parcels"}, "unknown_layer")):
        with pytest.raises(Refusals) as caught:
            _import(house, place, real_data, PRAGUE, "courtyard", **more)
        assert caught.value.code == code
        assert "plots" in str(caught.value)


def test_prague_s_streets_have_no_columns_at_all(house, real_data):
    """They are told apart by their shape: two begin at the same place, and both are streets."""
    report = _import(house, community(house, bounds=None), real_data, PRAGUE, "street")
    assert (report.rows_read, report.accepted, dict(report.columns)) == (35, 35, {})
    assert report.refused == ()
    assert {"no_ids", "nothing_known"} <= _warned(report)


def test_schutterwald_s_gas_network_asks_for_its_system(house, real_data):
    """Pandapipes names none; the zone before the numbers says Gauss-Krüger zone 3, in the Upper Rhine valley."""
    place = community(house, bounds=None)
    seen = preview_import(house.database, SYSTEM, NOON, **_asked(place, real_data, GAS, "pipe"))
    assert ([p.code for p in seen.problems], seen.suggestions[0].code) == (["crs_unknown"], "EPSG:31467")
    report = _import(house, place, real_data, GAS, "pipe", crs="EPSG:31467")
    assert (report.rows_read, report.accepted) == (2559, 2559)
    assert _lies_in(report, 7.86, 48.43, 7.91, 48.48)


def test_schutterwald_s_house_connections_are_named(house, real_data):
    """1,506 lines lead to single houses and are drawn like mains: said, not hidden; diameters come from metres."""
    place = community(house, bounds=None)
    report = _import(house, place, real_data, GAS, "pipe", crs="EPSG:31467")
    [said] = [w for w in report.warnings if w.code == "house_connections"]
    assert (said.params["count"], said.params["total"]) == (1506, 2559)
    with house.database.reading() as session:
        pipes = store.find(session, Pipe, community_id=place.id)
    assert {pipe.carries for pipe in pipes} == {PipeKind.GAS}
    assert (min(p.diameter_mm or 0 for p in pipes), max(p.diameter_mm or 0 for p in pipes)) == (50, 147.2)


def test_streets_of_openstreetmap_are_told_by_their_tags(house, real_data):
    """Lines with a highway come in with their names; other lines are left aside and counted."""
    place = community(house, bounds=None)
    report = _import(house, place, real_data, OSM, "street")
    assert (report.crs.code, report.crs.source, report.accepted) == ("EPSG:4326", "format", 14)
    assert {"layer_chosen", "left_aside"} <= _warned(report)
    with house.database.reading() as session:
        assert "Goethestraße" in {s.name.en for s in store.find(session, Street, community_id=place.id)}


def test_a_building_of_openstreetmap_that_crosses_itself_may_be_repaired(house, real_data):
    """Refused at first; with the planner's consent it is mended, and the report counts it (row 22)."""
    place = community(house, bounds=None)
    seen = preview_import(house.database, SYSTEM, NOON, **_asked(place, real_data, OSM, "building"))
    assert [p.code for p in seen.refused] == ["invalid_outline"]
    report = _import(house, place, real_data, OSM, "building", repair=True)
    assert (report.accepted, report.refused, "mended" in _warned(report)) == (32, (), True)


def test_alaska_s_places_come_from_kml(house, real_data):
    """Placemarks by their ids and names; places farther than a community reaches are refused one by one."""
    report = _import(house, community(house, bounds=None), real_data, "gnis_alaska_101_places.kml", "facility")
    assert (report.rows_read, report.columns["name"], report.crs.source) == (101, "Name", "format")
    assert report.accepted + len(report.refused) == 101
    assert {p.code for p in report.refused} == {"outside_bounds"}


def test_berlin_s_shapefile_is_no_list_of_trees_and_says_so(house, real_data):
    """2,203 points come in, but no column says anything of a tree, nor are there ids."""
    report = _import(house, community(house, bounds=None), real_data, BERLIN, "tree")
    assert (report.rows_read, report.accepted, report.crs.code, report.crs.source) == (2203, 2203, "EPSG:3857", "file")
    assert dict(report.columns) == {}
    assert {"nothing_known", "no_ids"} <= _warned(report)
    assert _lies_in(report, 13.3, 52.4, 13.6, 52.6)


def test_magdeburg_s_workbook_has_no_coordinates(house, real_data):
    """Two sheets: the file asks which; then it says what is missing and how to say where it is."""
    place, file = community(house, bounds=None), "magdeburg_nachpflanzungen.xlsx"
    with pytest.raises(Refusals) as caught:
        _import(house, place, real_data, file, "tree")
    assert caught.value.code == "which_layer"
    seen = preview_import(
        house.database, SYSTEM, NOON, **_asked(place, real_data, file, "tree", layer="Nachpflanzungen 2015")
    )
    assert ([p.code for p in seen.problems], seen.rows_read) == (["no_coordinates_columns"], 124)
