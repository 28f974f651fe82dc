"""The row that names the columns, where a title or remarks stand above it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from geodata.faults import N_, Fault, unreadable
from geodata.reading import positions

MOST_LOOKED_AT = 10
"""Rows with anything in them, the first one included."""
LEAST_KNOWN = 2
LONGEST_NAME = 200
"""Letters; what is longer is no name of a column."""
_LETTERS = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Names:
    """Names of columns that whoever reads a file knows.

    :param known: what a cell names, empty if nothing that is known; two cells that name the same count once.
    :param is_place: whether a cell names a column that says where a row lies.
    :param line: of the header, where somebody said it; 0 leaves it to the names.
    """

    known: Callable[[str], str]
    is_place: Callable[[str], bool]
    line: int = 0


def header_among(rows: Sequence[Sequence[str]], lines: Sequence[int], names: Names) -> int:
    """Position of the header among the first rows of a file, which stand in these lines.

    It is the first one, unless that names no place: then the first that names two known columns or more, and no more
    than names (a row with a number or a position in it holds values). If there is none, the first one after all.

    Raises :class:`~geodata.faults.Unreadable` (``no_such_header``) if the line that somebody named is none of them.
    """
    if names.line:
        if names.line not in lines:
            raise unreadable(
                "no_such_header",
                N_("Line {line} can not be the header: choose one of the first lines with anything in them ({lines})."),
                where=names.line, line=names.line, lines=", ".join(map(str, lines)))  # fmt: skip
        return lines.index(names.line)
    looked_at = [[cell for cell in cells if len(cell) <= LONGEST_NAME] for cells in rows[:MOST_LOOKED_AT]]
    if not rows or any(map(names.is_place, looked_at[0])):
        return 0
    for at, cells in enumerate(looked_at):
        known = {names.known(cell) for cell in cells} - {""}
        if len(known) >= LEAST_KNOWN and (at == 0 or not any(map(_is_value, cells))):
            return at
    return 0


def _is_value(cell: str) -> bool:
    cell = cell.strip()
    if not any(sign.isdigit() for sign in cell):
        return False
    return len(_LETTERS.findall(cell)) < LEAST_KNOWN or positions.is_position(cell)


def below_a_title(line: int) -> Fault:
    """What to say of a header that is not the first row."""
    return Fault(
        "header_below",
        N_("The columns are named in line {line}, which was taken as the header; what stands above it was left out."),
        {"line": line}, line)  # fmt: skip
