"""Numbers as they are typed into the fields of a question."""

from __future__ import annotations

import unicodedata
from decimal import Decimal

from planning.errors import N_, Refusal
from planning.surveys.questionnaire.answering import LARGEST_NUMBER, LONGEST_NUMBER, plain
from planning.surveys.questionnaire.conditions import NUMBER

MOST_DECIMALS = 9
"""As answers have them."""


def number_typed(text: str, field: str) -> Decimal:
    """A number as somebody types it, in full width too; raises :class:`Refusal` (``bad_number``)."""
    said = unicodedata.normalize("NFKC", text).strip()
    number = Decimal(said) if len(said) <= LONGEST_NUMBER and NUMBER.fullmatch(said) else None
    if number is None or abs(number) > LARGEST_NUMBER or number.as_tuple().exponent < -MOST_DECIMALS:  # type: ignore[operator]
        raise Refusal("bad_number", N_("Write a number, such as 3 or 2.5."), where=field)
    return number


def figure(number: float | None) -> str:
    """A number of a scale as it is typed and written into forms; empty for none."""
    return "" if number is None else plain(Decimal(str(number)))
