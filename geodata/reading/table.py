"""What every file becomes: columns of text, and geometries beside them where the format has any."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from geodata.faults import Fault

MOST_ROWS = 2_000_000
MOST_COLUMNS = 1_000
MOST_VERTICES = 200_000
"""Vertices of one geometry."""
WGS84_FORMATS = frozenset({"geojson", "kml", "gpx", "osm"})
"""Formats whose standard says that they are in WGS 84 when they name no other system."""


@dataclass(frozen=True, slots=True)
class Table:
    """A file that was read.

    :param columns: text; an empty text means nothing was there.
    :param rows: where each row stands in the file: its line (header included), or the number of its feature.
    :param geometry: shapely geometries or None, one for each row; None for a format without geometries.
    :param faults: what is wrong with single rows, by position.
    :param crs: the coordinate system that the file itself states.
    :param notes: what whoever gave the file should know, such as its encoding.
    """

    format: str
    columns: pd.DataFrame
    rows: NDArray[np.int64]
    geometry: NDArray[np.object_] | None = None
    faults: Mapping[int, Fault] = field(default_factory=dict)
    crs: str | None = None
    notes: tuple[Fault, ...] = ()

    def part(self, keep: NDArray[np.bool_]) -> Table:
        """Only the rows that are kept, each with the number that it has in the file."""
        places = {int(at): new for new, at in enumerate(np.flatnonzero(keep))}
        return replace(
            self, columns=self.columns[keep].reset_index(drop=True), rows=self.rows[keep],
            geometry=None if self.geometry is None else self.geometry[keep],
            faults={places[at]: fault for at, fault in self.faults.items() if at in places},
        )  # fmt: skip
