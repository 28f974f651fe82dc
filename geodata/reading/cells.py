"""Values of any kind of cell as the text that a :class:`~geodata.reading.table.Table` holds."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any


def text_of(value: Any) -> str:
    """A cell as text; nothing is the empty text. Whole numbers have no point, days no hour."""
    for kinds, told in _TOLD:
        if isinstance(value, kinds):
            return told(value)
    return text_of(json.dumps(value, ensure_ascii=False)) if isinstance(value, (dict, bool)) else str(value)


def _text(value: str) -> str:
    """A lone half of a surrogate pair is no character, and no table can hold it."""
    return value if value.isascii() else value.encode("utf-8", "ignore").decode("utf-8")


def _moment(value: datetime) -> str:
    return value.date().isoformat() if value.time() == time() else value.isoformat(" ")


def _list(value: list[Any]) -> str:
    return _text(
        "、".join(value) if all(isinstance(part, str) for part in value) else json.dumps(value, ensure_ascii=False)
    )


def _number(value: float) -> str:
    if math.isnan(value):
        return ""
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else str(value)


_TOLD: tuple[tuple[type | tuple[type, ...], Callable[[Any], str]], ...] = (
    (str, _text),
    (float, _number),
    (type(None), lambda _: ""),
    (datetime, _moment),  # a moment is a date, too
    ((date, time), lambda value: value.isoformat()),
    (list, _list),
)


def names_of(header: list[str]) -> list[str]:
    """Names of columns, each once; one that has none gets a number."""
    names: list[str] = []
    for number, cell in enumerate(header, 1):
        name = cell.strip() or f"column {number}"
        while name in names:
            name += "'"
        names.append(name)
    return names
