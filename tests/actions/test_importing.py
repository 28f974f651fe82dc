"""Importing an inventory, row by row and state by state (rows 19, 20, 23 and 25 of the hostile inputs)."""

from __future__ import annotations

import json

import pytest

from planning import store
from planning.actions.importing import import_observations, preview_import
from planning.errors import Refusals
from planning.i18n import translator
from planning.people import SYSTEM, Role
from planning.site import Community, new_id
from planning.store import journal
from planning.surveys.observation import Condition, PlantingSite, Tree
from tests.actions.inventories import HEADER, TREES, asked, codes, imports_of, kept, preview, take_in
from tests.makers import NOON, community, staff, visitor


def test_a_tree_comes_in_with_its_planting_site(house):
    """Every field has its place; where it came from is kept, and staff's log has a line."""
    place = community(house)
    report = take_in(house, place, TREES)
    assert (report.rows_read, report.accepted, report.added, report.applied) == (3, 3, 3, True)
    trees, sites = kept(house, Tree, place), kept(house, PlantingSite, place)
    assert [t.site_id for t in trees] == [s.id for s in sites]
    assert [(t.external_id, t.species.zh, t.dbh_cm, t.condition) for t in trees] == [
        ("A1", "女贞", 22.5, Condition.GOOD), ("A2", "悬铃木", 40.0, Condition.POOR), ("A3", "女贞", None, Condition.UNKNOWN),
    ]  # fmt: skip
    assert (trees[0].pin.lon, trees[0].pin.lat) == (104.0601, 30.6301)
    [brought] = imports_of(house, place)
    assert (brought.file, brought.crs, brought.accepted, brought.by) == ("trees.csv", "EPSG:4326", 3, "system")
    assert {t.import_id for t in trees} == {brought.id}
    with house.database.reading() as session:
        assert [e.act for e in journal.entries(session, place.id)] == ["import_observations"]


def test_the_report_is_the_json_of_the_interface(house):
    """Exactly these members, in a form that JSON can hold."""
    shown = take_in(house, community(house), TREES).as_json(translator("en").problem)
    assert list(json.loads(json.dumps(shown, allow_nan=False))) == [
        "file", "sha256", "kind", "crs", "columns", "units", "rows_read", "accepted", "added", "changed", "unchanged",
        "missing", "refused", "warnings", "bbox", "applied",
    ]  # fmt: skip
    assert shown["crs"] == {
        "code": "EPSG:4326", "source": "numbers", "why": "The file names no system, and the numbers are plain degrees.",
    }  # fmt: skip
    assert shown["bbox"] == [104.0601, 30.6301, 104.0603, 30.6303]
    assert shown["units"] == {"dbh_cm": "cm"}


def test_a_preview_says_the_same_and_writes_nothing(house):
    """The planner sees what would be done before it is done."""
    place = community(house)
    seen = preview(house, place, TREES)
    assert (seen.accepted, seen.added, seen.applied) == (3, 3, False)
    assert kept(house, Tree, place) == []
    assert imports_of(house, place) == []


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("B,女贞,1,30.6301,104.0601,", "swapped"),
        ("B,女贞,1,0,0,", "outside_bounds"),
        ("B,女贞,1,180,90,", "outside_bounds"),
        ("B,女贞,1,-180,-90,", "outside_bounds"),
        ("B,女贞,1,181,30.63,", "bad_coordinates"),
        ("B,女贞,1,104.2,30.63,", "outside_bounds"),
        ("B,女贞,1,,,", "no_coordinates"),
        ("B,女贞,1,104.06,,", "no_coordinates"),
        ("B,女贞,1,NaN,30.63,", "bad_coordinates"),
        ("B,女贞,1,1e999,30.63,", "bad_coordinates"),
        ('B,女贞,1,"104,06",30.63,', "bad_coordinates"),
        ("A1,女贞,1,104.0604,30.6304,", "duplicate_id"),
        (f"{'B' * 121},女贞,1,104.0604,30.6304,", "long_id"),
        ("B,女贞,1", "wrong_width"),
    ],
)  # fmt: skip
def test_a_row_that_cannot_be_taken_is_refused_with_its_line(house, row, code):
    """The others come in; nothing is mended in silence."""
    place = community(house)
    report = take_in(house, place, TREES + row + "\n")
    assert codes(report) == [(5, code)]
    assert (report.rows_read, report.accepted, report.added) == (4, 3, 3)
    for language in ("zh", "en"):
        assert "{" not in translator(language).problem(report.refused[0])


def test_strict_takes_all_or_nothing(house):
    """One refused row and nothing is written; without one everything is."""
    place = community(house)
    bad = TREES + "B,女贞,1,0,0,\n"
    report = take_in(house, place, bad, strict=True)
    assert (report.applied, len(report.refused), kept(house, Tree, place)) == (False, 1, [])
    assert take_in(house, place, TREES, strict=True).applied


def test_the_first_import_gives_a_community_its_bounds(house):
    """With a margin; a wild row among them does not make the community world-wide."""
    place = community(house, bounds=None)
    report = take_in(house, place, TREES + "B,女贞,1,2.35,48.85,\nC,女贞,1,30.63,104.06,\nD,女贞,1,0,0,\n")
    assert codes(report) == [(5, "outside_bounds"), (6, "swapped"), (7, "outside_bounds")]
    with house.database.reading() as session:
        bounds = store.get(session, Community, place.id).bounds
    assert bounds is not None
    box = (bounds.west, bounds.south, bounds.east, bounds.north)
    assert box == pytest.approx((104.0581, 30.6281, 104.0623, 30.6323), abs=1e-6)
    assert codes(take_in(house, place, HEADER + "E,女贞,1,104.09,30.63,\n")) == [(2, "outside_bounds")]


def test_projected_numbers_without_a_system_are_not_guessed(house):
    """Nothing comes in; the suggestions say which system would lie where."""
    place = community(house)
    text = "id,x,y\n1,410000,3390300\n2,410010,3390310\n"
    with pytest.raises(Refusals) as caught:
        take_in(house, place, text)
    assert [p.code for p in caught.value.problems][:2] == ["crs_unknown", "crs_suggestion"]
    seen = preview(house, place, text)
    assert (seen.crs.code, seen.accepted, seen.suggestions[0].code) == ("", 0, "EPSG:4544")
    assert take_in(house, place, text, crs="EPSG:4544").added == 2
    assert kept(house, Tree, place)[0].pin.lon == pytest.approx(104.0612, abs=0.0005)


def test_a_system_that_the_numbers_contradict_is_refused(house):
    """Degrees said to be metres, metres said to be degrees, and axes that changed places."""
    place = community(house)
    metres = "id,x,y\n1,410000,3390300\n"
    for text, crs in ((metres, "EPSG:4326"), (metres, "EPSG:3826"), ("id,X,Y\n1,3390300,410000\n", "EPSG:4544")):
        seen = preview(house, place, text, crs=crs)
        assert [p.code for p in seen.problems] == ["crs_contradicts"]
    assert (seen.suggestions[0].code, seen.suggestions[0].exchanged) == ("EPSG:4544", True)
    assert take_in(house, place, "id,X,Y\n1,3390300,410000\n", crs="EPSG:4544", columns={"x": "Y", "y": "X"}).added == 1


def test_shifted_coordinates_come_back_to_where_they_belong(house):
    """GCJ-02 moves 361 m at Yulin; plain degrees in China are taken as they are, with the doubt said aloud."""
    place = community(house)
    take_in(house, place, TREES, crs="GCJ-02")
    assert kept(house, Tree, place)[0].pin.lon == pytest.approx(104.0576, abs=0.0002)
    assert "perhaps_shifted" in [w.code for w in preview(house, place, TREES).warnings]


def test_unusable_features_are_skipped_and_counted(house):
    """Null and empty geometries, collections, other types and heights: each refused row has its number."""
    place = community(house)
    geometries = [
        {"type": "Point", "coordinates": [104.06, 30.63, 500]}, None, {"type": "Point", "coordinates": []},
        {"type": "GeometryCollection", "geometries": []},
        {"type": "Polygon", "coordinates": [[[104.06, 30.63], [104.061, 30.63], [104.06, 30.631], [104.06, 30.63]]]},
    ]  # fmt: skip
    features = [{"type": "Feature", "geometry": g, "properties": {"id": n}} for n, g in enumerate(geometries)]
    text = json.dumps({"type": "FeatureCollection", "features": features})
    report = take_in(house, place, text, file="t.geojson")
    assert codes(report) == [(2, "no_geometry"), (3, "no_geometry"), (4, "wrong_geometry"), (5, "wrong_geometry")]
    assert report.rows_read == report.accepted + len(report.refused) == 5


def test_a_hundred_thousand_features_are_read_by_columns(house):
    """Row 24: a staff file of this size is checked as a whole, without a report of a megabyte."""
    place = community(house)
    rows = "".join(f"T{n},女贞,{104.056 + n % 1000 / 2e5:.6f},{30.626 + n // 1000 / 1e5:.5f}\n" for n in range(100_000))
    seen = preview_import(
        house.database, SYSTEM, NOON, community_id=place.id, kind="tree", file="big.csv",
        data=("编号,树种,经度,纬度\n" + rows).encode(),
    )  # fmt: skip
    assert (seen.rows_read, seen.accepted, seen.added, seen.refused) == (100_000, 100_000, 100_000, ())


def test_an_outline_that_crosses_itself_is_refused(house):
    """A bow-tie has no honest area: it is named, not mended."""
    bow = "POLYGON((104.06 30.63,104.061 30.631,104.061 30.63,104.06 30.631,104.06 30.63))"
    report = take_in(house, community(house), f'id,WKT\n1,"{bow}"\n', kind="building")
    assert codes(report) == [(2, "invalid_outline")]


def test_only_planners_may_import_or_preview(house):
    """Residents, moderators and planners of another community may not."""
    place = community(house)
    for who in (visitor(), staff(Role.MODERATOR), staff(Role.PLANNER, "another")):
        with pytest.raises(Refusals) as caught:
            import_observations(house.database, who, NOON, new_id(), **asked(place, TREES))
        assert caught.value.code == "not_allowed"
        with pytest.raises(Refusals) as caught:
            preview_import(house.database, who, NOON, **asked(place, TREES))
        assert caught.value.code == "not_allowed"
    assert preview_import(house.database, staff(Role.PLANNER, place.id), NOON, **asked(place, TREES)).accepted == 3


def test_a_second_click_imports_once(house):
    """The same act id with the same file gives the same report and no second import."""
    place = community(house)
    assert take_in(house, place, TREES, act_id="click") == take_in(house, place, TREES, act_id="click")
    assert len(imports_of(house, place)) == 1


def test_a_file_that_cannot_be_read_leaves_nothing(house):
    """Refused as a whole, with a sentence in the visitor's language."""
    with pytest.raises(Refusals) as caught:
        take_in(house, community(house), "a,b\n1,\0\n")
    assert caught.value.code == "nul"
    assert translator("zh").refusal(caught.value).startswith("文件里有")
