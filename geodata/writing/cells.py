"""Cells of a table: what a spreadsheet must not take for a formula, and characters that no file may hold."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from shapely.geometry.base import BaseGeometry

from geodata.writing.layers import Layer, Shape

LONGEST_CELL = 32_767
"""Characters that a cell of Excel holds (Microsoft: Excel specifications and limits)."""
_FORMULA = "=+-@\t\r\n＝＋－＠"
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def disarmed(text: str) -> str:
    """Text that a spreadsheet keeps as text: a leading formula sign is disarmed by an apostrophe."""
    return f"'{text}" if text[:1] and text[0] in _FORMULA else text


def printable(text: str) -> str:
    """Text without the characters that XML 1.0 has no way to write."""
    return _NOT_IN_XML.sub("", text)


def said(value: Any) -> str:
    """A value as a program reads it back: the shortest number that is the same one, a day as year-month-day."""
    if value is None:
        return ""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    return value.isoformat() if isinstance(value, date) else str(value)


def place(layer: Layer, geometry: BaseGeometry) -> tuple[float | None, float | None, str]:
    """Longitude and latitude of a point, or the well-known text of everything else."""
    if layer.shape is Shape.POINT and geometry.geom_type == "Point":
        return geometry.x, geometry.y, ""  # type: ignore[attr-defined]
    return None, None, str(geometry.wkt)


PLACE = ("lon", "lat", "wkt")
"""Columns that say where an object is, in every table."""
