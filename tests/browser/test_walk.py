"""The whole path as its users walk it: first start, then the six stations, in both languages, on laptop and phone.

Screenshots of every station are left in `build/screens/` for looking at.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from planning.i18n import Translator, translator
from tests.browser.conftest import LAPTOP, PHONE, Place
from tests.browser.steps import click_on, come_near, frame_of, look, send_photo, settled

Open = Callable[..., Page]
PASSWORD = "correct horse battery"
BOTH = pytest.mark.parametrize(
    ("size", "language"), [(LAPTOP, "zh"), (PHONE, "en"), (PHONE, "zh"), (LAPTOP, "en")],
    ids=["laptop-zh", "phone-en", "phone-zh", "laptop-en"],
)  # fmt: skip


def name_of(station: str, size: tuple[int, int], language: str) -> str:
    """Name of a screenshot."""
    return f"{station}-{'phone' if size == PHONE else 'laptop'}-{language}"


def sign_in(page: Page, place: Place) -> None:
    """Come in as the administrator of the first test."""
    page.goto(f"{place.address}/sign-in")
    page.fill("[name=name]", "Admin")
    page.fill("[name=password]", PASSWORD)
    page.click("main button")
    page.locator(".st-key-frame_pages").wait_for()


def test_first_start_loads_the_example_in_one_click(open_page: Open):
    """Somebody who has just installed it opens the address, names an administrator, and is in Yulan Lane."""
    page = open_page("/", LAPTOP, "zh")
    assert page.url.endswith("/welcome")
    look(page, "0-welcome", streamlit=False)
    page.fill("[name=name]", "Admin")
    page.fill("[name=password]", PASSWORD)
    page.get_by_role("button", name="开始设置").click()
    expect(page.get_by_text("玉兰巷社区").first).to_be_visible()
    expect(page.locator(".jy-mark")).to_have_text("示例")
    look(page, "0-home-laptop-zh")


@BOTH
def test_station_1_the_map(open_page: Open, size: tuple[int, int], language: str):
    """Everything is drawn, a tree is clicked, its card opens; comments stand beside it."""
    page, t = open_page("/map", size, language), translator(language)
    frame = frame_of(page)
    look(page, name_of("1-map", size, language))
    come_near(frame, 104.06, 30.63)
    click_on(page, frame, "tree")
    page.locator(".jy-card-title").wait_for()
    expect(page.get_by_role("button", name=t("Pin what you see")).first).to_be_visible()
    look(page, name_of("1-map-card", size, language))
    assert page.evaluate("document.documentElement.lang") == ("zh-CN" if language == "zh" else "en")


def photo() -> bytes:
    """A photograph as a phone makes it."""
    made = io.BytesIO()
    Image.new("RGB", (1200, 900), (90, 120, 80)).save(made, "JPEG")
    return made.getvalue()


@BOTH
def test_station_2_a_comment(open_page: Open, size: tuple[int, int], language: str):
    """A tap on a free place, topic, stance, words and a photo: pinned, and found in the list."""
    page, t = open_page("/map", size, language), translator(language)
    frame = frame_of(page)
    frame.evaluate("map.setView([30.6310, 104.0612], 19, {animate: false})")
    page.wait_for_timeout(700)
    box = page.locator("iframe").first.bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] / 2 + 23, box["y"] + box["height"] / 2 + 17)
    page.get_by_role("button", name=t("Pin what you see")).first.click()
    own = page.get_by_role("button", name=t("None of these: write my own"))
    words = page.get_by_label(t("What do you see, and what do you want to say?"))
    expect(own.or_(words).first).to_be_visible()
    settled(page)  # what is said nearby is looked up meanwhile, and a click on a page that is drawn anew is lost
    if own.count():
        own.click()
    said = f"<b>{language}</b> ${{size}} `{size[0]}`"
    page.locator(".st-key-comments_pin_topic").get_by_text(t("Light"), exact=False).click()
    page.locator(".st-key-comments_pin_stance").get_by_text(t("Idea"), exact=False).click()
    words.fill(said)
    send_photo(page, photo())
    settled(page)
    look(page, name_of("2-comment", size, language))
    page.locator(".st-key-comments_pin_send button").click()
    pinned = t("Your comment is pinned. Everybody sees it on the map and in the list from now on.")
    expect(page.get_by_text(pinned)).to_be_visible()
    expect(page.get_by_text(said, exact=True).first).to_be_visible()
    look(page, name_of("2-pinned", size, language))


@BOTH
def test_station_3_the_case(open_page: Open, size: tuple[int, int], language: str):
    """What it is about, the options with their facts, the rounds."""
    page = open_page("/case", size, language)
    title = "玉兰巷行道树" if language == "zh" else "Street trees of Yulan Lane"
    expect(page.get_by_role("heading", name=title)).to_be_visible()
    expect(page.get_by_text("大红紫薇" if language == "zh" else "Red crape myrtle").first).to_be_visible()
    page.wait_for_function("[...document.images].every((image) => image.complete || image.loading === 'lazy')")
    look(page, name_of("3-case", size, language))


@BOTH
def test_station_4_a_ballot(open_page: Open, size: tuple[int, int], language: str):
    """A practice code, three options tapped in order, one taken back, reviewed, cast: a receipt that survives a reload."""
    page, t = open_page("/vote", size, language), translator(language)
    page.get_by_role("button", name=t("Take a practice code")).click()
    expect(page.locator(".st-key-vote_enter input")).not_to_have_value("")
    page.locator(".st-key-vote_continue button").click()
    page.locator(".st-key-vote_ranking").wait_for()
    look(page, name_of("4-ranking", size, language))
    ranked, left = (page.locator(f'[class*="st-key-vote_tap_{state}_"] button') for state in ("on", "off"))
    for number in (1, 2, 3):
        left.first.click()
        expect(ranked).to_have_count(number)
        settled(page)  # the lines below have come to rest: nothing moves away under the next tap
    ranked.first.click()
    expect(ranked).to_have_count(2)
    settled(page)
    page.locator(".st-key-vote_review button").click()
    page.locator(".st-key-vote_cast button").wait_for()
    look(page, name_of("4-review", size, language))
    page.locator(".st-key-vote_cast button").click()
    expect(page.locator(".jv-receipt b")).to_be_visible()
    look(page, name_of("4-receipt", size, language))


@BOTH
def test_station_5_results(open_page: Open, size: tuple[int, int], language: str):
    """The closed round is read in three depths; nobody, the administrator included, reads the open one."""
    page = open_page("/results", size, language)
    words = "通过：更换" if language == "zh" else "Accepted: Replace"
    expect(page.get_by_text(words).first).to_be_visible()
    look(page, name_of("5-results", size, language))


def test_nobody_reads_an_open_round(open_page: Open, place: Place):
    """Results, report and ballots of the open round are refused to the administrator too."""
    page = open_page("/sign-in", LAPTOP, "en")
    sign_in(page, place)
    rounds = {view["state"]: view["id"] for view in json.loads(place.jieyi("rounds", "--json"))}
    for address in (f"/rounds/{rounds['open']}/report.html", f"/rounds/{rounds['open']}/ballots.csv"):
        assert page.request.get(f"{place.address}{address}").status == 403
    assert page.request.get(f"{place.address}/rounds/{rounds['closed']}/ballots.csv").status == 200


@pytest.mark.parametrize(("size", "language"), [(LAPTOP, "zh"), (PHONE, "en")], ids=["laptop-zh", "phone-en"])
def test_station_6_manage(open_page: Open, place: Place, size: tuple[int, int], language: str):
    """Every section opens for the administrator."""
    page, t = open_page("/sign-in", size, language), translator(language)
    sign_in(page, place)
    page.goto(f"{place.address}/manage?lang={language}")
    for title in manage_titles(t):
        page.locator(".st-key-manage_section").get_by_text(title, exact=True).click()
        settled(page)
        look(page, name_of(f"6-manage-{title}", size, language))
        expect(page.locator('[data-testid="stException"], [data-testid="stAlertContentError"]')).to_have_count(0)


def manage_titles(t: Translator) -> list[str]:
    """Titles of the sections."""
    from planning.pages.manage import SECTIONS

    return [t(section.title) for section in SECTIONS]


def test_a_planner_replaces_a_tree_and_the_site_keeps_its_history(open_page: Open, place: Place):
    """On the map: click a tree, replace it, and read the old one in the history of the same site."""
    page = open_page("/sign-in", LAPTOP, "en")
    sign_in(page, place)
    page.goto(f"{place.address}/map?lang=en")
    frame = frame_of(page)
    come_near(frame, 104.06, 30.63)
    click_on(page, frame, "tree")
    old = page.locator(".jy-card-title").inner_text()
    page.get_by_text("Change this on the map (planners)").click()
    page.get_by_text("Another tree was planted").click()
    settled(page)
    page.get_by_label("Why did the old tree go?").fill("Roots in the sewer")
    page.get_by_label("Species in English").fill("Red crape myrtle")
    page.get_by_role("button", name="Plant it in the old one's place").click()
    settled(page)
    expect(page.locator(".jy-card-title")).to_have_text("Red crape myrtle")
    settled(page)
    page.get_by_text("Trees that stood here before").click()
    former = page.locator(".jy-timeline").first
    expect(former).to_contain_text(old)
    expect(former).to_contain_text("Roots in the sewer")
    look(page, "1-replaced-laptop-en")


def test_downloads_of_a_community(open_page: Open, place: Place):
    """Comments as CSV and GeoJSON: what was typed, as text, with nobody's browser in it."""
    page = open_page("/map", LAPTOP, "en")
    here = json.loads(place.jieyi("communities", "--json"))
    community = (here["communities"] if isinstance(here, dict) else here)[0]["id"]
    answer = page.request.get(f"{place.address}/communities/{community}/comments.csv")
    rows = list(csv.DictReader(io.StringIO(answer.body().decode("utf-8-sig"))))
    assert len(rows) >= 60
    assert not any("browser" in name for name in rows[0])
    places = page.request.get(f"{place.address}/communities/{community}/comments.geojson").json()
    assert len(places["features"]) == len(rows)
