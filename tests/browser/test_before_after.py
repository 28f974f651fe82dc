"""Before and after in a real browser: a divider that keyboard and finger move, and sliders that fetch the page anew."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from planning import addresses
from planning.i18n import translator
from tests.browser.conftest import LAPTOP, PHONE, Place
from tests.browser.steps import look

Open = Callable[..., Page]


@pytest.fixture(scope="module")
def address(place: Place) -> str:
    """The page of the illustrative case."""
    place.jieyi("demo")
    with sqlite3.connect(place.folder / "jieyi.sqlite3") as kept:
        community, case = kept.execute("SELECT community_id, id FROM cases").fetchone()
    return addresses.to(addresses.BEFORE_AFTER, community=community, case=case)


@pytest.mark.parametrize(("size", "language"), [(PHONE, "zh"), (LAPTOP, "en")], ids=["phone-zh", "laptop-en"])
def test_the_divider_slides_and_the_years_pass(open_page: Open, address: str, size: tuple[int, int], language: str):
    """Arrow keys move what is seen of each picture; a later year fetches new ones; nothing is wider than the screen."""
    page, t = open_page(address, size, language), translator(language)
    pair, divider = page.locator("#pair"), page.locator("#divider")
    expect(pair).to_have_class(re.compile("ba-swipe"))
    divider.focus()
    for _ in range(20):
        page.keyboard.press("ArrowRight")
    expect(divider).to_have_value("70")
    shown = page.locator(".ba-after").evaluate("one => getComputedStyle(one).clipPath")
    assert "70%" in shown, shown
    look(page, f"before-after-{size[0]}-{language}", streamlit=False)
    years = page.locator("input[name=years]")
    years.focus()
    for _ in range(4):
        page.keyboard.press("ArrowRight")
    expect(page.locator("output").first).to_have_text("20")
    expect(page.get_by_text(t("An estimate, not a measurement."))).to_be_visible()
    expect(page.locator(".ba-figures td", has_text="–").first).to_be_visible()
    expect(page.locator("#divider")).to_have_value("70")  # what was chosen stays
    page.locator("#mode").click()
    expect(page.locator("#pair")).not_to_have_class(re.compile("ba-swipe"))
    expect(page.locator("#divider")).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
