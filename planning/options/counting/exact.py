"""Exact numbers: whole where they can be, fractions where they must be, never floats."""

from __future__ import annotations

import re
from fractions import Fraction

from planning.errors import N_, Refusal

Exact = int | Fraction
"""A weight, a tally or a score."""

_WRITTEN = re.compile(r"[0-9]{1,18}(?:\.[0-9]{1,18}|/[0-9]{1,18})?")


def exact(number: Exact) -> Exact:
    """A whole number as ``int``, which adds up much faster than a fraction; others as they are."""
    return number.numerator if number.denominator == 1 else Fraction(number)


def half(doubled: Exact) -> Exact:
    """Half of it."""
    return exact(Fraction(doubled) / 2)


def parse_weight(text: str) -> Exact:
    """An integer, ``p/q`` or a decimal, not negative; raises :class:`Refusal` (``bad_weight``)."""
    text = text.strip()
    try:
        if _WRITTEN.fullmatch(text):
            return exact(Fraction(text))
    except ZeroDivisionError:
        pass  # said below, as for every other text that is no weight
    raise Refusal(
        "bad_weight",
        N_("“{weight}” is no weight: write a whole number, a fraction such as 1/3 or a decimal such as 0.5."),
        weight=text[:40],
    )
