"""Periods: the opening belongs to them, the closing does not."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from planning.errors import Refusals
from planning.period import Moment, Period, now
from tests.makers import NOON

HOUR = timedelta(hours=1)
LEAST = timedelta(microseconds=1)
PERIOD = Period.between(NOON, NOON + HOUR)


@pytest.mark.parametrize(
    ("at", "moment"),
    [
        (NOON - LEAST, Moment.BEFORE),
        (NOON, Moment.DURING),
        (NOON + HOUR - LEAST, Moment.DURING),
        (NOON + HOUR, Moment.AFTER),
        (NOON + HOUR + LEAST, Moment.AFTER),
    ],
    ids=["just before", "at the opening", "the last moment", "at the closing", "just after"],
)
def test_moments(at: datetime, moment: Moment):
    """To the microsecond."""
    assert PERIOD.at(at) is moment


def test_another_zone_is_another_name_of_the_same_moment():
    """A clock in Chengdu and one in London agree; what is kept is UTC."""
    chengdu = timezone(timedelta(hours=8))
    assert PERIOD.at(NOON.astimezone(chengdu)) is Moment.DURING
    made = Period.between(datetime(2026, 11, 24, 12, tzinfo=chengdu), datetime(2026, 11, 24, 13, tzinfo=chengdu))
    assert made == PERIOD
    assert made.opens.tzinfo is UTC


@pytest.mark.parametrize("closes", [NOON, NOON - HOUR], ids=["at once", "before"])
def test_a_period_ends_after_it_begins(closes: datetime):
    """Anything else is refused with one sentence."""
    with pytest.raises(Refusals, match="lies before") as refused:
        Period.between(NOON, closes)
    assert refused.value.code == "period_reversed"


def test_naive_times_are_a_fault_of_the_program():
    """They never come from a visitor."""
    with pytest.raises(ValueError, match="aware"):
        Period.between(datetime(2026, 1, 1), datetime(2026, 1, 2))  # noqa: DTZ001 - that is the fault


def test_the_clock_is_aware():
    """Whatever zone the machine is in."""
    assert now().utcoffset() == timedelta(0)
