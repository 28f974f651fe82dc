"""What was written is what our own reader reads: a GeoPackage the same to the last digit, the others as the docs say."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from pathlib import Path
from zipfile import ZipFile

import numpy as np
import openpyxl
import pytest
import shapely
from defusedxml.ElementTree import fromstring

from geodata import reading
from geodata.writing import Layer
from geodata.writing.cells import said
from geodata.writing.delimited import table
from geodata.writing.geojson import geojson
from geodata.writing.geopackage import geopackage
from geodata.writing.kml import kml
from geodata.writing.shapefile import LONGEST_BYTES, shapefiles
from geodata.writing.workbook import workbook
from tests.geodata.writing.layers import FORMULAS, buildings, everything, pipes, text, trees

NAMES = [layer.name for layer in everything()]


def told(layer: Layer) -> dict[str, list[str]]:
    """Its values as the reader gives them: texts, without blanks at their ends."""
    return {column.name: [said(cell).strip() for cell in column.cells] for column in layer.columns}


@pytest.mark.parametrize("number", range(3), ids=NAMES)
def test_a_geopackage_comes_back_identical(number: int):
    """Each layer with its names, values, missing values, and every bit of its coordinates."""
    layer = everything()[number]
    read = reading.read(geopackage(everything()), layer.name)
    assert read.crs == "EPSG:4326"
    assert read.columns.to_dict("list") == told(layer)
    assert read.geometry is not None
    assert shapely.to_wkb(read.geometry).tolist() == shapely.to_wkb(layer.geometry).tolist()


def test_a_geopackage_has_the_layers_and_no_other():
    """The table of styles is no layer that an import would ask about."""
    with reading.opened(geopackage(everything())) as source:
        assert [(layer.name, layer.rows) for layer in source.layers] == [("trees", 7), ("pipes", 2), ("buildings", 2)]


def test_a_geopackage_says_how_qgis_draws_each_layer(tmp_path: Path):
    """One default style a layer, both of its texts well-formed and in the layer's colour."""
    path = tmp_path / "map.gpkg"
    path.write_bytes(geopackage(everything()))
    with sqlite3.connect(path) as file:
        rows = file.execute(
            "SELECT s.f_table_name, s.f_geometry_column, g.column_name, useAsDefault, styleQML, styleSLD FROM layer_styles s"
            " JOIN gpkg_geometry_columns g ON g.table_name = s.f_table_name ORDER BY s.id"
        ).fetchall()
        kinds = dict(file.execute("SELECT table_name, data_type FROM gpkg_contents"))
    assert [row[0] for row in rows] == NAMES
    assert kinds == {**dict.fromkeys(NAMES, "features"), "layer_styles": "attributes"}
    for (_, geometry, column, default, qml, sld), kind in zip(rows, ("marker", "line", "fill"), strict=True):
        symbol = fromstring(qml.partition("\n")[2]).find("renderer-v2/symbols/symbol")
        assert symbol is not None
        assert (geometry, default, symbol.get("type")) == (column, 1, kind)
        assert fromstring(sld).tag == "{http://www.opengis.net/sld}StyledLayerDescriptor"
    assert "46,125,50,255" in rows[0][4]
    assert "#2e7d32" in rows[0][5]


def test_geojson_keeps_every_digit_and_every_value():
    """The same places and values, in one collection; outer rings run counterclockwise."""
    features = json.loads(geojson(everything()))["features"]
    for layer in everything():
        mine = [feature for feature in features if feature["properties"]["layer"] == layer.name]
        shapes = shapely.from_geojson([json.dumps(feature["geometry"]) for feature in mine])
        assert shapely.equals(shapes, layer.geometry).all()
        for column in layer.columns:
            assert [said(feature["properties"][column.name]) for feature in mine] == [
                said(cell) for cell in column.cells
            ]
    ring = shapely.from_geojson(
        json.dumps(next(f for f in features if f["properties"]["layer"] == "buildings")["geometry"])
    )
    assert shapely.is_ccw(shapely.get_exterior_ring(ring))
    assert reading.read(geojson([trees()])).columns["species"].tolist() == told(trees())["species"]


def test_a_shapefile_comes_back_with_short_names_and_texts_cut_between_characters():
    """Lost: long names, and what is longer than dBASE holds. Chinese comes back, told by the .cpg."""
    long = "银杏" * 60
    layer = trees()
    layer = Layer(
        layer.name, layer.title, layer.colour, layer.shape, layer.geometry, (*layer.columns, text("long", [long] * 7))
    )
    data = shapefiles([layer, pipes(), buildings()])
    with ZipFile(io.BytesIO(data)) as archive:
        assert archive.read("trees.cpg") == b"UTF-8"
        assert {Path(name).suffix for name in archive.namelist()} >= {".shp", ".shx", ".dbf", ".prj", ".cpg"}
    read = reading.read(data, "trees")
    assert {column.short for column in layer.columns} == set(read.columns)
    assert all(len(str(name)) <= 10 for name in read.columns)
    assert read.columns["species"].tolist() == told(layer)["species"]
    assert read.columns["planted"].tolist() == told(layer)["planted_year"]
    assert [float(cell or "nan") for cell in read.columns["dbh_cm"]] == pytest.approx(
        [np.nan if cell is None else cell for cell in layer.columns[2].cells], nan_ok=True
    )
    assert read.columns["long"][0] == long[: LONGEST_BYTES // 3]
    assert read.geometry is not None
    assert shapely.equals_exact(read.geometry, layer.geometry, 0).all()
    areas = reading.read(data, "buildings").geometry
    assert areas is not None
    assert shapely.equals(areas, buildings().geometry).all()


def test_kml_has_a_folder_for_each_layer_and_loses_types_only():
    """All values come back as texts, all places to the last digit."""
    data = kml(everything())
    for layer in everything():
        read = reading.read(data, layer.name)
        assert read.geometry is not None
        assert shapely.equals(shapely.force_2d(read.geometry), layer.geometry).all()
        for name, cells in told(layer).items():
            known = read.columns.get("Name" if name == "name" else name)
            assert known is not None
            assert known.tolist() == cells


def test_kml_leaves_out_what_xml_cannot_write():
    """A bell in a note does not make the file unreadable."""
    points = trees().geometry[:1]
    layer = Layer("trees", "a\x07", "#000000", trees().shape, points, (text("note", ["a\x07b"]),))
    assert reading.read(kml([layer])).columns["note"].tolist() == ["ab"]
    assert openpyxl.load_workbook(io.BytesIO(workbook([layer])))["trees"]["D2"].value == "ab"


def test_csv_begins_with_the_mark_that_excel_wants_and_holds_no_formula():
    """Row 32: a text that begins like a formula has an apostrophe before it; a place is the same number."""
    data = table(everything())
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert [row["layer"] for row in rows] == ["trees"] * 7 + ["pipes"] * 2 + ["buildings"] * 2
    assert [row["note"] for row in rows[1:7]] == [f"'{formula}" for formula in FORMULAS]
    assert [float(row["lon"]) for row in rows[:7]] == shapely.get_x(trees().geometry).tolist()
    shapes = shapely.from_wkt([row["wkt"] for row in rows[7:9]])
    assert shapely.equals_exact(shapes, pipes().geometry, 0).all()
    assert [row["dbh_cm"] for row in rows[:7]] == told(trees())["dbh_cm"]


def test_a_workbook_has_numbers_days_and_texts_but_no_formula():
    """Row 32: every text is a cell of type s, whatever it begins with; a sheet for each layer."""
    book = openpyxl.load_workbook(io.BytesIO(workbook(everything())))
    assert book.sheetnames == NAMES
    lines = list(book["trees"].iter_rows(min_row=2))
    assert [line[-1].value for line in lines[1:]] == FORMULAS
    assert {line[-1].data_type for line in lines} == {"s"}
    assert [line[0].value for line in lines] == pytest.approx(shapely.get_x(trees().geometry).tolist(), abs=1e-12)
    assert [line[5].value for line in lines] == [cell and round(cell, 12) for cell in trees().columns[2].cells]
    assert [line[7].value and line[7].value.date() for line in lines] == list(trees().columns[4].cells)


def test_an_outline_too_long_for_a_cell_is_left_out_and_not_cut():
    """Half an outline would be a wrong one."""
    circle = shapely.Point(104, 30).buffer(1, quad_segs=400)
    layer = buildings()
    geometry = np.array([circle, layer.geometry[1]], dtype=object)
    book = openpyxl.load_workbook(
        io.BytesIO(workbook([Layer("buildings", "", "#000000", layer.shape, geometry, layer.columns)]))
    )
    assert book["buildings"]["C2"].value is None
    assert shapely.from_wkt(book["buildings"]["C3"].value).equals(geometry[1])
