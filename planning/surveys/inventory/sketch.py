"""Some rows of a file for a small map of before and after."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from planning.surveys.inventory.places import Places
from planning.surveys.inventory.report import Spot

MOST = 400


def sketched(there: Places, keep: NDArray[np.bool_]) -> tuple[Spot, ...]:
    """So many rows, spread over the whole file, of those that have a place."""
    has_place = np.flatnonzero(np.isfinite(there.lon) & np.isfinite(there.lat) & np.isfinite(there.raw).all(axis=1))
    if not len(has_place):
        return ()
    chosen = has_place[np.unique(np.linspace(0, len(has_place) - 1, min(MOST, len(has_place))).astype(int))]
    return tuple(
        Spot(
            float(there.raw[at, 0]), float(there.raw[at, 1]), float(there.lon[at]), float(there.lat[at]), bool(keep[at])
        )
        for at in chosen
    )
