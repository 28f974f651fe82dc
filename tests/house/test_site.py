"""Pins on the ground: every number is checked, and nothing is mended in silence."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import box

from planning.errors import Refusals
from planning.site import Bounds, Community, Courtyard, Pin, courtyard_around, new_id
from planning.wording import Words
from tests.makers import YULAN_BOUNDS

YULAN = Community("yulan", Words("玉兰巷社区", "Yulan Lane"), YULAN_BOUNDS)
ANYWHERE = Community("new", Words("新社区"))


def codes(lon: object, lat: object, community: Community = YULAN) -> list[str]:
    """Codes of the refusal."""
    with pytest.raises(Refusals) as refused:
        Pin.parse(lon, lat, community)
    return [problem.code for problem in refused.value.problems]


@pytest.mark.parametrize(
    "value",
    [
        float("nan"),
        float("inf"),
        -float("inf"),
        "1e999",
        "31,2",
        None,
        "",
        "east",
        True,
        [104],
        {"lon": 104},
        b"104",
        "١٠٤x",
    ],
    ids=repr,
)
def test_what_is_no_number_is_refused(value: Any):
    """NaN, infinities, decimal commas, nothing, and things that are no numbers at all."""
    assert codes(value, 30.63) == ["bad_coordinates"]
    assert codes(104.06, value) == ["bad_coordinates"]
    assert codes(value, value) == ["bad_coordinates", "bad_coordinates"]
    assert codes(value, 30.63, ANYWHERE) == ["bad_coordinates"]


@pytest.mark.parametrize(
    ("lon", "lat"), [(30.63, 104.06), ("30.63", "104.06")], ids=["a latitude over 90", "the same as text"]
)
def test_exchanged_coordinates_are_asked_about(lon: Any, lat: Any):
    """The question “swapped?” is put, also where the latitude could be none."""
    assert codes(lon, lat) == ["swapped"]


def test_exchanged_coordinates_are_asked_about_in_a_place_where_both_are_possible():
    """At Shanghai (121.4, 31.2) and in a place below 90 degrees east alike."""
    cairo = Community("cairo", Words("", "Cairo"), Bounds(31.2, 30.0, 31.3, 30.1))
    shanghai = Community("sh", Words("上海"), Bounds(121.3, 31.1, 121.5, 31.3))
    assert codes(30.05, 31.25, cairo) == ["swapped"]
    assert codes(31.2, 121.4, shanghai) == ["swapped"]


@pytest.mark.parametrize(
    ("lon", "lat"), [(0, 0), (180, 90), (-180, -90), (104.06, 30.64), (104.0650001, 30.63)], ids=repr
)
def test_a_place_outside_is_refused_with_a_sentence_that_says_so(lon: float, lat: float):
    """The null island, the poles and the neighbour's street: outside, by the community's name."""
    with pytest.raises(Refusals, match="lies outside") as refused:
        Pin.parse(lon, lat, YULAN)
    (problem,) = refused.value.problems
    assert problem.code == "outside_bounds"
    assert problem.params["community"] == YULAN.name


@pytest.mark.parametrize(("lon", "lat"), [(181, 30), (-180.000001, 30), (104, 90.5), (1e300, 0)])
def test_degrees_have_an_end(lon: float, lat: float):
    """181 degrees is no place, with or without bounds."""
    assert codes(lon, lat) == ["bad_coordinates"]
    assert codes(lon, lat, ANYWHERE) == ["bad_coordinates"]


@pytest.mark.parametrize(("lon", "lat"), [(104.055, 30.625), (104.065, 30.635), ("104.06", "30.63"), (104.06, 30.63)])
def test_a_place_inside_is_kept_to_the_last_digit(lon: Any, lat: Any):
    """The edge belongs to the community; text is read as a number."""
    assert Pin.parse(lon, lat, YULAN) == Pin(float(lon), float(lat))


@given(st.floats(-180, 180), st.floats(-90, 90))
def test_without_bounds_every_place_on_earth_is_a_place(lon: float, lat: float):
    """Before anything was put on the map, the first import decides where the community lies."""
    assert Pin.parse(lon, lat, ANYWHERE) == Pin(lon, lat)


@given(st.floats(-180, 180), st.floats(-90, 90))
def test_a_pin_is_inside_or_refused(lon: float, lat: float):
    """There is no third way, and no coordinate is changed."""
    if YULAN_BOUNDS.holds(lon, lat):
        assert Pin.parse(lon, lat, YULAN) == Pin(lon, lat)
    else:
        assert codes(lon, lat) in (["outside_bounds"], ["swapped"])


def test_bounds_have_a_middle_and_a_margin():
    """The margin is a share of the width on each side."""
    box = Bounds(0, 0, 10, 20)
    assert box.centre == (5, 10)
    assert box.wider(0.1) == Bounds(-1, -2, 11, 22)


def test_ids_tell_nothing_and_are_safe_in_an_address():
    """128 random bits in letters and digits."""
    made = {new_id() for _ in range(1000)}
    assert len(made) == 1000
    assert all(len(one) == 22 and one.isascii() and one.isalnum() for one in made)


def test_of_courtyards_around_a_place_the_smallest_counts():
    """In whatever order they come; where no outline holds it there is none, and one that was never drawn holds nothing."""
    yards = [
        Courtyard("large", "yulan", "01", Words("大院"), box(104.06, 30.63, 104.07, 30.64)),
        Courtyard("undrawn", "yulan", "02", Words("未画"), None),
        Courtyard("small", "yulan", "03", Words("小院"), box(104.062, 30.632, 104.063, 30.633)),
    ]
    for some in (yards, yards[::-1]):
        found = [courtyard_around(some, Pin(*at)) for at in ((104.0625, 30.6325), (104.065, 30.635), (104.08, 30.635))]
        assert [one and one.id for one in found] == ["small", "large", None]
