"""What every file becomes: columns of text, and geometries beside them where the format has any."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from geodata.faults import Fault

MOST_ROWS = 2_000_000
MOST_COLUMNS = 1_000
MOST_VERTICES = 200_000
"""Vertices of one geometry."""


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
