"""What a view of the map needs before its objects, in one statement: the community, counts by cells, what else there is.

Each message to a server costs more than most of what is asked here; a statement that is put together from parts is built
once for each way of asking.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import (
    BigInteger,
    Text,
    bindparam,
    case,
    cast,
    exists,
    false,
    func,
    literal_column,
    select,
    true,
    union_all,
)
from sqlalchemy.orm import Session
from sqlalchemy.sql import ColumnElement, FromClause, Select

from planning.site import Community
from planning.store import ground, kept_cells, viewport
from planning.store.kept_cells import Window
from planning.store.kept_counts import UNIT
from planning.store.saving import value_of
from planning.store.tables.observations import PipeRow
from planning.store.tables.whole_house import CommunityRow, CourtyardRow
from planning.store.types import joined
from planning.store.viewport import Filters, Sight


class Clusters(NamedTuple):
    """Cells with their objects counted, as columns: a view has hundreds.

    :param lons: degrees, the middle of the objects.
    :param kinds: how many there are of each kind, as members of a JSON object (``"tree":3,"facility":1``).
    """

    totals: Sequence[int] = ()
    lons: Sequence[float] = ()
    lats: Sequence[float] = ()
    kinds: Sequence[str] = ()

    @property
    def there(self) -> frozenset[str]:
        """The kinds that are in any of them."""
        return frozenset(part.partition(":")[0].strip('"') for kinds in self.kinds for part in kinds.split(","))


NOWHERE = Clusters()


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a view asks for: layers with kept counts, others, filters, and whether outlines and sums are of interest.

    :param in_all: how many objects of kept layers the community has is told, too.
    """

    ready: tuple[str, ...] = ()
    counted: tuple[str, ...] = ()
    filters: Filters = ()
    courtyards: bool = False
    pipes: bool = False
    in_all: bool = False


@dataclass(frozen=True, slots=True)
class Overview:
    """The community as it is now, and what lies in the window; ``courtyards``, ``pipes``: whether there are any (in whole cells)."""

    community: Community
    clusters: Clusters
    courtyards: bool
    pipes: bool
    in_all: int


def overview(session: Session, community_id: str, wanted: Wanted, seen: Window, sight: Sight) -> Overview | None:
    """Of one state of the database; None where there is no such community."""
    statement = _overview(wanted, sight, seen.degrees if wanted.counted else 0.0)
    row = session.connection().execute(statement, _values(community_id, wanted, seen, sight)).first()
    if row is None:
        return None
    return Overview(
        value_of(Community, row), _clusters(*row[-7:-3]), bool(row.has_yards), bool(row.has_pipes), int(row.of_all or 0)
    )


def _values(community_id: str, wanted: Wanted, seen: Window, sight: Sight) -> Mapping[str, Any]:
    values: dict[str, Any] = {"community": community_id}
    if wanted.ready or not wanted.counted:
        values |= kept_cells.values(seen)
    if wanted.counted:
        values |= viewport.box_values(community_id, seen.box, sight.grid)
    if wanted.pipes:
        box = seen.box
        values |= {"pipes_west": box.west, "pipes_south": box.south, "pipes_east": box.east, "pipes_north": box.north}
    return values


@lru_cache(maxsize=256)
def _overview(wanted: Wanted, sight: Sight, size: float) -> Select[Any]:
    here, there = CommunityRow.__table__, _in_rows(_merged(wanted, sight, size))
    return (
        select(
            *here.c, *there.c, _yards(wanted).label("has_yards"), _pipes(wanted).label("has_pipes"),
            (kept_cells.IN_ALL.scalar_subquery() if wanted.in_all else literal_column("0")).label("of_all"),
        )
        .select_from(here.join(there, true()))
        .where(here.c.id == bindparam("community"))
    )  # fmt: skip


def _merged(wanted: Wanted, sight: Sight, size: float) -> FromClause:
    """One row for each cell: objects of all layers, the sums of their places, and the counts by kind."""
    parts = [kept_cells.told(wanted.ready)] if wanted.ready else []
    parts += [viewport.counting(name, wanted.filters, sight, size) for name in wanted.counted]
    # Without any layer nothing is counted, but what the community is and what else there is wants an answer.
    told = (union_all(*parts) if parts else kept_cells.told(kept_cells.KEPT).where(false())).subquery("told").c
    names = (wanted.ready + wanted.counted) or kept_cells.KEPT
    kind = case({_text(name): _text(f'"{viewport.LAYERS[name].kind}":') for name in names}, value=told.layer)
    counts = joined(kind.concat(cast(told.n, Text)), _text(","))
    sums = [cast(func.sum(column), BigInteger).label(column.name) for column in (told.n, told.lon, told.lat)]
    merged = select(*sums, counts.label("kinds")).group_by(told.line, told.col).order_by(told.line, told.col)
    return merged.subquery("merged")


def _in_rows(cells: FromClause) -> FromClause:
    """All cells in one row, each column as one text: a thousand rows take longer to hand over than to find."""
    numbers = [joined(cast(cells.c[name], Text), _text(",")).label(f"of_{name}") for name in ("n", "lon", "lat")]
    return select(*numbers, joined(cells.c.kinds, _text(";")).label("of_kinds")).subquery("cells")


def _text(ours: str) -> ColumnElement[str]:
    """A word of ours as it stands in a statement."""
    return literal_column(f"'{ours}'", Text)


def _yards(wanted: Wanted) -> ColumnElement[Any]:
    here = (CourtyardRow.community_id == bindparam("community"), CourtyardRow.outline.is_not(None))
    return exists().where(*here) if wanted.courtyards else literal_column("0")


def _pipes(wanted: Wanted) -> ColumnElement[Any]:
    edges = ground.Edges(*(bindparam(f"pipes_{side}") for side in ground.Edges._fields))
    return (
        exists().where(*ground.meets(PipeRow, bindparam("community"), edges)) if wanted.pipes else literal_column("0")
    )


def _clusters(totals: str | None, lons: str | None, lats: str | None, kinds: str | None) -> Clusters:
    if not totals:
        return NOWHERE
    n, lon, lat = (json.loads(f"[{column}]") for column in (totals, lons, lats))
    return Clusters(
        n,
        [place / number / UNIT - 180.0 for place, number in zip(lon, n, strict=True)],
        [place / number / UNIT - 90.0 for place, number in zip(lat, n, strict=True)],
        (kinds or "").split(";"),
    )
