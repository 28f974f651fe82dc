"""Drawing on the map with a mouse: a layer is opened, a line drawn, kept, reshaped, published, and read by a resident."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from playwright.sync_api import Frame, Page, expect

from planning import store
from planning.actions.accounts import add_member, sign_in
from planning.actions.importing import import_observations
from planning.people import SYSTEM, Role
from planning.period import now
from planning.settings import Settings
from planning.site import Community, new_id
from planning.surveys.observation import LayerFeature
from planning.web.house import House, open_house
from tests import makers, trees
from tests.browser.conftest import LAPTOP, PHONE, Place
from tests.browser.steps import frame_of, look, settled

Open = Callable[..., Page]


@pytest.fixture(scope="module")
def house(place: Place) -> Iterator[House]:
    """The house of the running server, opened beside it."""
    opened = open_house(Settings(data_dir=place.folder))
    yield opened
    opened.database.close()


@pytest.fixture(scope="module")
def yulan(house: House) -> Community:
    """A community with a tree."""
    here = makers.community(house)
    planted = trees.site(here)
    trees.keep(house, planted, trees.tree(here, planted))
    return here


@pytest.fixture(scope="module")
def token(house: House, yulan: Community) -> str:
    """A professional planner who is signed in."""
    add_member(
        house.database, SYSTEM, now(), name="Zhou", password="long enough", role=Role.PLANNER, community_id=yulan.id
    )
    found = sign_in(house.database, now(), name="Zhou", password="long enough")
    assert found
    return found


def as_planner(page: Page, house: House, token: str) -> Frame:
    """The same page, signed in."""
    cookies = makers.staff_cookie(house, token)
    page.context.add_cookies([{"name": name, "value": value, "url": page.url} for name, value in cookies.items()])
    page.reload()
    return frame_of(page)


def tap(frame: Frame, x: int, y: int) -> None:
    """A place of the map's frame."""
    frame.locator("#map_div").click(position={"x": x, "y": y})


def drawn(house: House, here: Community) -> list[LayerFeature]:
    """What is kept."""
    with house.database.reading() as session:
        return store.find(session, LayerFeature, order="id", community_id=here.id)


def test_a_layer_from_opening_to_publishing(open_page: Open, house: House, yulan: Community, token: str):
    """A line by three taps and Finish; its corner is dragged; residents see it once it is published, and fetch no tools."""
    page = open_page(f"/map?community={yulan.id}", LAPTOP, "en")
    frame = as_planner(page, house, token)
    page.get_by_text("Draw on the map (planners)").click()
    page.get_by_role("button", name="Open a new layer").click()
    page.get_by_role("button", name="Open it").click()
    expect(page.get_by_text("Drawing on")).to_be_visible()
    frame.get_by_role("button", name="Line", exact=True).click()
    for x, y in ((300, 380), (420, 420), (520, 360)):
        tap(frame, x, y)
    frame.get_by_role("button", name="Finish").click()
    page.get_by_label("What stands beside it (may stay empty)").fill("Ponding after rain")
    settled(page)
    page.get_by_role("button", name="Keep this line").click()
    expect(page.get_by_text("It is kept on the layer.")).to_be_visible()
    (line,) = drawn(house, yulan)
    assert (line.mark, line.name, len(line.outline.coords)) == ("line", "Ponding after rain", 3)
    settled(page)
    frame.wait_for_function("jieyiMap.features().some((f) => f.properties.kind === 'layer_feature')")
    look(page, "drawing_kept")
    tap(frame, 360, 400)
    page.get_by_role("button", name="Move it or its corners").click()
    frame.get_by_role("button", name="Done").wait_for()
    handle = frame.locator(".leaflet-marker-icon.marker-icon:not(.marker-icon-middle)").nth(2)
    box = handle.bounding_box()
    assert box
    page.mouse.move(box["x"] + 7, box["y"] + 7)
    page.mouse.down()
    page.mouse.move(box["x"] + 60, box["y"] + 80, steps=6)
    page.mouse.up()
    look(page, "drawing_corners")
    frame.get_by_role("button", name="Done").click()
    page.get_by_role("button", name="Keep it so").click()
    expect(page.get_by_text("The map is up to date.")).to_be_visible()
    (moved,) = drawn(house, yulan)
    assert moved.version == 2
    assert list(moved.outline.coords)[:2] == list(line.outline.coords)[:2]
    assert list(moved.outline.coords)[2] != list(line.outline.coords)[2]
    settled(page)
    page.get_by_role("button", name="Back to the list").click()
    page.get_by_text("This layer: who sees it, where it comes from").click()
    page.get_by_label("Why? (kept in the log)").first.fill("Agreed at the meeting.")
    settled(page)
    page.get_by_role("button", name="Publish it to residents").click()
    expect(page.get_by_text("residents see it")).to_be_visible()
    resident = open_page(f"/map?community={yulan.id}", PHONE, "zh")
    theirs = frame_of(resident)
    theirs.wait_for_function("jieyiMap.features().some((f) => f.properties.name === 'Ponding after rain')")
    assert theirs.evaluate("typeof L.PM") == "undefined"
    look(resident, "drawing_resident")


def test_an_area_by_taps_on_a_phone(open_page: Open, house: House, yulan: Community, token: str):
    """In Chinese, by touch size: four taps, then 画完了; thrown away, nothing is kept."""
    page = open_page(f"/map?community={yulan.id}", PHONE, "zh")
    frame = as_planner(page, house, token)
    before = len(drawn(house, yulan))
    page.get_by_text("在地图上绘制（规划师）").click()
    page.get_by_role("button", name="在此图层上绘制").click()
    frame.get_by_role("button", name="面", exact=True).click()
    for x, y in ((90, 260), (190, 250), (200, 340), (100, 350)):
        tap(frame, x, y)
    look(page, "drawing_phone")
    frame.get_by_role("button", name="画完了").click()
    page.get_by_role("button", name="保存这个面").wait_for()
    look(page, "drawing_phone_keep")
    page.get_by_role("button", name="不要了").click()
    expect(page.get_by_role("button", name="保存这个面")).to_have_count(0)
    assert len(drawn(house, yulan)) == before


def test_a_visitor_reorders_and_fades_layers_and_reads_their_sources(open_page: Open, house: House):
    """The legend says whence the trees are and how exactly they stand; order and opacity stay while the tab is open."""
    here = makers.community(house)
    table = b"id,species,lon,lat\nT1,Ligustrum lucidum,104.06,30.63\n"
    import_observations(
        house.database, SYSTEM, now(), new_id(), community_id=here.id, kind="tree", file="t.csv", data=table,
        source="Street office 2026", surveyed_on=date(2026, 5, 12), stated_m=0.3,
    )  # fmt: skip
    page = open_page(f"/map?community={here.id}", LAPTOP, "en")
    frame = frame_of(page)
    trees_row = frame.locator('.jy-sheet[data-layer="trees"]')
    expect(trees_row).to_contain_text("Street office 2026 · 2026-05-12 · within 0.3 m")
    before = frame.evaluate("jieyiLayers.order()")
    trees_row.locator(".jy-how summary").click()
    trees_row.get_by_role("button", name="Further up").click()
    after = frame.evaluate("jieyiLayers.order()")
    assert after.index("trees") == before.index("trees") - 1
    trees_row.get_by_role("slider").fill("30")
    assert frame.evaluate("jieyiLayers.opacity({ kind: 'tree' })") == pytest.approx(0.3)
    shown = frame.locator(".jy-sheet").evaluate_all("rows => rows.map((row) => row.dataset.layer)")
    assert shown == after
    look(page, "legend_layers")
    page.reload()
    frame = frame_of(page)
    assert frame.evaluate("jieyiLayers.order()") == after
    assert frame.evaluate("jieyiLayers.opacity({ kind: 'tree' })") == pytest.approx(0.3)
