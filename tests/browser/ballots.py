"""Steps of voting on the light pages: a phone, a scanned card, taps in an order, the cast; and what lies in the box."""

from __future__ import annotations

import re

from playwright.sync_api import BrowserContext, Page, Route, expect

from planning.options.ballot import Ballot, Ranking
from planning.store import find
from tests.browser.conftest import Place
from tests.rounds import Poll

GUARD_MS = 450
"""Longer than the page takes a second tap at one place for a shaking finger."""


def box(poll: Poll) -> list[Ranking]:
    """What lies in the box."""
    with poll.house.database.reading() as session:
        return [ballot.ranking for ballot in find(session, Ballot, round_id=poll.round_id)]


def scan(phone: BrowserContext, place: Place, code: str, language: str = "zh", *, like: Page | None = None) -> Page:
    """What a phone does with the QR code of a card; gives the round's page."""
    page = like or phone.new_page()
    page.goto(f"{place.address}/v/?lang={language}#{code}")
    page.wait_for_url(re.compile("/v/rounds/"))
    expect(page.locator("#ballot")).to_be_visible()
    return page


def tap(page: Page, *keys: str) -> None:
    """Tap options in this order, and see the number of each."""
    for key in keys:
        page.wait_for_timeout(GUARD_MS)
        page.locator(f"#rest [data-key={key}]").click()
        expect(page.locator(f"#chosen li[data-key={key}]")).to_be_visible()


def move(page: Page, act: str, key: str) -> None:
    """Press a button of an option that has its number: up, down, take, join, part."""
    page.wait_for_timeout(GUARD_MS)
    page.locator(f"#chosen [data-act={act}][data-key={key}]").click()


def order(page: Page) -> list[tuple[str, str]]:
    """Number and option as they stand there."""
    found: list[list[str]] = page.locator("#chosen li").evaluate_all(
        "all => all.map(one => [one.querySelector('b').textContent, one.dataset.key])"
    )
    return [(number, key) for number, key in found]


def cast(page: Page) -> None:
    """The last look, and the one main action."""
    page.locator("#look").click()
    expect(page.locator("#review")).to_be_visible()
    page.locator("#cast").click()


def receipt(page: Page) -> str:
    """The number of the receipt, once it is there."""
    expect(page.locator("#number")).to_have_text(re.compile("[A-Z0-9-]{10,}"), timeout=60_000)
    return page.locator("#number").inner_text()


class Lossy:
    """A network that loses answers: what comes of each request in turn (``lost``, ``answer lost``), then all goes well."""

    def __init__(self, *fates: str) -> None:
        self.fates = list(fates)

    def __call__(self, route: Route) -> None:
        """Decide about one request."""
        fate = self.fates.pop(0) if self.fates else "well"
        if fate == "well":
            route.continue_()
            return
        if fate == "answer lost":
            route.fetch()
        route.abort()
