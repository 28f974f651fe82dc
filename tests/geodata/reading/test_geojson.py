"""GeoJSON as it arrives (rows 23 and 24 of the hostile inputs)."""

from __future__ import annotations

import json
import tracemalloc
from typing import Any

import pytest

from geodata.faults import Unreadable
from geodata.reading import Table, read


def _feature(geometry: Any, **properties: Any) -> dict[str, Any]:
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def _point(*coordinates: Any) -> dict[str, Any]:
    return {"type": "Point", "coordinates": list(coordinates)}


def _table(*features: Any, **members: Any) -> Table:
    return read(json.dumps({"type": "FeatureCollection", "features": list(features)} | members).encode())


def _code(data: bytes) -> str:
    with pytest.raises(Unreadable) as caught:
        read(data)
    return caught.value.faults[0].code


def test_properties_become_columns_of_text():
    """Features may have different properties; numbers, lists and null become text, and nothing becomes empty."""
    table = _table(
        _feature(_point(1, 2), id=7, name="Linde", kinds=["a", "b"]), _feature(_point(3, 4), year=None, ok=True, d=19.5)
    )
    assert table.columns.to_dict("list") == {
        "id": ["7", ""], "name": ["Linde", ""], "kinds": ["a、b", ""], "year": ["", ""], "ok": ["", "true"], "d": ["", "19.5"],
    }  # fmt: skip
    assert table.geometry is not None
    assert [g.wkt for g in table.geometry] == ["POINT (1 2)", "POINT (3 4)"]


def test_heights_and_measures_are_dropped():
    """Z and M coordinates go, the place stays."""
    line = {"type": "LineString", "coordinates": [[1, 2, 500], [3, 4, 510, 9]]}
    table = _table(_feature(_point(1, 2, 500)), _feature(line))
    assert table.geometry is not None
    assert [g.wkt for g in table.geometry] == ["POINT (1 2)", "LINESTRING (1 2, 3 4)"]
    assert not any(g.has_z for g in table.geometry)


@pytest.mark.parametrize(
    ("geometry", "code"),
    [
        (None, "no_geometry"),
        (_point(), "no_geometry"),
        ({"type": "MultiPolygon", "coordinates": []}, "no_geometry"),
        ({"type": "GeometryCollection", "geometries": [_point(1, 2)]}, "wrong_geometry"),
        ({"type": "Circle", "coordinates": [1, 2]}, "bad_geometry"),
        ({"type": "Polygon", "coordinates": [[[0, 0], [1, 1]]]}, "bad_geometry"),
        ({"type": "LineString", "coordinates": [5]}, "bad_coordinates"),
        (_point("31,2", 104), "bad_coordinates"),
        (_point(None, 104), "bad_coordinates"),
        (_point(True, 104), "bad_coordinates"),
        (_point(10**400, 104), "bad_coordinates"),
        (_point(1), "bad_coordinates"),
        ("Point", "bad_geometry"),
    ],
)
def test_a_geometry_that_cannot_be_used_is_a_fault_of_its_feature(geometry, code):
    """The feature is counted and named by its number; its neighbours are read."""
    table = _table(_feature(_point(1, 2)), _feature(geometry), _feature(_point(3, 4)))
    assert {at: (f.code, f.where) for at, f in table.faults.items()} == {1: (code, 2)}
    assert table.geometry is not None
    assert [g is None for g in table.geometry] == [False, True, False]


@pytest.mark.parametrize("word", ["NaN", "Infinity", "-Infinity"])
def test_words_that_are_no_json_are_refused(word):
    """Python's reader would accept them; they are no JSON."""
    assert _code(b'{"type":"FeatureCollection","features":[{"a":%s}]}' % word.encode()) == "bad_json"


def test_a_number_beyond_all_numbers_is_no_coordinate():
    """1e999 is JSON, but no place."""
    text = '{"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[1e999,2]}}'
    assert read(text.encode()).faults[0].code == "bad_coordinates"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b'{"type":"FeatureCollection","features":[{"type":', "bad_json"),
        (b'{"type":"FeatureCollection","features":[]} more', "bad_json"),
        (b'{"type":"FeatureCollection","features":[],}', "bad_json"),
        (b'{"type":"FeatureCollection"}', "not_geojson"),
        (b'{"a":1}', "not_geojson"),
        (b"[1,2]", "not_geojson"),
        (b"{}", "not_geojson"),
        (b'{"type":"FeatureCollection","features":[]}', "no_rows"),
    ],
)
def test_what_is_no_geojson_is_refused(data, code):
    """Broken off, followed by something, empty, or JSON of another kind."""
    assert _code(data) == code


def test_deep_nesting_is_refused():
    """Five thousand lists inside one another end in a sentence, not in a crash."""
    assert _code(b'{"type":"FeatureCollection","features":' + b"[" * 5000 + b"]" * 5000 + b"}") == "too_deep"


def test_the_crs_member_is_honoured():
    """Older files name their system; where it stands in the file does not matter."""
    member = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3826"}}
    assert _table(_feature(_point(1, 2)), crs=member).crs == "urn:ogc:def:crs:EPSG::3826"
    assert _table(_feature(_point(1, 2))).crs is None
    assert _table(_feature(_point(1, 2)), crs={"type": "link"}).crs == '{"type": "link"}'


def test_a_polygon_of_a_million_points_is_refused_before_it_is_built():
    """Its feature has a fault; memory stays under 300 MB, because no geometry was made."""
    ring = ",".join(["[104.1234567,30.1234567]"] * 1_000_000)
    data = ('{"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":[[' + ring + "]]}}").encode()
    tracemalloc.start()
    table = read(data)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert table.faults[0].code == "too_many_vertices"
    assert peak < 300_000_000


def test_lone_surrogates_do_not_stop_a_file():
    """Half a character in a name is dropped, the name stays."""
    text = '{"type":"Feature","properties":{"name":"a\\ud800b"},"geometry":{"type":"Point","coordinates":[1,2]}}'
    assert read(text.encode()).columns["name"].tolist() == ["ab"]
