"""Reach: straight lines and ways along streets, reckoned after by hand."""

from __future__ import annotations

import numpy as np
import pytest
from shapely import LineString

from geodata.reach import reach


def test_without_streets_distances_are_straight():
    """Three to the east and four to the north are five; the nearer of two goals counts."""
    found = reach(np.array([[0.0, 0.0]]), np.array([[3.0, 4.0], [0.0, 9.0]]))
    assert found.along == "straight"
    assert found.distance_m.tolist() == [5.0]


def test_along_streets_the_way_goes_round_the_corner():
    """Ten to the street, eighty along it, sixty up the next, five to the bench: not the straight line of a hundred."""
    streets = [LineString([(0, 0), (100, 0)]), LineString([(80, -50), (80, 90)])]
    found = reach(np.array([[0.0, 10.0]]), np.array([[85.0, 60.0]]), streets)
    assert found.along == "streets"
    assert found.distance_m[0] == pytest.approx(10 + 80 + 60 + 5, abs=0.01)


def test_streets_that_cross_in_the_middle_meet_there():
    """Their lines have no corner in common."""
    streets = [LineString([(0, 0), (100, 0)]), LineString([(50, -40), (50, 40)])]
    found = reach(np.array([[10.0, 0.0]]), np.array([[50.0, 30.0]]), streets)
    assert found.distance_m[0] == pytest.approx(70.0, abs=0.01)


def test_home_and_goal_beside_the_same_piece_of_street():
    """The way between them is the piece between their two doors."""
    found = reach(np.array([[20.0, 5.0]]), np.array([[60.0, -5.0]]), [LineString([(0, 0), (100, 0)])])
    assert found.distance_m[0] == pytest.approx(50.0, abs=0.01)


def test_a_street_that_leads_nowhere_reaches_nothing():
    """Two streets that do not touch."""
    streets = [LineString([(0, 0), (10, 0)]), LineString([(0, 500), (10, 500)])]
    found = reach(np.array([[5.0, 1.0], [5.0, 499.0]]), np.array([[5.0, 500.0]]), streets)
    assert np.isinf(found.distance_m[0])
    assert found.distance_m[1] == pytest.approx(1.0, abs=0.01)


def test_exactly_at_the_limit_is_within_it():
    """Three hundred metres are not beyond three hundred."""
    found = reach(np.array([[0.0, 0.0], [0.0, 0.001]]), np.array([[0.0, -300.0]]))
    assert found.beyond(300.0).tolist() == [False, True]


def test_without_a_goal_everybody_is_beyond():
    """And it is said how it was measured."""
    assert np.isinf(reach(np.array([[0.0, 0.0]]), np.zeros((0, 2))).distance_m).all()


def test_ways_are_never_shorter_than_the_straight_line():
    """On a grid of streets with homes and goals at random places."""
    chance = np.random.default_rng(7)
    streets = [LineString([(0, y), (400, y)]) for y in range(0, 401, 100)] + [
        LineString([(x, 0), (x, 400)]) for x in range(0, 401, 100)
    ]
    homes, goals = chance.uniform(0, 400, (60, 2)), chance.uniform(0, 400, (5, 2))
    along, straight = reach(homes, goals, streets), reach(homes, goals)
    assert (along.distance_m >= straight.distance_m - 1e-3).all()
    assert np.isfinite(along.distance_m).all()
