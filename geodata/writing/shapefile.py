"""Shapefiles in a ZIP: one for each layer, short names, texts in UTF-8 and a ``.cpg`` that says so."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZIP_DEFLATED, ZipFile

from geodata.writing.layers import Column, Holds, Layer
from geodata.writing.ogr import written

LONGEST_BYTES = 254
"""Of a text: the width of a character field of dBASE."""


def shapefiles(layers: Sequence[Layer]) -> bytes:
    """All layers, each with ``.shp .shx .dbf .prj .cpg``. Texts are cut between characters to what dBASE holds."""
    out = io.BytesIO()
    with TemporaryDirectory(prefix="map-") as folder, ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for layer in layers:
            cut = replace(layer, columns=tuple(map(_cut, layer.columns)))
            path = Path(folder) / f"{layer.name}.shp"
            written(path, cut, "ESRI Shapefile", names=[column.short for column in layer.columns], encoding="UTF-8")
        for path in sorted(Path(folder).iterdir()):
            archive.write(path, path.name)
    return out.getvalue()


def _cut(column: Column) -> Column:
    if column.holds is not Holds.TEXT:
        return column
    return replace(column, cells=[None if text is None else _shortened(str(text)) for text in column.cells])


def _shortened(text: str) -> str:
    return text.encode()[:LONGEST_BYTES].decode(errors="ignore")
