"""Rows as JSON lists: few kinds of column, which every database has, and no value is rounded or read in another way."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import shapely
from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    Double,
    Float,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    types,
)
from sqlalchemy.schema import sort_tables_and_constraints

from planning.store.tables import Base
from planning.store.types import Shape, UtcTime


def _same(value: Any) -> Any:
    return value


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of column: the type it is read and written by, and how its values stand in JSON."""

    type: types.TypeEngine[Any]
    to_json: Callable[[Any], Any] = _same
    from_json: Callable[[Any], Any] = _same


KINDS: dict[str, Kind] = {
    "text": Kind(Text()),
    "whole": Kind(BigInteger()),
    "real": Kind(Double()),
    "yes_no": Kind(Boolean()),
    "date": Kind(Date(), date.isoformat, date.fromisoformat),
    "time": Kind(UtcTime(), datetime.isoformat, datetime.fromisoformat),
    "shape": Kind(Shape(), lambda shape: shapely.to_wkb(shape, hex=True), shapely.from_wkb),
    "bytes": Kind(LargeBinary(), lambda raw: base64.b64encode(raw).decode("ascii"), base64.b64decode),
}
"""Every kind by the name that the manifest gives it."""


def kind_of(type_: types.TypeEngine[Any]) -> str:
    """The kind of a column type; raises ``TypeError`` for one that has no place in an archive yet."""
    if isinstance(type_, Shape):
        return "shape"
    if isinstance(type_, UtcTime):
        return "time"
    if isinstance(type_, types.TypeDecorator):
        return kind_of(type_.impl_instance)
    for name, classes in (
        ("yes_no", Boolean), ("whole", Integer), ("text", String), ("date", Date), ("bytes", LargeBinary), ("real", Float),
    ):  # fmt: skip
        if isinstance(type_, classes):
            return name
    raise TypeError(f"{type_!r} has no place in an archive")


@dataclass(frozen=True, slots=True)
class Field:
    """A column; ``later`` if it refers to rows of its own table or of a later one, so that it is filled last."""

    name: str
    kind: str
    later: bool = False


@dataclass(frozen=True, slots=True)
class Shelf:
    """A table as the archive knows it."""

    name: str
    key: tuple[str, ...]
    fields: tuple[Field, ...]

    def line(self, row: Sequence[Any]) -> bytes:
        """A row as a line of JSON."""
        said = [
            None if value is None else KINDS[field.kind].to_json(value)
            for field, value in zip(self.fields, row, strict=True)
        ]
        return json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"

    def row(self, line: bytes) -> dict[str, Any]:
        """The row of a line, by column."""
        return {
            field.name: None if value is None else KINDS[field.kind].from_json(value)
            for field, value in zip(self.fields, json.loads(line), strict=True)
        }


def shelves() -> list[Shelf]:
    """All tables of this version but derived ones, those that others refer to first."""
    found = []
    tables, late = [], set()
    for table, constraints in sort_tables_and_constraints(Base.metadata.tables.values()):  # type: ignore[no-untyped-call]
        if table is None:  # what is left: constraints that go round in a circle
            late |= {column for constraint in constraints for column in constraint.columns}
        elif not table.info.get("derived"):  # counted anew from the others when they are restored
            tables.append(table)
    for table in tables:
        late |= {key.parent for key in table.foreign_keys if key.column.table is table}
        found.append(_shelf(table, late))
    return found


def _shelf(table: Table, late: set[Column[Any]]) -> Shelf:
    fields = tuple(Field(c.name, kind_of(c.type), c in late) for c in table.columns)
    return Shelf(table.name, tuple(c.name for c in table.primary_key.columns), fields)
