"""Small files of many formats, made where they are needed."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import geopandas as gpd
import openpyxl
import shapely

POINTS = [shapely.Point(104.0601, 30.6301), shapely.Point(104.0602, 30.6302)]


def frame(shapes: list[Any] | None = None, crs: str | None = "EPSG:4326", **columns: list[Any]) -> gpd.GeoDataFrame:
    """Two trees, or other shapes."""
    shapes = POINTS if shapes is None else shapes
    named = columns or {"id": [f"A{n}" for n in range(len(shapes))], "树种": ["女贞"] * len(shapes)}
    return gpd.GeoDataFrame(named, geometry=shapes, crs=crs)


def shapefile(folder: Path, data: gpd.GeoDataFrame, encoding: str = "UTF-8", without: tuple[str, ...] = ()) -> bytes:
    """A zipped shapefile, perhaps without some of its parts."""
    data.to_file(folder / "trees.shp", encoding=encoding)
    parts = {path.name: path.read_bytes() for path in folder.glob("trees.*") if path.suffix not in without}
    return zipped(parts)


def geopackage(folder: Path, **layers: gpd.GeoDataFrame) -> bytes:
    """A GeoPackage of several layers."""
    for name, data in layers.items():
        data.to_file(folder / "map.gpkg", layer=name)
    return (folder / "map.gpkg").read_bytes()


def zipped(parts: dict[str, bytes]) -> bytes:
    """An archive."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()


def workbook(merged: tuple[str, ...] = (), **sheets: list[list[Any]]) -> bytes:
    """A workbook, its sheets by name, and ranges of cells that are merged in each."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
        for cells in merged:
            sheet.merge_cells(cells)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def kml(placemarks: str, head: str = "") -> bytes:
    """A KML document."""
    return f'<?xml version="1.0"?>{head}<kml xmlns="http://www.opengis.net/kml/2.2"><Document>{placemarks}</Document></kml>'.encode()


PLACEMARK = "<Placemark><name>{name}</name><Point><coordinates>104.06,30.63,500</coordinates></Point></Placemark>"
