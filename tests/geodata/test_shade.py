"""Shadows small enough to be reckoned by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest
import shapely

from geodata.shade import building_shadow, crown_shadows, thrown
from geodata.sun import Sun

HALF_UP_SOUTH = Sun(45.0, 180.0)
"""At noon in the south at 45°: shadows are as long as things are high, and point north."""


def crown(x: float, y: float, crown_m: float, height_m: float, sun: Sun = HALF_UP_SOUTH) -> shapely.Polygon:
    """One crown's shadow."""
    made = crown_shadows(np.array([x]), np.array([y]), np.array([crown_m]), np.array([height_m]), thrown(sun))
    shape: shapely.Polygon = made[0]
    return shape


def test_a_shadow_points_away_from_the_sun():
    """Ten metres high: ten metres north of a sun in the south, east of a sun in the west, and turned with the grid."""
    assert thrown(HALF_UP_SOUTH) == pytest.approx((0, 1))
    assert thrown(Sun(45, 270)) == pytest.approx((1, 0))
    assert thrown(Sun(30, 180)) == pytest.approx((0, math.sqrt(3)))
    east, north = thrown(HALF_UP_SOUTH, convergence_deg=10)  # the grid's north lies east of true north
    assert math.degrees(math.atan2(east, north)) == pytest.approx(-10)


def test_a_sun_at_the_horizon_throws_nothing():
    """It is said, not drawn without end."""
    with pytest.raises(ValueError, match="elevation"):
        thrown(Sun(4.9, 90))


def test_the_shadow_of_a_ball_is_the_ellipse_of_the_textbook():
    """Radius 2, top at 10 m, sun at 45°: half axes 2 and 2/sin 45°, middle 8 m north of the trunk."""
    shadow = crown(0, 0, 4, 10)
    assert shadow.area == pytest.approx(math.pi * 2 * 2 / math.sin(math.radians(45)), rel=1e-9)
    assert (shadow.centroid.x, shadow.centroid.y) == pytest.approx((0, 8))
    west, south, east, north = shadow.bounds
    assert (east - west, north - south) == pytest.approx((4, 4 * math.sqrt(2)), rel=0.01)


def test_a_crown_as_wide_as_its_tree_is_high_is_flattened():
    """8 m wide on 5 m: four fifths of the height are leaves, half of that is the upright half axis."""
    shadow = crown(0, 0, 8, 5)
    assert shadow.area == pytest.approx(math.pi * 4 * math.hypot(4, 2), rel=1e-9)
    assert shadow.centroid.y == pytest.approx(3)


def test_overhead_a_crown_darkens_what_it_covers():
    """At the zenith the shadow is the crown's own circle."""
    shadow = crown(3, 4, 6, 9, Sun(90, 180))
    assert shadow.area == pytest.approx(math.pi * 9, rel=1e-6)
    assert (shadow.centroid.x, shadow.centroid.y) == pytest.approx((3, 4), abs=1e-6)


def test_a_house_darkens_its_ground_and_as_much_again_as_it_is_high():
    """Ten by ten and six high at 45°: sixteen by ten; with a court the sun reaches none of it that is narrower than that."""
    shadow = building_shadow(shapely.box(0, 0, 10, 10), 6, thrown(HALF_UP_SOUTH))
    assert shadow.area == pytest.approx(160)
    assert shadow.bounds == pytest.approx((0, 0, 10, 16))
    court = shapely.Polygon([(0, 0), (20, 0), (20, 20), (0, 20)], [[(5, 5), (15, 5), (15, 15), (5, 15)]])
    lit = shapely.box(5, 5, 15, 15).difference(building_shadow(court, 6, thrown(HALF_UP_SOUTH)))
    assert lit.area == pytest.approx(10 * 4)


def test_a_slanting_sun_makes_a_slanting_shadow():
    """From the south-west: the hull of the outline and of its moved copy."""
    box, shift = shapely.box(0, 0, 4, 2), thrown(Sun(45, 225))
    moved = shapely.transform(box, lambda at: at + np.array(shift) * 3)
    assert building_shadow(box, 3, shift).equals(shapely.union_all([box, moved]).convex_hull.normalize()) or (
        building_shadow(box, 3, shift).symmetric_difference(shapely.union_all([box, moved]).convex_hull).area < 1e-9
    )


def test_no_trees_no_shadows():
    """An empty street."""
    nothing = np.zeros(0)
    assert len(crown_shadows(nothing, nothing, nothing, nothing, thrown(HALF_UP_SOUTH))) == 0
