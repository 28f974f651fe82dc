"""What GDAL writes for us: one layer into one file."""

from __future__ import annotations

from pathlib import Path

import shapely
from pyogrio.raw import write

from geodata.crs import WGS84
from geodata.writing.layers import Layer


def written(path: Path, layer: Layer, driver: str, *, names: list[str], encoding: str | None = None) -> None:
    """Add a layer to a file, or begin one. Nothing is made a geometry of several parts that was not one."""
    types = layer.types()
    kind = str(layer.geometry[0].geom_type) if len(types) == 1 else "Unknown"
    if driver == "ESRI Shapefile":
        # Its lines and areas may have parts in any case, its points may not.
        kind = "MultiPoint" if types == {shapely.GeometryType.MULTIPOINT} else str(layer.shape)
    columns, missing = layer.arrays()
    write(
        path, shapely.to_wkb(layer.geometry), columns, names, missing, layer=layer.name, driver=driver,
        geometry_type=kind, crs=WGS84, promote_to_multi=False, encoding=encoding,
    )  # fmt: skip
