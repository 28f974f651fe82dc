"""What every state of the light page for voting keeps to: a code that is in no address, few bytes, no barrier, no request outside."""

from __future__ import annotations

import csv
import json
import re
import signal
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from planning.actions.rounds import close_round
from planning.period import now
from planning.settings import Settings
from planning.site import Community
from planning.web.house import House, open_house
from tests import makers
from tests.browser.ballots import box, cast, receipt, scan, tap
from tests.browser.conftest import LAPTOP, PHONE, TABLET, Place, serve
from tests.browser.steps import look
from tests.rounds import opened

Open = Callable[..., Page]
MOST_BYTES = 60_000
"""Of the first load, without photos: a phone at the edge of a hall's network has 400 kbit/s."""
SLOW = {"offline": False, "latency": 150, "downloadThroughput": 50_000, "uploadThroughput": 50_000}


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


@pytest.fixture(scope="module")
def demo(place: Place) -> tuple[str, list[str]]:
    """The illustrative round with its pictures, pros and cons: its id and some codes."""
    place.jieyi("demo", "--codes", str(place.folder / "codes.csv"))
    rounds = json.loads(place.jieyi("rounds", "--json"))
    with (place.folder / "codes.csv").open(encoding="utf-8-sig") as file:
        codes = [row["code"] for row in csv.DictReader(file)]
    return next(one["id"] for one in rounds if one["state"] == "open"), codes


@pytest.fixture
def phone(chromium: Browser) -> Iterator[BrowserContext]:
    """A phone."""
    context = chromium.new_context(viewport={"width": PHONE[0], "height": PHONE[1]}, service_workers="block")
    context.set_default_timeout(20_000)
    yield context
    context.close()


def test_row_58_the_code_is_in_no_address_no_history_no_referer_no_log(chromium: Browser, tmp_path: Path):
    """Scanned, exchanged, voted with: the code went once, in the body of a request, and is found nowhere afterwards."""
    log = tmp_path / "log"
    server, address = serve(tmp_path / "data", log=str(log))
    house = open_house(Settings(data_dir=tmp_path / "data"))
    poll = opened(house)
    code, asked = poll.codes[0], []
    context = chromium.new_context(service_workers="allow")
    page = context.new_page()
    page.on("request", lambda request: asked.append((request.url, request.all_headers(), request.post_data or "")))
    page.goto("about:blank")
    scan(context, Place(address, tmp_path), code, like=page)
    tap(page, "a")
    cast(page)
    receipt(page)
    history = page.context.new_cdp_session(page).send("Page.getNavigationHistory")
    assert code not in json.dumps(history)
    assert [1 for url, _, _ in asked if code in url] == []
    assert [1 for _, headers, _ in asked if code in json.dumps(headers)] == []
    assert [url for url, _, body in asked if code in body] == [f"{address}/v/session"]
    assert code not in page.evaluate(
        "document.referrer + document.documentElement.outerHTML + JSON.stringify({...localStorage, ...sessionStorage})"
    )
    page.reload()  # the worker is in charge by now
    on_phone = page.evaluate("""async () => {
      const found = [];
      for (const name of await caches.keys()) for (const one of await (await caches.open(name)).keys()) found.push(one.url);
      return [...found, ...(await Outbox.all()).map((one) => JSON.stringify(one))].join(" ");
    }""")
    assert code not in on_phone
    assert "#" not in on_phone
    context.close()
    server.send_signal(signal.SIGTERM)
    with server:  # closes its pipe, too
        assert server.wait(timeout=15) == 0
    house.database.close()
    assert code not in log.read_text()
    assert code.replace("-", "") not in log.read_text()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_first_load_is_under_60_kB(chromium: Browser, place: Place, demo: tuple[str, list[str]], language: str):
    """Measured as it goes over the network, with an empty cache: the page, its styles and its scripts, without photos."""
    context = chromium.new_context(viewport={"width": 390, "height": 844})
    context.set_default_timeout(60_000)
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    sizes: dict[str, float] = {}
    kinds: dict[str, str] = {}
    session.on("Network.responseReceived", lambda event: kinds.update({event["requestId"]: event["type"]}))
    session.on("Network.loadingFinished", lambda event: sizes.update({event["requestId"]: event["encodedDataLength"]}))
    page.goto(f"{place.address}/v/?lang={language}#{demo[1][0]}")
    page.wait_for_url(re.compile("/v/rounds/"))
    expect(page.locator("#rest button").first).to_be_visible()
    page.wait_for_load_state("networkidle")
    whole = sum(size for id_, size in sizes.items() if kinds.get(id_) != "Image")
    assert {"Document", "Stylesheet", "Script", "Fetch"} <= set(kinds.values())
    assert whole < MOST_BYTES, f"{whole:.0f} bytes"
    context.close()


def test_at_400_kbit_the_whole_vote(phone: BrowserContext, place: Place, house: House, yulan: Community):
    """From the card to the receipt on a slow phone network."""
    poll = opened(house, here=yulan)
    page = phone.new_page()
    session = phone.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", SLOW)
    scan(phone, place, poll.codes[0], like=page)
    tap(page, "b", "a")
    cast(page)
    receipt(page)
    assert box(poll) == [(("b",), ("a",))]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_axe_finds_nothing_in_any_state(
    open_page: Open, place: Place, house: House, yulan: Community, demo: tuple[str, list[str]], language: str
):
    """WCAG 2.2 AA by axe: entering, reading, ranking, the last look, waiting, refused, received, closed; large targets."""
    round_id, codes = demo
    page = open_page("/v/", PHONE, language)
    barriers(page, "enter")
    page.goto(f"{place.address}/v/rounds/{round_id}?lang={language}")
    page.locator("#options details summary").first.click()
    barriers(page, "read and enter")
    look(page, f"vote-read-phone-{language}", streamlit=False)
    page.locator("#code").fill(codes[-1 if language == "zh" else -2])
    page.locator("#enter button").click()
    expect(page.locator("#rest button").first).to_be_visible()
    barriers(page, "nothing ranked")
    page.screenshot(path=f"build/screens/vote-options-phone-{language}.png", full_page=True)
    first = page.locator("#rest button").first
    for _ in range(2):
        first.click()
        page.wait_for_timeout(450)
    barriers(page, "ranked")
    page.emulate_media(color_scheme="dark")
    barriers(page, "ranked in the dark")
    page.emulate_media(color_scheme="light")
    page.locator("#look").click()
    barriers(page, "last look")
    page.route("**/ballots/**", lambda route: route.fulfill(status=200, body="<html>sign in to the hall</html>"))
    page.locator("#cast").click()
    expect(page.locator("#waiting")).to_contain_text("信号" if language == "zh" else "signal")
    barriers(page, "waiting")
    look(page, f"vote-waiting-phone-{language}", streamlit=False)
    page.unroute("**/ballots/**")
    page.reload()
    receipt(page)
    barriers(page, "received")


@pytest.mark.parametrize("size", [TABLET, LAPTOP], ids=["tablet", "laptop"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_wide_screens(open_page: Open, demo: tuple[str, list[str]], size: tuple[int, int], language: str):
    """Options stand side by side, nothing runs over the edge, and there is no barrier there either."""
    page = open_page(f"/v/rounds/{demo[0]}", size, language)
    barriers(page, "wide")
    assert page.evaluate("document.documentElement.scrollWidth") == size[0]
    page.screenshot(path=f"build/screens/vote-options-{size[0]}-{language}.png", full_page=True)


def test_axe_finds_nothing_where_it_is_refused_or_over(open_page: Open, place: Place, house: House, yulan: Community):
    """Planned, refused, options changed, closed: each is drawn with one sentence."""
    planned = opened(house, here=yulan, opens=now() + timedelta(hours=1))
    page = open_page(f"/v/rounds/{planned.round_id}", PHONE, "en")
    expect(page.locator("main")).to_contain_text("Voting has not begun")
    barriers(page, "planned")
    poll = opened(house, here=yulan)
    poll.act(close_round, reason="Enough.", round_id=poll.round_id)
    page.goto(f"{place.address}/v/rounds/{poll.round_id}?lang=en")
    expect(page.locator("main")).to_contain_text("Voting has closed")
    barriers(page, "closed")


def barriers(page: Page, state: str) -> None:
    """Fail for whatever axe or a ruler finds."""
    from axe_playwright_python.sync_playwright import Axe

    rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    found = Axe().run(page, options={"runOnly": rules})
    assert [(state, one["id"], one["nodes"][0]["html"]) for one in found.response["violations"]] == []
    assert [(state, one) for one in page.evaluate(SMALL)] == []


SMALL = """() => [...document.querySelectorAll("main button, main select, main summary, main a, main input:not([type=hidden]), footer a, header a")]
    .map((one) => one.closest("label.choice") || one)
    .filter((one) => one.getClientRects().length && one.getBoundingClientRect().height < 47.5)
    .map((one) => one.outerHTML.slice(0, 120))"""


def test_row_59_over_a_halls_plain_http(phone: BrowserContext, place: Place):
    """Row 59: no worker, no position, no request outside; a draft is kept, and sent when the tab is opened again."""
    folder = place.folder
    asked: list[str] = []
    server, address = serve(folder.with_name("hall"), JIEYI_ALLOWED_HOSTS="hall.test")
    try:
        hall = Place(address.replace("127.0.0.1", "hall.test"), folder)
        with_house = open_house(Settings(data_dir=folder.with_name("hall")))
        poll = opened(with_house)
        phone.on("request", lambda request: asked.append(request.url))
        page = scan(phone, hall, poll.codes[0], "en")
        assert page.evaluate("[window.isSecureContext, navigator.serviceWorker === undefined]") == [False, True]
        tap(page, "c")
        page.route("**/ballots/**", lambda route: route.abort())
        cast(page)
        expect(page.locator("#waiting")).to_contain_text("Leave this page open, or open it again later")
        page.close()
        again = phone.new_page()
        again.goto(f"{hall.address}/v/rounds/{poll.round_id}?lang=en")
        receipt(again)
        assert box(poll) == [(("c",),)]
        assert [url for url in asked if not url.startswith((hall.address, "data:"))] == []
        assert [url for url in asked if url.endswith("sw.js")] == []
        with_house.database.close()
    finally:
        server.send_signal(signal.SIGTERM)
        with server:
            server.wait(timeout=15)
