"""A matter from a phone: written without a signal, sent when it is back, followed by its word on another phone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from planning import store
from planning.cases.matter import Matter
from planning.settings import Settings
from planning.web.house import House, open_house
from tests import makers
from tests.browser.conftest import PHONE, Place
from tests.browser.steps import look

HOSTILE = "灯坏了 <img src=x onerror=\"document.title='run'\"> ${document.title='run'}"


@pytest.fixture(scope="module")
def house(place: Place) -> Iterator[House]:
    """The house of the running server, opened beside it."""
    opened = open_house(Settings(data_dir=place.folder))
    yield opened
    opened.database.close()


@pytest.fixture
def phones(chromium: Browser) -> Iterator[tuple[BrowserContext, BrowserContext]]:
    """Two phones whose consoles nobody watches: a lost signal is an error there."""
    made = [
        chromium.new_context(viewport={"width": PHONE[0], "height": PHONE[1]}, service_workers="block")
        for _ in range(2)
    ]
    yield made[0], made[1]
    for one in made:
        one.close()


def test_raised_without_a_signal_and_followed_on_another_phone(
    place: Place, house: House, phones: tuple[BrowserContext, BrowserContext]
):
    """Row 11 and 13: the draft survives a closed tab; it is raised once; the scanned code opens it elsewhere, out of the address."""
    here, first = makers.community(house), phones[0]
    page = first.new_page()
    page.goto(f"{place.address}/v/c/{here.id}/raise?lang=zh")
    page.locator("textarea[name=text]").fill(HOSTILE)
    page.close()
    page = first.new_page()
    page.goto(f"{place.address}/v/c/{here.id}/raise?lang=zh")
    expect(page.locator("textarea[name=text]")).to_have_value(HOSTILE)
    page.get_by_text("照明", exact=True).click()
    first.set_offline(True)
    page.locator("#send").click()
    expect(page.locator("#waiting")).to_contain_text("没有信号")
    first.set_offline(False)
    word = page.locator("#receipt code")
    expect(word).to_be_visible()
    expect(page.locator("#receipt svg")).to_be_visible()
    look(page, "matter_receipt", streamlit=False)
    with house.database.reading() as session:
        [matter] = store.find(session, Matter, community_id=here.id)
    assert matter.text == HOSTILE
    follow = page.locator("#receipt a").get_attribute("href")
    assert follow
    other = phones[1].new_page()
    other.goto(f"{place.address}{follow}")
    expect(other.locator("#held .words")).to_have_text(HOSTILE)
    assert "#" not in other.url
    assert other.title() != "run"
    other.reload()  # this phone has kept the word
    expect(other.locator("#held .words")).to_have_text(HOSTILE)
    other.locator("#held button.quietly", has_text="忘掉").click()
    other.reload()
    expect(other.locator("#open")).to_be_visible()
    expect(other.locator("#held .words")).to_have_count(0)
