"""How alike two texts are, and how far apart two pins: what "similar comments nearby" means."""

from __future__ import annotations

import math
from collections import Counter

import regex
from pyproj import Geod

from planning.site import Bounds, Pin

_GROUND = Geod(ellps="WGS84")
_NO_LETTER = regex.compile(r"[^\p{L}\p{N}]+")
_METRES_PER_DEGREE = 110_574.0
"""The shortest degree of latitude: a box made with it is never too small."""


def distance_m(one: Pin, other: Pin) -> float:
    """Metres on the ground between two pins (geodesic on the ellipsoid, not on a map projection)."""
    return float(_GROUND.inv(one.lon, one.lat, other.lon, other.lat)[2])


def box_around(pin: Pin, radius_m: float) -> Bounds:
    """A box that holds every point within ``radius_m`` of a pin."""
    high = radius_m / _METRES_PER_DEGREE
    wide = high / max(math.cos(math.radians(abs(pin.lat) + high)), 0.01)
    return Bounds(pin.lon - wide, pin.lat - high, pin.lon + wide, pin.lat + high)


def _pairs(text: str) -> Counter[str]:
    """Pairs of neighbouring characters, within words of letters and digits.

    Chinese writes no spaces and most of its words have two characters, so pairs meet words without a dictionary;
    in English they forgive endings and slips of the finger. A word of one character stands for itself.
    """
    words = _NO_LETTER.sub(" ", text.casefold()).split()
    return Counter(pair for w in words for pair in ([w] if len(w) == 1 else [w[i : i + 2] for i in range(len(w) - 1)]))


def likeness(one: str, other: str) -> float:
    """From 0 (no pair of characters in common) to 1 (the same pairs): Dice's coefficient."""
    mine, theirs = _pairs(one), _pairs(other)
    everything = mine.total() + theirs.total()
    return 2 * (mine & theirs).total() / everything if everything else 0.0
