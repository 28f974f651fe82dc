"""Voting on a phone whose network, server, cookie or tab goes at the worst moment: one ballot, one receipt, nothing lost."""

from __future__ import annotations

import re
import signal
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, BrowserContext, Route, expect

from planning.actions.options import withdraw_option
from planning.actions.rounds import close_round
from planning.settings import Settings
from planning.site import Community
from planning.web.door import VOTER_COOKIE
from planning.web.house import House, open_house
from tests import makers
from tests.browser.ballots import Lossy, box, cast, order, receipt, scan, tap
from tests.browser.conftest import PHONE, Place, serve
from tests.browser.steps import look
from tests.rounds import Poll, opened

CAST = "**/ballots/**"


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


@pytest.fixture
def phone(chromium: Browser) -> Iterator[BrowserContext]:
    """A phone whose console nobody watches: a lost signal is an error there."""
    context = chromium.new_context(viewport={"width": PHONE[0], "height": PHONE[1]}, service_workers="block")
    context.set_default_timeout(20_000)
    yield context
    context.close()


def page_of(poll: Poll, place: Place, language: str = "en") -> str:
    """Where the round's page is."""
    return f"{place.address}/v/rounds/{poll.round_id}?lang={language}"


def test_row_11_the_network_is_cut_before_and_after_the_server_has_it(phone: BrowserContext, place: Place, poll: Poll):
    """Row 11: lost on the way there, then on the way back, then again: told that nothing is lost, and sent until acknowledged."""
    page = scan(phone, place, poll.codes[0])
    tap(page, "b", "c")
    network = Lossy("lost", "answer lost", "lost")
    page.route(CAST, network)
    cast(page)
    expect(page.locator("#waiting")).to_contain_text("没有信号")
    assert re.fullmatch("[A-Z0-9-]+", receipt(page))
    assert network.fates == []
    assert box(poll) == [(("b",), ("c",))]


def test_row_11_the_tab_is_closed_during_the_cast(phone: BrowserContext, place: Place, poll: Poll):
    """The server has it, the phone never heard: the tab that is opened again gets the same receipt, and shows it for ever."""
    page = scan(phone, place, poll.codes[0])
    tap(page, "a")
    page.route(CAST, Lossy("answer lost"))
    with page.expect_event("requestfailed"):
        cast(page)
    page.close()
    again = phone.new_page()
    again.goto(page_of(poll, place))
    number = receipt(again)
    again.reload()
    assert receipt(again) == number
    assert len(box(poll)) == 1


def test_row_13_a_draft_survives_a_closed_tab(phone: BrowserContext, place: Place, poll: Poll):
    """Row 13: begun, the phone sleeps and the tab is gone; opened again everything stands there, and is said."""
    page = scan(phone, place, poll.codes[0], "en")
    tap(page, "c", "a")
    page.close()
    again = phone.new_page()
    again.goto(page_of(poll, place))
    expect(again.locator("#live")).to_have_text("What you had begun is here again.")
    assert order(again) == [("1", "c"), ("2", "a")]
    cast(again)
    receipt(again)
    assert box(poll) == [(("c",), ("a",))]


def test_row_3_two_tabs_with_different_orders_are_one_ballot(phone: BrowserContext, place: Place, poll: Poll):
    """Row 3: the second tab is told the receipt of the first, at once; and where it had sent already, that the first counts."""
    one = scan(phone, place, poll.codes[0], "en")
    two = phone.new_page()
    two.goto(page_of(poll, place))
    tap(one, "a")
    expect(two.locator("#chosen li")).to_have_count(1)  # one draft for both
    one.locator("#look").click()
    tap(two, "b")
    two.locator("#look").click()
    one.locator("#cast").click()
    number = receipt(one)
    expect(two.locator("#number")).to_have_text(number)
    [ranking] = box(poll)
    assert ranking[0] == ("a",)


def test_row_3_two_tabs_that_cast_in_the_same_moment(phone: BrowserContext, place: Place, poll: Poll):
    """The second order is refused in plain words, under the same id; the ballot that was received stays as it is."""
    one = scan(phone, place, poll.codes[0], "en")
    two = phone.new_page()
    two.goto(page_of(poll, place))
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    two.route(CAST, hold)
    tap(two, "b")
    cast(two)
    expect(two.locator("#waiting")).to_contain_text("being sent")
    one.bring_to_front()
    one.evaluate("localStorage.clear()")  # as if the other tab had no word of it
    one.reload()
    tap(one, "a")
    cast(one)
    receipt(one)
    held[0].continue_()
    two.wait_for_timeout(1000)
    assert box(poll) == [(("a",),)]
    two.reload()
    assert receipt(two) == receipt(one)


def test_row_44_the_server_is_killed_during_the_cast(chromium: Browser, tmp_path: Path):
    """Kill -9 while ballots are on their way: the phone goes on trying, the server comes back, and there is one ballot."""
    folder = tmp_path / "data"
    server, address = serve(folder)
    house = open_house(Settings(data_dir=folder))
    poll = opened(house)
    house.database.close()
    context = chromium.new_context(service_workers="block")
    page = scan(context, Place(address, folder), poll.codes[0], "en")
    tap(page, "b")

    def killed(route: Route) -> None:
        threading.Timer(0.02, server.kill).start()
        route.continue_()

    page.route(CAST, killed, times=1)
    cast(page)
    server.wait(timeout=15)
    if server.stdout:
        server.stdout.close()
    again, _ = serve(folder, JIEYI_PORT=str(urlsplit(address).port))
    receipt(page)
    opened_anew = open_house(Settings(data_dir=folder))
    assert box(Poll(opened_anew, poll.community, poll.round_id, poll.codes)) == [(("b",),)]
    opened_anew.database.close()
    context.close()
    again.send_signal(signal.SIGTERM)
    with again:
        assert again.wait(timeout=15) == 0


def test_an_expired_cookie(phone: BrowserContext, place: Place, poll: Poll):
    """The cookie is gone when the ballot is cast: the order is kept, the code is asked for again, and then it goes."""
    page = scan(phone, place, poll.codes[0], "en")
    tap(page, "c", "b")
    phone.clear_cookies(name=VOTER_COOKIE)
    cast(page)
    expect(page.locator("#again")).to_be_visible()
    expect(page.locator("#told")).to_contain_text("What you chose is kept on this phone")
    look(page, "vote-again-phone-en", streamlit=False)
    page.locator("#code").fill(poll.codes[0])
    page.locator("#enter button").click()
    expect(page.locator("#again")).to_be_hidden()
    assert order(page) == [("1", "c"), ("2", "b")]
    cast(page)
    receipt(page)
    assert box(poll) == [(("c",), ("b",))]


def test_row_9_options_that_changed_meanwhile(phone: BrowserContext, place: Place, poll: Poll):
    """Row 9: told plainly, the order is kept without what is gone, and the voter looks again before it counts."""
    page = scan(phone, place, poll.codes[0], "en")
    tap(page, "b", "a", "c")
    poll.act(withdraw_option, option_id=poll.view.wares[1].option.id, reason="The nursery has none.")
    cast(page)
    expect(page.locator("#told")).to_contain_text("options have changed")
    look(page, "vote-changed-phone-en", streamlit=False)
    page.get_by_role("button", name="Show me the options").click()
    expect(page.locator("#told")).to_contain_text("What you chose is kept")
    assert order(page) == [("1", "a"), ("2", "c")]
    assert box(poll) == []
    cast(page)
    receipt(page)
    assert box(poll) == [(("a",), ("c",))]


def test_row_7_the_round_closes_while_somebody_votes(phone: BrowserContext, place: Place, poll: Poll):
    """Row 7: what comes after closing is refused in plain words."""
    page = scan(phone, place, poll.codes[0], "en")
    tap(page, "b")
    poll.act(close_round, reason="Enough.", round_id=poll.round_id)
    cast(page)
    expect(page.locator("#told")).to_contain_text("Voting has closed")
    assert box(poll) == []


def test_row_4_a_spent_code_on_another_phone(phone: BrowserContext, place: Place, poll: Poll):
    """Row 4: the minute of its receipt is told; the code that nobody has is refused without a word of why."""
    at = poll.cast(0).received_at
    page = phone.new_page()
    page.goto(f"{place.address}/v/?lang=en#{poll.codes[0]}")
    expect(page.locator("#told")).to_contain_text(at.astimezone(ZoneInfo("Asia/Shanghai")).strftime("%Y-%m-%d"))
    look(page, "vote-spent-phone-en", streamlit=False)
    page.locator("#code").fill("A" * 26)
    page.locator("#enter button").click()
    expect(page.locator("#told")).to_contain_text("not valid here")


def test_a_code_that_waits_for_a_signal(phone: BrowserContext, place: Place, poll: Poll):
    """Scanned without a signal: it waits in the page, kept nowhere, and goes when the signal returns."""
    page = phone.new_page()
    page.route("**/v/session", Lossy("lost", "lost"))
    page.goto(f"{place.address}/v/?lang=en#{poll.codes[0]}")
    expect(page.locator("#waiting")).to_contain_text("No signal")
    assert poll.codes[0] not in page.evaluate("JSON.stringify({...localStorage, ...sessionStorage})")
    page.wait_for_url(re.compile("/v/rounds/"), timeout=30_000)
    expect(page.locator("#rest button").first).to_be_visible()


def test_two_voters_share_a_phone(phone: BrowserContext, place: Place, poll: Poll):
    """The second finds nothing of the first: no draft, no receipt, no order; each casts once."""
    page = scan(phone, place, poll.codes[0], "en")
    tap(page, "a")
    cast(page)
    first = receipt(page)
    page.get_by_role("button", name="Let somebody else vote").click()
    page.wait_for_url(re.compile("/v/\\?"))
    assert page.evaluate("Object.keys(localStorage)") == []
    page.locator("#code").fill(poll.codes[1])
    page.locator("#enter button").click()
    page.wait_for_url(re.compile("/v/rounds/"))
    expect(page.locator("#none")).to_be_visible()
    tap(page, "b")
    cast(page)
    assert receipt(page) != first
    assert sorted(box(poll)) == [(("a",),), (("b",),)]
