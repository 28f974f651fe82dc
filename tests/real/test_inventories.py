"""Inventories of real cities, as they were published."""

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
from planning.surveys.observation import PlantingSite, Tree
from planning.web.house import House
from tests.makers import NOON, community

pytestmark = pytest.mark.real

TAIPEI = "taipei_park_trees_daan_utf8.csv"
GRAZ_TREES = "graz_trees_tile_16_17789_11515.geojson"
GRAZ_MONUMENTS = "graz_naturdenkmale.geojson"
DAAN_FOREST_PARK = (121.532, 25.025, 121.540, 25.035)
GRAZ = (15.34, 47.01, 15.54, 47.14)


def _asked(place: Community, folder: Path, file: str, data: bytes | None = None, **more: Any) -> dict[str, Any]:
    data = (folder / "geodata" / file).read_bytes() if data is None else data
    return {"community_id": place.id, "kind": "tree", "file": file, "data": data} | more


def _import(house: House, place: Community, *args: Any, **more: Any) -> ImportReport:
    done = import_observations(house.database, SYSTEM, NOON, new_id(), **_asked(place, *args, **more))
    return ImportReport.of(done)


def _trees(house: House, place: Community) -> list[Tree]:
    with house.database.reading() as session:
        return store.find(session, Tree, order="external_id", community_id=place.id)


def _without_id(tree: Tree) -> tuple[Any, ...]:
    return (tree.external_id, tree.pin, tree.species, tree.dbh_cm, tree.height_m, tree.surveyed_on)


def _lies_in(report: ImportReport, box: tuple[float, float, float, float]) -> bool:
    assert report.bbox is not None
    west, south, east, north = report.bbox
    return box[0] < west < east < box[2] and box[1] < south < north < box[3]


def test_taipei_s_park_trees_come_in_whole(house, real_data):
    """2,500 trees in TWD97 land in Da'an Forest Park, with their Chinese names and measures."""
    place = community(house, bounds=None)
    report = _import(house, place, real_data, TAIPEI, crs="EPSG:3826")
    assert (report.rows_read, report.accepted, report.added, report.refused) == (2500, 2500, 2500, ())
    assert report.columns == {
        "external_id": "TreeID", "species": "TreeType", "dbh_cm": "Diameter", "height_m": "TreeHeight",
        "surveyed_on": "SurveyDate", "street": "ParkName", "x": "TWD97X", "y": "TWD97Y",
    }  # fmt: skip
    assert report.units == {"dbh_cm": "cm", "height_m": "m"}
    assert _lies_in(report, DAAN_FOREST_PARK)
    first = _trees(house, place)[0]
    assert (first.external_id, first.species.zh, first.dbh_cm, first.height_m) == ("DA0015001001", "楓香", 19.9, 8.2)
    with house.database.reading() as session:
        assert store.count(session, PlantingSite, community_id=place.id, street="大安森林公園") == 2500
    again = _import(house, place, real_data, TAIPEI, crs="EPSG:3826")
    assert (again.added, again.changed, again.unchanged, again.missing) == (0, 0, 2500, 0)


def test_taipei_s_silent_system_is_asked_for(house, real_data):
    """The file does not name its system: TWD97 is suggested first, and nothing is taken in."""
    place = community(house, bounds=None)
    seen = preview_import(house.database, SYSTEM, NOON, **_asked(place, real_data, TAIPEI))
    assert ([p.code for p in seen.problems], seen.suggestions[0].code) == (["crs_unknown"], "EPSG:3826")
    with pytest.raises(Refusals) as caught:
        _import(house, place, real_data, TAIPEI)
    assert caught.value.code == "crs_unknown"
    assert _trees(house, place) == []


def test_taipei_s_trees_are_the_same_in_gb18030(house, real_data):
    """Traditional characters survive the other encoding; the report says that it was guessed."""
    data = (real_data / "geodata" / TAIPEI).read_text(encoding="utf-8").encode("gb18030")
    one, other = community(house, bounds=None), community(house, bounds=None)
    _import(house, one, real_data, TAIPEI, crs="EPSG:3826")
    report = _import(house, other, real_data, TAIPEI, data, crs="EPSG:3826")
    assert (report.accepted, "encoding" in [w.code for w in report.warnings]) == (2500, True)
    assert [_without_id(t) for t in _trees(house, one)] == [_without_id(t) for t in _trees(house, other)]


def test_both_files_of_graz_live_in_one_community(house, real_data):
    """Eight ids occur in both inventories for different trees: none of them is overwritten."""
    place = community(house, bounds=None)
    monuments = _import(house, place, real_data, GRAZ_MONUMENTS)
    assert (monuments.crs.code, monuments.crs.source) == ("EPSG:4326", "file")
    assert (monuments.rows_read, monuments.accepted, monuments.added, monuments.refused) == (82, 82, 82, ())
    assert _lies_in(monuments, GRAZ)
    trees = _import(house, place, real_data, GRAZ_TREES)
    assert (trees.crs.code, trees.crs.source) == ("EPSG:4326", "format")
    assert (trees.rows_read, trees.accepted, trees.added, trees.refused) == (109, 109, 109, ())
    assert _lies_in(trees, GRAZ)
    for file, count in ((GRAZ_MONUMENTS, 82), (GRAZ_TREES, 109)):
        again = _import(house, place, real_data, file)
        assert (again.unchanged, again.missing) == (count, 0)


def test_names_and_years_of_graz_are_in_their_places(house, real_data):
    """German and botanical names from two columns or from one; the tree taken out in 2012 does not stand."""
    place = community(house, bounds=None)
    _import(house, place, real_data, GRAZ_MONUMENTS)
    report = _import(house, place, real_data, GRAZ_TREES)
    trees = _trees(house, place)
    names = {(t.species.en, t.species.scientific) for t in trees}
    assert {
        ("Linde", ""),
        ("Platane", "Platanus x hispanica"),
        ("Gemeine Roßkastanie", "Aesculus hippocastanum"),
    } <= names
    assert [t.removed_at.year for t in trees if t.removed_at] == [2012]
    assert "taken_out" in [w.code for w in report.warnings]


def test_magdeburg_s_areas_are_left_out_and_counted(house, real_data):
    """48 points come in; 17 polygons without any property are no trees."""
    report = _import(house, community(house, bounds=None), real_data, "magdeburg_otto_pflanzt.geojson")
    assert (report.rows_read, report.accepted) == (65, 48)
    assert {p.code for p in report.refused} == {"wrong_geometry"}


def test_kawasaki_s_buildings_come_in_but_the_three_that_cross_themselves(house, real_data):
    """1,371 of 1,374 footprints with heights, in Japan where they stand."""
    place = community(house, bounds=None)
    report = _import(house, place, real_data, "kawasaki_buildings_height.geojson", kind="building")
    assert (report.accepted, [p.code for p in report.refused]) == (1371, ["invalid_outline"] * 3)
    assert _lies_in(report, (139.69, 35.53, 139.74, 35.57))
