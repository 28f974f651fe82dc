"""Changes of coordinate systems, against published places."""

from __future__ import annotations

import numpy as np
import pytest

from geodata import crs
from geodata.faults import Unreadable


def _point(x: float, y: float, code: str) -> tuple[float, float]:
    lon, lat = crs.to_wgs84(np.array([x]), np.array([y]), code)
    return float(lon[0]), float(lat[0])


def _metres(a: tuple[float, float], b: tuple[float, float]) -> float:
    dx = (a[0] - b[0]) * 111_320 * np.cos(np.radians(a[1]))
    return float(np.hypot(dx, (a[1] - b[1]) * 110_800))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("EPSG:3826", "EPSG:3826"), ("epsg:4544", "EPSG:4544"), ("urn:ogc:def:crs:EPSG::31467", "EPSG:31467"),
        ("urn:ogc:def:crs:OGC:1.3:CRS84", "EPSG:4326"), ("gcj02", "GCJ-02"), ("BD-09", "BD-09"),
        ("http://www.opengis.net/def/crs/EPSG/0/4326", "EPSG:4326"),
    ],
)  # fmt: skip
def test_systems_are_known_by_the_names_that_files_use(text, code):
    """Codes, uniform resource names and the Chinese web maps."""
    assert crs.named(text) == code


@pytest.mark.parametrize("text", ["EPSG:99999", "EPSG:5773", "WGS", "/vsicurl/http://x", "+proj=longlat", ""])
def test_other_systems_are_refused(text):
    """Unknown numbers, heights (5773) and definitions that could load something are no coordinate systems here."""
    with pytest.raises(Unreadable, match="no coordinate system"):
        crs.named(text)


def test_taipei_in_twd97_lies_in_daan_forest_park():
    """TWD97 / TM2 of the park's trees is 121.535° E, 25.03° N, where the park is."""
    assert _metres(_point(304000, 2769300, "EPSG:3826"), (121.5351, 25.0308)) < 30


def test_cgcs2000_with_and_without_zone_prefix_is_the_same_place():
    """Zone 35 before the easting (EPSG:4523) and without it (EPSG:4544) name one place in Chengdu."""
    assert _metres(_point(410_000, 3_390_000, "EPSG:4544"), _point(35_410_000, 3_390_000, "EPSG:4523")) < 0.001
    assert _metres(_point(410_000, 3_390_000, "EPSG:4544"), (104.0613, 30.6270)) < 10


def test_chinese_web_maps_are_shifted_by_the_measured_distance():
    """At Yulin GCJ-02 lies 361 m off and BD-09 952 m."""
    here = (104.06, 30.62)
    for code, metres in (("GCJ-02", 361), ("BD-09", 952)):
        shifted = crs.from_wgs84(np.array([here[0]]), np.array([here[1]]), code)
        assert _metres(here, (float(shifted[0][0]), float(shifted[1][0]))) == pytest.approx(metres, abs=6)


@pytest.mark.parametrize("code", ["GCJ-02", "BD-09"])
def test_the_inverse_of_a_shift_is_exact_to_a_millimetre(code):
    """Half a metre, the error of the common inverse, is a third of a 1.5 m clearance."""
    lon, lat = (grid.ravel() for grid in np.meshgrid(np.linspace(75, 134, 25), np.linspace(18, 53, 25)))
    back_lon, back_lat = crs.to_wgs84(*crs.from_wgs84(lon, lat, code), code)
    assert np.abs(back_lon - lon).max() * 111_320 < 0.001
    assert np.abs(back_lat - lat).max() * 111_320 < 0.001


def test_outside_china_nothing_is_shifted():
    """The shift applies inside China only: Graz stays where it is."""
    assert _point(15.44, 47.07, "GCJ-02") == (15.44, 47.07)


@pytest.mark.parametrize(
    ("lon", "lat", "code"),
    [(104.06, 30.63, "EPSG:4544"), (121.47, 31.23, "EPSG:4549"), (121.535, 25.03, "EPSG:3826"),
     (15.44, 47.07, "EPSG:32633"), (151.2, -33.9, "EPSG:32756")],
)  # fmt: skip
def test_measuring_uses_the_system_of_the_place(lon, lat, code):
    """Chengdu in 4544, never 4543; Shanghai in 4549; Taipei in TWD97; elsewhere UTM."""
    assert crs.metric(lon, lat) == code


def test_what_has_no_place_becomes_nan():
    """Numbers beyond a projection do not become some place."""
    lon, lat = crs.to_wgs84(np.array([1e12, np.nan]), np.array([1e12, 1.0]), "EPSG:3826")
    assert np.isnan(lon).all()
    assert np.isnan(lat).all()


@pytest.mark.parametrize(("code", "place", "accuracy"), [
    ("EPSG:31467", (8.3, 48.5), 3.0), ("EPSG:3826", (121.0, 24.4), 1.0), ("EPSG:32648", (104.06, 30.63), None),
    ("EPSG:4544", (104.06, 30.63), None), ("EPSG:4490", (104.06, 30.63), None), ("EPSG:4326", (104.06, 30.63), None),
    ("EPSG:4214", (104.06, 30.63), crs.BALLPARK_M), ("EPSG:4610", (104.06, 30.63), crs.BALLPARK_M), ("GCJ-02", (104.06, 30.63), None),
])  # fmt: skip
def test_the_accuracy_is_that_of_the_operation_used_at_the_place(code, place, accuracy):
    """Of several operations the register names one for a place; where it names none, the doubt is large and said."""
    assert crs.accuracy_m(code, *place) == accuracy
    assert crs.is_ballpark(code, *place) is (accuracy == crs.BALLPARK_M)
