"""Columns that say where a row lies, found by their names and by what stands in them."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from geodata.reading import positions
from planning.errors import N_, Problem
from planning.surveys.inventory import words
from planning.surveys.inventory.cells import numbers
from planning.surveys.inventory.kinds import Form

Numbers = NDArray[np.float64]


def match_place(form: Form, frame: pd.DataFrame, names: Mapping[str, tuple[str, str]], columns: dict[str, str]) -> None:
    """Add to ``columns`` what tells where the rows lie, unless the planner said it.

    ``pair`` stays in it where a column holds both coordinates and nothing tells their order.
    """
    if "pair" in columns:
        both = columns.pop("pair")
        columns[_ordered(frame[both])] = both
    if columns.keys() & {"geometry", "lonlat", "latlon", "pair"}:
        return
    filled = {
        column: name for column, name in names.items() if first(frame[column].iloc[:1000]) or first(frame[column])
    }
    if form.is_pinned:
        _match_axes(filled, columns)
        if {"x", "y"} <= columns.keys():
            _match_rest(frame, filled, columns)
            return
    column = _named(words.GEOMETRY, filled, columns) or _like(frame, columns, positions.is_geometry)
    if column is not None:
        columns["geometry"] = column
    elif form.is_pinned:
        _match_pair(frame, names, columns)
    if not columns.keys() & {"geometry", "lonlat", "latlon", "pair"}:
        _match_empty(form, names, columns)


def _match_empty(form: Form, names: Mapping[str, tuple[str, str]], columns: dict[str, str]) -> None:
    """Columns that are named so, empty as they are: each row is refused with its line."""
    if form.is_pinned:
        _match_axes(names, columns)
    column = _named(words.GEOMETRY, names, columns)
    if column is not None and not {"x", "y"} <= columns.keys():
        columns["geometry"] = column


def _match_axes(names: Mapping[str, tuple[str, str]], columns: dict[str, str]) -> None:
    for name, headers in (("x", words.X), ("y", words.Y)):
        column = _named(headers, names, columns)
        if name not in columns and column is not None:
            columns[name] = column


def _match_rest(frame: pd.DataFrame, names: Mapping[str, tuple[str, str]], columns: dict[str, str]) -> None:
    """Rows without coordinates may have a geometry."""
    column = _named(words.GEOMETRY, names, columns)
    if column is None or not positions.is_geometry(first(frame[column])):
        return
    silent = (frame[columns["x"]].str.strip() == "") | (frame[columns["y"]].str.strip() == "")
    if (silent & (frame[column].str.strip() != "")).any():
        columns["geometry"] = column


def _match_pair(frame: pd.DataFrame, names: Mapping[str, tuple[str, str]], columns: dict[str, str]) -> None:
    """Both coordinates in one column: the order is that of its name, else of its numbers; else it stays open."""
    for headers, name in ((words.LON_LAT, "lonlat"), (words.LAT_LON, "latlon")):
        column = _named(headers, names, columns)
        if column is not None and positions.is_pair(first(frame[column])):
            columns[name] = column
            return
    column = _like(frame, columns, positions.is_pair)
    if column is not None:
        columns[_ordered(frame[column])] = column


def _ordered(column: pd.Series[str]) -> str:
    """The order in which a column holds both coordinates, as its numbers tell; ``pair`` where they do not."""
    first = positions.is_latitude_first(column.iloc[:1000])
    return "pair" if first is None else "latlon" if first else "lonlat"


def _named(headers: tuple[str, ...], names: Mapping[str, tuple[str, str]], taken: Mapping[str, str]) -> str | None:
    free = [column for column in names if column not in set(taken.values())]
    return next((column for header in headers for column in free if names[column][0] == header), None)


def _like(frame: pd.DataFrame, taken: Mapping[str, str], is_so: object) -> str | None:
    """The first free column whose first cell is of a kind."""
    free = [str(column) for column in frame.columns if column not in set(taken.values())]
    return next((column for column in free if callable(is_so) and is_so(first(frame[column]))), None)


def first(column: pd.Series[str]) -> str:
    """The first cell with anything in it."""
    filled = column[column.str.strip() != ""]
    return str(filled.iloc[0]).strip() if len(filled) else ""


def texts(frame: pd.DataFrame, columns: Mapping[str, str]) -> tuple[pd.Series[str], pd.Series[str]] | None:
    """East (or longitude) and north of all rows, as written; None if no columns hold them."""
    if {"x", "y"} <= columns.keys():
        return frame[columns["x"]].str.strip(), frame[columns["y"]].str.strip()
    for name, (east, north) in {"lonlat": ("a", "b"), "latlon": ("b", "a")}.items():
        if name in columns:
            divided = positions.pairs(frame[columns[name]])
            return divided[east], divided[north]
    return None


def read(column: pd.Series[str]) -> tuple[Numbers, int]:
    """Numbers; cells in degrees, minutes and seconds become degrees, and are counted."""
    found = numbers(column)
    open_ = np.isnan(found) & (column != "").to_numpy(dtype=bool)
    if not open_.any():
        return found, 0
    told, is_so = positions.degrees(column[open_])
    found[open_] = told
    return found, int(is_so.sum())


def which_order(column: str) -> Problem:
    """The question that an ambiguous pair leaves open."""
    return Problem(
        "which_order",
        N_("Column {column} holds two coordinates, and either could be the longitude: say which comes first (on the command line with --map lonlat={column} or --map latlon={column})."),
        {"column": column}, 1)  # fmt: skip


def not_found(form: Form, frame: pd.DataFrame) -> Problem:
    """What to say of a file in which nothing tells where its rows lie."""
    if form.is_pinned:
        asks = N_("No columns with coordinates were found among {columns}: say which they are (on the command line with --map x=COLUMN --map y=COLUMN).")  # fmt: skip
    else:
        asks = N_("No column with geometries (WKT or EWKB) was found among {columns}: say which it is (on the command line with --map geometry=COLUMN).")  # fmt: skip
    return Problem("no_coordinates_columns", asks, {"columns": ", ".join(map(str, frame.columns[:40]))}, 1)


def sexagesimal(count: int) -> Problem:
    """What to say of cells in degrees, minutes and seconds."""
    return Problem(
        "sexagesimal",
        N_("Coordinates in degrees, minutes and seconds were turned into degrees: {count}."),
        {"count": count},
    )
