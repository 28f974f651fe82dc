"""Ground on paper: a true scale, the grid's own numbers, and north that is told."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
import shapely

from geodata import crs
from geodata.faults import Unreadable
from geodata.framing import framed

YULIN = (104.0600, 30.6300, 104.0612, 30.6308)


def test_a_hundred_metres_of_the_grid_are_two_hundred_millimetres_at_1_500():
    """Two places a hundred metres apart along the grid, put on paper and measured there."""
    frame = framed(YULIN, 213, 192, 500)
    x, y = np.array([frame.east, frame.east + 100.0]), np.array([frame.north, frame.north])
    first, second = frame.on_paper(np.column_stack(crs.to_wgs84(x, y, frame.system)))
    assert second[0] - first[0] == pytest.approx(200.0, abs=0.001)
    assert first == pytest.approx([213 / 2, 192 / 2], abs=0.001)


def test_the_largest_scale_that_shows_the_whole_box_is_taken():
    """115 m by 89 m: 540 would do, the next that a ruler reads is 600; all corners lie inside."""
    frame = framed(YULIN, 213, 192)
    assert frame.scale == 600
    corners = shapely.get_coordinates(shapely.box(*YULIN))
    placed = frame.on_paper(corners)
    assert (placed >= 0).all()
    assert (placed <= [213, 192]).all()
    west, south, east, north = frame.box()
    assert west <= YULIN[0] < YULIN[2] <= east
    assert south <= YULIN[1] < YULIN[3] <= north


def test_north_is_up_and_east_is_right():
    """A place further north lies higher on the sheet, one further east further to the right."""
    frame = framed(YULIN, 213, 192)
    here, east, north = frame.on_paper(np.array([(104.0606, 30.6304), (104.0608, 30.6304), (104.0606, 30.6306)]))
    assert east[0] > here[0]
    assert north[1] < here[1]


def test_lines_of_the_grid_are_round_metres_at_their_place():
    """At 1:500 every 20 m is 40 mm; the line's number is its easting."""
    frame = framed(YULIN, 213, 192, 500)
    across, along = frame.grid()
    assert frame.grid_m == 20
    assert all(east % 20 == 0 for east, _ in across)
    assert [b[1] - a[1] for a, b in pairwise(along)] == pytest.approx([40.0] * (len(along) - 1))
    west, _, east, _ = frame.window
    assert across[0][1] == pytest.approx((across[0][0] - west) * 2)
    assert len(across) == int((east - west) // 20) + (0 if across[0][0] - west > (east - west) % 20 else 1)


def test_convergence_and_scale_are_those_of_gauss_and_kruger():
    """West of the meridian of 105°: close to (λ-λ₀)·sin φ, and 1 + E²/2R² longer (both first terms of the series)."""
    frame = framed(YULIN, 213, 192)
    lon, lat = 104.0606, 30.6304
    assert frame.convergence_deg == pytest.approx((lon - 105) * np.sin(np.radians(lat)), abs=0.001)
    from_meridian = frame.east - 500_000
    assert frame.scale_error_ppm == pytest.approx(from_meridian**2 / (2 * 6_366_000**2) * 1e6, rel=0.01)


def test_what_lies_outside_is_cut_and_an_outline_that_crosses_itself_is_drawn():
    """A bow tie comes through as its two halves; a square far away is empty."""
    frame = framed(YULIN, 213, 192)
    tie = shapely.Polygon([(104.0602, 30.6302), (104.0604, 30.6304), (104.0604, 30.6302), (104.0602, 30.6304)])
    far = shapely.box(105, 31, 105.1, 31.1)
    drawn = frame.drawn([tie, far])
    assert drawn[0].area > 0
    assert drawn[1].is_empty
    assert frame.drawn([]) == []


def test_a_continent_is_too_wide():
    """It is said so, instead of a scale that no ruler has."""
    with pytest.raises(Unreadable) as refused:
        framed((80, 20, 120, 45), 213, 192)
    assert refused.value.faults[0].code == "too_wide"


@pytest.mark.parametrize("box", [(-180, -90, 180, 90), (-180, -80, 180, 80), (-179, -10, 179, 10)])
def test_what_the_system_has_no_numbers_for_is_too_wide_at_any_scale(box: tuple[float, float, float, float]):
    """The whole world, and half of it, at the scale that was asked for."""
    with pytest.raises(Unreadable) as refused:
        framed(box, 213, 192, 500)
    assert refused.value.faults[0].code == "too_wide"


def test_a_point_is_shown_at_the_largest_scale():
    """A box without width is a place."""
    assert framed((104.06, 30.63, 104.06, 30.63), 213, 192).scale == 100
