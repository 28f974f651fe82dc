"""Reads the counts that are kept for the map; how they are kept tells :mod:`planning.store.kept_counts`."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, func, literal_column, select

from planning.site import Bounds
from planning.store.kept_counts import FINEST
from planning.store.tables.map_counts import CELLS
from planning.store.types import Numbers, among

KEPT = ("trees", "sites", "structures", "facilities")
"""Layers with kept counts. Comments have none: where a free one is shown depends on who looks and how coarsely."""


def _named(layers: Sequence[str]) -> list[ColumnElement[Any]]:
    """Our own names as they stand: a list that came with each call would make another statement for each length."""
    return [literal_column(f"'{name}'") for name in layers]


_C = CELLS.c
# Sums are of floors: half a unit for each is added back, so that the middle of objects is not drawn to the south-west.
_TOLD = (_C.layer, _C.col, _C.line, _C.n, (_C.lon + _C.n // 2).label("lon"), (_C.lat + _C.n // 2).label("lat"))
IN_ALL = select(func.sum(_C.n)).where(
    _C.community_id == bindparam("community"), _C.layer.in_(_named(KEPT)), _C.level == 0
)
"""How many objects of kept layers a community has."""


def told(layers: Sequence[str]) -> Select[Any]:
    """Cells of layers in a window: ``layer, col, line, n, lon, lat``, as :func:`planning.store.viewport.counting` has them."""
    return select(*_TOLD).where(
        _C.community_id == bindparam("community"), _C.layer.in_(_named(layers)), _C.level == bindparam("level"),
        among(_C.line, bindparam("lines", type_=Numbers())), _C.col.between(bindparam("first_col"), bindparam("last_col")),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Window:
    """Cells of one level that a box touches: lines from the south pole, columns from 180° west, both ends included."""

    level: int
    first_line: int
    last_line: int
    first_col: int
    last_col: int

    @property
    def degrees(self) -> float:
        """Width and height of a cell."""
        return 90.0 / float(2**self.level)

    @property
    def cells(self) -> int:
        """How many there are."""
        return (self.last_line - self.first_line + 1) * (self.last_col - self.first_col + 1)

    @property
    def box(self) -> Bounds:
        """The whole of all cells."""
        size = self.degrees
        return Bounds(
            self.first_col * size - 180, self.first_line * size - 90,
            (self.last_col + 1) * size - 180, (self.last_line + 1) * size - 90,
        )  # fmt: skip


def window(box: Bounds, zoom: int, most: int) -> Window:
    """Cells of 64 pixels over a box at a zoom, doubled until there are no more than ``most`` of them."""
    for level in range(min(zoom, FINEST), -1, -1):
        size = 90.0 / float(2**level)
        south, north = (math.floor((lat + 90.0) / size) for lat in (box.south, box.north))
        west, east = (math.floor((lon + 180.0) / size) for lon in (box.west, box.east))
        found = Window(level, south, north, west, east)
        if found.cells <= most:
            return found
    return found


def values(seen: Window) -> dict[str, Any]:
    """What :func:`told` is asked with for a window, beside the community."""
    lines = range(seen.first_line, seen.last_line + 1)
    return {"level": seen.level, "lines": lines, "first_col": seen.first_col, "last_col": seen.last_col}
