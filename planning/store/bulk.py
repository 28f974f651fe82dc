"""Many new rows at once: columns go to the driver as it wants them, without a value and a statement for each.

What a value says is converted exactly as :mod:`planning.store.saving` does it; a test compares the rows.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import MISSING, fields
from datetime import UTC, date, datetime
from enum import Enum
from functools import cache
from typing import Any

import numpy as np
import shapely
from sqlalchemy import Table, insert
from sqlalchemy.types import String

from planning.store.database import Session
from planning.store.saving import row_of
from planning.store.tables.base import Base, Outlined, Pinned
from planning.store.types import SRID, AsJson, Point, Shape, UtcTime

Row = Mapping[str, Any]


def add_rows(session: Session, kind: type, rows: Sequence[Row]) -> None:
    """Keep new values of a kind, each given by its fields; those left out have the default of the value."""
    if not rows:
        return
    row = row_of(kind)
    table: Any = row.__table__
    columns = {name: [given.get(name, default) for given in rows] for name, default in _defaults(kind).items()}
    columns |= _beside(row, columns)
    connection = session.connection()
    raw = {name: _raw(table.c[name], values, connection.dialect) for name, values in columns.items()}
    if connection.dialect.name == "postgresql":
        _copy(connection, table, raw)
        return
    statement = insert(table).values(dict.fromkeys(raw)).compile(dialect=connection.dialect)
    order = statement.positiontup or list(raw)
    connection.exec_driver_sql(str(statement), list(zip(*(raw[name] for name in order), strict=True)))


@cache
def _defaults(kind: Any) -> dict[str, Any]:
    made = {f.name: f.default_factory() for f in fields(kind) if f.default_factory is not MISSING}
    return {f.name: made.get(f.name, None if f.default is MISSING else f.default) for f in fields(kind)}


def _beside(row: type[Base], columns: Mapping[str, list[Any]]) -> dict[str, list[Any]]:
    """The numbers by which the map is searched: of all rows at once."""
    if issubclass(row, Pinned):
        return {"lon": [pin.lon for pin in columns["pin"]], "lat": [pin.lat for pin in columns["pin"]]}
    if issubclass(row, Outlined):
        box = shapely.bounds(np.array(columns["outline"], dtype=object))
        return {name: box[:, at].tolist() for at, name in enumerate(("west", "south", "east", "north"))}
    return {}


def _raw(column: Any, values: list[Any], dialect: Any) -> list[Any]:
    """A column as the driver wants it."""
    kind = column.type
    if isinstance(kind, Shape):
        return _shapes(kind, values, postgresql=dialect.name == "postgresql")
    if isinstance(kind, AsJson):
        return _json(kind, values, dialect)
    if isinstance(kind, UtcTime):
        return [None if v is None else _moment(v, dialect) for v in values]
    if isinstance(kind, String):
        return [str(v) if isinstance(v, Enum) else v for v in values]
    if dialect.name == "sqlite":
        return [v.isoformat() if isinstance(v, date) else v for v in values]
    return values


def _json(kind: AsJson, values: list[Any], dialect: Any) -> list[str | None]:
    """Names of a species come a thousand times in one file: each is written once."""
    told: dict[Any, str | None] = {}
    found: list[str | None] = []
    for value in values:
        if not isinstance(value, Hashable):
            found.append(kind.process_bind_param(value, dialect))
            continue
        if value not in told:
            told[value] = kind.process_bind_param(value, dialect)
        found.append(told[value])
    return found


def _moment(value: datetime, dialect: Any) -> Any:
    value = value.astimezone(UTC)
    return value.strftime("%Y-%m-%d %H:%M:%S.%f") if dialect.name == "sqlite" else value


def _shapes(kind: Shape, values: list[Any], *, postgresql: bool) -> list[Any]:
    if isinstance(kind, Point):
        shapes: Any = shapely.points([pin.lon for pin in values], [pin.lat for pin in values])
    else:
        shapes = np.array(values, dtype=object)
    if postgresql:
        return list(shapely.to_wkb(shapely.set_srid(shapes, SRID), hex=True, include_srid=True).tolist())
    return list(shapely.to_wkb(shapes).tolist())


def _copy(connection: Any, table: Table, raw: Mapping[str, list[Any]]) -> None:
    """PostgreSQL's own way for many rows."""
    names = ", ".join(f'"{name}"' for name in raw)
    with connection.connection.cursor() as cursor, cursor.copy(f'COPY "{table.name}" ({names}) FROM STDIN') as copy:
        for cells in zip(*raw.values(), strict=True):
            copy.write_row(cells)
