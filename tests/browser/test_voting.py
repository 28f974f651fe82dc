"""Voting in a real browser: a scanned card, hurried fingers, a dropped connection; one ballot each time."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from planning.options.ballot import Ballot
from planning.settings import Settings
from planning.site import Community
from planning.store import find
from planning.web.house import House, open_house
from tests import makers
from tests.browser.conftest import LAPTOP, PHONE, Place
from tests.rounds import Poll, opened

Open = Callable[..., Page]
CAST = {"zh": "投出选票", "en": "Cast my ballot"}


@pytest.fixture(scope="module")
def house(place: Place) -> Iterator[House]:
    """The house of the running server, opened beside it."""
    found = open_house(Settings(data_dir=place.folder))
    yield found
    found.database.close()


@pytest.fixture(scope="module")
def yulan(house: House) -> Community:
    """A community."""
    return makers.community(house)


@pytest.fixture
def poll(house: House, yulan: Community) -> Poll:
    """An open round of its own for each test."""
    return opened(house, here=yulan)


def box(poll: Poll) -> list[Ballot]:
    """What lies in the box."""
    with poll.house.database.reading() as session:
        return find(session, Ballot, round_id=poll.round_id)


def scan(page: Page, place: Place, code: str) -> None:
    """What a phone does with the QR code of a card; then the same round in the large pages."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("about:blank")
    page.goto(f"{place.address}/v/#{code}")
    expect(page.locator("#ranking")).to_be_visible()
    page.goto(page.url.replace("/v/rounds/", "/vote?round=").replace("?lang", "&lang"))
    expect(page.locator(".st-key-vote_ranking")).to_be_visible()
    assert not any(code in url for url in asked), "a code stands in an address"


def tap(page: Page, key: str) -> None:
    """Tap an option and see its number."""
    page.locator(f".st-key-vote_tap_off_{key} button").click()
    expect(page.locator(f".st-key-vote_tap_on_{key} button")).to_be_visible()


@pytest.mark.parametrize(("size", "language"), [(PHONE, "zh"), (LAPTOP, "en")], ids=["phone zh", "laptop en"])
def test_from_a_scanned_card_to_the_receipt(
    open_page: Open, place: Place, poll: Poll, size: tuple[int, int], language: str
):
    """Scanned, ranked, reviewed, cast; the code is in no address, and the receipt is still there after a reload."""
    page = open_page("/v/", size, language)
    scan(page, place, poll.codes[0])
    tap(page, "b")
    tap(page, "a")
    page.locator(".st-key-vote_review button").click()
    page.get_by_role("button", name=CAST[language]).click()
    receipt = page.locator(".jv-receipt b")
    expect(receipt).to_be_visible()
    number = receipt.inner_text()
    page.reload()
    expect(receipt).to_have_text(number)
    assert [ballot.ranking for ballot in box(poll)] == [(("b",), ("a",))]


def test_hurried_fingers_cast_once(open_page: Open, place: Place, poll: Poll):
    """Double taps while ranking, four quick clicks on cast, then another button at once: one ballot, as ranked."""
    page = open_page("/v/", PHONE, "en")
    scan(page, place, poll.codes[0])
    page.locator(".st-key-vote_tap_off_c button").dblclick()
    expect(page.locator(".st-key-vote_tap_on_c button")).to_be_visible()
    tap(page, "a")
    page.locator(".st-key-vote_review button").click()
    expect(page.locator(".st-key-vote_cast button")).to_be_visible()
    page.evaluate(
        """() => {
          const cast = document.querySelector(".st-key-vote_cast button");
          for (let i = 0; i < 4; i++) cast.click();
          document.querySelector(".st-key-vote_change button").click();
        }"""
    )
    expect(page.locator(".jv-receipt b")).to_be_visible()
    assert [ballot.ranking for ballot in box(poll)] == [(("c",), ("a",))]


def test_a_connection_that_drops_after_the_click(open_page: Open, place: Place, poll: Poll):
    """The phone goes offline as it casts: after it comes back there is one receipt, and one ballot."""
    page = open_page("/v/", PHONE, "en")
    scan(page, place, poll.codes[0])
    tap(page, "a")
    page.locator(".st-key-vote_review button").click()
    expect(page.locator(".st-key-vote_cast button")).to_be_visible()
    # The page is left at the very moment of the click, as when a phone loses its network and the tab is opened anew.
    page.evaluate("""() => document.querySelector(".st-key-vote_cast button").click()""")
    page.goto("about:blank")
    page.wait_for_timeout(1_000)
    page.goto(f"{place.address}/vote?lang=en&round={poll.round_id}")
    expect(page.locator(".st-key-vote_review, .jv-receipt").first).to_be_visible()
    if not page.locator(
        ".jv-receipt"
    ).count():  # the click never reached the server: nothing was cast, the code is good
        assert box(poll) == []
        tap(page, "a")
        page.locator(".st-key-vote_review button").click()
        page.locator(".st-key-vote_cast button").click()
        expect(page.locator(".jv-receipt")).to_be_visible()
    assert [ballot.ranking for ballot in box(poll)] == [(("a",),)]


def test_on_a_phone_nothing_runs_over_the_edge(open_page: Open, place: Place, poll: Poll):
    """The page is as wide as the phone; only the strip of options is swiped."""
    page = open_page("/v/", PHONE, "zh")
    scan(page, place, poll.codes[0])
    wide = page.evaluate(
        "() => [document.documentElement.scrollWidth, document.querySelector('[data-testid=stMain]').scrollWidth]"
    )
    assert wide == [PHONE[0], PHONE[0]]
    smallest = page.evaluate(
        """() => Math.min(...[...document.querySelectorAll('.st-key-vote_ranking button')].map(b => b.getBoundingClientRect().height))"""
    )
    assert smallest >= 44
