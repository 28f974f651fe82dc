"""Formats that a planner may bring, read to the same columns and geometries."""

from __future__ import annotations

import datetime as dt
import json
import re
from typing import Any

import pytest
import shapely

from geodata.faults import Unreadable
from geodata.reading import Table, opened, read
from tests.geodata.reading import files


def shapes(table: Table) -> Any:
    """Its geometries."""
    assert table.geometry is not None
    return table.geometry


def _names(table: Table) -> tuple[list[str], list[float]]:
    return table.columns["树种"].tolist(), [round(shape.x, 4) for shape in shapes(table)]


def test_a_zipped_shapefile_has_its_texts_in_its_own_encoding(tmp_path):
    """Row 26: GBK with a .cpg, GBK without, UTF-8: the same characters."""
    for number, (encoding, without) in enumerate(
        (("GBK", ()), ("GBK", (".cpg",)), ("UTF-8", ()), ("UTF-8", (".cpg",)))
    ):
        folder = tmp_path / str(number)
        folder.mkdir()
        table = read(files.shapefile(folder, files.frame(), encoding, without))
        assert _names(table) == (["女贞", "女贞"], [104.0601, 104.0602])
        assert (table.format, table.crs) == ("shapefile", "EPSG:4326")


def test_a_shapefile_without_its_system_is_silent(tmp_path):
    """Row 25: a missing .prj is no guess of ours."""
    assert read(files.shapefile(tmp_path, files.frame(), without=(".prj",))).crs is None


@pytest.mark.parametrize("missing", [".shx", ".dbf", ".shp"])
def test_a_shapefile_with_a_part_missing_names_it(tmp_path, missing):
    """Row 26: one sentence that says which part to add."""
    with pytest.raises(Unreadable) as caught:
        read(files.shapefile(tmp_path, files.frame(), without=(missing,)))
    [fault] = caught.value.faults
    assert (fault.code, f"trees{missing}" in str(fault)) == ("incomplete_shapefile", True)


def test_each_layer_of_a_geopackage_can_be_read(tmp_path):
    """With its own system; without a name the file asks."""
    data = files.geopackage(tmp_path, a=files.frame(), b=files.frame(crs="EPSG:4544", shapes=[shapely.Point(4e5, 3e6)]))
    with opened(data) as source:
        assert [(layer.name, layer.rows, layer.crs) for layer in source.layers] == [
            ("a", 2, "EPSG:4326"),
            ("b", 1, "EPSG:4544"),
        ]
        assert _names(source.read("a")) == (["女贞", "女贞"], [104.0601, 104.0602])
        with pytest.raises(Unreadable, match=re.escape("a (Point, 2), b (Point, 1)")):
            source.read()


def test_kml_and_kmz_are_the_same():
    """Heights fall away; what the driver adds of its own is not shown."""
    data = files.kml(files.PLACEMARK.format(name="长椅"))
    for one in (data, files.zipped({"doc.kml": data, "images/a.png": b"x"})):
        table = read(one)
        assert (table.format, table.columns["Name"].tolist(), table.crs) == ("kml", ["长椅"], None)
        assert (shapes(table)[0].x, shapes(table)[0].has_z) == (104.06, False)
        assert "tessellate" not in table.columns


def test_gpx_has_waypoints_and_tracks():
    """Only layers with something in them are offered."""
    data = b'<gpx version="1.1" creator="x" xmlns="http://www.topografix.com/GPX/1/1"><wpt lat="30.63" lon="104.06"><name>A</name></wpt></gpx>'
    table = read(data)
    assert (table.format, table.columns["name"].tolist(), shapes(table)[0].y) == ("gpx", ["A"], 30.63)


def test_a_sheet_of_a_workbook_is_a_layer():
    """Numbers, days and empty cells as text; rows carry their number in the sheet."""
    sheet: list[list[Any]] = [
        [None],
        ["编号", "lon", "lat", "day"],
        ["A1", 104.06, 30.63, dt.datetime(2024, 5, 1)],  # noqa: DTZ001 - as Excel keeps them
        [None],
        [7, 104, 30, None],
    ]
    table = read(files.workbook(树木=sheet, leer=[]))
    assert table.columns.to_numpy().tolist() == [["A1", "104.06", "30.63", "2024-05-01"], ["7", "104", "30", ""]]
    assert table.rows.tolist() == [3, 5]


def test_a_network_of_swmm_becomes_lines():
    """Nodes and bends in order, the diameter of circular conduits in the unit of the file."""
    text = """[TITLE]
[OPTIONS]
FLOW_UNITS LPS
[CONDUITS]
;;Name From To Length
C1 N1 N2 10 0.01
C2 N2 N9 10 0.01
[XSECTIONS]
C1 CIRCULAR 0.4 0 0 0
[COORDINATES]
N1 410000 3390000
N2 410010 3390000
[VERTICES]
C1 410005 3390002
"""
    table = read(text.encode())
    assert shapes(table)[0].wkt == "LINESTRING (410000 3390000, 410005 3390002, 410010 3390000)"
    assert table.columns["diameter (m)"].tolist() == ["0.4", ""]
    assert table.faults[1].code == "no_node"


def test_a_network_of_pandapipes_without_junctions_is_refused():
    """Its tables are looked at before anything is built."""
    net = {
        "_class": "pandapipesNet",
        "_object": {"pipe": {"_object": json.dumps({"columns": ["a"], "index": [0], "data": [[1]]})}},
    }
    with pytest.raises(Unreadable) as caught:
        read(json.dumps(net).encode())
    assert caught.value.faults[0].code == "bad_network"
