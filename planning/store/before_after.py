"""Trees, ways and buildings in a box, as plain columns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from planning.site import Bounds
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


def ways(session: Session, community_id: str, box: Bounds) -> Sequence[Any]:
    """Outlines of pavements and carriageways that may meet a box."""
    return session.scalars(
        _met(select(StreetRow.outline), StreetRow, community_id, box).where(StreetRow.part.in_(WAYS))
    ).all()


def buildings(session: Session, community_id: str, box: Bounds) -> Sequence[Any]:
    """Rows ``(outline, height_m, storeys)`` of buildings that may meet a box."""
    columns = select(BuildingRow.outline, BuildingRow.height_m, BuildingRow.storeys)
    return session.execute(_met(columns, BuildingRow, community_id, box)).all()


def _met(statement: Any, row: Any, community_id: str, box: Bounds) -> Any:
    return statement.where(
        row.community_id == community_id, row.west <= box.east, row.east >= box.west, row.south <= box.north,
        row.north >= box.south,
    ).order_by(row.id)  # fmt: skip


def box_of(places: Iterable[tuple[float, float]]) -> Bounds:
    """The box around places in degrees; there is at least one."""
    lon, lat = zip(*places, strict=True)
    return Bounds(min(lon), min(lat), max(lon), max(lat))
