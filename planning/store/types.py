"""How values lie in columns: the same on SQLite and on PostgreSQL with PostGIS."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, is_dataclass
from datetime import UTC, date, datetime
from typing import Any

import shapely
from geoalchemy2 import Geometry
from geoalchemy2.elements import WKBElement
from shapely.geometry.base import BaseGeometry
from sqlalchemy import ColumnElement, DateTime, Integer, LargeBinary, Text, type_coerce, types
from sqlalchemy.engine import Dialect
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from planning.site import Bounds, Pin
from planning.wording import Words

SRID = 4326
"""WGS 84."""


class UtcTime(types.TypeDecorator[datetime]):
    """Aware UTC in, aware UTC out; SQLite keeps it as text to the microsecond."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Refuse naive times: they would be read in another zone later."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("times are aware")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """SQLite hands back naive times that are UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Shape(types.TypeDecorator[BaseGeometry]):
    """A shapely geometry in WGS 84: a real PostGIS geometry column, well-known binary on SQLite."""

    GEOMETRY_TYPE = "GEOMETRY"
    # The decorated type is PostGIS's, so that GeoAlchemy2's functions and QGIS see a geometry; SQLite gets bytes.
    impl = Geometry(geometry_type="GEOMETRY", srid=4326, spatial_index=False)
    cache_ok = True

    def __repr__(self) -> str:
        """As a migration writes it."""
        return f"{type(self).__name__}()"

    def load_dialect_impl(self, dialect: Dialect | None) -> types.TypeEngine[Any]:
        """Bytes where there is no PostGIS. (GeoAlchemy2 names no dialect while it makes a table: it means its own.)"""
        if dialect is None or dialect.name == "postgresql":
            return Geometry(self.GEOMETRY_TYPE, srid=SRID, spatial_index=False)
        return dialect.type_descriptor(LargeBinary())

    def bind_expression(self, bindvalue: Any) -> Any:
        """Send bytes as they are; GeoAlchemy2 would wrap them in ST_GeomFromEWKT, which SQLite has not."""
        return bindvalue

    def column_expression(self, column: Any) -> Any:
        """Read bytes as they are."""
        return column

    def process_bind_param(self, value: BaseGeometry | None, dialect: Dialect) -> Any:
        """Well-known binary: as bytes on SQLite, as hexadecimal text with its SRID for PostGIS. Neither rounds."""
        if value is None:
            return None
        if dialect.name == "postgresql":
            return shapely.to_wkb(shapely.set_srid(value, SRID), hex=True, include_srid=True)
        return shapely.to_wkb(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> BaseGeometry | None:  # noqa: ARG002
        """Back to shapely from bytes, hexadecimal text or GeoAlchemy2's element."""
        if value is None:
            return None
        raw = value.data if isinstance(value, WKBElement) else value
        # Without the SRID that PostGIS adds, which equal geometries would differ by.
        return shapely.set_srid(shapely.from_wkb(bytes(raw) if isinstance(raw, memoryview) else raw), 0)


class Point(Shape):
    """A :class:`Pin` as a point geometry."""

    GEOMETRY_TYPE = "POINT"
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        """A pin becomes a point."""
        return super().process_bind_param(shapely.Point(value.lon, value.lat) if value is not None else None, dialect)

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        """A point becomes a pin."""
        point = super().process_result_value(value, dialect)
        return Pin(point.x, point.y) if point is not None else None  # type: ignore[attr-defined]


class AsJson(types.TypeDecorator[Any]):
    """A small frozen value, or plain lists and dictionaries, as JSON text.

    :param build: turns the decoded JSON back into the value; None for plain JSON.
    """

    impl = Text
    cache_ok = True

    def __init__(self, build: Callable[[Any], Any] | None = None) -> None:
        super().__init__()
        self.build = build

    def __repr__(self) -> str:
        """As a migration writes it: to the database it is text."""
        return "sa.Text()"

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:  # noqa: ARG002
        """Values become dictionaries, tuples lists; NaN is no JSON."""
        return None if value is None else json.dumps(value, default=_plain, ensure_ascii=False, allow_nan=False)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:  # noqa: ARG002
        """Decode, and build the value again."""
        return None if value is None else self.from_text(value)

    def from_text(self, value: str) -> Any:
        """The value that a text in the column stands for."""
        decoded = json.loads(value)
        return self.build(decoded) if self.build else decoded


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    if isinstance(value, date):  # a moment is a date, too
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no place in JSON")


def in_json(column: Any, text: str) -> ColumnElement[bool]:
    """Whether a text is one of the strings inside a column of JSON; every sign of it is literal."""
    return type_coerce(column, Text).contains(json.dumps(text, ensure_ascii=False), autoescape=True)


class whole(FunctionElement[int]):  # noqa: N801 - used as a function
    """The whole part of a positive number; SQLite's cast cuts, PostgreSQL's rounds."""

    type = Integer()
    inherit_cache = True


@compiles(whole)
def _cut(element: whole, compiler: SQLCompiler, **kw: Any) -> str:
    return f"CAST({compiler.process(element.clauses, **kw)} AS INTEGER)"


@compiles(whole, "postgresql")
def _floored(element: whole, compiler: SQLCompiler, **kw: Any) -> str:
    return f"CAST(floor({compiler.process(element.clauses, **kw)}) AS INTEGER)"


class Numbers(types.TypeDecorator[Sequence[int]]):
    """Whole numbers in one parameter, for :class:`among`."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Sequence[int] | None, dialect: Dialect) -> str | None:
        """An array as PostgreSQL writes it, JSON elsewhere."""
        if value is None:
            return None
        told = ",".join(map(str, value))
        return f"{{{told}}}" if dialect.name == "postgresql" else f"[{told}]"


class among(FunctionElement[Any]):  # noqa: N801 - used as a function
    """Whether a column is one of :class:`Numbers`: the same statement however many there are.

    It has no type: SQLite would compare one of a truth value with 1, and use no index.
    """

    inherit_cache = True


@compiles(among)
def _among_json(element: among, compiler: SQLCompiler, **kw: Any) -> str:
    column, numbers = (compiler.process(part, **kw) for part in element.clauses)
    return f"{column} IN (SELECT value FROM json_each({numbers}))"  # noqa: S608 - both are written by the compiler


@compiles(among, "postgresql")
def _among_array(element: among, compiler: SQLCompiler, **kw: Any) -> str:
    column, numbers = (compiler.process(part, **kw) for part in element.clauses)
    return f"{column} = ANY (CAST({numbers} AS INTEGER[]))"


class joined(FunctionElement[str]):  # noqa: N801 - used as a function
    """Texts of all rows in one, with a text of ours between them, which stands in the statement."""

    type = Text()
    inherit_cache = True


@compiles(joined)
def _concatenated(element: joined, compiler: SQLCompiler, **kw: Any) -> str:
    return f"group_concat({compiler.process(element.clauses, **kw)})"


@compiles(joined, "postgresql")
def _aggregated(element: joined, compiler: SQLCompiler, **kw: Any) -> str:
    return f"string_agg({compiler.process(element.clauses, **kw)})"


def words() -> AsJson:
    """A column of :class:`Words`."""
    return AsJson(_build_words)


def bounds() -> AsJson:
    """A column of :class:`Bounds`."""
    return AsJson(_build_bounds)


def _build_words(decoded: dict[str, str]) -> Words:
    return Words(**decoded)


def _build_bounds(decoded: dict[str, float]) -> Bounds:
    return Bounds(**decoded)
