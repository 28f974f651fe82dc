"""The least and the most that a number may be, as the rule for answers that XLSForm writes."""

from __future__ import annotations

import re

_FIGURE = r"(-?(?:\d+(?:\.\d*)?|\.\d+))"
_BOUNDS = re.compile(rf"\.\s*>=\s*{_FIGURE}(?:\s+and\s+\.\s*<=\s*{_FIGURE})?|\.\s*<=\s*{_FIGURE}", re.ASCII)


def bounds_of(constraint: str) -> tuple[str, str] | None:
    """Least and most (empty: none) of a rule such as ``. >= 1 and . <= 9``; None for every other rule."""
    if not constraint:
        return "", ""
    match = _BOUNDS.fullmatch(constraint.strip())
    return (match[1] or "", match[2] or match[3] or "") if match else None


def written_bounds(least: str, most: str) -> str:
    """The rule for an answer from least to most (empty: none)."""
    return " and ".join(f". {sign} {number}" for sign, number in ((">=", least), ("<=", most)) if number)
