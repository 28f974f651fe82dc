"""Courtyards around places, where outlines overlap."""

from __future__ import annotations

from itertools import permutations

import pandas as pd
from shapely.geometry import box

from planning.actions.yards import Yards
from planning.site import Pin

OUTLINES = {"whole": box(0, 0, 3, 3), "small": box(1, 1, 2, 2), "apart": box(2.5, 0, 5, 3)}
PLACES = {
    "in all": (1.5, 1.5),
    "in one": (0.5, 0.5),
    "in two": (2.7, 2.0),
    "in none": (9.0, 9.0),
    "on an edge": (2.0, 1.5),
}


def test_the_smallest_outline_that_holds_a_place_decides_in_every_order():
    """What a file brings and what goes back to its place belong to the same courtyard, however the outlines were read."""
    rows = pd.DataFrame(PLACES.values(), columns=["lon", "lat"], index=list(PLACES))
    for order in permutations(OUTLINES):
        yards = Yards({name: OUTLINES[name] for name in order})
        found = yards.around(rows)
        assert found == {"in all": "small", "in one": "whole", "in two": "apart", "on an edge": "small"}
        assert {name: yards.at(Pin(*place)) for name, place in PLACES.items()} == found | {"in none": None}


def test_of_two_outlines_alike_the_same_one_decides_in_every_order():
    """Twice the same outline: the first by its id, never one here and the other there."""
    rows = pd.DataFrame({"lon": [1.0], "lat": [1.0]}, index=["row"])
    for order in ("ab", "ba"):
        yards = Yards({name: box(0, 0, 2, 2) for name in order})
        assert (yards.around(rows), yards.at(Pin(1.0, 1.0))) == ({"row": "a"}, "a")


def test_no_outlines():
    """Where no courtyard is drawn nothing lies in one."""
    assert Yards({}).around(pd.DataFrame({"lon": [1.0], "lat": [1.0]})) == {}
    assert Yards({}).at(Pin(1.0, 1.0)) is None
