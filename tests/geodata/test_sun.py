"""The sun against published positions."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from geodata.sun import declination_deg, equation_of_time_min, moment_of, solar_hour, sun_at_solar_hour

# The worked example of the Solar Position Algorithm: I. Reda, A. Andreas, NREL/TP-560-34302 (2004, revised 2008), table A5.1.
GOLDEN = (-105.1786, 39.742476, datetime(2003, 10, 17, 12, 30, 30, tzinfo=timezone(timedelta(hours=-7))))


def test_the_worked_example_of_nrel():
    """Elevation without refraction 39.872046°, azimuth 194.340241°, declination -9.31434°, equation of time 14.641503 min."""
    lon, lat, at = GOLDEN
    sun = sun_at_solar_hour(lat, at, solar_hour(lon, at))
    assert sun.elevation_deg == pytest.approx(39.872046, abs=0.01)
    assert sun.azimuth_deg == pytest.approx(194.340241, abs=0.01)
    assert declination_deg(GOLDEN[2]) == pytest.approx(-9.31434, abs=0.01)
    assert equation_of_time_min(GOLDEN[2]) == pytest.approx(14.641503, abs=0.02)


@pytest.mark.parametrize(
    ("at", "degrees"),
    [
        (datetime(2026, 6, 21, 8, 24, tzinfo=UTC), 23.44), (datetime(2026, 12, 21, 20, 50, tzinfo=UTC), -23.44),
        (datetime(2026, 3, 20, 14, 46, tzinfo=UTC), 0.0), (datetime(2026, 9, 23, 0, 5, tzinfo=UTC), 0.0),
    ],
)  # fmt: skip
def test_solstices_and_equinoxes_of_2026(at: datetime, degrees: float):
    """At the moments that almanacs give (U.S. Naval Observatory, Earth's Seasons) the sun stands over tropic and equator."""
    assert declination_deg(at) == pytest.approx(degrees, abs=0.01)


def test_at_solar_noon_it_stands_in_the_meridian():
    """At 90° less the latitude plus the declination; in the morning in the east, in the afternoon as far in the west."""
    june = datetime(2026, 6, 21, 5, tzinfo=UTC)
    noon = sun_at_solar_hour(30.63, june, 12)
    assert noon.elevation_deg == pytest.approx(90 - 30.63 + 23.44, abs=0.02)
    assert noon.azimuth_deg == pytest.approx(180)
    morning, afternoon = sun_at_solar_hour(30.63, june, 9), sun_at_solar_hour(30.63, june, 15)
    assert morning.azimuth_deg == pytest.approx(360 - afternoon.azimuth_deg)
    assert morning.azimuth_deg < 180
    assert morning.elevation_deg == pytest.approx(afternoon.elevation_deg)


def test_south_of_the_equator_it_culminates_in_the_north():
    """In Sydney at noon in June."""
    assert sun_at_solar_hour(-33.87, datetime(2026, 6, 21, 2, tzinfo=UTC), 12).azimuth_deg == pytest.approx(0)


def test_an_hour_of_the_sun_is_found_on_the_clock_and_back():
    """Chengdu lies 16° west of the meridian of its clocks: the sun's noon comes about an hour after theirs."""
    noon = datetime(2026, 12, 21, 12, tzinfo=timezone(timedelta(hours=8)))
    for hour in (7.0, 9.0, 12.0, 15.5):
        assert solar_hour(104.06, moment_of(104.06, noon, hour)) == pytest.approx(hour, abs=0.002)  # seven seconds
    assert timedelta(minutes=60) < moment_of(104.06, noon, 12) - noon < timedelta(minutes=66)
