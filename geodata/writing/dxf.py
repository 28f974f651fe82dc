"""DXF for CAD, in metres: geometry by layer, and nothing else. Which system the metres are of stands in the file."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import numpy as np
import shapely
from ezdxf import colors, units
from ezdxf.filemanagement import new
from numpy.typing import NDArray

from geodata import crs
from geodata.writing.layers import Layer, Shape

_POINT_MODE = 34
"""A cross in a circle, so that a point is seen …"""
_POINT_SIZE = 0.5
"""… half a metre large."""


def dxf(layers: Sequence[Layer]) -> bytes:
    """AutoCAD 2010: points as POINT, lines and the rings of areas as LWPOLYLINE, in the metric system of the place."""
    code = system(layers)
    drawing = new("R2010", units=units.M)
    drawing.header["$PDMODE"], drawing.header["$PDSIZE"] = _POINT_MODE, _POINT_SIZE
    drawing.header.custom_vars.append("CRS", f"{code} {crs.title(code)}")
    model = drawing.modelspace()
    for layer in layers:
        red, green, blue = (int(layer.colour[at : at + 2], 16) for at in (1, 3, 5))
        made = drawing.layers.add(layer.name)
        made.rgb, made.description = colors.RGB(red, green, blue), layer.title
        for parts in layer.singles():
            for part in parts:
                _draw(model, layer, part, code)
    out = io.StringIO()
    drawing.write(out)
    return out.getvalue().encode(drawing.output_encoding, errors="dxfreplace")


def system(layers: Sequence[Layer]) -> str:
    """The metric system of the middle of all objects."""
    west, south, east, north = shapely.total_bounds(np.concatenate([layer.geometry for layer in layers]))
    return crs.metric(float(west + east) / 2, float(south + north) / 2)


def _metres(geometry: Any, code: str) -> NDArray[np.float64]:
    points = shapely.get_coordinates(geometry)
    return np.column_stack(crs.from_wgs84(points[:, 0], points[:, 1], code))


def _draw(model: Any, layer: Layer, geometry: Any, code: str) -> None:
    drawn = {"layer": layer.name}
    if layer.shape is Shape.POINT:
        model.add_point(_metres(geometry, code)[0].tolist(), dxfattribs=drawn)
    elif layer.shape is Shape.LINE:
        model.add_lwpolyline(_metres(geometry, code).tolist(), dxfattribs=drawn)
    else:
        for ring in (geometry.exterior, *geometry.interiors):
            model.add_lwpolyline(_metres(ring, code)[:-1].tolist(), close=True, dxfattribs=drawn)
