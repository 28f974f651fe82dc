"""How large a tree may be in so many years: an estimate, as a band from least to most, never a measurement.

No growth curve was measured for these species in these streets. What is known of a species is how high and how wide it grows (a
range) and how fast (a word). The assumption made of it: a tree nears its grown size as a jar fills, by the same share of what is
left each year, and has reached nine tenths of it after the years of :data:`YEARS`; the lower end of the band takes the least
grown size and the longer time, the upper end the most and the shorter. The years are this project's own assumption, not taken from a
source; published curves (McPherson, van Doorn and Peper, Urban Tree Database and Allometric Equations, PSW-GTR-253, USDA Forest
Service 2016) are for other climates and were not used.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Growth(StrEnum):
    """How fast a species grows, as catalogues say it."""

    FAST = "fast"
    MEDIUM_FAST = "medium-fast"
    MEDIUM = "medium"
    SLOW_MEDIUM = "slow-medium"
    SLOW = "slow"


YEARS: Mapping[Growth, tuple[float, float]] = {
    Growth.FAST: (15, 25), Growth.MEDIUM_FAST: (20, 32), Growth.MEDIUM: (25, 40), Growth.SLOW_MEDIUM: (32, 50),
    Growth.SLOW: (40, 60),
}  # fmt: skip
"""Years until nine tenths of the grown size: the shorter and the longer time."""
UNKNOWN_YEARS = (15.0, 60.0)
"""Where nobody says how fast: anything between."""
YOUNG_CROWN_M, YOUNG_HEIGHT_M = 2.0, 4.0
"""A street tree as nurseries sell it, when it is planted: assumed, like the years."""


@dataclass(frozen=True, slots=True)
class Band:
    """From least to most, in metres; the same where it was measured."""

    least: float
    most: float

    @property
    def middle(self) -> float:
        """Half-way: what is drawn."""
        return (self.least + self.most) / 2


def grown(now_m: float, mature_m: tuple[float, float], growth: Growth | None, years: float) -> Band:
    """Size after so many years, from its size now; what is larger than its kind grows stays as it is.

    :param mature_m: least and most that the species reaches.
    :param years: 0 gives the size now.
    """
    if years < 0:
        raise ValueError(years)
    shorter, longer = YEARS[growth] if growth else UNKNOWN_YEARS
    return Band(_after(now_m, mature_m[0], longer, years), _after(now_m, mature_m[1], shorter, years))


def _after(now_m: float, mature_m: float, nine_tenths: float, years: float) -> float:
    left = max(mature_m - now_m, 0.0)
    return now_m + left * (1 - math.exp(-math.log(10) * years / nine_tenths))
