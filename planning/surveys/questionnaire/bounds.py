"""The least and the most that a number or a day may be, as the rule for answers that XLSForm writes."""

from __future__ import annotations

import re
import unicodedata
from calendar import month_abbr
from datetime import date

from planning.errors import N_, Refusal
from planning.wording import Words

TODAY = "today"
"""Stands for the day on which somebody answers."""
_TODAYS = frozenset({"today", "今天", "今日", "当天"})
_DAY = r"(?:date\(\s*)?['\"]\d{4}-\d{2}-\d{2}['\"](?:\s*\))?|today\(\s*\)"
_DAYS = re.compile(rf"\.\s*>=\s*({_DAY})(?:\s+and\s+\.\s*<=\s*({_DAY}))?|\.\s*<=\s*({_DAY})", re.ASCII)
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


def days_of(constraint: str) -> tuple[str, str] | None:
    """First and last day (as 2026-11-24, or :data:`TODAY`; empty: none) of such a rule; None for every other rule."""
    if not constraint:
        return "", ""
    match = _DAYS.fullmatch(constraint.strip())
    first, last = (_said_day(match[1]), _said_day(match[2] or match[3])) if match else (None, None)
    return None if first is None or last is None else (first, last)


def _said_day(written: str | None) -> str | None:
    """Empty for none; None for one that no calendar has."""
    if not written or written.startswith("today"):
        return TODAY if written else ""
    try:
        return date.fromisoformat(re.sub(r"[^\d-]", "", written)).isoformat()
    except ValueError:
        return None


def written_days(first: str, last: str) -> str:
    """The rule for a day from first to last (empty: none), as ODK and KoboToolbox read it."""
    days = (
        (sign, "today()" if day == TODAY else f"date('{day}')") for sign, day in ((">=", first), ("<=", last)) if day
    )
    return " and ".join(f". {sign} {day}" for sign, day in days)


def named(text: str) -> str:
    """:data:`TODAY` where somebody typed it in either language, else the text as it is."""
    return TODAY if text.strip().lower() in _TODAYS else text


def day_typed(text: str, field: str) -> str:
    """A day as somebody types it: 2026-11-24, or today in either language. Raises :class:`Refusal` (``bad_date``)."""
    said = unicodedata.normalize("NFKC", named(text)).strip()
    if said == TODAY:
        return TODAY
    try:
        return date.fromisoformat(said).isoformat() if said else ""
    except ValueError:
        raise Refusal("bad_date", N_("Write the day as 2026-11-24, or “today”."), where=field) from None


def day_words(day: str) -> Words:
    """A bound as it is said."""
    if day == TODAY:
        return Words("今天", "today")
    at = date.fromisoformat(day)
    return Words(f"{at.year}年{at.month}月{at.day}日", f"{at.day} {month_abbr[at.month]} {at.year}")
