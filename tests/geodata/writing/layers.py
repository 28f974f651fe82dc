"""Layers to write: every type of value and geometry, values that are missing, and texts that files choke on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from geodata.writing import Column, Holds, Layer, Shape

FORMULAS = ["=HYPERLINK(1)", "+cmd|' /C calc'!A0", "@SUM(A1)", "\tx", "＝1+1", "-1"]
NOTES = ["树池偏小，\n“换土”; a, b", *FORMULAS]


def geometries(*texts: str) -> NDArray[np.object_]:
    """From well-known texts."""
    made: NDArray[np.object_] = np.array(shapely.from_wkt(list(texts)), dtype=object)
    return made


def text(name: str, cells: Sequence[Any]) -> Column:
    """A column of texts."""
    return Column(name, name[:10], Holds.TEXT, cells)


def trees() -> Layer:
    """Seven points; longitudes with all the digits that a double has."""
    points = geometries(*(f"POINT ({104.0612345678901 + at / 3e5!r} {30.63 + at / 7e5!r})" for at in range(7)))
    return Layer(
        "trees", "树木", "#2e7d32", Shape.POINT, points,
        (
            text("external_id", [f"T{at}" for at in range(7)]),
            text("species", ["香樟", "黄葛树", None, "银杏", "紫薇", "楠", "女贞"]),
            Column("dbh_cm", "dbh_cm", Holds.NUMBER, [12.0, 33.3, None, 0.1 + 0.2, 7.25, 1e2, 5.5]),
            Column("planted_year", "planted", Holds.WHOLE, [1998, None, 2001, 2002, 2003, 2004, 2005]),
            Column("surveyed_on", "surveyed", Holds.DATE, [date(2024, 2, 29), None, *[date(2023, 1, d) for d in range(1, 6)]]),
            text("note", NOTES),
        ),
    )  # fmt: skip


def pipes() -> Layer:
    """Lines, one of them in two parts."""
    lines = geometries(
        "LINESTRING (104.0612345678901 30.63, 104.062 30.6312345678901)",
        "MULTILINESTRING ((104.06 30.63, 104.061 30.631), (104.062 30.632, 104.063 30.633))",
    )
    return Layer(
        "pipes",
        "管线",
        "#6a1b9a",
        Shape.LINE,
        lines,
        (text("external_id", ["P1", "P2"]), text("carries", ["gas", "water"])),
    )


def buildings() -> Layer:
    """Areas, one with a courtyard in it, one in two parts."""
    areas = geometries(
        "POLYGON ((104.06 30.63, 104.0612345678901 30.63, 104.0612345678901 30.631, 104.06 30.631, 104.06 30.63),"
        " (104.0602 30.6302, 104.0602 30.6304, 104.0604 30.6304, 104.0604 30.6302, 104.0602 30.6302))",
        "MULTIPOLYGON (((104.07 30.63, 104.071 30.63, 104.071 30.631, 104.07 30.63)),"
        " ((104.08 30.63, 104.081 30.63, 104.081 30.631, 104.08 30.63)))",
    )
    return Layer("buildings", "建筑", "#546e7a", Shape.AREA, areas, (
        text("name", ["1栋", "2栋"]), Column("height_m", "height_m", Holds.NUMBER, [18.0, None])))  # fmt: skip


def everything() -> list[Layer]:
    """All three."""
    return [trees(), pipes(), buildings()]
