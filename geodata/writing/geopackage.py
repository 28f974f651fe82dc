"""GeoPackage: all layers in one file, and how QGIS is to draw them in the table where it looks for that."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from geodata.writing.layers import Layer
from geodata.writing.ogr import written
from geodata.writing.styles import qml, sld

# As QGIS writes it (QgsOgrProviderMetadata::saveStyle). Registered as attributes, as GDAL asks of tables without places.
_STYLES = """
CREATE TABLE layer_styles (
 id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, f_table_catalog TEXT(256), f_table_schema TEXT(256),
 f_table_name TEXT(256), f_geometry_column TEXT(256), styleName TEXT(30), styleQML TEXT, styleSLD TEXT,
 useAsDefault BOOLEAN, description TEXT, owner TEXT(30), ui TEXT(30),
 update_time DATETIME DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')))
"""
_CONTENTS = "INSERT INTO gpkg_contents (table_name, data_type, identifier, description) VALUES (?, 'attributes', ?, '')"
_ONE_STYLE = """
INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column, styleName, styleQML, styleSLD,
 useAsDefault, description, owner) VALUES ('', '', ?, 'geom', ?, ?, ?, 1, ?, '')
"""


def geopackage(layers: Sequence[Layer]) -> bytes:
    """A file in WGS 84; at least one layer is needed."""
    with TemporaryDirectory(prefix="map-") as folder:
        path = Path(folder) / "map.gpkg"
        for layer in layers:
            written(path, layer, "GPKG", names=[column.name for column in layer.columns])
        with closing(sqlite3.connect(path)) as file, file:
            file.execute(_STYLES)
            file.execute(_CONTENTS, ("layer_styles", "layer_styles"))
            for layer in layers:
                file.execute(_ONE_STYLE, (layer.name, layer.name, qml(layer), sld(layer), layer.title))
                file.execute("UPDATE gpkg_contents SET description = ? WHERE table_name = ?", (layer.title, layer.name))
        return path.read_bytes()
