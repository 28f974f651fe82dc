"""Periods: when something is allowed. Time is aware UTC and always an argument."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from planning.errors import N_, Refusal


class Moment(StrEnum):
    """Where a moment stands to a period."""

    BEFORE = "before"
    DURING = "during"
    AFTER = "after"


@dataclass(frozen=True, slots=True)
class Period:
    """From ``opens`` (included) to ``closes`` (excluded); aware UTC."""

    opens: datetime
    closes: datetime

    @classmethod
    def between(cls, opens: datetime, closes: datetime) -> Period:
        """Check and build; raises :class:`Refusal` when it would end before it begins."""
        if opens.tzinfo is None or closes.tzinfo is None:
            raise ValueError("times are aware")
        if closes <= opens:
            raise Refusal("period_reversed", N_("The closing time lies before the opening time: choose a later one."))
        return cls(opens.astimezone(UTC), closes.astimezone(UTC))

    def at(self, now: datetime) -> Moment:
        """Before, during or after."""
        if now < self.opens:
            return Moment.BEFORE
        return Moment.DURING if now < self.closes else Moment.AFTER


def day_in(zone: str, at: datetime) -> date:
    """The day that it is at a moment in a zone such as ``Asia/Shanghai``."""
    return at.astimezone(ZoneInfo(zone)).date()


def now() -> datetime:
    """The server's clock; called at the edges only and handed down."""
    return datetime.now(UTC)
