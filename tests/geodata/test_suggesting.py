"""What is suggested for the numbers of a silent file."""

from __future__ import annotations

import numpy as np
import pytest

from geodata import suggesting
from geodata.crs import Area


def _suggested(x: float, y: float, near: Area | None = None) -> list[tuple[str, bool]]:
    return [(s.code, s.exchanged) for s in suggesting.suggestions(np.array([x]), np.array([y]), near)]


@pytest.mark.parametrize(
    ("x", "y", "first"),
    [
        (304_015, 2_769_378, ("EPSG:3826", False)),  # Taipei, TWD97
        (410_000, 3_390_000, ("EPSG:4544", False)),  # Chengdu, CGCS2000 without zone
        (35_410_000, 3_390_000, ("EPSG:4523", False)),  # the same with zone 35 before it
        (3_390_000, 410_000, ("EPSG:4544", True)),  # its official axes: X is north
        (3_390_000, 35_410_000, ("EPSG:4523", True)),
        (3_417_000, 5_369_000, ("EPSG:31467", False)),  # Schutterwald, Gauss-Krueger zone 3
        (532_000, 5_214_000, ("EPSG:25832", False)),  # Graz or Munich: the zone cannot be read from the numbers
        (30.6, 104.06, ("EPSG:4326", True)),  # latitude first
        (1_490_000, 6_890_000, ("EPSG:3857", False)),  # Berlin, Web Mercator
    ],
)
def test_the_range_of_numbers_suggests_a_system(x, y, first):
    """The best suggestion is the system whose range the numbers fit."""
    assert _suggested(x, y)[0] == first


def test_the_place_of_the_community_decides_between_zones():
    """Numbers that fit several zones are suggested first in the zone in which the community lies."""
    suzhou = Area(120.4, 31.1, 120.6, 31.3)
    assert _suggested(545_000, 3_455_000, suzhou)[0] == ("EPSG:4549", False)
    graz = Area(15.3, 47.0, 15.5, 47.2)
    assert _suggested(532_000, 5_214_000, graz)[0] == ("EPSG:32633", False)


def test_each_suggestion_says_where_the_middle_would_lie():
    """A planner recognises the place rather than the number of the system."""
    why = suggesting.suggestions(np.array([304_015.0]), np.array([2_769_378.0]))[0].why
    assert (
        str(why)
        == "EPSG:3826 (TWD97 / TM2 zone 121) fits the range of the numbers: the middle would lie at 121.5353, 25.0315."
    )


def test_nonsense_has_no_suggestion():
    """No system is made up for numbers that fit none, nor for no numbers."""
    assert _suggested(9e9, -7e9) == []
    assert suggesting.suggestions(np.array([]), np.array([])) == []
