"""Formats that GDAL reads, each from a file of our own name in a folder of its own: nothing in it opens another one."""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyogrio
import shapely
from numpy.typing import NDArray
from pyogrio.errors import DataLayerError, DataSourceError
from pyogrio.raw import read as read_raw

from geodata.faults import N_, Fault, Unreadable, unreadable
from geodata.reading.cells import text_of
from geodata.reading.source import Layer, Source
from geodata.reading.table import MOST_COLUMNS, MOST_ROWS, MOST_VERTICES, WGS84_FORMATS, Table

_FAULTS = (DataSourceError, DataLayerError, RuntimeError, ValueError, OSError)
_OVERHEAD = 64
"""Bytes of well-known binary beyond sixteen for each vertex, for small geometries."""
_TAG = re.compile(r'"((?:[^"\\]|\\.)*)"=>"((?:[^"\\]|\\.)*)"')
_MOST_TAGS = 200
_STYLES = "layer_styles"
"""Where QGIS keeps in a GeoPackage how its layers are drawn."""
# What the KML driver adds to every placemark, and no planner asked for.
_KML_OWN = {"timestamp", "begin", "end", "altitudeMode", "tessellate", "extrude", "visibility", "drawOrder", "icon",
            "snippet"}  # fmt: skip


def source(files: dict[str, Path], kind: str, encodings: dict[str, str] | None = None) -> Source:
    """Layers of one file (named by GDAL), or of several files with one layer each (named by the keys).

    :param kind: ``gpkg``, ``shapefile``, ``kml``, ``gpx`` or ``osm``.
    :param encodings: of the texts of a file, by key, where the file does not state it.
    """
    found: dict[str, tuple[Path, str]] = {}
    layers: list[Layer] = []
    for key, path in files.items():
        for name, _ in _quietly(partial(pyogrio.list_layers, path)):
            if str(name) == _STYLES:
                continue
            shown = key or str(name)
            layer = _layer(path, str(name), shown)
            if layer.rows != 0:
                layers.append(layer)
                found[shown] = path, str(name)
    if not layers:
        raise unreadable("no_rows", N_("The file has no features."))
    return Source(kind, tuple(layers), lambda name: _read(*found[name], kind, (encodings or {}).get(name)))


def _quietly(ask: Callable[[], Any]) -> Any:
    """An answer of GDAL; what it says against the file as a whole becomes a fault, its remarks are for developers."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", RuntimeWarning)
            return ask()
    except _FAULTS as error:
        raise _damaged(error) from error


def _damaged(error: Exception) -> Unreadable:
    why = re.sub(r"/[^\s'\"]*/", "", str(error))[:120].rstrip(". ")  # without the folder of this machine
    return unreadable("damaged_file", N_("The file is damaged or not what it seems: {why}."), why=why)


def _layer(path: Path, name: str, shown: str) -> Layer:
    info = _quietly(partial(pyogrio.read_info, path, layer=name, force_feature_count=True))
    return Layer(shown, str(info["geometry_type"] or ""), max(0, int(info["features"])), info["crs"])


def _read(path: Path, layer: str, kind: str, encoding: str | None) -> Table:
    meta, ids, shapes, values = _quietly(partial(
        read_raw, path, layer=layer, encoding=encoding, force_2d=True, return_fids=True, max_features=MOST_ROWS + 1,
        datetime_as_string=True,
    ))  # fmt: skip
    count = len(ids) if ids is not None else 0
    if count > MOST_ROWS:
        raise unreadable("too_many_rows", N_("The file has more than {most} rows: divide it and import the parts."),
                         most=MOST_ROWS)  # fmt: skip
    names = [str(name) for name in meta["fields"]]
    if len(names) > MOST_COLUMNS:
        raise unreadable("too_many_columns", N_("The file has more than {most} different properties: leave out what is not needed."),
                         most=MOST_COLUMNS)  # fmt: skip
    if not count:
        raise unreadable("no_rows", N_("The file has no features."))
    faults: dict[int, Fault] = {}
    columns = {name: _texts(column) for name, column in zip(names, values, strict=True)}
    if kind == "osm":
        columns = _with_tags(columns, count)
    if kind == "kml":
        columns = {name: cells for name, cells in columns.items() if name not in _KML_OWN}
    frame = pd.DataFrame(columns, index=pd.RangeIndex(count), dtype="str")
    geometry = None if shapes is None else _geometries(shapes, faults)
    return Table(
        kind,
        frame,
        np.arange(1, count + 1, dtype=np.int64),
        geometry,
        faults,
        None if kind in WGS84_FORMATS else meta["crs"],
    )


def _texts(column: NDArray[Any]) -> list[str]:
    if column.dtype.kind == "f":
        return [text_of(value) for value in column.tolist()]
    if column.dtype.kind in "iub":
        return [str(value) for value in column.tolist()]
    return [text_of(value.tolist() if isinstance(value, np.ndarray) else value).strip() for value in column]


def _geometries(raw: NDArray[np.object_], faults: dict[int, Fault]) -> NDArray[np.object_]:
    """Geometries, none of them built that is larger than the cap."""
    built: NDArray[np.object_] = np.full(len(raw), None, dtype=object)
    small = np.array([wkb is not None and len(wkb) <= 16 * MOST_VERTICES + _OVERHEAD for wkb in raw], dtype=bool)
    built[small] = shapely.from_wkb(raw[small], on_invalid="ignore")
    for at in np.flatnonzero(~small):
        if raw[at] is not None:
            faults[int(at)] = Fault(
                "too_many_vertices",
                N_("This geometry has more than {most} points: simplify it, or cut it into parts."),
                {"most": MOST_VERTICES}, int(at) + 1)  # fmt: skip
    collections = shapely.get_type_id(built) == shapely.GeometryType.GEOMETRYCOLLECTION
    for at in np.flatnonzero(collections):
        faults[int(at)] = Fault(
            "wrong_geometry",
            N_("This feature is a collection of geometries: give each its own feature."),
            {},
            int(at) + 1,
        )
    return built


def _with_tags(columns: dict[str, list[str]], count: int) -> dict[str, list[str]]:
    """OpenStreetMap's other tags as columns of their own; a way that became an area keeps its number as its id."""
    ways = columns.pop("osm_way_id", None)
    if ways is not None:
        columns["osm_id"] = [own or f"w{way}" for own, way in zip(columns["osm_id"], ways, strict=True)]
    for at, text in enumerate(columns.pop("other_tags", [])):
        for name, value in _TAG.findall(text):
            if name in columns or len(columns) < _MOST_TAGS:
                columns.setdefault(name, [""] * count)[at] = re.sub(r"\\(.)", r"\1", value)
    return columns
