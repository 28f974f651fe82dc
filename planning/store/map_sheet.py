"""What of a community's map lies in a box, as plain columns with the import that brought each row."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from planning.site import Bounds
from planning.store.ground import meets
from planning.store.tables.observations import (
    BuildingRow,
    FacilityRow,
    PipeRow,
    RooftopStructureRow,
    StreetRow,
    TreeRow,
)
from planning.store.tables.whole_house import CourtyardRow
from planning.store.viewport import LAYERS
from planning.surveys.map_sheet import Part

_WHAT: dict[Part, tuple[Any, ...]] = {
    Part.TREES: (TreeRow.species, TreeRow.crown_m),
    Part.SITES: (),
    Part.STRUCTURES: (RooftopStructureRow.state,),
    Part.FACILITIES: (FacilityRow.facility,),
}
"""Columns of pinned parts: never a name, a note or a door."""
_SHAPES: dict[Part, tuple[Any, tuple[Any, ...]]] = {
    Part.STREETS: (StreetRow, (StreetRow.part, StreetRow.name)),
    Part.BUILDINGS: (BuildingRow, ()),
    Part.PIPES: (PipeRow, (PipeRow.carries, PipeRow.accuracy_m)),
}
PINNED = tuple(_WHAT)


def pinned(session: Session, community_id: str, part: Part, box: Bounds, most: int) -> Sequence[Any]:
    """At most so many rows ``(import_id, lon, lat, columns…)`` of pinned things that stand."""
    layer = LAYERS[part]
    row = layer.row
    return session.execute(
        select(row.import_id, row.lon, row.lat, *_WHAT[part])
        .where(row.community_id == community_id, row.lon.between(box.west, box.east), row.lat.between(box.south, box.north), layer.stands)
        .order_by(row.id).limit(most)
    ).all()  # fmt: skip


def shaped(session: Session, community_id: str, part: Part, box: Bounds, most: int) -> Sequence[Any]:
    """At most so many rows ``(import_id, outline, columns…)`` of lines and areas that may meet the box."""
    row, columns = _SHAPES[part]
    return session.execute(
        select(row.import_id, row.outline, *columns)
        .where(*meets(row, community_id, box)).order_by(row.id).limit(most)
    ).all()  # fmt: skip


def courtyards(session: Session, community_id: str) -> Sequence[Any]:
    """Rows ``(outline, name)``."""
    return session.execute(
        select(CourtyardRow.outline, CourtyardRow.name)
        .where(CourtyardRow.community_id == community_id, CourtyardRow.outline.is_not(None)).order_by(CourtyardRow.code)
    ).all()  # fmt: skip
