"""What lies in a part of the map, as plain columns: straight from the index, without building values."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    BigInteger,
    Text,
    bindparam,
    case,
    cast,
    exists,
    func,
    literal,
    literal_column,
    select,
    type_coerce,
)
from sqlalchemy.orm import Session
from sqlalchemy.sql import ColumnElement, Select

from planning.site import Bounds, Grid
from planning.store.kept_counts import UNIT
from planning.store.tables.evidence import EvidencePhotoRow
from planning.store.tables.map_counts import SPECIES
from planning.store.tables.observations import (
    FacilityRow,
    PlantingSiteRow,
    RooftopStructureRow,
    TreeRow,
)
from planning.store.tables.surveys import CommentRow
from planning.store.tables.whole_house import CourtyardRow
from planning.store.types import AsJson, Numbers, among, in_json, whole
from planning.surveys.evidence import EvidenceState
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
    """Whether a tree stands on a planting site."""
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
    "evidence": Layer(
        "evidence_photo", EvidencePhotoRow, (EvidencePhotoRow.kind.label("shows"), EvidencePhotoRow.note.label("text")),
        EvidencePhotoRow.state == EvidenceState.KEPT, {"walk": EvidencePhotoRow.walk_id},
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


Filters = tuple[tuple[str, str], ...]
"""Filters by name, in the order of the names: what a statement is kept by."""


def _where(layer: Layer, filters: Filters, sight: Sight) -> list[ColumnElement[bool]]:
    """Conditions whose box comes with each call (:func:`box_values`)."""
    row, (lon, lat) = layer.row, _place(layer, sight.grid)
    conditions = [
        row.community_id == bindparam("community"),
        # The index answers for the wider box; what is shown decides, or a small box would tell where the real place is.
        row.lon.between(bindparam("wide_west"), bindparam("wide_east")),
        row.lat.between(bindparam("wide_south"), bindparam("wide_north")),
        layer.stands,
    ]
    if sight.grid is not None:
        conditions += [
            lon.between(bindparam("west"), bindparam("east")), lat.between(bindparam("south"), bindparam("north")),
        ]  # fmt: skip
    wanted = dict(filters)
    for name, column in layer.filters.items():
        if wanted.get(name):
            conditions.append(_meets_filter(name, _seen(column, sight), wanted[name]))
    return conditions


def box_values(community_id: str, box: Bounds, grid: Grid | None) -> dict[str, Any]:
    """What objects of a box are asked with; wider where places are shown on a grid."""
    wide, high = (grid.wide, grid.high) if grid else (0.0, 0.0)
    shown = {"west": box.west, "east": box.east, "south": box.south, "north": box.north}
    return {"community": community_id, "wide_west": box.west - wide, "wide_east": box.east + wide,
            "wide_south": box.south - high, "wide_north": box.north + high} | (shown if grid else {})  # fmt: skip


def _meets_filter(name: str, column: Any, wanted: str) -> ColumnElement[bool]:
    """A name of the species, or one of several codes with commas between them."""
    return in_json(column, wanted) if name == "species" else column.in_(wanted.split(","))


def counting(name: str, filters: Filters, sight: Sight, size: float) -> Select[Any]:
    """Objects of a layer counted now by cells of ``size`` degrees: ``layer, col, line, n, lon, lat``.

    ``lon``, ``lat``: sums over them, in whole ten-millionths of a degree from 180° west and from the south pole. What it is
    asked with: :func:`box_values`.
    """
    layer = LAYERS[name]
    lon, lat = _place(layer, sight.grid)
    column, line = whole((lon + 180) / size).label("col"), whole((lat + 90) / size).label("line")
    sums = [
        cast(func.sum((seen + below) * UNIT), BigInteger).label(called)
        for seen, below, called in ((lon, 180, "lon"), (lat, 90, "lat"))
    ]
    told: tuple[Any, ...] = (literal_column(f"'{name}'").label("layer"), column, line, func.count().label("n"), *sums)
    return select(*told).where(*_where(layer, filters, sight)).group_by(column, line)


BANDS = 200
"""Bands of latitude in a degree (550 m each): the index of objects goes by community, band and longitude."""
MOST_BANDS = 2000
"""A box that crosses more is looked up by its longitudes alone."""


def _bands(layer: Layer, box: Bounds) -> Sequence[int]:
    """Bands by which the database looks up a box; comments and photos of walks are few and have no such index."""
    first, last = (math.floor((lat + 90.0) * BANDS) for lat in (box.south, box.north))
    return () if layer.row in {CommentRow, EvidencePhotoRow} or last - first >= MOST_BANDS else range(first, last + 1)


@lru_cache(maxsize=4096)
def _decoded(build: Callable[[str], Any], text: str) -> Any:
    """A small value from its text in a column: a thousand trees are of forty species."""
    return build(text)


def _plainly(column: Any) -> tuple[Any, Callable[[str], Any] | None]:
    """A column as the database has it, and what makes a value of its text."""
    kind = column.type
    if not isinstance(kind, AsJson):
        return column, None
    return type_coerce(column, Text), kind.from_text


def objects(
    session: Session, community_id: str, name: str, box: Bounds, filters: Mapping[str, str], *, most: int,
    sight: Sight = BLIND,
) -> list[Sequence[Any]]:  # fmt: skip
    """At most so many rows ``(id, lon, lat, drawn columns…)`` of one layer in a box, in a steady order."""
    bands = _bands(LAYERS[name], box)
    statement, builds = _looking(name, tuple(sorted(filters.items())), sight, bool(bands))
    values = box_values(community_id, box, sight.grid) | {"most": most} | ({"bands": bands} if bands else {})
    rows = session.connection().execute(statement, values).all()
    found: list[Sequence[Any]] = []
    for row in rows:
        told = list(row)
        for i, build in builds:
            if told[i] is not None:
                told[i] = _decoded(build, told[i])
        found.append(told)
    found.sort(key=lambda told: told[0])
    return found


@lru_cache(maxsize=256)
def _looking(
    name: str, filters: Filters, sight: Sight, by_bands: bool
) -> tuple[Select[Any], Sequence[tuple[int, Callable[[str], Any]]]]:
    """Put together once, as :func:`_counting`; with the places in a row that hold text, and what makes a value of it."""
    layer = LAYERS[name]
    plainly = [_plainly(_seen(column, sight)) for column in layer.drawn]
    where = _where(layer, filters, sight)
    if by_bands:
        band = whole(literal_column(f"({layer.row.__tablename__}.lat + 90.0) * {BANDS}.0"))
        where.append(among(band, bindparam("bands", type_=Numbers())))
    columns = (layer.row.id, *_place(layer, sight.grid), *(column for column, _ in plainly))
    builds = [(i, build) for i, (_, build) in enumerate(plainly, start=3) if build]
    return select(*columns).where(*where).limit(bindparam("most")), builds


def courtyards(session: Session, community_id: str) -> Sequence[Any]:
    """Rows ``(id, name, outline)`` of all courtyards that have an outline."""
    return session.connection().execute(_COURTYARDS, {"community": community_id}).all()


_COURTYARDS = (
    select(CourtyardRow.id, CourtyardRow.name, CourtyardRow.outline)
    .where(CourtyardRow.community_id == bindparam("community"), CourtyardRow.outline.is_not(None))
    .order_by(CourtyardRow.code)
)


def comments_shown(session: Session, community_id: str) -> int:
    """How many comments a community's map shows."""
    shown = select(func.count()).where(CommentRow.community_id == community_id, CommentRow.hidden_at.is_(None))
    return session.scalar(shown) or 0


def species(session: Session, community_id: str) -> list[tuple[Any, int]]:
    """Every species that stands in a community, with how many trees, most first: as counted with each change."""
    rows = session.execute(
        select(SPECIES.c.species, SPECIES.c.n).where(SPECIES.c.community_id == community_id)
        .order_by(SPECIES.c.n.desc(), SPECIES.c.species)
    )  # fmt: skip
    return [(_decoded(TreeRow.species.type.from_text, text), int(count)) for text, count in rows]
