"""Lines and outlines in a part of the map: streets and buildings, pipes; found by their own boxes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session
from sqlalchemy.sql import ColumnElement

from planning.site import Bounds
from planning.store.tables.observations import BuildingRow, PipeRow, StreetRow


class Edges(NamedTuple):
    """A box whose values come with each call, for statements that are put together once."""

    west: Any = bindparam("west")
    south: Any = bindparam("south")
    east: Any = bindparam("east")
    north: Any = bindparam("north")


def meets(row: Any, community_id: Any, box: Bounds | Edges) -> list[ColumnElement[bool]]:
    """Conditions of rows of a community whose own box meets a box."""
    return [
        row.community_id == community_id,
        row.west <= box.east, row.east >= box.west, row.south <= box.north, row.north >= box.south,
    ]  # fmt: skip


def pipes(session: Session, community_id: str, box: Bounds, most: int) -> Sequence[Any]:
    """Rows ``(id, carries, outline)`` of lines that may meet a box."""
    values = {"community": community_id, "west": box.west, "south": box.south, "east": box.east, "north": box.north}
    return session.connection().execute(_PIPES, values | {"most": most}).all()


_PIPES = (
    select(PipeRow.id, PipeRow.carries, PipeRow.outline)
    .where(*meets(PipeRow, bindparam("community"), Edges())).order_by(PipeRow.id).limit(bindparam("most"))
)  # fmt: skip


def ground(
    session: Session, community_id: str, most: int, box: Bounds | None = None
) -> tuple[Sequence[Any], Sequence[Any]]:
    """Rows ``(part, name, outline)`` of streets and ``(name, height, outline)`` of buildings; those that may meet a ``box``."""

    def here(row: Any) -> list[ColumnElement[bool]]:
        return meets(row, community_id, box) if box else [row.community_id == community_id]

    streets = session.execute(
        select(StreetRow.part, StreetRow.name, StreetRow.outline)
        .where(*here(StreetRow)).order_by(StreetRow.id).limit(most)
    ).all()  # fmt: skip
    buildings = session.execute(
        select(BuildingRow.name, BuildingRow.height_m, BuildingRow.outline)
        .where(*here(BuildingRow)).order_by(BuildingRow.id).limit(most)
    ).all()  # fmt: skip
    return streets, buildings
