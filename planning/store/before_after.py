"""Trees, ways and buildings in a box, as plain columns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from planning.site import Bounds
from planning.store.ground import meets
from planning.store.tables.observations import BuildingRow, StreetRow, TreeRow
from planning.surveys.observation import StreetKind

WAYS = (str(StreetKind.PAVEMENT), str(StreetKind.CARRIAGEWAY))


def trees(session: Session, community_id: str, box: Bounds, most: int) -> Sequence[Any]:
    """At most so many rows ``(id, lon, lat, species, crown_m, height_m)`` of trees that stand."""
    return session.execute(
        select(TreeRow.id, TreeRow.lon, TreeRow.lat, TreeRow.species, TreeRow.crown_m, TreeRow.height_m)
        .where(
            TreeRow.community_id == community_id, TreeRow.removed_at.is_(None),
            TreeRow.lon.between(box.west, box.east), TreeRow.lat.between(box.south, box.north),
        )
        .order_by(TreeRow.id).limit(most)
    ).all()  # fmt: skip


def ways(session: Session, community_id: str, box: Bounds, most: int) -> Sequence[Any]:
    """At most so many outlines of pavements and carriageways that may meet a box."""
    return session.scalars(
        select(StreetRow.outline)
        .where(*meets(StreetRow, community_id, box), StreetRow.part.in_(WAYS)).order_by(StreetRow.id).limit(most)
    ).all()  # fmt: skip


def buildings(session: Session, community_id: str, box: Bounds, most: int) -> Sequence[Any]:
    """At most so many rows ``(outline, height_m, storeys)`` of buildings that may meet a box."""
    return session.execute(
        select(BuildingRow.outline, BuildingRow.height_m, BuildingRow.storeys)
        .where(*meets(BuildingRow, community_id, box)).order_by(BuildingRow.id).limit(most)
    ).all()  # fmt: skip


def box_of(places: Iterable[tuple[float, float]]) -> Bounds:
    """The box around places in degrees; there is at least one."""
    lon, lat = zip(*places, strict=True)
    return Bounds(min(lon), min(lat), max(lon), max(lat))
