"""Numbers of a roll, exact: hundredths of a square metre, and how many units there are."""

from __future__ import annotations

import re
import unicodedata

LARGEST_AREA = 10_000_000 * 100
"""Ten square kilometres, in hundredths of a square metre."""
MOST_UNITS = 100_000

_AREA = re.compile(r"(\d{1,9}|\d{1,3}(?:,\d{3}){1,2})(?:\.(\d+))?\s*(?:m2|平方米|平米)?", re.ASCII)


def _plain(text: str) -> str:
    """Full-width digits as plain ones, ㎡ and m² as m2."""
    return unicodedata.normalize("NFKC", text).strip()


def area_of(text: str) -> int | None:
    """Square metres as hundredths of them; None for what is no area greater than zero, or finer than a hundredth.

    A spreadsheet may hold 87.350: zeros after the second decimal say nothing more and are let pass. A comma stands
    between thousands only: 87,35 could be meant otherwise, and nothing is guessed.
    """
    found = _AREA.fullmatch(_plain(text))
    if not found:
        return None
    decimals = (found[2] or "").rstrip("0")
    if len(decimals) > 2:
        return None
    area = int(found[1].replace(",", "")) * 100 + int(decimals.ljust(2, "0"))
    return area if 0 < area <= LARGEST_AREA else None


def count_of(text: str) -> int | None:
    """A whole number of units from 1."""
    found = re.fullmatch(r"(\d{1,6})(?:\.0+)?", _plain(text), re.ASCII)
    count = int(found[1]) if found else 0
    return count if 1 <= count <= MOST_UNITS else None
