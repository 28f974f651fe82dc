"""Names by which the header of a file is known, where a title stands above it."""

from __future__ import annotations

from collections.abc import Mapping

from geodata.reading.headers import Names
from planning.surveys.inventory import words
from planning.surveys.inventory.kinds import Form
from planning.surveys.inventory.units import plain

_PLACES = frozenset((*words.X, *words.Y, *words.LON_LAT, *words.LAT_LON, *words.GEOMETRY))


def names(form: Form, asked: Mapping[str, str], line: int = 0) -> Names:
    """Those of a kind's fields and of coordinates. A first row with a column that the planner named is the header in any
    case, and so is the line that the planner said.
    """
    known = _PLACES.union(*(wanted.headers for wanted in form.fields))
    said = {column for column in asked.values() if column}

    def is_known(cell: str) -> str:
        name = plain(cell)[0]
        return name if name in known else ""

    return Names(is_known, lambda cell: cell.strip() in said or plain(cell)[0] in _PLACES, line)
