"""Where everything with a pin lies, and in which courtyard: columns, since a community may have a million objects."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import exists, func, select, update
from sqlalchemy.orm import Session

from planning.site import Bounds
from planning.store.saving import row_of
from planning.store.tables.observations import (
    BuildingRow,
    FacilityRow,
    LayerFeatureRow,
    PipeRow,
    PlantingSiteRow,
    RooftopStructureRow,
    StreetRow,
    TreeRow,
)
from planning.store.tables.surveys import CommentRow
from planning.store.tables.whole_house import CourtyardRow

_BATCH = 500


class Lying(NamedTuple):
    """Objects as columns: ids, places in degrees, courtyards (None: in none)."""

    ids: list[str]
    lon: NDArray[np.float64]
    lat: NDArray[np.float64]
    courtyards: list[str | None]


def lying(session: Session, noun: type, community_id: str) -> Lying:
    """All objects of a kind, also those that were taken out."""
    row: Any = row_of(noun)
    found = session.execute(
        select(row.id, row.lon, row.lat, row.courtyard_id).where(row.community_id == community_id)
    ).all()
    return _columns(found)


def put_in(session: Session, noun: type, ids: Mapping[str | None, Collection[str]]) -> None:
    """Let objects belong to courtyards: their ids by the courtyard's. It is no change of theirs, and no new version."""
    row: Any = row_of(noun)
    for yard, members in ids.items():
        told = sorted(members)
        for at in range(0, len(told), _BATCH):
            session.execute(update(row).where(row.id.in_(told[at : at + _BATCH])).values(courtyard_id=yard))


def open_sites(session: Session, community_id: str, imports: Collection[str] | None) -> Lying:
    """Planting sites that stand: on which no tree stands, or with ``imports`` all that came with these."""
    row = PlantingSiteRow
    here: list[Any] = [row.community_id == community_id, row.retired_at.is_(None)]
    if imports is None:
        here.append(~exists().where(TreeRow.site_id == row.id, TreeRow.removed_at.is_(None)))
    else:
        here.append(row.import_id.in_(list(imports)))
    return _columns(session.execute(select(row.id, row.lon, row.lat, row.courtyard_id).where(*here)).all())


def extent(session: Session, community_id: str) -> Bounds | None:
    """The box around everything that stands on the map of a community, and around what residents pinned."""
    points = (TreeRow, PlantingSiteRow, RooftopStructureRow, FacilityRow, CommentRow)
    boxes: list[Any] = [
        select(func.min(row.lon), func.min(row.lat), func.max(row.lon), func.max(row.lat)).where(
            row.community_id == community_id
        )
        for row in points
    ]
    boxes += [
        select(func.min(row.west), func.min(row.south), func.max(row.east), func.max(row.north)).where(
            row.community_id == community_id
        )
        for row in (BuildingRow, StreetRow, PipeRow, LayerFeatureRow)
    ]
    found = [tuple(session.execute(one).one()) for one in boxes]
    yards = select(CourtyardRow.outline).where(
        CourtyardRow.community_id == community_id, CourtyardRow.outline.is_not(None)
    )
    found += [outline.bounds for outline in session.scalars(yards) if outline is not None]
    found = [box for box in found if box[0] is not None]
    if not found:
        return None
    west, south, east, north = zip(*found, strict=True)
    return Bounds(min(west), min(south), max(east), max(north))


def _columns(found: Any) -> Lying:
    places = np.array([(lon, lat) for _, lon, lat, _ in found], dtype=float).reshape(-1, 2)
    return Lying([one[0] for one in found], places[:, 0], places[:, 1], [one[3] for one in found])
