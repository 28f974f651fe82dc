"""Conditions of a form: XPath as XLSForm writes it, read by elementpath; ``${name}`` stands for an answer."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from elementpath import ElementPathError, XPath2Parser

from planning.errors import N_, Problem

_ANSWER = re.compile(r"\$\{\s*([^}]*?)\s*\}")
_KNOWN_TO_FORMS = frozenset({
    "selected", "selected-at", "count-selected", "if", "once", "regex", "jr:choice-name", "today", "now", "int", "coalesce",
    "count-non-empty", "date-time", "decimal-date-time", "decimal-time", "format-date", "format-date-time", "random", "pow",
    "uuid", "pulldata", "indexed-repeat", "position", "area", "distance", "checklist", "weighted-checklist", "digest", "date",
    "jr:itext", "join", "max", "min", "round", "string-length", "boolean-from-string", "number", "string",
})  # fmt: skip
"""Functions of XForms and ODK that XPath itself has not (or has with other arguments)."""
_UNKNOWN_FUNCTION, _WRONG_COUNT = "XPST0017", "XPST0008"


def names_in(expression: str) -> tuple[str, ...]:
    """Names of the answers that an expression asks for."""
    return tuple(dict.fromkeys(_ANSWER.findall(expression)))


def problems_of(expression: str, known: Collection[str], *, field: str, row: int | None) -> Iterator[Problem]:
    """What is wrong with an expression: an answer that nobody asks for, or no XPath at all."""
    for name in names_in(expression):
        if name not in known:
            yield Problem("unknown_answer", N_("{field} asks for the answer {name}, which no question has."), {"field": field, "name": name}, row)  # fmt: skip
    plain = _ANSWER.sub("/data/answer", expression)
    called = set(re.findall(r"([\w:-]+)\s*\(", plain))
    try:
        XPath2Parser().parse(plain)
    except ElementPathError as error:
        if error.code and _UNKNOWN_FUNCTION in error.code and called & _KNOWN_TO_FORMS:
            return
        said = str(error).rpartition("] ")[2] or str(error)
        yield Problem("bad_expression", N_("{field} cannot be read: {expression} ({why})."),
                      {"field": field, "expression": expression[:80], "why": said[:120]}, row)  # fmt: skip
