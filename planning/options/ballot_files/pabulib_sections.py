"""The sections of a Pabulib file as they are written: META, PROJECTS and VOTES, cells between semicolons, nothing lost.

Source of the format: D. Stolicki, S. Szufa and N. Talmon, *Pabulib*, 2020; pabulib.org/format.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from planning.errors import N_
from planning.options.ballot_files.reading import Reading

SECTIONS = ("META", "PROJECTS", "VOTES")


@dataclass(frozen=True, slots=True)
class Row:
    """Cells by column, and the line they begin at; two rows are equal if their cells are."""

    cells: Mapping[str, str]
    line: int = field(default=0, compare=False)


@dataclass(slots=True)
class Sections:
    """What the sections say.

    :param meta: key -> value, in the order of the file.
    :param lines: the line of each key of META, and of each section by its name in capitals.
    """

    meta: dict[str, str] = field(default_factory=dict)
    projects: list[Row] = field(default_factory=list)
    votes: list[Row] = field(default_factory=list)
    lines: dict[str, int] = field(default_factory=dict, compare=False)

    @property
    def text(self) -> str:
        """The file; :func:`read_sections` reads the same sections from it."""
        rows: list[Sequence[str]] = [["META"], ["key", "value"], *self.meta.items()]
        for section, those in (("PROJECTS", self.projects), ("VOTES", self.votes)):
            header = list(those[0].cells) if those else list(REQUIRED[section])
            rows += [[section], header, *([row.cells[name] for name in header] for row in those)]
        return "".join(";".join(map(_quoted, row)) + "\n" for row in rows)


REQUIRED = {"PROJECTS": ("project_id", "cost"), "VOTES": ("voter_id", "vote")}
"""Columns that a section has at least; the voter may be left out of a file that is read."""


def _quoted(cell: str) -> str:
    """A cell, in quotes where it needs them. The writer of the standard library forgets a lone carriage return."""
    return '"' + cell.replace('"', '""') + '"' if set(cell) & set(';"\r\n') else cell


def read_sections(text: str, reading: Reading) -> Sections:
    """Rows by section; each row of another width than its header is a problem."""
    file = Sections()
    section, header = "", [""]
    for line, cells in _rows(text, reading):
        if len(cells) == 1 and cells[0].upper() in SECTIONS:
            section, header = cells[0].upper(), []
            file.lines.setdefault(section, line)
        elif section == "META":
            if [cell.lower() for cell in cells] != ["key", "value"]:
                file.meta.setdefault(cells[0].lower(), ";".join(cells[1:]))
                file.lines.setdefault(cells[0].lower(), line)
        elif section and not header:
            header = [cell.lower() for cell in cells]
            _check_header(section, header, line, reading)
        elif section and len(cells) != len(header):
            _wrong_width(line, len(cells), len(header), reading)
        elif section:
            those = file.projects if section == "PROJECTS" else file.votes
            those.append(Row(dict(zip(header, cells, strict=True)), line))
    return file


def _rows(text: str, reading: Reading) -> Iterator[tuple[int, list[str]]]:
    """Rows with the line each begins at, empty ones left out; a row that is no CSV is a problem."""
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=";", strict=True)
    while True:
        line = lines.line_num + 1
        try:
            cells = [cell.strip() for cell in next(lines)]
        except StopIteration:
            return
        except csv.Error as error:
            reading.wrong("bad_csv", N_("This line is no CSV ({reason}): correct its quotes."), line, reason=str(error))
            continue
        if any(cells):
            yield line, cells


def _wrong_width(line: int, found: int, wanted: int, reading: Reading) -> None:
    reading.wrong(
        "bad_columns",
        N_("This line has {found} fields instead of {wanted}: put quotes around semicolons."),
        line,
        found=found,
        wanted=wanted,
    )


def _check_header(section: str, header: list[str], line: int, reading: Reading) -> None:
    wanted = REQUIRED[section] if section == "PROJECTS" else ("vote",)
    missing = [name for name in wanted if name not in header]
    if missing or len(set(header)) < len(header):
        reading.wrong(
            "bad_header",
            N_("The columns of {section} must be named, each once, with {wanted} among them."),
            line,
            section=section,
            wanted=", ".join(wanted),
        )
