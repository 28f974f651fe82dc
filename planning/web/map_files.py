"""The map of a community as a file: all of it that the visitor may see, for the programs of planners."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from starlette.responses import Response

from geodata.writing import Layer
from planning import addresses
from planning.errors import N_, Refusal
from planning.queries.map_material import map_material
from planning.reports.map_layers import map_layers
from planning.web.door import Door, route


def _geopackage(layers: Sequence[Layer]) -> bytes:
    from geodata.writing.geopackage import geopackage  # late: GDAL, which most processes never need

    return geopackage(layers)


def _shapefiles(layers: Sequence[Layer]) -> bytes:
    from geodata.writing.shapefile import shapefiles  # late, as above

    return shapefiles(layers)


def _dxf(layers: Sequence[Layer]) -> bytes:
    from geodata.writing.dxf import dxf  # late: ezdxf takes a second to load

    return dxf(layers)


def _kml(layers: Sequence[Layer]) -> bytes:
    from geodata.writing.kml import kml

    return kml(layers)


def _geojson(layers: Sequence[Layer]) -> bytes:
    from geodata.writing.geojson import geojson

    return geojson(layers)


def _csv(layers: Sequence[Layer]) -> bytes:
    from geodata.writing.delimited import table

    return table(layers)


def _workbook(layers: Sequence[Layer]) -> bytes:
    from geodata.writing.workbook import workbook  # late: openpyxl

    return workbook(layers)


FORMATS: dict[str, tuple[str, Callable[[Sequence[Layer]], bytes]]] = {
    "gpkg": ("application/geopackage+sqlite3", _geopackage),
    "zip": ("application/zip", _shapefiles),
    "geojson": ("application/geo+json", _geojson),
    "kml": ("application/vnd.google-earth.kml+xml", _kml),
    "dxf": ("image/vnd.dxf", _dxf),
    "csv": ("text/csv; charset=utf-8", _csv),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", _workbook),
}
"""By the ending of the address."""


@route("GET", addresses.MAP_FILE, heavy=True)
def map_file(door: Door) -> Response:
    """All layers, or the one that ``?layer=`` names."""
    ending, wanted = door.path("ending"), door.asked("layer")
    if ending not in FORMATS:
        raise Refusal("not_found", N_("This is not here (any more): go back and choose again."))
    content_type, write = FORMATS[ending]
    material = map_material(door.house.database, door.visitor, door.now, community_id=door.path("community"))
    layers = [layer for layer in map_layers(material, door.t) if wanted in {"", layer.name}]
    if not layers:
        raise Refusal("not_found", N_("There is nothing on this map yet that a file could hold."))
    data = write(layers)
    headers = {"content-disposition": f'attachment; filename="{wanted or "map"}.{ending}"', "cache-control": "no-store"}
    return Response(data, media_type=content_type, headers=headers)
