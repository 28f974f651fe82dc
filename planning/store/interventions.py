"""What options may touch, as plain columns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session
from sqlalchemy.sql import ColumnElement

from planning.store.tables.observations import PlantingSiteRow, TreeRow
from planning.store.viewport import LAYERS


def trees_along(session: Session, community_id: str, street: str) -> Sequence[Any]:
    """Rows ``(tree_id, site_id, lon, lat, species)`` of trees that stand on a street's planting sites."""
    return session.execute(
        select(TreeRow.id, TreeRow.site_id, TreeRow.lon, TreeRow.lat, TreeRow.species)
        .join(PlantingSiteRow, TreeRow.site_id == PlantingSiteRow.id)
        .where(
            TreeRow.community_id == community_id, TreeRow.removed_at.is_(None), PlantingSiteRow.street == street,
            PlantingSiteRow.retired_at.is_(None),
        )
        .order_by(TreeRow.id)
    ).all()  # fmt: skip


def _empty(community_id: str) -> tuple[ColumnElement[bool], ...]:
    return PlantingSiteRow.community_id == community_id, LAYERS["sites"].stands


def empty_sites(session: Session, community_id: str, street: str, courtyard_id: str) -> Sequence[Any]:
    """Rows ``(site_id, lon, lat)`` of planting sites without a tree on a street, or in a courtyard."""
    row = PlantingSiteRow
    where = row.courtyard_id == courtyard_id if courtyard_id else row.street == street
    return session.execute(
        select(row.id, row.lon, row.lat).where(*_empty(community_id), where).order_by(row.id)
    ).all()  # fmt: skip


def empty_by(session: Session, community_id: str) -> tuple[dict[str, int], dict[str, int]]:
    """How many planting sites without a tree there are, by street and by courtyard."""

    def counted(column: Any) -> dict[str, int]:
        rows = session.execute(select(column, func.count()).where(*_empty(community_id)).group_by(column))
        return {name: int(count) for name, count in rows if name}

    return counted(PlantingSiteRow.street), counted(PlantingSiteRow.courtyard_id)


def streets(session: Session, community_id: str) -> list[str]:
    """Names of streets that planting sites stand on."""
    names = select(PlantingSiteRow.street).where(
        PlantingSiteRow.community_id == community_id, PlantingSiteRow.retired_at.is_(None), PlantingSiteRow.street != ""
    )
    return sorted(session.scalars(names.distinct()))
