"""Where the sun stands, by the equations of NOAA's solar calculator (after Meeus, Astronomical Algorithms): good to 0.01°.

Source: NOAA Global Monitoring Laboratory, Solar Calculation Details, https://gml.noaa.gov/grad/solcalc/calcdetails.html.
Refraction is left out: it lifts the sun by less than 0.1° where shadows are reckoned.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

_J2000 = datetime(2000, 1, 1, 12, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Sun:
    """Height above the horizon, and direction clockwise from true north, both in degrees."""

    elevation_deg: float
    azimuth_deg: float


def sun_at_solar_hour(lat: float, on: datetime, hour: float) -> Sun:
    """The sun at an hour of true local solar time: at 12 it stands in the meridian, whatever clocks say.

    :param lat: latitude in degrees.
    :param on: an aware moment of the day, near noon, for the sun's declination.
    """
    return _seen(lat, declination_deg(on), 15.0 * (hour - 12.0))


def solar_hour(lon: float, at: datetime) -> float:
    """True local solar time of an aware moment at a longitude, in hours from 0 to 24."""
    utc = at.astimezone(UTC)
    minutes = utc.hour * 60 + utc.minute + (utc.second + utc.microsecond / 1e6) / 60
    return ((minutes + 4.0 * lon + equation_of_time_min(at)) % 1440) / 60


def moment_of(lon: float, noon: datetime, hour: float) -> datetime:
    """The moment at which true local solar time is ``hour`` on the day of ``noon``, an aware moment near local noon."""
    away = hour - solar_hour(lon, noon)
    return noon + timedelta(hours=(away + 12) % 24 - 12)


def declination_deg(at: datetime) -> float:
    """How far north of the equator the sun stands."""
    obliquity, longitude = _ecliptic(at)[2:]
    return math.degrees(math.asin(math.sin(obliquity) * math.sin(longitude)))


def equation_of_time_min(at: datetime) -> float:
    """By how many minutes a sundial is before a clock of mean time."""
    mean, anomaly, obliquity, _ = _ecliptic(at)
    e = 0.016708634 - _centuries(at) * (0.000042037 + 0.0000001267 * _centuries(at))
    y = math.tan(obliquity / 2) ** 2
    turned = (
        y * math.sin(2 * mean) - 2 * e * math.sin(anomaly) + 4 * e * y * math.sin(anomaly) * math.cos(2 * mean)
        - y * y / 2 * math.sin(4 * mean) - 1.25 * e * e * math.sin(2 * anomaly)
    )  # fmt: skip
    return 4 * math.degrees(turned)


def _centuries(at: datetime) -> float:
    return (at - _J2000).total_seconds() / 86_400 / 36_525


def _ecliptic(at: datetime) -> tuple[float, float, float, float]:
    """Mean longitude, mean anomaly, corrected obliquity and apparent longitude of the sun, in radians."""
    t = _centuries(at)
    mean = (280.46646 + t * (36000.76983 + t * 0.0003032)) % 360
    anomaly = math.radians(357.52911 + t * (35999.05029 - 0.0001537 * t))
    centre = (
        math.sin(anomaly) * (1.914602 - t * (0.004817 + 0.000014 * t))
        + math.sin(2 * anomaly) * (0.019993 - 0.000101 * t) + math.sin(3 * anomaly) * 0.000289
    )  # fmt: skip
    node = math.radians(125.04 - 1934.136 * t)
    apparent = mean + centre - 0.00569 - 0.00478 * math.sin(node)
    tilt = 23 + (26 + (21.448 - t * (46.815 + t * (0.00059 - t * 0.001813))) / 60) / 60
    return math.radians(mean), anomaly, math.radians(tilt + 0.00256 * math.cos(node)), math.radians(apparent)


def _seen(lat: float, declination: float, hour_angle: float) -> Sun:
    phi, delta, turned = (math.radians(angle) for angle in (lat, declination, hour_angle))
    up = math.sin(phi) * math.sin(delta) + math.cos(phi) * math.cos(delta) * math.cos(turned)
    # From the south, westwards; atan2 keeps morning and afternoon apart.
    west = math.atan2(math.sin(turned), math.cos(turned) * math.sin(phi) - math.tan(delta) * math.cos(phi))
    return Sun(math.degrees(math.asin(max(-1.0, min(1.0, up)))), (math.degrees(west) + 180) % 360)
