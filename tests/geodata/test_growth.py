"""Growth as an estimate: a band that begins at today's size and stays within what the species reaches."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest

from geodata.growth import UNKNOWN_YEARS, YEARS, Growth, grown


def test_today_is_today():
    """Nought years later a tree is as large as it was measured."""
    now = grown(5.0, (4, 8), Growth.FAST, 0)
    assert (now.least, now.most, now.middle) == (5.0, 5.0, 5.0)


def test_after_the_years_of_its_habit_nine_tenths_are_reached():
    """The assumption that is written down: by the upper end after the shorter time, by the lower end after the longer."""
    for growth, (shorter, longer) in YEARS.items():
        assert grown(0, (4, 10), growth, shorter).most == pytest.approx(9.0)
        assert grown(0, (4, 10), growth, longer).least == pytest.approx(3.6)


@pytest.mark.parametrize("growth", [*Growth, None])
def test_it_grows_and_never_beyond_its_kind(growth: Growth | None):
    """Year by year the band rises and keeps below the grown size; its lower end is never above the upper."""
    bands = [grown(2, (6, 10), growth, year) for year in range(101)]
    assert all(later.least > sooner.least and later.most > sooner.most for sooner, later in pairwise(bands))
    assert all(2 <= band.least <= band.most < 10 for band in bands)
    assert bands[-1].least < 6


def test_what_is_larger_than_its_kind_stays_as_it_is():
    """A giant is not made smaller by a table."""
    band = grown(12, (6, 10), Growth.SLOW, 30)
    assert (band.least, band.most) == (12, 12)


def test_the_faster_the_larger():
    """In the same years; and where nobody says how fast, the band holds all of them."""
    middles = [grown(2, (6, 10), growth, 15).middle for growth in YEARS]
    assert middles == sorted(middles, reverse=True)
    unknown = grown(2, (6, 10), None, 15)
    shortest, longest = min(a for a, _ in YEARS.values()), max(b for _, b in YEARS.values())
    assert (shortest, longest) == UNKNOWN_YEARS
    for growth in YEARS:
        band = grown(2, (6, 10), growth, 15)
        assert unknown.least <= band.least
        assert band.most <= unknown.most


@pytest.mark.parametrize("years", [-1, -math.inf])
def test_nothing_grows_backwards(years: float):
    """Asked for the past it is refused."""
    with pytest.raises(ValueError, match=str(years)):
        grown(2, (6, 10), Growth.FAST, years)
