"""What options may touch, as plain columns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from planning.store.tables.observations import PlantingSiteRow, TreeRow


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


def streets(session: Session, community_id: str) -> list[str]:
    """Names of streets that planting sites stand on."""
    names = select(PlantingSiteRow.street).where(
        PlantingSiteRow.community_id == community_id, PlantingSiteRow.retired_at.is_(None), PlantingSiteRow.street != ""
    )
    return sorted(session.scalars(names.distinct()))
