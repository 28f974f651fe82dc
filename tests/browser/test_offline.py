"""The worker of the light pages, where the phone has one: pages open without a signal, and what waits is sent."""

from __future__ import annotations

import re
import signal
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from planning import store
from planning.settings import Settings
from planning.surveys.comment import Comment
from planning.web.house import House, open_house
from tests import makers
from tests.browser.ballots import box, cast, receipt, scan, tap
from tests.browser.conftest import PHONE, Place, serve
from tests.browser.steps import look
from tests.rounds import opened


@dataclass
class Hall:
    """A server that goes away and comes back under the same address."""

    folder: Path
    server: subprocess.Popen[str]
    place: Place

    def go(self) -> None:
        """No signal any more."""
        self.server.send_signal(signal.SIGTERM)
        with self.server:
            assert self.server.wait(timeout=15) == 0

    def come_back(self) -> None:
        """The signal returns."""
        self.server, _ = serve(self.folder, JIEYI_PORT=str(urlsplit(self.place.address).port))


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Hall]:
    """A server of this test's own."""
    server, address = serve(tmp_path)
    found = Hall(tmp_path, server, Place(address, tmp_path))
    yield found
    if found.server.poll() is None:
        found.go()


@pytest.fixture
def house(hall: Hall) -> Iterator[House]:
    """Its house, opened beside it."""
    found = open_house(Settings(data_dir=hall.folder))
    yield found
    found.database.close()


@pytest.fixture
def phone(chromium: Browser) -> Iterator[BrowserContext]:
    """A phone with a worker: a loopback address gives what HTTPS gives."""
    context = chromium.new_context(viewport={"width": PHONE[0], "height": PHONE[1]}, service_workers="allow")
    context.set_default_timeout(20_000)
    yield context
    context.close()


KEPT = """async (path) => {
  for (const name of await caches.keys()) {
    const urls = (await (await caches.open(name)).keys()).map((one) => new URL(one.url).pathname);
    if (urls.includes(path) && urls.some((one) => one.endsWith(".css")) && urls.some((one) => one.endsWith("outbox.js"))) return true;
  }
  return false;
}"""


def kept(page: Page) -> None:
    """Wait until the worker has this page with all that it is made of."""
    page.wait_for_function(f"({KEPT})(location.pathname)")


def test_after_the_first_load_it_works_without_a_signal(phone: BrowserContext, hall: Hall, house: House):
    """Loaded once; then the page opens, is ranked and cast without a server, and goes when it returns."""
    poll = opened(house)
    page = scan(phone, hall.place, poll.codes[0], "en")
    kept(page)
    address = page.url
    page.close()
    hall.go()
    page = phone.new_page()
    page.goto(address)
    tap(page, "c", "a")
    cast(page)
    expect(page.locator("#waiting")).to_contain_text("No signal")
    look(page, "vote-offline-phone-en", streamlit=False)
    page.close()
    page = phone.new_page()
    page.goto(address)  # still without a server, and still waiting
    expect(page.locator("#waiting")).to_contain_text("No signal")
    hall.come_back()
    receipt(page)
    assert box(poll) == [(("c",), ("a",))]
    assert page.evaluate("Outbox.all()") == []


def test_the_worker_sends_when_the_tab_is_closed(phone: BrowserContext, hall: Hall, house: House):
    """What waits is left with the worker; it sends without any page, and the page that opens later shows the receipt."""
    poll = opened(house)
    page = scan(phone, hall.place, poll.codes[0], "en")
    kept(page)
    tap(page, "b")
    hall.go()
    cast(page)
    expect(page.locator("#waiting")).to_contain_text("goes by itself")
    page.wait_for_function("async () => (await Outbox.all()).length === 1")
    address, worker = page.url, phone.service_workers[0]
    page.close()
    hall.come_back()
    worker.evaluate("Outbox.deliver()")  # what the browser calls for by itself some time after the signal returns
    assert box(poll) == [(("b",),)]
    page = phone.new_page()
    page.goto(address)
    receipt(page)
    assert len(box(poll)) == 1


def test_the_comment_page_and_the_worker_go_together(phone: BrowserContext, hall: Hall, house: House):
    """The same worker keeps the page for comments: written without a server, pinned once when it returns."""
    here = makers.community(house)
    page = phone.new_page()
    page.goto(f"{hall.place.address}/v/c/{here.id}?lang=en")
    kept(page)
    page.close()
    hall.go()
    page = phone.new_page()
    page.goto(f"{hall.place.address}/v/c/{here.id}?lang=en")
    page.evaluate(
        "document.querySelector('[name=lon]').value = '104.06'; document.querySelector('[name=lat]').value = '30.63'"
    )
    page.evaluate("SayPlace.set(104.06, 30.63, 'here')")
    page.locator("input[name=topic][value=seats]").check()
    page.locator("input[name=stance][value=idea]").check()
    page.locator("textarea[name=text]").fill("Written without a signal")
    page.locator("#send").click()
    expect(page.locator("#waiting")).to_contain_text("No signal")
    hall.come_back()
    expect(page.locator("#waiting")).to_contain_text("pinned", timeout=60_000)
    with house.database.reading() as session:
        assert [one.text for one in store.find(session, Comment)] == ["Written without a signal"]


def test_nothing_of_a_voter_stays_for_the_next_one(phone: BrowserContext, hall: Hall, house: House):
    """Who leaves the phone takes along what the worker kept of the round."""
    poll = opened(house)
    page = scan(phone, hall.place, poll.codes[0], "en")
    kept(page)
    tap(page, "b")
    cast(page)
    receipt(page)
    page.get_by_role("button", name="Let somebody else vote").click()
    page.wait_for_url(re.compile(r"/v/\?"))
    found = page.evaluate(
        """async () => (await Promise.all((await caches.keys()).map(async (name) => (await (await caches.open(name)).keys()).map((one) => one.url)))).flat()"""
    )
    assert [url for url in found if "/v/rounds/" in url] == []
    assert page.evaluate("[Object.keys(localStorage).length]") == [0]
