"""Features of planners' layers as columns: what lies in a part of the map, and how many a layer has."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from planning.site import Bounds
from planning.store.ground import meets
from planning.store.tables.observations import ImportRow, LayerFeatureRow
from planning.surveys.planner_layer import PlannerLayer


def features_in(session: Session, community_id: str, layers: Sequence[str], box: Bounds, most: int) -> Sequence[Any]:
    """At most so many rows ``(id, layer, mark, name, outline)`` of layers by their names that may meet a box."""
    row = LayerFeatureRow
    return session.execute(
        select(row.id, row.layer, row.mark, row.name, row.outline)
        .where(*meets(row, community_id, box), row.layer.in_(layers), row.retired_at.is_(None))
        .order_by(row.id).limit(most)
    ).all()  # fmt: skip


def rename(session: Session, layer: PlannerLayer, name: str) -> None:
    """What belongs to a layer by its name, under another one: its features, and the imports that brought some of them."""
    row = LayerFeatureRow
    session.execute(
        update(row).where(row.community_id == layer.community_id, row.layer == layer.name).values(layer=name)
    )
    # An inventory of a free layer is called as its layer is: the next file of it is told by the new name.
    brought = ImportRow
    session.execute(
        update(brought).values(source=name)
        .where(brought.community_id == layer.community_id, brought.kind == "layer", brought.source == layer.name)
    )  # fmt: skip


def counted(session: Session, community_id: str) -> dict[str, int]:
    """How many features the layers of a community have, by their names."""
    rows = session.execute(
        select(LayerFeatureRow.layer, func.count())
        .where(LayerFeatureRow.community_id == community_id, LayerFeatureRow.retired_at.is_(None))
        .group_by(LayerFeatureRow.layer)
    )
    return {layer: int(count) for layer, count in rows}
