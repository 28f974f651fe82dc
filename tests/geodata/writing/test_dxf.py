"""Drawings for CAD: geometry by layer, in metres."""

from __future__ import annotations

import io

import ezdxf
import pytest
import shapely
from ezdxf.filemanagement import read

from geodata import crs
from geodata.writing.dxf import dxf, system
from tests.geodata.writing.layers import everything, trees


def test_objects_lie_on_their_layers_in_metres_of_the_place():
    """Chengdu's zone is EPSG:4544; a drawing knows its unit, its system, and nothing but geometry and layer."""
    drawing = read(io.StringIO(dxf(everything()).decode()))
    assert drawing.units == ezdxf.units.M
    assert ("CRS", f"EPSG:4544 {crs.title('EPSG:4544')}") in drawing.header.custom_vars.properties
    found: dict[str, list[str]] = {}
    for entity in drawing.modelspace():
        found.setdefault(entity.dxf.layer, []).append(entity.dxftype())
    assert found == {"trees": ["POINT"] * 7, "pipes": ["LWPOLYLINE"] * 3, "buildings": ["LWPOLYLINE"] * 4}
    assert drawing.audit().errors == []


def test_a_point_comes_back_within_a_millimetre():
    """From metres to degrees again."""
    layer = trees()
    drawing = read(io.StringIO(dxf([layer]).decode()))
    places = shapely.points([tuple(point.dxf.location)[:2] for point in drawing.modelspace().query("POINT")])
    back = crs.geometries_to_wgs84(places, system([layer]))
    assert shapely.distance(back, layer.geometry).max() * 111_320 == pytest.approx(0, abs=0.001)
