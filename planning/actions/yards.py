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
        ids = list(self.outlines)
        outlines: Any = list(self.outlines.values())
        points = shapely.points(rows["lon"].to_numpy(), rows["lat"].to_numpy())
        at, yard_at = shapely.STRtree(outlines).query(points, predicate="intersects")
        return {rows.index[row]: ids[yard] for row, yard in zip(at, yard_at, strict=True)}

    def at(self, pin: Pin) -> str | None:
        """The courtyard around a place, None if it lies in none."""
        return next((id_ for id_, outline in self.outlines.items() if _holds(outline, pin)), None)

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
