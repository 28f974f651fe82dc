"""Numbers as they are typed into a form of questions, and the least and most that a number may be."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from planning.errors import N_, Refusal
from planning.surveys.questionnaire.answering import LARGEST_NUMBER, LONGEST_NUMBER, plain
from planning.surveys.questionnaire.conditions import NUMBER

_FIGURE = r"(-?(?:\d+(?:\.\d*)?|\.\d+))"
_BOUNDS = re.compile(rf"\.\s*>=\s*{_FIGURE}(?:\s+and\s+\.\s*<=\s*{_FIGURE})?|\.\s*<=\s*{_FIGURE}", re.ASCII)


def number_typed(text: str, field: str) -> Decimal:
    """A number as somebody types it, in full width too; raises :class:`Refusal` (``bad_number``)."""
    said = unicodedata.normalize("NFKC", text).strip()
    number = Decimal(said) if len(said) <= LONGEST_NUMBER and NUMBER.fullmatch(said) else None
    if number is None or abs(number) > LARGEST_NUMBER:
        raise Refusal("bad_number", N_("Write a number, such as 3 or 2.5."), where=field)
    return number


def bounds_of(constraint: str) -> tuple[str, str] | None:
    """Least and most (empty: none) of a rule such as ``. >= 1 and . <= 9``; None for every other rule."""
    if not constraint:
        return "", ""
    match = _BOUNDS.fullmatch(constraint.strip())
    return (match[1] or "", match[2] or match[3] or "") if match else None


def written_bounds(least: str, most: str) -> str:
    """The rule for an answer from least to most (empty: none)."""
    return " and ".join(f". {sign} {number}" for sign, number in ((">=", least), ("<=", most)) if number)


def figure(number: float | None) -> str:
    """A number of a scale as it is typed and written into forms; empty for none."""
    return "" if number is None else plain(Decimal(str(number)))
