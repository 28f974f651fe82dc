"""Where may this species stand, and why not here: one choice, one tap."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Frame, Page, expect

from planning.i18n import Translator, translator
from tests.browser.conftest import LAPTOP, PHONE, Place
from tests.browser.steps import click_on, frame_of, look, settled

CAMPHOR = "Cinnamomum camphora"
MARKED = "map.getContainer().dataset.standing > 300"


Open = Callable[..., Page]


@pytest.fixture(scope="module", autouse=True)
def example(place: Place) -> None:
    """The illustrative community, loaded from the command line beside the running server."""
    place.jieyi("demo")


def asked(page: Page, t: Translator) -> Frame:
    """The map with the camphor chosen and every site marked."""
    frame = frame_of(page)
    box = page.get_by_role("combobox", name=t("Where may it stand?"))
    box.click()
    box.fill(CAMPHOR)
    page.get_by_role("option").filter(has_text=CAMPHOR).first.click()
    settled(page)
    frame.wait_for_function(MARKED)
    return frame


def tapped(page: Page, frame: Frame) -> None:
    """A tree near enough to be tapped."""
    frame.evaluate("map.setZoom(19)")
    frame.wait_for_function("window.jieyiMap.marks().some((one) => one.f.properties.kind === 'tree')")
    click_on(page, frame, "tree")
    page.locator(".jy-standing h3").wait_for()


@pytest.mark.parametrize("size", [LAPTOP, PHONE], ids=["laptop", "phone"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_where_may_a_camphor_stand_and_why_not_here(open_page: Open, size: tuple[int, int], language: str):
    """The species is chosen beside the map, every site is marked, a tap on one says what is in the way."""
    page, t = open_page("/map", size, language), translator(language)
    frame = asked(page, t)
    expect(page.get_by_text(t("Tap a mark to see why."))).to_be_visible()
    name = f"{'phone' if size == PHONE else 'laptop'}-{language}"
    look(page, f"standing-1-map-{name}")
    tapped(page, frame)
    expect(page.locator(".jy-standing h3")).to_contain_text("香樟" if language == "zh" else "amphor")
    expect(page.locator(".jy-standing small").first).to_contain_text("CJJ 75-97")
    look(page, f"standing-2-why-{name}")
