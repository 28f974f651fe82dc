"""How far what the rows of a file say lies from what is there, many at a time."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from planning.site import DEGREE_M
from planning.surveys.inventory.building import Row

SAME_WITHIN_M = 5.0
"""An object of another inventory is the same one only if both stand here, lines and areas all along."""
MOST_COMPARED = 10_000_000
"""Shapes with more pairs of points than this are the same only if they are equal."""

Metres = NDArray[np.float64]


def metres_apart(there: Sequence[Any], rows: Sequence[Row], *, whole: NDArray[np.bool_]) -> Metres:
    """Metres between each object and the row beside it: 0 where they touch, or where one of them has no place.

    :param whole: where the two must lie on one another all along (Hausdorff distance), rather than touch somewhere: a
        water main crosses a gas main, and is not the same.
    """
    if not rows:
        return np.empty(0)
    if hasattr(there[0], "pin"):
        at = np.array([(one.pin.lon, one.pin.lat) for one in there]) - [(row["lon"], row["lat"]) for row in rows]
        wide, high = scale_at(rows[0])
        return np.hypot(at[:, 0] * wide, at[:, 1] * high)
    known, said = np.empty((2, len(rows)), dtype=object)
    known[:] = [one.outline for one in there]
    said[:] = [row.get("outline") for row in rows]
    points = shapely.is_missing(said)
    if points.any():
        said[points] = shapely.points(
            [(row["lon"], row["lat"]) for row, is_so in zip(rows, points, strict=True) if is_so]
        )
    scale = scale_at(rows[0])
    known, said = (shapely.transform(some, lambda places: places * scale) for some in (known, said))
    metres = np.nan_to_num(shapely.distance(known, said), nan=0.0)
    if whole.any():
        metres[whole] = np.maximum(metres[whole], _all_along(known[whole], said[whole]))
    return metres


def keep_pins(pairs: Sequence[tuple[Any, Row]]) -> None:
    """Let rows of outlines lie where the pins of their objects are, as far as these lie inside: in place.

    A row with an outline says no point of its own; the one on its surface would move each pin by millimetres and more.
    """
    drawn = [(there, row) for there, row in pairs if row.get("outline") is not None and hasattr(there, "pin")]
    if not drawn:
        return
    outlines: Any = np.empty(len(drawn), dtype=object)
    outlines[:] = [row["outline"] for _, row in drawn]
    pins = np.array([(there.pin.lon, there.pin.lat) for there, _ in drawn])
    for at in np.flatnonzero(shapely.intersects_xy(outlines, pins[:, 0], pins[:, 1])).tolist():
        there, row = drawn[at]
        row["lon"], row["lat"] = there.pin.lon, there.pin.lat


def scale_at(row: Row) -> tuple[float, float]:
    """Metres in a degree to the east and to the north where a row lies: a community is small."""
    return DEGREE_M * math.cos(math.radians(row["lat"])), DEGREE_M


def _all_along(known: NDArray[np.object_], said: NDArray[np.object_]) -> Metres:
    small = shapely.get_num_coordinates(known).astype(np.int64) * shapely.get_num_coordinates(said) <= MOST_COMPARED
    far = np.where(shapely.equals_exact(known, said, 0.01), 0.0, math.inf)
    far[small] = shapely.hausdorff_distance(known[small], said[small])
    return np.nan_to_num(far, nan=0.0)
