"""Several layers in one table, as our own GeoJSON and CSV hold them: told apart again by the column that names them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import shapely

from geodata.reading.source import Layer, Source
from geodata.reading.table import Table

LAYER = "layer"
_OURS = frozenset({LAYER, "jieyi_id"})
MOST_LAYERS = 400
_NAMES = {0: "Point", 1: "LineString", 3: "Polygon", 4: "MultiPoint", 5: "MultiLineString", 6: "MultiPolygon"}


def divided(kind: str, table: Table) -> Source:
    """A table as a source: with the layers that a file of ours names, else with the one that it is."""
    whole = Source(kind, (Layer("", rows=len(table.rows), crs=table.crs),), lambda _: table)
    if not set(table.columns.columns) >= _OURS:
        return whole
    names = list(dict.fromkeys(table.columns[LAYER].tolist()))
    if not 1 < len(names) <= MOST_LAYERS or "" in names:
        return whole
    parts = {name: _part(table, name) for name in names}
    layers = (Layer(name, _shape(part), len(part.rows), part.crs) for name, part in parts.items())
    return Source(kind, tuple(layers), parts.__getitem__, lambda several: _part(table, *several))


def _part(table: Table, *names: str) -> Table:
    """One layer, or several, without the columns that only others have."""
    part = table.part(table.columns[LAYER].isin(names).to_numpy(dtype=bool))
    filled = (part.columns != "").any(axis=0)
    return replace(part, columns=part.columns.loc[:, filled].drop(columns=LAYER))


def _shape(part: Table) -> str:
    """The type of its geometries, empty where it has several or none."""
    if part.geometry is None:
        return ""
    types = np.unique(shapely.get_type_id(part.geometry[~shapely.is_missing(part.geometry)]))
    return _NAMES.get(int(types[0]), "") if len(types) == 1 else ""
