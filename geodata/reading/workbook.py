"""Excel workbooks (XLSX): each sheet a layer, its first row with anything in it the header, or one below a title."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from itertools import chain, islice
from typing import Any

import numpy as np
import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from geodata.faults import N_, Unreadable, unreadable
from geodata.reading.cells import names_of, text_of
from geodata.reading.delimited import Rows
from geodata.reading.headers import MOST_LOOKED_AT, Names, below_a_title, header_among
from geodata.reading.source import Layer, Source
from geodata.reading.table import MOST_COLUMNS, Table

_FAULTS = (
    InvalidFileException,
    KeyError,
    ValueError,
    TypeError,
    zipfile.BadZipFile,
    OSError,
    IndexError,
    AttributeError,
)
"""What openpyxl says of files that are no workbooks, or damaged."""


def workbook(data: bytes, names: Names | None = None) -> Source:
    """A workbook whose archive was looked through before. Raises :class:`~geodata.faults.Unreadable`."""
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        filled = [sheet.title for sheet in book.worksheets if next(_rows(sheet), None) is not None]
    except _FAULTS as error:
        raise _broken() from error
    if not filled:
        raise unreadable("no_rows", N_("The workbook is empty."))
    return Source("xlsx", tuple(map(Layer, filled)), lambda name: _read(book, name, names))


def _rows(sheet: Any) -> Iterator[tuple[int, list[str]]]:
    """Rows with anything in them, by their number in the sheet."""
    for number, row in enumerate(sheet.iter_rows(values_only=True, max_col=MOST_COLUMNS + 1), 1):
        cells = [text_of(value).strip() for value in row]
        if any(cells):
            yield number, cells


def _read(book: Any, name: str, names: Names | None) -> Table:
    try:
        return _table(_rows(book[name]), names)
    except Unreadable:
        raise
    except _FAULTS as error:
        raise _broken() from error


def _table(rows: Iterator[tuple[int, list[str]]], names: Names | None) -> Table:
    seen = list(islice(rows, MOST_LOOKED_AT))
    at = header_among([cells for _, cells in seen], [number for number, _ in seen], names) if names else 0
    first, header = seen[at]
    while header and not header[-1]:
        header.pop()
    if len(header) > MOST_COLUMNS:
        raise unreadable(
            "too_many_columns",
            N_("The file has {count} columns, more than the {most} that can be read: leave out what is not needed."),
            where=first, count=len(header), most=MOST_COLUMNS)  # fmt: skip
    reading = Rows(names_of(header))
    for number, cells in chain(seen[at + 1 :], rows):
        reading.take(number, cells + [""] * (len(header) - len(cells)))
    if not reading.count:
        raise unreadable("no_rows", N_("The file has a header but no rows."), where=first)
    lines = np.array(reading.lines, dtype=np.int64)
    return Table("xlsx", reading.frame(), lines, faults=reading.faults, notes=(below_a_title(first),) if at else ())


def _broken() -> Unreadable:
    return unreadable(
        "bad_workbook", N_("The workbook cannot be read: open it in Excel, save it as .xlsx and try again.")
    )
