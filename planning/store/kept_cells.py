"""Reads the counts that are kept for the map; how they are kept tells :mod:`planning.store.kept_counts`."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import repeat

from sqlalchemy import ColumnElement, Text, bindparam, cast, func, select
from sqlalchemy.orm import Session

from planning.site import Bounds
from planning.store.kept_counts import FINEST
from planning.store.tables.map_counts import CELLS
from planning.store.viewport import Cell

KEPT = ("trees", "sites", "structures", "facilities")
"""Layers with kept counts. Comments have none: where a free one is shown depends on who looks and how coarsely."""


def _in_a_row(column: ColumnElement[int]) -> ColumnElement[str]:
    return func.aggregate_strings(cast(column, Text), ",")


_C = CELLS.c
# Sums are of floors: half a unit for each is added back, so that the middle of objects is not drawn to the south-west.
_TOLD = (_C.col, _C.line, _C.n, _C.lon + _C.n // 2, _C.lat + _C.n // 2)
_KEPT = (
    select(_C.layer, *map(_in_a_row, _TOLD))
    .where(
        _C.community_id == bindparam("community"), _C.layer.in_(bindparam("layers", expanding=True)), _C.level == bindparam("level"),
        _C.line.in_(bindparam("lines", expanding=True)), _C.col.between(bindparam("west"), bindparam("east")),
    )
    .group_by(_C.layer)
)  # fmt: skip
"""One row for each layer, every column of its cells as text: a thousand rows took longer to hand over than to find. Put
together once: building the statement for each view took as long as answering it."""


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


def kept(session: Session, community_id: str, layers: Sequence[str], seen: Window) -> list[Cell]:
    """Counts of layers in a window, one line for each layer in a cell."""
    if not layers:
        return []
    rows = session.connection().execute(_KEPT, {
        "community": community_id, "layers": list(layers), "level": seen.level, "west": seen.first_col, "east": seen.last_col,
        "lines": list(range(seen.first_line, seen.last_line + 1)),
    })  # fmt: skip
    return [
        cell
        for layer, *columns in rows
        for cell in map(Cell, repeat(layer), *(json.loads(f"[{column}]") for column in columns))
    ]


def in_all(session: Session, community_id: str) -> int:
    """How many objects of kept layers a community has."""
    return int(session.connection().scalar(_IN_ALL, {"community": community_id}) or 0)


_IN_ALL = select(func.sum(_C.n)).where(_C.community_id == bindparam("community"), _C.layer.in_(KEPT), _C.level == 0)
