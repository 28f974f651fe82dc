"""A table of lines by field, from CSV or XLSX: every line with the number that its program shows."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from planning.errors import N_, Problem, Refusals

MOST_LINES = 50_000
MOST_COLUMNS = 200
LARGEST_UNPACKED = 200_000_000
"""Bytes of a workbook once it is unpacked."""
MOST_PARTS = 2_000
LONGEST_CELL = 400

DATE = "\0date:"
"""Stands before a cell that the spreadsheet has made a date of: no text that was typed begins so."""

Row = tuple[int, list[str]]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a table: what its cells say, by field; a field without a column is empty."""

    number: int
    cells: Mapping[str, str]

    def __getitem__(self, name: str) -> str:
        """What a cell says, without the spaces around it."""
        return self.cells.get(name, "").strip()


@dataclass(frozen=True, slots=True)
class Told:
    """What is said of a table that cannot be taken as a whole, and how many lines it may have at most."""

    empty: str
    missing: str
    too_long: str
    too_large: str
    most: int = MOST_LINES


ROLL = Told(
    N_("There is no line in this table: give a heading and one line for each door."),
    N_("The heading has no column {text}: name the columns kind, label, courtyard, street_front, building, unit, area, units, owner, contact."),
    N_("This table is too long: a roll has fewer than {line} lines."),
    N_("This workbook is too large to be a roll: save the sheet alone as CSV and try again."),
)  # fmt: skip


def table_of(
    table: str | bytes, headings: Mapping[str, str], *, needed: Sequence[str], told: Told = ROLL
) -> list[Line]:
    """The lines of a table; raises :class:`Refusals` when it cannot be read as a whole.

    :param headings: field by the names that its column may have, in small letters.
    :param needed: fields that must have a column.
    """
    is_book = isinstance(table, bytes) and table[:4] == b"PK\x03\x04"
    rows = _of_workbook(table, told) if isinstance(table, bytes) and is_book else _of_text(_text(table))
    rows = [(number, row) for number, row in rows if any(cell.strip() for cell in row)]
    if len(rows) < 2:
        raise _refused(1, "empty_table", told.empty)
    if len(rows) > told.most:
        raise _refused(told.most, "too_long", told.too_long)
    at, heading = rows[0]
    fields = [headings.get(cell.strip().lower(), "") for cell in heading]
    problems = [
        Problem("missing_column", told.missing, {"line": at, "text": name}, at) for name in needed if name not in fields
    ]
    problems += [
        Problem("column_twice", N_("The heading names the column {text} twice: leave one of them."), {"line": at, "text": name}, at)
        for name in dict.fromkeys(fields) if name and fields.count(name) > 1
    ]  # fmt: skip
    if problems:
        raise Refusals(problems)
    return [
        Line(number, {name: cell for name, cell in zip(fields, row, strict=False) if name}) for number, row in rows[1:]
    ]


def _refused(line: int, code: str, sentence: str) -> Refusals:
    return Refusals([Problem(code, sentence, {"line": line}, line)])


def _text(table: str | bytes) -> str:
    """UTF-8, or the encoding that Excel writes on Chinese Windows."""
    if isinstance(table, str):
        return table
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return table.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise _refused(1, "unreadable", N_("This file is no text in UTF-8 or GB 18030: save it as XLSX or CSV (UTF-8) and try again."))  # fmt: skip


def _of_text(text: str) -> list[Row]:
    reader = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True)
    try:
        return [(reader.line_num, row) for row in reader]
    except csv.Error:
        sentence = N_("Line {line} cannot be read: look for a quotation mark that is not closed.")
        raise _refused(reader.line_num, "unreadable", sentence) from None


def _of_workbook(data: bytes, told: Told) -> list[Row]:
    """The first sheet that is shown. What formulas gave when the file was saved is read; nothing is computed."""
    from openpyxl import load_workbook  # heavy: only who brings a workbook waits for it
    from openpyxl.utils.exceptions import InvalidFileException

    _not_swollen(data, told)
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        sheet = next((one for one in book.worksheets if one.sheet_state == "visible"), None)
        found = [] if sheet is None else _rows(sheet.iter_rows(max_row=MOST_LINES + 1, max_col=MOST_COLUMNS, values_only=True))  # fmt: skip
    # What openpyxl raises for a part that is missing or is no XML of its kind.
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, TypeError, SyntaxError, EOFError, OSError):
        raise _unreadable() from None
    return found


def _unreadable() -> Refusals:
    return _refused(1, "unreadable", N_("This workbook cannot be read: open it in your spreadsheet, save it as XLSX again, and try once more."))  # fmt: skip


def _not_swollen(data: bytes, told: Told) -> None:
    """A few kilobytes can unpack to gigabytes: what the parts will need is asked before they are unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            infos = parts.infolist()
    except (zipfile.BadZipFile, ValueError, OSError):
        raise _unreadable() from None
    if len(infos) > MOST_PARTS or sum(info.file_size for info in infos) > LARGEST_UNPACKED:
        raise _refused(1, "too_large", told.too_large)


def _rows(rows: Iterable[Sequence[Any]]) -> list[Row]:
    return [(number, [_cell(value) for value in row]) for number, row in enumerate(rows, start=1)]


def _cell(value: Any) -> str:
    """A cell as text: 501.0 is 501, and a decimal as short as it was typed."""
    if value is None or isinstance(value, bool):
        return "" if value is None else str(value)
    if isinstance(value, float):
        # A spreadsheet keeps binary fractions: 87.35 comes back as it was typed, and nothing is rounded that was not.
        return str(int(value)) if value.is_integer() else repr(value)
    return f"{DATE}{value:%Y-%m-%d}" if isinstance(value, date) else str(value)[:LONGEST_CELL]
