"""Lines that are pasted into a field: a name on each, and what belongs to it behind commas or tabs."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable

from planning.errors import N_, Problem

LONGEST_LINE = 2_000
"""Characters; no line that is meant as one is longer."""
_ENDS = re.compile(r"\r\n|\r|\n")


def lines_pasted(
    problems: list[Problem], table: str, *, none: Problem, most: int, longest: int
) -> list[tuple[int, list[str]]]:  # fmt: skip
    """The lines that have something in them, each with its number from 1 and its cells without spaces around them.

    Each line stands for itself, whichever sign ends it (some programs end lines with a return alone), so that a quotation
    mark that is never closed takes no other line with it.

    :param none: what is wrong where there is no line at all, or more than ``most``, or more text than ``longest``.

    What cannot be read is added to ``problems`` (``none``, ``long_line``, ``open_quote``).
    """
    lines = _ENDS.split(table) if len(table) <= longest else []
    filled = [(number, line) for number, line in enumerate(lines, 1) if line.strip(" ,，\t\u3000")]
    if not 1 <= len(filled) <= most:
        problems.append(none)
        return []
    return [(number, cells) for number, line in filled for cells in _cells(problems, none.where, number, line)]


def _cells(problems: list[Problem], field: str | int | None, number: int, line: str) -> Iterable[list[str]]:
    """The cells of a line; nothing, with the reason told, where it cannot be read."""
    if len(line) > LONGEST_LINE:
        problems.append(Problem(
            "long_line", N_("Line {line} is too long: at most {longest} characters."), {"line": number, "longest": LONGEST_LINE}, field))  # fmt: skip
        return
    try:
        for cells in csv.reader([line.replace("，", ",").replace("\t", ",")], strict=True):
            yield [cell.strip() for cell in cells]
    except csv.Error:
        problems.append(Problem(
            "open_quote", N_("Line {line} cannot be read: look for a quotation mark that is not closed."), {"line": number}, field))  # fmt: skip
