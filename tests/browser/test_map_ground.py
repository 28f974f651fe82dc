"""Base maps and measuring in a real browser: pictures are put where they belong, lengths are those of the ground."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Frame, Page, expect
from pyproj import Geod

from geodata import gcj02
from planning.actions.base_maps import load_base_map
from planning.people import SYSTEM
from planning.period import now
from planning.settings import Settings
from planning.site import Community, new_id
from planning.web.house import House, open_house
from tests import makers, trees
from tests.browser.conftest import LAPTOP, PHONE, Place
from tests.browser.steps import frame_of
from tests.tiles import mbtiles

Open = Callable[..., Page]
SHIFTS = {"GCJ02": gcj02.shifted, "BD09": gcj02.twice_shifted}
PLACES = [(104.06, 30.63), (121.4737, 31.2304), (87.6, 43.8), (114.17, 22.3), (13.4, 52.5)]


@pytest.fixture(scope="module")
def house(place: Place) -> Iterator[House]:
    """The house of the running server, opened beside it."""
    opened = open_house(Settings(data_dir=place.folder))
    yield opened
    opened.database.close()


@pytest.fixture(scope="module")
def yulan(house: House, tmp_path_factory: pytest.TempPathFactory) -> Community:
    """A community with a tree, and a base map in each datum."""
    here = makers.community(house)
    planted = trees.site(here)
    trees.keep(house, planted, trees.tree(here, planted))
    file: Path = mbtiles(tmp_path_factory.mktemp("tiles") / "a")
    for datum in ("BD09", "GCJ02", "WGS84"):
        load_base_map(
            house.database, SYSTEM, now(), new_id(), data_dir=house.settings.data_dir, file=file, community_id=here.id, name=datum,
            attribution="© us", datum=datum,
        )  # fmt: skip
    return here


def drawn(page: Page) -> Frame:
    """The map's frame, with its tiles."""
    frame = frame_of(page)
    frame.wait_for_function("document.querySelectorAll('.leaflet-tile-loaded').length > 0")
    return frame


def test_pictures_of_a_shifted_datum_are_put_where_they_belong(open_page: Open, yulan: Community):
    """The formulas are those of geodata; the corner of every tile lies within a pixel of its real place; objects stay."""
    frame = drawn(open_page(f"/map?community={yulan.id}", LAPTOP, "en"))
    chooser = frame.get_by_label("Base map")
    tree = frame.evaluate("jieyiMap.marks()[0].f.geometry.coordinates")
    for datum, shift in SHIFTS.items():
        for lon, lat in PLACES:
            there = [float(part[0]) for part in shift(np.array([lon]), np.array([lat]))]
            assert frame.evaluate(f"jieyiBase.shifted('{datum}', {lon}, {lat})") == pytest.approx(there, abs=1e-9)
            back = frame.evaluate(f"jieyiBase.unshifted('{datum}', {there[0]}, {there[1]})")
            assert back == pytest.approx([lon, lat], abs=2e-9)
        chooser.select_option(datum)
        frame.wait_for_function("document.querySelectorAll('.leaflet-tile-loaded').length > 0")
        off = frame.evaluate(
            """(datum) => {
            const box = map.getContainer().getBoundingClientRect();
            return [...document.querySelectorAll('.leaflet-tile-loaded')].map((tile) => {
                const [z, x, y] = tile.src.match(/tiles\\/\\w+\\/(\\d+)\\/(\\d+)\\/(\\d+)/).slice(1).map(Number);
                const corner = map.unproject(L.point(x * 256, y * 256), z);
                const real = map.latLngToContainerPoint(L.latLng(jieyiBase.unshifted(datum, corner.lng, corner.lat).reverse()));
                const at = tile.getBoundingClientRect();
                return Math.hypot(at.left - box.left - real.x, at.top - box.top - real.y) / 2 ** (map.getZoom() - z);
            });
        }""",
            datum,
        )
        assert off
        assert max(off) < 1.5
    assert frame.evaluate("jieyiMap.marks()[0].f.geometry.coordinates") == tree


def test_the_own_drawing_can_be_chosen(open_page: Open, yulan: Community):
    """Without pictures, and whose the pictures are is not said any more."""
    frame = drawn(open_page(f"/map?community={yulan.id}", LAPTOP, "zh"))
    expect(frame.locator(".leaflet-control-attribution")).to_contain_text("© us")
    frame.get_by_label("底图").select_option("own")
    expect(frame.locator(".leaflet-tile")).to_have_count(0)
    expect(frame.locator(".leaflet-control-attribution")).not_to_contain_text("© us")


def test_lengths_and_areas_are_those_of_the_ground(open_page: Open, yulan: Community):
    """As pyproj has them on the ellipsoid: to a millimetre, and to a millionth; far from 16 % of Mercator."""
    frame = drawn(open_page(f"/map?community={yulan.id}", LAPTOP, "en"))
    geod = Geod(ellps="WGS84")
    for lon, lat in PLACES:
        ring = [(lon, lat), (lon + 0.004, lat + 0.001), (lon + 0.003, lat + 0.005), (lon - 0.001, lat + 0.003)]
        for one, other in pairwise(ring):
            assert frame.evaluate(f"jieyiMeasure.metres({list(one)}, {list(other)})") == pytest.approx(
                geod.inv(*one, *other)[2], abs=1e-3
            )
        area, _ = geod.polygon_area_perimeter([p[0] for p in ring], [p[1] for p in ring])
        assert frame.evaluate(f"jieyiMeasure.squareMetres({[list(p) for p in ring]})") == pytest.approx(
            abs(area), rel=1e-6
        )


@pytest.mark.parametrize("size", [LAPTOP, PHONE])
def test_measuring_by_taps(open_page: Open, yulan: Community, size: tuple[int, int]):
    """Three taps say length and area, one is taken back, and no tap opens a card meanwhile."""
    page = open_page(f"/map?community={yulan.id}", size, "en")
    frame = drawn(page)
    frame.get_by_role("button", name="Measure").click()
    told = frame.locator(".jy-measure [role=status]")
    expect(told).to_contain_text("Tap places")
    box = frame.locator("#map_div, .leaflet-container").first
    for x, y in ((120, 250), (240, 260), (200, 380)):
        box.click(position={"x": x, "y": y})
    expect(told).to_contain_text("Length on the ground")
    expect(told).to_contain_text("m²")
    frame.get_by_role("button", name="Take back").click()
    expect(told).not_to_contain_text("m²")
    assert "Back to the list" not in page.locator("body").inner_text()
    frame.get_by_role("button", name="Measure").click()
    expect(told).to_be_hidden()
