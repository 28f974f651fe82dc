"""The light page for voting in a real browser on a phone: from the card to the receipt, by taps, by keys, by ear, without scripts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from planning.options.round import BallotKind
from planning.options.score_ballot import Unscored, scores_of
from planning.settings import Settings
from planning.site import Community
from planning.web.house import House, open_house
from tests import makers
from tests.browser.ballots import box, cast, move, order, receipt, scan, tap
from tests.browser.conftest import LAPTOP, PHONE, TABLET, Place
from tests.browser.steps import look
from tests.rounds import opened

Open = Callable[..., Page]
SIZES = {"phone": PHONE, "tablet": TABLET, "laptop": LAPTOP}


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
def phone(chromium: Browser) -> Iterator[BrowserContext]:
    """A phone."""
    context = chromium.new_context(viewport={"width": PHONE[0], "height": PHONE[1]}, service_workers="block")
    context.set_default_timeout(20_000)
    yield context
    context.close()


def enter(page: Page, code: str) -> None:
    """Type a code."""
    page.locator("#code").fill(code.lower())
    page.locator("#enter button").click()
    page.wait_for_url(re.compile("/v/rounds/"))


@pytest.mark.parametrize(("size", "language"), [(size, language) for size in SIZES for language in ("zh", "en")])
def test_from_the_code_to_the_receipt(open_page: Open, house: House, yulan: Community, size: str, language: str):
    """Typed, ranked, looked at, changed, cast; nothing runs over the edge, and the receipt is there after a reload."""
    poll = opened(house, here=yulan, method="borda", provable=True)
    page = open_page("/v/", SIZES[size], language)
    look(page, f"vote-code-{size}-{language}", streamlit=False)
    enter(page, poll.codes[0])
    tap(page, "c", "a")
    look(page, f"vote-ranked-{size}-{language}", streamlit=False)
    page.locator("#look").click()
    expect(page.locator("#order li:not(.off)")).to_have_count(2)
    page.locator("#change").click()
    expect(page.locator("#ballot")).to_be_visible()
    move(page, "up", "a")
    assert order(page) == [("1", "a"), ("2", "c")]
    assert page.evaluate("document.documentElement.scrollWidth") == SIZES[size][0]
    cast(page)
    number = receipt(page)
    look(page, f"vote-receipt-{size}-{language}", streamlit=False)
    page.reload()
    assert receipt(page) == number
    expect(page.locator("#secret")).to_be_visible()
    assert box(poll) == [(("a",), ("c",))]
    assert page.evaluate("JSON.stringify(localStorage)").count('"a"') == 0  # no ranking stays on the phone


def test_every_step_by_taps(phone: BrowserContext, place: Place, house: House, yulan: Community):
    """Up, down, equal, a rank of its own, take away, undo, start again: each says what it did to a screen reader."""
    poll = opened(house, here=yulan, method="borda")
    page = scan(phone, place, poll.codes[0], "en")
    live = page.locator("#live")
    tap(page, "a", "b", "c")
    expect(live).to_have_text("Camphor is number 3.")
    move(page, "up", "c")
    expect(live).to_have_text("Camphor is number 2.")
    move(page, "down", "a")
    assert order(page) == [("1", "c"), ("2", "a"), ("3", "b")]
    move(page, "join", "b")
    expect(live).to_have_text("Crape myrtle and Jacaranda share number 2.")
    assert order(page) == [("1", "c"), ("2", "a"), ("2", "b")]
    move(page, "part", "a")
    assert order(page) == [("1", "c"), ("2", "b"), ("3", "a")]
    move(page, "take", "c")
    expect(live).to_have_text("Camphor is taken away.")
    page.locator("#undo").click()
    page.locator("#undo").click()
    expect(live).to_have_text("The last step is undone.")
    assert order(page) == [("1", "c"), ("2", "a"), ("2", "b")]
    page.locator("#clear").click()
    expect(page.locator("#none")).to_be_visible()
    page.locator("#undo").click()
    cast(page)
    receipt(page)
    assert box(poll) == [(("c",), ("a", "b"))]


def test_a_shaking_finger_chooses_once(phone: BrowserContext, place: Place, house: House, yulan: Community):
    """A double tap gives one number, not two to two options; four quick taps on cast are one ballot."""
    poll = opened(house, here=yulan)
    page = scan(phone, place, poll.codes[0])
    page.locator("#rest button").first.dblclick()
    expect(page.locator("#chosen li")).to_have_count(1)
    page.locator("#look").click()
    page.evaluate("for (let i = 0; i < 4; i += 1) document.getElementById('cast').click()")
    receipt(page)
    assert len(box(poll)) == 1


def test_by_keys_alone(phone: BrowserContext, place: Place, house: House, yulan: Community):
    """Everything can be reached by Tab and pressed by Enter; where the keyboard is never gets lost."""
    poll = opened(house, here=yulan)
    page = scan(phone, place, poll.codes[0], "en")
    reached(page, "#rest button")
    first = page.evaluate("document.activeElement.dataset.key")
    page.keyboard.press("Enter")
    second = page.evaluate("document.activeElement.dataset.key")
    page.keyboard.press("Enter")
    assert order(page) == [("1", first), ("2", second)]
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Shift+Tab")
    assert page.evaluate("document.activeElement.dataset.act") in {"up", "take"}
    reached(page, "#look")
    page.keyboard.press("Enter")
    expect(page.locator("#review-head")).to_be_focused()
    reached(page, "#cast")
    page.keyboard.press("Enter")
    receipt(page)
    expect(page.locator("#received")).to_be_focused()
    assert box(poll) == [((first,), (second,))]


def reached(page: Page, selector: str) -> None:
    """Press Tab until this has the focus."""
    for _ in range(40):
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{selector} cannot be reached by Tab")


@pytest.mark.parametrize(
    ("rules", "chosen", "ranking"),
    [
        ({"ballot": BallotKind.YES_NO, "method": "plurality"}, ["弃权"], (("abstain",),)),
        ({"ballot": BallotKind.APPROVAL, "method": "approval"}, ["Crape myrtle", "Camphor"], (("a", "c"),)),
        (
            {"ballot": BallotKind.BUDGET, "method": "pb_mes", "budget": "5000", "costs": ("2000", "1500.50", "4500")},
            ["Crape myrtle", "Camphor"],
            (("a", "c"),),
        ),
    ],
    ids=["yes or no", "approval", "budget"],
)
def test_other_kinds_of_ballots(
    open_page: Open, house: House, yulan: Community, rules: dict[str, Any], chosen: list[str], ranking: object
):
    """Three large buttons, or boxes: kept over a closed tab, looked at, cast."""
    poll = opened(house, here=yulan, **rules)
    page = open_page("/v/", PHONE, "zh")
    enter(page, poll.codes[0])
    for title in chosen:
        page.locator("#ballot label", has_text=title).click()
    look(page, f"vote-{poll.view.round.ballot}-phone-zh", streamlit=False)
    again = open_page(f"/v/rounds/{poll.round_id}", PHONE, "zh", like=page)
    expect(again.locator("#ballot input:checked")).to_have_count(len(chosen))
    again.locator("#look").click()
    expect(again.locator("#order li:not(.off)")).to_have_count(len(chosen))
    again.locator("#cast").click()
    receipt(again)
    assert {frozenset(rank) for rank in box(poll)[0]} == {frozenset(rank) for rank in ranking}  # type: ignore[attr-defined]


def test_points_by_taps(open_page: Open, house: House, yulan: Community):
    """A row of numbers for each option: kept over a closed tab, taken back, asked of all where all must have some, cast."""
    poll = opened(house, here=yulan, ballot=BallotKind.SCORE, method="score", most_points=10, unscored=Unscored.REFUSED)
    page = open_page("/v/", PHONE, "zh")
    enter(page, poll.codes[0])

    def give(page: Page, title: str, points: str) -> None:
        page.get_by_role("group", name=title).locator(f'input[value="{points}"]').check()

    give(page, "Camphor", "10")
    expect(page.locator("#look")).to_be_disabled()
    again = open_page(f"/v/rounds/{poll.round_id}", PHONE, "zh", like=page)
    expect(again.locator('#ballot input[value="10"]:checked')).to_have_count(1)
    give(again, "Camphor", "")
    expect(again.locator("#look")).to_be_enabled()
    for title, points in (("Crape myrtle", "0"), ("Jacaranda", "10"), ("Camphor", "7")):
        give(again, title, points)
    look(again, "vote-score-phone-zh", streamlit=False)
    again.locator("#look").click()
    expect(again.locator("#order li b")).to_have_text(["10", "7", "0"])
    look(again, "vote-score-review-phone-zh", streamlit=False)
    again.locator("#cast").click()
    receipt(again)
    assert scores_of(box(poll)[0], 10) == {"a": 0, "b": 10, "c": 7}


def test_without_scripts(chromium: Browser, place: Place, house: House, yulan: Community):
    """The code is typed, ranks are chosen from lists, the ballot is looked at and cast."""
    poll = opened(house, here=yulan)
    context = chromium.new_context(viewport={"width": 390, "height": 844}, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{place.address}/v/?lang=zh")
    enter(page, poll.codes[0])
    page.get_by_label("Camphor").select_option("1")
    page.get_by_label("Jacaranda").select_option("2")
    look(page, "vote-plain-phone-zh", streamlit=False)
    page.locator("#look").click()
    expect(page.locator("#order li:not(.off)")).to_have_count(2)
    look(page, "vote-plain-review-phone-zh", streamlit=False)
    page.locator("#cast").click()
    receipt(page)
    assert box(poll) == [(("c",), ("b",))]
    context.close()


VOICE = """() => {
  const said = []; window.said = said;
  const voice = { lang: "zh-CN", localService: true, name: "Tingting" };
  Object.defineProperty(window, "speechSynthesis", { value: {
    getVoices: () => [voice], speak: (one) => said.push(one.text), cancel: () => said.push("|"), addEventListener: () => {} } });
  window.SpeechSynthesisUtterance = function (text) { this.text = text; };
}"""


def test_read_aloud_where_the_phone_has_a_voice(phone: BrowserContext, place: Place, house: House, yulan: Community):
    """All options, or the ballot before it is cast; a phone without a voice of the language shows no such button."""
    poll = opened(house, here=yulan)
    silent = scan(phone, place, poll.codes[1])
    tap(silent, "a")
    silent.locator("#look").click()
    expect(silent.locator("#review [data-read]")).to_be_hidden()
    phone.add_init_script(f"({VOICE})()")
    page = scan(phone, place, poll.codes[0])
    tap(page, "b", "a")
    page.locator("#look").click()
    page.locator("#review [data-read]").click()
    heard = page.evaluate("window.said.filter((one) => one !== '|')")
    assert ["Jacaranda" in heard[0], "Crape myrtle" in heard[1], len(heard)] == [True, True, 2]
