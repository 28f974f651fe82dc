"""Money in whole hundredths of a yuan: read from what people type, and written for them."""

from __future__ import annotations

import re
import unicodedata

from planning.options.counting.exact import Exact, exact

MOST_CENTS = 10**15
"""Ten thousand billion yuan."""
_AMOUNT = re.compile(r"(\d{1,13}|\d{1,3}(?:,\d{3}){1,4})(?:\.(\d{1,2})0*)?", re.ASCII)


def cents_of(text: str) -> int | None:
    """Yuan as hundredths of them; None for what is no amount greater than zero, or finer than a hundredth.

    A comma stands between thousands only: ``12,5`` could be meant otherwise, and nothing is guessed.
    """
    found = _AMOUNT.fullmatch(unicodedata.normalize("NFKC", text).strip().removeprefix("¥").removesuffix("元").strip())
    if not found:
        return None
    cents = int(found[1].replace(",", "")) * 100 + int((found[2] or "").ljust(2, "0"))
    return cents if 0 < cents < MOST_CENTS else None


def yuan(cents: Exact) -> str:
    """Hundredths as yuan: ``12,500`` or ``12,500.50``. A fraction of a hundredth is written as one."""
    whole = exact(cents)
    if not isinstance(whole, int):
        return f"{whole.numerator}/{whole.denominator * 100}"
    full, rest = divmod(whole, 100)
    return f"{full:,}.{rest:02}" if rest else f"{full:,}"


def book_yuan(cents: int) -> str:
    """Hundredths as a book has them: always with both places, below zero with a minus."""
    whole, rest = divmod(abs(cents), 100)
    return f"{'−' if cents < 0 else ''}{whole:,}.{rest:02}"
