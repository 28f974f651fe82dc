"""The map in a real browser: drawn from this machine alone, clicked, filtered; nobody's words ever run."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Frame, Page

from planning.period import now
from planning.settings import Settings
from planning.site import Community, Pin
from planning.surveys.observation import Species, StructureKind, SurveyState
from planning.web.house import House, open_house
from planning.wording import Words
from tests import makers, trees
from tests.browser.conftest import LAPTOP, PHONE, Place
from tests.browser.steps import click_on, frame_of, settled

Open = Callable[..., Page]

HOSTILE = (
    "<img src=x onerror=\"window.top.ran='img'\">",
    "${window.top.ran='template'}",
    "`;window.top.ran='backtick';`",
    "</script><script>window.top.ran='script'</script>",
    "<svg onload=\"window.top.ran='svg'\">",
    "\\`${window.top.ran='escaped'}\\`",
    "{{ 7*7 }}{% if 1 %}window.top.ran='jinja'{% endif %}",
    '<img src="https://elsewhere.example/pixel.png">',
    "javascript:window.top.ran='url'",
)  # fmt: skip


@pytest.fixture(scope="module")
def house(place: Place) -> Iterator[House]:
    """The house of the running server, opened beside it."""
    opened = open_house(Settings(data_dir=place.folder))
    yield opened
    opened.database.close()


@pytest.fixture(scope="module")
def yulan(house: House) -> Community:
    """A community where everything that has words has hostile ones, each thing at its own place."""
    here = makers.community(house, name=Words(HOSTILE[3], HOSTILE[1]))
    for step, words in enumerate(HOSTILE):
        east = step * 1.5e-4
        planted = trees.site(here, pin=Pin(104.0592 + east, 30.6302), street=words)
        trees.keep(
            house, planted, trees.tree(here, planted, species=Species(words, words, words), note=words),
            trees.facility(here, pin=Pin(104.0592 + east, 30.6300), name=Words(words, words), note=words),
            trees.structure(here, pin=Pin(104.0592 + east, 30.6298), building=words, note=words),
            trees.comment(here, pin=Pin(104.0592 + east, 30.6296), text=words, author="x", at=now()),
        )  # fmt: skip
    return here


def nearer(frame: Frame) -> None:
    """Come so near that every mark stands alone."""
    frame.evaluate("map.setView([30.6299, 104.0598], 19, {animate: false})")
    frame.wait_for_function("window.jieyiMap.marks().length >= 30 && !window.jieyiMap.marks()[0].f.properties.count")


def test_no_script_in_anybodys_words_runs(open_page: Open, yulan: Community):
    """Row 33: species, facility names, buildings, comments and the community's own name, on map, tip and card."""
    page = open_page(f"/map?community={yulan.id}", LAPTOP, "en")
    frame = frame_of(page)
    nearer(frame)
    for kind in ("tree", "facility", "rooftop_structure", "comment"):
        for which in range(len(HOSTILE)):
            click_on(page, frame, kind, which)
            page.wait_for_timeout(350)
        settled(page)
        page.locator(".st-key-map_back").wait_for()
        assert page.evaluate("window.ran") is None, kind
        assert frame.evaluate("document.querySelectorAll('img, svg image, .leaflet-popup').length") == 0
    assert page.evaluate("window.ran") is None


def test_hostile_words_are_read_literally(open_page: Open, yulan: Community):
    """The card shows the very signs that were typed."""
    page = open_page(f"/map?community={yulan.id}", LAPTOP, "en")
    frame = frame_of(page)
    nearer(frame)
    wanted = frame.evaluate(
        "window.jieyiMap.marks().filter((m) => m.f.properties.kind === 'tree').map((m) => m.f.properties.species)"
    )
    assert sorted(wanted) == sorted(HOSTILE)
    clicked = click_on(page, frame, "tree", 0)
    page.locator(".jy-card-title").wait_for()
    assert page.locator(".jy-card-title").inner_text() == clicked["species"]


def test_moving_the_map_asks_the_route_and_never_the_script(open_page: Open, yulan: Community):
    """A pan and a zoom fetch objects and send nothing through the page's own connection."""
    page = open_page(f"/map?community={yulan.id}", LAPTOP, "en")
    sent: list[str] = []
    frame = frame_of(page)
    settled(page)
    page.evaluate(
        """() => { const send = WebSocket.prototype.send; window.sent = 0;
                   WebSocket.prototype.send = function (data) { window.sent += 1; return send.call(this, data); }; }"""
    )
    page.on("request", lambda request: sent.append(request.url) if "/map/viewport" in request.url else None)
    frame.evaluate("map.setZoom(18, {animate: false}); map.panBy([400, 0], {animate: false})")
    page.wait_for_timeout(900)
    assert sent
    assert page.evaluate("window.sent") == 0


def test_layers_are_switched_in_the_legend(open_page: Open, yulan: Community):
    """An unticked layer is gone, a ticked one is back; by keyboard as well."""
    page = open_page(f"/map?community={yulan.id}", LAPTOP, "en")
    frame = frame_of(page)
    nearer(frame)
    box = frame.get_by_role("checkbox", name="Rooftop structures")
    box.focus()
    page.keyboard.press("Space")
    frame.wait_for_function("!window.jieyiMap.marks().some((m) => m.f.properties.kind === 'rooftop_structure')")
    box.check()
    frame.wait_for_function("window.jieyiMap.marks().some((m) => m.f.properties.kind === 'rooftop_structure')")


def test_a_filter_in_the_legend(open_page: Open, house: House, yulan: Community):
    """Only the structures that were asked for."""
    trees.keep(
        house,
        trees.structure(yulan, pin=Pin(104.0592, 30.6299), structure=StructureKind.SOLAR, state=SurveyState.REMOVED),
    )
    page = open_page(f"/map?community={yulan.id}", LAPTOP, "en")
    frame = frame_of(page)
    nearer(frame)
    frame.get_by_text("Show only some").click()
    frame.get_by_label("State of rooftop structures").select_option("removed")
    frame.wait_for_function(
        "window.jieyiMap.marks().filter((m) => m.f.properties.kind === 'rooftop_structure').length === 1"
    )


def test_choosing_in_the_list_moves_the_standing_map(open_page: Open, yulan: Community):
    """The map pans to the comment and rings it; it is not built anew."""
    page = open_page(f"/map?community={yulan.id}", LAPTOP, "en")
    frame = frame_of(page)
    frame.evaluate("window.same = true; map.setView([30.6345, 104.0645], 19, {animate: false})")
    page.get_by_role("button", name="Show on the map").first.click()
    frame.wait_for_function("Math.abs(map.getCenter().lat - 30.6296) < 0.0006")
    assert frame.evaluate("window.same") is True


def test_a_tap_on_the_ground_offers_to_pin(open_page: Open, yulan: Community):
    """On a phone: tap a free place, the sheet offers the form for exactly that place."""
    page = open_page(f"/map?community={yulan.id}", PHONE, "en")
    frame = frame_of(page)
    frame.evaluate("map.setView([30.6310, 104.0600], 19, {animate: false})")
    box = page.locator("iframe").first.bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.get_by_role("button", name="Pin what you see").first.click()
    page.get_by_text("Your comment will be pinned here").wait_for()
    assert "30.631" in page.get_by_text("Your comment will be pinned here").inner_text()


def test_the_frame_can_be_used_by_everybody(open_page: Open, yulan: Community):
    """A title, a language, names on every button, the keyboard's Enter chooses the middle; axe finds nothing."""
    from axe_playwright_python.sync_playwright import Axe

    page = open_page(f"/map?community={yulan.id}", LAPTOP, "zh")
    frame = frame_of(page)
    assert page.locator("iframe").first.get_attribute("title") == "社区地图"
    assert frame.evaluate("document.documentElement.lang") == "zh-CN"
    found = Axe().run(frame)
    serious = [v["id"] for v in found.response["violations"] if v["impact"] in {"serious", "critical"}]
    assert serious == []
    frame.evaluate("map.setView([30.6310, 104.0600], 19, {animate: false}); map.getContainer().focus()")
    page.keyboard.press("Enter")
    page.get_by_text("这个位置").wait_for()
