"""CSV: any of four delimiters, quoted as RFC 4180 says, read in blocks so that two million rows stay small."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

import numpy as np
import pandas as pd

from geodata.faults import N_, Fault, unreadable
from geodata.reading.cells import names_of
from geodata.reading.headers import MOST_LOOKED_AT, Names, below_a_title, header_among
from geodata.reading.table import MOST_COLUMNS, MOST_ROWS, Table

DELIMITERS = ",;\t|"
_NOTHING = f"{DELIMITERS} \r\n"
_BLOCK = 50_000
_HEAD = 1_000_000
"""Letters in which a header below a title is looked for."""


def read_csv(text: str, notes: tuple[Fault, ...] = (), names: Names | None = None) -> Table:
    """A table from the text of a CSV file, its first line being the header, or one below a title by its ``names``.

    Raises :class:`~geodata.faults.Unreadable` (``no_rows``, ``too_many_columns``, ``too_many_rows``, ``bad_quote``).
    """
    begins, above, below = _header_at(text, names) if names else (0, 0, False)
    records = _records(text[begins:], above)
    first, header = next(records, (1, []))
    if below:
        notes = (*notes, below_a_title(first))
    if not any(cell.strip() for cell in header):
        raise unreadable("no_header", N_("The first line must name the columns."), where=first)
    if len(header) > MOST_COLUMNS:
        raise unreadable(
            "too_many_columns",
            N_("The file has {count} columns, more than the {most} that can be read: leave out what is not needed."),
            where=first, count=len(header), most=MOST_COLUMNS,
        )  # fmt: skip
    columns = names_of(header)
    reading = Rows(columns)
    for line, cells in records:
        reading.take(line, cells)
    if not reading.count:
        raise unreadable("no_rows", N_("The file has a header but no rows."), where=first)
    return Table("csv", reading.frame(), np.array(reading.lines, dtype=np.int64), faults=reading.faults, notes=notes)


def _header_at(text: str, names: Names) -> tuple[int, int, bool]:
    """Where the header begins, how many lines stand above it, and whether a title does: lines with nothing on them are none."""
    lines = io.StringIO(text[:_HEAD], newline="")
    seen: list[tuple[int, int, list[str]]] = []
    above, is_open = 0, False
    while len(seen) < MOST_LOOKED_AT and not is_open:
        begins = lines.tell()
        line = lines.readline()
        if not line:
            break
        count = 1
        if line.strip(_NOTHING):
            lines.seek(begins)
            cells, count, _, is_open = _record(lines)
            if any(cell.strip() for cell in cells):
                seen.append((begins, above, cells))
        above += count
    at = header_among([cells for *_, cells in seen], [above + 1 for _, above, _ in seen], names)
    return (*seen[at][:2], at > 0) if seen else (0, 0, False)


def _record(lines: io.StringIO) -> tuple[list[str], int, str, bool]:
    """The next record by the delimiter that it has itself (a title has none): its cells, its number of lines, the delimiter,
    and whether a quotation mark in it is never closed. One that is not quoted as it should be is its first line alone.
    """
    begins = lines.tell()
    line = lines.readline()
    bare = _bare(line)
    most = max(DELIMITERS, key=bare.count)
    likely = most if most in bare else DELIMITERS  # behind a name on several lines any may come
    is_open = False
    for delimiter in likely:
        lines.seek(begins)
        reader = csv.reader(iter(lines.readline, ""), delimiter=delimiter, strict=True)
        try:
            return next(reader, []), reader.line_num, delimiter, False
        except csv.Error:
            is_open = is_open or reader.line_num > 1
    lines.seek(begins + len(line))
    try:
        return next(csv.reader([line], delimiter=likely[0]), []), 1, likely[0], is_open
    except csv.Error:  # then it is no header
        return [], 1, likely[0], is_open


def _records(text: str, above: int = 0) -> Iterator[tuple[int, list[str]]]:
    """Each record with the line it begins on, after so many others; lines with nothing on them are no records."""
    _, _, delimiter, _ = _record(io.StringIO(text[:_HEAD].lstrip("\r\n"), newline=""))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    while True:
        line = above + reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise unreadable(
                "bad_quote",
                N_("A quotation mark that is opened on this line is not closed as it should be: correct it there."),
                where=line,
            ) from error
        if any(cells):
            yield line, cells


def _bare(line: str) -> str:
    """What stands outside quotation marks."""
    return "".join(line.split('"')[::2])


class Rows:
    """Rows as they come, packed into blocks."""

    def __init__(self, names: list[str]) -> None:
        self.names, self.count = names, 0
        self.lines: list[int] = []
        self.faults: dict[int, Fault] = {}
        self._rows: list[list[str]] = []
        self._blocks: list[pd.DataFrame] = []

    def take(self, line: int, cells: list[str]) -> None:
        """The next row, which begins on this line."""
        width = len(self.names)
        if len(cells) < width or any(cells[width:]):  # empty cells at the end are a habit of spreadsheets
            self.faults[self.count] = Fault(
                "wrong_width", N_("Values on this line: {count}, but columns in the header: {width}."),
                {"count": len(cells), "width": width}, line)  # fmt: skip
        self._rows.append((cells + [""] * (width - len(cells)))[:width])
        self.lines.append(line)
        self.count += 1
        if self.count > MOST_ROWS:
            raise unreadable(
                "too_many_rows", N_("The file has more than {most} rows: divide it and import the parts."),
                where=line, most=MOST_ROWS)  # fmt: skip
        if len(self._rows) >= _BLOCK:
            self._pack()

    def _pack(self) -> None:
        self._blocks.append(pd.DataFrame(self._rows, columns=pd.Index(self.names), dtype="str"))
        self._rows = []

    def frame(self) -> pd.DataFrame:
        """All rows as columns of text."""
        if self._rows or not self._blocks:
            self._pack()
        return self._blocks[0] if len(self._blocks) == 1 else pd.concat(self._blocks, ignore_index=True)
