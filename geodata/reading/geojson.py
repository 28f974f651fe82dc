"""GeoJSON (RFC 7946 and its predecessor): strict JSON, one feature after the other."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, NoReturn

import numpy as np
import pandas as pd

from geodata.faults import N_, Fault, Unreadable, unreadable
from geodata.reading.cells import text_of
from geodata.reading.shapes import Shapes
from geodata.reading.table import MOST_COLUMNS, MOST_ROWS, Table

_SPACE = re.compile(r"[ \t\r\n]*")


def read_geojson(text: str, notes: tuple[Fault, ...] = ()) -> Table:
    """A table from the text of a GeoJSON file: a FeatureCollection, or one Feature.

    Features that have no geometry, or one that cannot be used, stay in the table with their fault.
    Raises :class:`~geodata.faults.Unreadable` (``bad_json``, ``too_deep``, ``not_geojson``, ``too_many_rows``, …).
    """
    collection: dict[str, Any] = {}
    columns, shapes = _Columns(), Shapes()
    try:
        for number, feature in enumerate(_features(text, collection), 1):
            if number > MOST_ROWS:
                raise unreadable(
                    "too_many_rows", N_("The file has more than {most} rows: divide it and import the parts."),
                    where=number, most=MOST_ROWS)  # fmt: skip
            properties = feature.get("properties") if isinstance(feature, dict) else None
            columns.take(feature.get("id") if isinstance(feature, dict) else None, properties)
            shapes.take(feature.get("geometry") if isinstance(feature, dict) else None, number)
    except RecursionError as error:
        raise unreadable("too_deep", N_("The file is nested far deeper than any map data: it was not read.")) from error
    if not columns.count:
        raise unreadable("no_rows", N_("The file has no features."))
    rows = np.arange(1, columns.count + 1, dtype=np.int64)
    return Table("geojson", columns.frame(), rows, shapes.geometries(), shapes.faults, _crs(collection), notes)


def _not_json(word: str) -> NoReturn:
    raise _NotJsonError(word)


class _NotJsonError(ValueError):
    """NaN and Infinity are no JSON, though Python would read them."""


_DECODER = json.JSONDecoder(parse_constant=_not_json)


class _Cursor:
    """A place in the text, with the few moves that a top-level object needs."""

    def __init__(self, text: str) -> None:
        self.text, self.at = text, 0
        self.skip()

    def skip(self) -> None:
        self.at = _SPACE.match(self.text, self.at).end()  # type: ignore[union-attr] # an empty match is a match

    def sees(self, mark: str) -> bool:
        """Step over a mark if it is there."""
        if not self.text.startswith(mark, self.at):
            return False
        self.at += 1
        self.skip()
        return True

    def expect(self, mark: str) -> None:
        if not self.sees(mark):
            raise json.JSONDecodeError("expected " + mark, self.text, self.at)

    def expect_end(self) -> None:
        if self.at != len(self.text):
            raise json.JSONDecodeError("something follows", self.text, self.at)

    def value(self) -> Any:
        try:
            value, self.at = _DECODER.raw_decode(self.text, self.at)
        except _NotJsonError as error:
            raise unreadable(
                "bad_json", N_("The file holds {word}, which is no number in JSON: correct it and try again."),
                where=self._line(self.at), word=str(error)) from error  # fmt: skip
        self.skip()
        return value

    def _line(self, at: int) -> int:
        return self.text.count("\n", 0, at) + 1


def _features(text: str, collection: dict[str, Any]) -> Iterator[Any]:
    """Features one by one; the other members of the collection go into ``collection``."""
    cursor = _Cursor(text)
    try:
        if cursor.text.startswith("[", cursor.at):
            raise _not_geojson()
        yield from _members(cursor, collection)
        cursor.expect_end()
    except json.JSONDecodeError as error:
        raise unreadable(
            "bad_json", N_("The file is not complete or not JSON: it breaks off in line {line}, column {column}."),
            where=error.lineno, line=error.lineno, column=error.colno) from error  # fmt: skip
    if collection.get("type") == "Feature":
        yield collection
    elif collection.get("type") != "FeatureCollection" or "features" not in collection:
        raise _not_geojson()


def _members(cursor: _Cursor, collection: dict[str, Any]) -> Iterator[Any]:
    cursor.expect("{")
    if cursor.sees("}"):
        return
    while True:
        name = cursor.value()
        cursor.expect(":")
        if name == "features" and cursor.text.startswith("[", cursor.at):
            collection[name] = True
            yield from _items(cursor)
        else:
            collection[name] = cursor.value()
        if cursor.sees("}"):
            return
        cursor.expect(",")


def _items(cursor: _Cursor) -> Iterator[Any]:
    cursor.expect("[")
    if cursor.sees("]"):
        return
    while True:
        yield cursor.value()
        if cursor.sees("]"):
            return
        cursor.expect(",")


def _not_geojson() -> Unreadable:
    return unreadable(
        "not_geojson", N_("The file is JSON but no GeoJSON: a FeatureCollection or a Feature is needed."), where=1
    )


def _crs(collection: dict[str, Any]) -> str | None:
    """The ``crs`` member of older files: its name, or words that no register has."""
    member = collection.get("crs")
    if member is None:
        return None
    properties = member.get("properties") if isinstance(member, dict) else None
    name = properties.get("name") if isinstance(properties, dict) else None
    return name if isinstance(name, str) and name else json.dumps(member)[:80]


class _Columns:
    """Properties as columns of text; features may have different ones."""

    def __init__(self) -> None:
        self.count = 0
        self._cells: dict[str, list[str]] = {}

    def take(self, feature_id: Any, properties: Any) -> None:
        found = dict(properties) if isinstance(properties, dict) else {}
        if feature_id is not None:
            found.setdefault("id", feature_id)
        for name, value in found.items():
            cells = self._cells.get(name)
            if cells is None:
                cells = self._cells[name] = []
                if len(self._cells) > MOST_COLUMNS:
                    raise unreadable(
                        "too_many_columns",
                        N_("The file has more than {most} different properties: leave out what is not needed."),
                        where=self.count + 1, most=MOST_COLUMNS)  # fmt: skip
            cells.extend([""] * (self.count - len(cells)))
            cells.append(text_of(value))
        self.count += 1

    def frame(self) -> pd.DataFrame:
        padded = {name: cells + [""] * (self.count - len(cells)) for name, cells in self._cells.items()}
        return pd.DataFrame(padded, index=pd.RangeIndex(self.count), dtype="str")
