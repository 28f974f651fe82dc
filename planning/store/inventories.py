"""Inventories as a whole: what an import brought, what of it nobody touched, and where a community already lies."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import delete, exists, func, select, true
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from planning.site import Courtyard
from planning.store.saving import row_of
from planning.store.tables.observations import (
    BuildingRow,
    FacilityRow,
    ImportChangeRow,
    PlantingSiteRow,
    StreetRow,
    TreeRow,
)
from planning.store.tables.surveys import CommentRow
from planning.store.tables.whole_house import CourtyardRow

_BATCH = 500


def spoken_of(session: Session, community_id: str) -> set[str]:
    """Ids of objects that comments of a community are about."""
    targets = session.scalars(
        select(CommentRow.target).where(CommentRow.community_id == community_id, CommentRow.target.is_not(None))
    )
    return {target.id for target in targets if target is not None}


def take_out(
    session: Session, noun: type, import_id: str, keep: Collection[str], as_brought: Collection[str] = ()
) -> int:
    """Delete what an import added and nobody touched since; gives how many objects.

    What it wrote over stays (``import_changes`` knows it), so does what has a later version, what stands in ``keep``,
    and a planting site on which somebody planted something else.

    :param as_brought: ids of objects with a later version which are what the import brought all the same.
    """
    row: Any = row_of(noun)
    changed = select(ImportChangeRow.object_id).where(ImportChangeRow.import_id == import_id)
    gone = [row.import_id == import_id, row.id.not_in(changed)]
    if row is PlantingSiteRow:
        gone.append(~exists().where(TreeRow.site_id == PlantingSiteRow.id))
    kept = set(session.scalars(select(row.id).where(row.import_id == import_id, row.id.in_(list(keep)[:20_000]))))
    if kept:
        gone.append(row.id.not_in(kept))
    ids = sorted(as_brought)
    parts = [row.id.in_(ids[at : at + _BATCH]) for at in range(0, len(ids), _BATCH)]
    untouched = [row.version == 1, *parts] if hasattr(row, "version") else [true()]
    return sum(session.execute(delete(row).where(*gone, one)).rowcount for one in untouched)  # type: ignore[attr-defined]


def versions_of(session: Session, noun: type, import_id: str, ids: Collection[str]) -> dict[str, int]:
    """The version of each of these objects of an import."""
    row: Any = row_of(noun)
    told = sorted(ids)
    parts = (told[at : at + _BATCH] for at in range(0, len(told), _BATCH))
    return {
        id_: version
        for part in parts
        for id_, version in session.execute(
            select(row.id, row.version).where(row.import_id == import_id, row.id.in_(part))
        )
    }


def take_out_courtyard(session: Session, id_: str) -> bool:
    """Delete a courtyard, unless something or somebody belongs to it."""
    try:
        with session.begin_nested():
            session.execute(delete(CourtyardRow).where(CourtyardRow.id == id_))
    except IntegrityError:
        return False
    return True


def left(session: Session, noun: type, import_id: str, most: int) -> tuple[int, list[str]]:
    """How many objects of an import there are, and their ids in the file."""
    row: Any = row_of(noun)
    mine = row.import_id == import_id
    count = session.scalar(select(func.count()).select_from(row).where(mine)) or 0
    return count, list(session.scalars(select(row.external_id).where(mine).order_by(row.external_id).limit(most)))


def ids_of(session: Session, noun: type, community_id: str, import_ids: Collection[str]) -> list[str]:
    """What tells the objects of an inventory apart, of those that stand."""
    row: Any = row_of(noun)
    key = row.code if noun is Courtyard else row.external_id
    statement = select(key).where(row.community_id == community_id)
    if noun is not Courtyard:
        statement = statement.where(row.import_id.in_(list(import_ids)))
    for name in ("removed_at", "retired_at"):
        if hasattr(row, name):
            statement = statement.where(getattr(row, name).is_(None))
    return list(session.scalars(statement))


def neighbourhood(session: Session, community_id: str, most: int) -> NDArray[np.float64]:
    """Places of a community that are known already, as rows of ``lon, lat``: a few of each kind."""
    found: list[Any] = []
    for row in (TreeRow, FacilityRow):
        here = (row.community_id == community_id, row.import_id.is_not(None))
        found += session.execute(select(row.lon, row.lat).where(*here).limit(most)).all()
    for area in (BuildingRow, StreetRow):
        middle = ((area.west + area.east) / 2, (area.south + area.north) / 2)
        found += session.execute(select(*middle).where(area.community_id == community_id).limit(most)).all()
    return np.array([tuple(place) for place in found], dtype=float).reshape(-1, 2)
