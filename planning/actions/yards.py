"""Courtyards around places: which one holds what a file brings, and which one what a file moves belongs to from then on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from planning import store
from planning.site import Courtyard, Pin
from planning.store import Session


@dataclass(frozen=True, slots=True)
class Yards:
    """Outlines of courtyards by id; those that nobody has drawn are not among them."""

    outlines: dict[str, BaseGeometry]

    @classmethod
    def of(cls, session: Session, community_id: str) -> Yards:
        """All that are drawn in a community."""
        found = store.find(session, Courtyard, community_id=community_id)
        return cls({yard.id: yard.outline for yard in found if yard.outline is not None})

    def around(self, rows: pd.DataFrame) -> dict[Any, str]:
        """Which courtyard each row lies in, by index of the row; rows in none are left out."""
        points = shapely.points(rows["lon"].to_numpy(), rows["lat"].to_numpy())
        return {rows.index[row]: yard for row, yard in self._holding(points).items()}

    def at(self, pin: Pin) -> str | None:
        """The courtyard around a place, None if it lies in none."""
        return self._holding([shapely.Point(pin.lon, pin.lat)]).get(0)

    def _holding(self, points: Any) -> dict[int, str]:
        """Which courtyard holds each point, by its place; where outlines overlap, the smallest of them does."""
        by_size = sorted(self.outlines.items(), key=lambda one: (one[1].area, one[0]))
        outlines: Any = [outline for _, outline in by_size]
        at, yard_at = shapely.STRtree(outlines).query(points, predicate="intersects")
        found: dict[int, str] = {}
        for point, yard in sorted(zip(at.tolist(), yard_at.tolist(), strict=True)):
            found.setdefault(point, by_size[yard][0])
        return found

    def after_move(self, there: Any, to: Pin, around: str | None) -> str | None:
        """The courtyard of something that a file moves: the one ``around`` its new place, as it was the one around the old.

        What belongs to a courtyard whose outline still holds it stays there, and so does what belonged to one that never did:
        somebody said so.
        """
        mine = there.courtyard_id
        if mine is None:
            return around
        outline = self.outlines.get(mine)
        if outline is None or _holds(outline, to) or not _holds(outline, there.pin):
            return str(mine)
        return around


def _holds(outline: BaseGeometry, pin: Pin) -> bool:
    return bool(outline.intersects(shapely.Point(pin.lon, pin.lat)))
