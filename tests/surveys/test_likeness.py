"""How alike two texts are, and how far apart two pins."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from planning.site import Pin
from planning.surveys.likeness import box_around, distance_m, likeness


def test_chinese_needs_no_spaces_to_be_alike():
    """The same complaint in other words is more alike than another complaint."""
    said = "女贞果子掉在车上，很难洗"
    assert likeness(said, "果子掉在车上洗不掉") > 0.5 > likeness(said, "路灯太暗，晚上看不清")
    assert likeness(said, "路灯太暗，晚上看不清") == 0


def test_english_forgives_endings_capitals_and_punctuation():
    """Pairs of letters are the same in one parking place and in many."""
    assert likeness("Parking place!", "parking PLACES") > 0.9


@given(some.text(max_size=60), some.text(max_size=60))
def test_likeness_is_a_share_and_has_no_direction(one: str, other: str):
    """Between nothing and all, whoever is asked first; words of nothing but signs are like nothing."""
    assert 0 <= likeness(one, other) == likeness(other, one) <= 1
    assert likeness(one, one) in {0, 1}


@pytest.mark.parametrize(("east", "north", "metres"), [(0.001, 0, 95.9), (0, 0.001, 110.9)])
def test_distance_is_measured_on_the_ground(east: float, north: float, metres: float):
    """At Chengdu a thousandth of a degree is 96 m eastwards and 111 m northwards, not what the map's square shows."""
    assert distance_m(Pin(104.06, 30.63), Pin(104.06 + east, 30.63 + north)) == pytest.approx(metres, abs=0.1)


@given(some.floats(-179, 179), some.floats(-84, 84), some.floats(0, 360), some.floats(0, 500))
def test_a_box_holds_everything_that_is_near(lon: float, lat: float, towards: float, metres: float):
    """What the box leaves out is never within the distance."""
    from pyproj import Geod  # the measuring stick of this test alone

    x, y, _ = Geod(ellps="WGS84").fwd(lon, lat, towards, metres)
    box = box_around(Pin(lon, lat), metres)
    slack = 1e-9
    assert box.west - slack <= x <= box.east + slack
    assert box.south - slack <= y <= box.north + slack
