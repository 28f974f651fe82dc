"""GeoJSON (RFC 7946): one collection; ``layer`` among the properties of each feature tells where it belongs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

import shapely

from geodata.writing.layers import Layer, Shape


def geojson(layers: Sequence[Layer]) -> bytes:
    """All layers in WGS 84, every digit of the coordinates kept, outer rings counterclockwise as the standard asks."""
    features = [feature for layer in layers for feature in _features(layer)]
    return ('{"type": "FeatureCollection", "features": [\n' + ",\n".join(features) + "\n]}\n").encode()


def _features(layer: Layer) -> list[str]:
    geometry = shapely.orient_polygons(layer.geometry) if layer.shape is Shape.AREA else layer.geometry
    names = [column.name for column in layer.columns]
    shapes = shapely.to_geojson(geometry).tolist() if layer.rows else []
    return [
        f'{{"type": "Feature", "geometry": {shape}, "properties": {_properties(layer, names, line)}}}'
        for shape, line in zip(shapes, layer.lines(), strict=True)
    ]


def _properties(layer: Layer, names: list[str], line: tuple[Any, ...]) -> str:
    told = {
        name: value.isoformat() if isinstance(value, date) else value for name, value in zip(names, line, strict=True)
    }
    return json.dumps({"layer": layer.name, **told}, ensure_ascii=False, allow_nan=False)
