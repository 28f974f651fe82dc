"""What lies in a part of the map, as plain columns: straight from the index, without building values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Text, case, exists, func, literal, select, type_coerce, union_all
from sqlalchemy.orm import Session
from sqlalchemy.sql import ColumnElement, Select

from planning.site import Bounds, Grid
from planning.store.tables.observations import (
    BuildingRow,
    FacilityRow,
    PipeRow,
    PlantingSiteRow,
    RooftopStructureRow,
    StreetRow,
    TreeRow,
)
from planning.store.tables.surveys import CommentRow
from planning.store.tables.whole_house import CourtyardRow
from planning.store.types import in_json, whole
from planning.surveys.observation import SHOWN_AS


@dataclass(frozen=True, slots=True)
class Layer:
    """A layer of pinned things: its row, the columns that are drawn, and which rows stand today."""

    kind: str
    row: Any
    drawn: tuple[Any, ...]
    stands: ColumnElement[bool]
    filters: Mapping[str, Any] = field(default_factory=dict)


def _has_tree() -> ColumnElement[bool]:
    return exists().where(TreeRow.site_id == PlantingSiteRow.id, TreeRow.removed_at.is_(None))


LAYERS: dict[str, Layer] = {
    "trees": Layer(
        "tree", TreeRow, (TreeRow.species, TreeRow.crown_m, TreeRow.condition), TreeRow.removed_at.is_(None),
        {"species": TreeRow.species, "condition": TreeRow.condition},
    ),
    "sites": Layer(
        "planting_site", PlantingSiteRow, (PlantingSiteRow.pit_m,), PlantingSiteRow.retired_at.is_(None) & ~_has_tree()
    ),
    "structures": Layer(
        "rooftop_structure", RooftopStructureRow, (RooftopStructureRow.structure, RooftopStructureRow.state),
        RooftopStructureRow.retired_at.is_(None),
        {"state": RooftopStructureRow.state, "structure": RooftopStructureRow.structure},
    ),
    "facilities": Layer(
        "facility", FacilityRow, (FacilityRow.facility, FacilityRow.name, FacilityRow.condition),
        FacilityRow.retired_at.is_(None), {"facility": FacilityRow.facility},
    ),
    "comments": Layer(
        "comment", CommentRow, (CommentRow.stance, CommentRow.topic, CommentRow.text), CommentRow.hidden_at.is_(None),
        {"stance": CommentRow.stance, "topic": CommentRow.topic, "case": CommentRow.case_id},
    ),
}  # fmt: skip
"""Layers of points by the names that the route takes."""


@dataclass(frozen=True, slots=True)
class Sight:
    """How much somebody sees: places of comments exactly or on a grid, and what was said at which doors.

    :param courtyards: those whose households the visitor talks with; None: all of the community.
    """

    grid: Grid | None = None
    courtyards: frozenset[str] | None = frozenset()


BLIND = Sight()
"""Of a visitor whom nothing is known of: everything at its place, nothing of what was said."""


def _seen(column: Any, sight: Sight) -> Any:
    """A column as it is shown: what a household said only to those who talk with it."""
    if column is not RooftopStructureRow.state or sight.courtyards is None:
        return column
    told = RooftopStructureRow.courtyard_id.in_(sorted(sight.courtyards))
    coarse = [(column == state, literal(shown)) for state, shown in SHOWN_AS.items()]
    return case((told, column), *coarse, else_=column)


def _place(layer: Layer, grid: Grid | None) -> tuple[Any, Any]:
    """Longitude and latitude as they are shown: on a grid for comments that are about no object."""
    row = layer.row
    if grid is None or row is not CommentRow:
        return row.lon, row.lat
    free = CommentRow.target.is_(None)
    return (
        case((free, func.round(row.lon / grid.wide) * grid.wide), else_=row.lon),
        case((free, func.round(row.lat / grid.high) * grid.high), else_=row.lat),
    )


def _where(
    layer: Layer, community_id: str, box: Bounds, filters: Mapping[str, str], sight: Sight
) -> list[ColumnElement[bool]]:
    grid = sight.grid
    row, (lon, lat) = layer.row, _place(layer, grid)
    wide, high = (grid.wide, grid.high) if grid else (0.0, 0.0)
    conditions = [
        row.community_id == community_id,
        # The index answers for the wider box; what is shown decides, or a small box would tell where the real place is.
        row.lon.between(box.west - wide, box.east + wide),
        row.lat.between(box.south - high, box.north + high),
        layer.stands,
    ]
    if grid is not None:
        conditions += [lon.between(box.west, box.east), lat.between(box.south, box.north)]
    for name, column in layer.filters.items():
        if filters.get(name):
            conditions.append(_meets_filter(name, _seen(column, sight), filters[name]))
    return conditions


def _meets_filter(name: str, column: Any, wanted: str) -> ColumnElement[bool]:
    """A name of the species, or one of several codes with commas between them."""
    return in_json(column, wanted) if name == "species" else column.in_(wanted.split(","))


def counts(
    session: Session, community_id: str, layers: Sequence[str], box: Bounds, filters: Mapping[str, str], *,
    sight: Sight = BLIND,
) -> dict[str, int]:  # fmt: skip
    """How many objects of each layer stand in a box."""
    if not layers:
        return {}
    parts = [
        select(literal(name), func.count()).select_from(LAYERS[name].row)
        .where(*_where(LAYERS[name], community_id, box, filters, sight))
        for name in layers
    ]  # fmt: skip
    return {name: int(number) for name, number in session.execute(union_all(*parts))}


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of the grid: how many objects of one kind, and the middle of them."""

    kind: str
    column: int
    line: int
    count: int
    lon: float
    lat: float


def cells(
    session: Session, community_id: str, layers: Sequence[str], box: Bounds, filters: Mapping[str, str], *,
    size: tuple[float, float], sight: Sight = BLIND,
) -> list[Cell]:  # fmt: skip
    """Counts by cells of ``size`` degrees (lon, lat), one line for each kind in a cell."""
    found: list[Cell] = []
    for name in layers:
        layer, (width, height) = LAYERS[name], size
        lon, lat = _place(layer, sight.grid)
        column = whole((lon + 180) / width)
        line = whole((lat + 90) / height)
        rows = session.execute(
            select(column, line, func.count(), func.avg(lon), func.avg(lat))
            .where(*_where(layer, community_id, box, filters, sight))
            .group_by(column, line)
        )
        found += [Cell(layer.kind, *row) for row in rows]
    return found


def objects(
    session: Session, community_id: str, name: str, box: Bounds, filters: Mapping[str, str], *,
    sight: Sight = BLIND,
) -> Sequence[Any]:  # fmt: skip
    """Rows ``(id, lon, lat, drawn columns…)`` of one layer in a box, in a steady order."""
    layer = LAYERS[name]
    statement: Select[Any] = select(
        layer.row.id, *_place(layer, sight.grid), *(_seen(column, sight) for column in layer.drawn)
    )
    where = _where(layer, community_id, box, filters, sight)
    return session.execute(statement.where(*where).order_by(layer.row.id)).all()


def courtyards(session: Session, community_id: str) -> Sequence[Any]:
    """Rows ``(id, name, outline)`` of all courtyards that have an outline."""
    return session.execute(
        select(CourtyardRow.id, CourtyardRow.name, CourtyardRow.outline)
        .where(CourtyardRow.community_id == community_id, CourtyardRow.outline.is_not(None))
        .order_by(CourtyardRow.code)
    ).all()


def _meets(row: Any, community_id: str, box: Bounds) -> list[ColumnElement[bool]]:
    return [
        row.community_id == community_id,
        row.west <= box.east, row.east >= box.west, row.south <= box.north, row.north >= box.south,
    ]  # fmt: skip


def pipes(session: Session, community_id: str, box: Bounds, most: int) -> Sequence[Any]:
    """Rows ``(id, carries, outline)`` of lines that may meet a box."""
    return session.execute(
        select(PipeRow.id, PipeRow.carries, PipeRow.outline)
        .where(*_meets(PipeRow, community_id, box)).order_by(PipeRow.id).limit(most)
    ).all()  # fmt: skip


def ground(session: Session, community_id: str, most: int) -> tuple[Sequence[Any], Sequence[Any]]:
    """Rows ``(part, name, outline)`` of streets and ``(name, height, outline)`` of buildings."""
    streets = session.execute(
        select(StreetRow.part, StreetRow.name, StreetRow.outline)
        .where(StreetRow.community_id == community_id).order_by(StreetRow.id).limit(most)
    ).all()  # fmt: skip
    buildings = session.execute(
        select(BuildingRow.name, BuildingRow.height_m, BuildingRow.outline)
        .where(BuildingRow.community_id == community_id).order_by(BuildingRow.id).limit(most)
    ).all()  # fmt: skip
    return streets, buildings


def comments_shown(session: Session, community_id: str) -> int:
    """How many comments a community's map shows."""
    shown = select(func.count()).where(CommentRow.community_id == community_id, CommentRow.hidden_at.is_(None))
    return session.scalar(shown) or 0


def species(session: Session, community_id: str) -> list[tuple[Any, int]]:
    """Every species that stands in a community, with how many trees, most first."""
    raw, number = type_coerce(TreeRow.species, Text), func.count()
    rows = session.execute(
        select(TreeRow.species, number)
        .where(TreeRow.community_id == community_id, TreeRow.removed_at.is_(None))
        .group_by(raw).order_by(number.desc(), raw)
    )  # fmt: skip
    return [(kind, int(count)) for kind, count in rows]
