"""Trees and their planting sites come in two files, in either order: a site at the place of a known one is that one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import shapely

from planning.store import Session, belonging
from planning.surveys.inventory.apart import scale_at
from planning.surveys.inventory.building import Row

NEAREST_M = 0.5
"""Farther apart than this are two planting sites."""


@dataclass(slots=True)
class KnownSites:
    """Sites of a community that a file's rows may mean though it calls them otherwise; each is meant once.

    :param imports: sites that came with these imports; None for all on which no tree stands. Read when first asked for.
    """

    session: Session
    community_id: str
    imports: Sequence[str] | None
    _lying: belonging.Lying | None = None
    _tree: shapely.STRtree | None = None
    _scale: tuple[float, float] = (1.0, 1.0)
    _taken: set[int] = field(default_factory=set)

    def meant(self, rows: Sequence[Row]) -> list[str | None]:
        """The site that stands where each row lies, to half a metre; None where there is none."""
        if self._lying is None and rows:
            self._lying = belonging.open_sites(self.session, self.community_id, self.imports)
            self._scale = scale_at(rows[0])
            points: Any = shapely.points(np.column_stack((self._lying.lon, self._lying.lat)) * self._scale)
            self._tree = shapely.STRtree(points)
        found: list[str | None] = [None] * len(rows)
        if self._lying is None or self._tree is None or not self._lying.ids or not rows:
            return found
        said = np.array([(row["lon"], row["lat"]) for row in rows]) * self._scale
        at, site = self._tree.query_nearest(shapely.points(said), max_distance=NEAREST_M, all_matches=False)
        for row, one in zip(at.tolist(), site.tolist(), strict=True):
            if one not in self._taken:
                self._taken.add(one)
                found[row] = self._lying.ids[one]
        return found
