"""Chinese readers find no English word of Streamlit's: every page is walked and what is seen or read aloud is looked at."""

from __future__ import annotations

import json
import re
import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Frame, Page, expect

from planning.i18n import translator
from planning.options.screening.rule_sets import rule_sets
from planning.options.species.catalogue import seed
from planning.pages.manage import SECTIONS
from planning.settings import Settings
from planning.web.house import open_house
from tests import makers
from tests.browser.conftest import LAPTOP, Place, free_port, serve
from tests.browser.steps import SCREENS, frame_of, settled

Open = Callable[..., Page]
PASSWORD = "correct horse battery"
ZH = translator("zh")

# Latin words that a Chinese page may say: names, units, kinds of files, addresses, what a technical setting is called.
NAMES = (
    "Jieyi", "English", "Admin", "CSV", "TXT", "XLSX", "JSON", "GeoJSON", "Excel", "PDF", "HTML", "ID", "QR", "GPS", "SHA", "CA",
    "http", "https", "HTTPS", "HTTP", "Esc", "OpenID", "Wi", "Fi", "KB", "MB", "cm", "mm", "km", "kV", "EPSG", "GCJ", "BD", "WGS", "UTF",
    "CGCS", "GBK", "DBH", "LED", "make", "run", "jieyi", "verify", "local", "JIEYI_TLS", "JIEYI_HOST", "ABCD", "EFGH", "Cookie", "ZIP", "GEOJSON",
    "TSV", "GPKG", "KML", "KMZ", "GPX", "OSM", "INP", "MBTiles", "PMTiles", "MBTILES", "PMTILES", "OpenStreetMap", "contributors", "MPa", "DXF", "CAD", "GeoPackage", "QGIS", "Google", "Earth", "Shapefile", "Windows", "set", "Santamour",
    "KoboToolbox", "ODK", "XLSForm", "XLS",
)  # fmt: skip
CALLED = sorted(
    {
        *(name for name in seed()),
        *(word for name in seed() for word in (name.split()[0], name[:28])),
        *(one.key for one in rule_sets()),
        *(rule.clause for one in rule_sets() for rule in one.rules if rule.clause),
    },
    key=len, reverse=True,
)  # fmt: skip
"""Scientific names (a list may cut them off), and what standards and their clauses are called."""
NO_WORDS = re.compile(
    "|".join(map(re.escape, CALLED))
    + r"|https?://\S+|\b[0-9a-f]{16,}\b|\b[A-Z0-9]{1,4}(-[A-Z0-9]{1,5})+\b|(?<![A-Za-z])("
    + "|".join(NAMES)
    + r")(?![A-Za-z])"
)

SEEN = """() => {
  const found = [];
  // Symbols are letters of a font; what is marked as another language, or as not to be translated, is meant so.
  const skip = "script, style, noscript, [data-testid='stIconMaterial'], [lang='en'], [translate='no'], pre, code";
  const seen = (e) => e.checkVisibility({ visibilityProperty: true }) && !e.closest(skip);
  const where = (e) => e.closest("[data-testid]")?.dataset.testid || e.tagName;
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const e = walk.currentNode.parentElement;
    if (e && seen(e)) found.push([walk.currentNode.nodeValue.trim(), where(e)]);
  }
  for (const name of ["aria-label", "title", "placeholder", "alt", "aria-valuetext", "aria-description"]) {
    for (const e of document.querySelectorAll(`[${name}]`)) if (seen(e)) found.push([e.getAttribute(name), `${where(e)} ${name}`]);
  }
  return found.filter(([text]) => /[A-Za-z]{2,}/.test(text));
}"""

# What people wrote, and what is called by a scientific name, stands in its own language.
TYPED = "article, .jy-quote, .jv-said, textarea, dd, .jy-table th[scope=row]"


def english(page: Page | Frame) -> set[str]:
    """Latin words that are seen or read aloud, each with where it stands."""
    typed = page.evaluate("(of) => [...document.querySelectorAll(of)].map((e) => e.textContent)", TYPED)
    said = page.evaluate(SEEN)
    return {
        f"{where}: {text[:120]}"
        for text, where in said
        # Of the example, in both languages; what a foreign standard calls its things; a command.
        if not any(word in text for word in ("示例", "Spacing requirements", "jieyi base-map"))
        and re.search(r"[A-Za-z]{2,}", NO_WORDS.sub("", text))
        and not any(text in one for one in typed)
    }


def looked_at(page: Page) -> set[str]:
    """The same for the page and the frames in it."""
    settled(page)
    # A map's frame bears its component's name until the map in it has begun and gives it ours.
    expect(page.locator('iframe[title^="streamlit_folium"]')).to_have_count(0)
    return set().union(*(english(frame) for frame in page.frames if not frame.is_detached()))


def unfold(page: Page) -> None:
    """Open whatever is folded."""
    folded = page.locator('[data-testid="stExpander"] details:not([open]) > summary').filter(visible=True)
    for _ in range(20):
        if not folded.count():
            return
        folded.first.click()
        settled(page)


def tried(page: Page) -> set[str]:
    """What widgets say when they are used: lists, calendars, tables with their toolbar and column menu."""
    found: set[str] = set()
    for kind in ("stSelectbox", "stMultiSelect"):
        for one in page.get_by_test_id(kind).filter(visible=True).all()[:2]:
            one.locator("input").first.click()
            found |= looked_at(page)
            page.keyboard.type("zzqq")
            page.wait_for_timeout(150)
            found |= {line for line in looked_at(page) if "zzqq" not in line}
            page.keyboard.press("Escape")
    for one in page.get_by_test_id("stDateInputCalendarButton").filter(visible=True).all()[:1]:
        one.click()
        expect(page.get_by_test_id("stDateInputCalendar")).to_be_visible()
        found |= looked_at(page)
        page.keyboard.press("Escape")
    for one in page.get_by_test_id("stDataFrame").filter(visible=True).all()[:1]:
        box = one.bounding_box()
        assert box
        page.mouse.move(box["x"] + 40, box["y"] + 14)
        found |= looked_at(page)
        for button in page.get_by_test_id("stElementToolbarButton").filter(visible=True).all()[:4]:
            button.hover()
            page.wait_for_timeout(1_200)  # its tooltip comes after a second
            found |= looked_at(page)
        page.mouse.click(box["x"] + 40, box["y"] + 14, button="right")
        page.wait_for_timeout(300)
        found |= looked_at(page)
        page.keyboard.press("Escape")
    return found


@pytest.fixture(scope="module")
def yulan(place: Place) -> Place:
    """The illustrative community, and an administrator."""
    place.jieyi("demo")
    place.jieyi("admin", "add", "Admin", "--password-stdin", stdin=PASSWORD)
    return place


@pytest.fixture
def inside(open_page: Open, yulan: Place) -> Page:
    """Signed in as the administrator."""
    page = open_page("/sign-in", LAPTOP, "zh")
    page.set_default_timeout(60_000)  # a busy machine draws a page of the administrator's in ten seconds
    page.fill("[name=name]", "Admin")
    page.fill("[name=password]", PASSWORD)
    page.click("main button")
    page.locator(".st-key-frame_pages").wait_for()
    settled(page)
    assert yulan
    return page


def rounds_of(place: Place) -> dict[str, dict[str, str]]:
    """The rounds by their state."""
    return {view["state"]: view for view in json.loads(place.jieyi("rounds", "--json"))}


def test_no_page_speaks_english_to_a_chinese_reader(inside: Page, place: Place):
    """Every page for residents, unfolded, its lists and tables used: text, labels, tooltips and placeholders."""
    found: dict[str, set[str]] = {}
    for address in ("/", "/map", "/case", "/vote", f"/vote?round={rounds_of(place)['open']['id']}", "/results"):
        inside.goto(f"{place.address}{address}")
        inside.locator(".st-key-frame_pages").wait_for()
        settled(inside)
        if address == "/map":
            frame_of(inside)
        unfold(inside)
        found[address] = looked_at(inside) | tried(inside)
    assert {address: lines for address, lines in found.items() if lines} == {}


@pytest.mark.parametrize("section", [section.name for section in SECTIONS])
def test_no_section_speaks_english_to_chinese_staff(inside: Page, place: Place, section: str):
    """The same for each section of Manage, with calendars, uploaders, multiselects and tables."""
    inside.goto(f"{place.address}/manage")
    title = next(ZH(one.title) for one in SECTIONS if one.name == section)
    inside.locator(".st-key-manage_section").get_by_text(title, exact=True).click()
    settled(inside)
    unfold(inside)
    found = looked_at(inside) | tried(inside)
    for part in inside.locator('[class*="st-key-rounds_part"] button').all():
        part.click()
        settled(inside)
        unfold(inside)
        found |= looked_at(inside) | tried(inside)
    assert "\n".join(sorted(found)) == ""


def test_no_light_page_speaks_english_to_a_chinese_reader(inside: Page, place: Place):
    """What phones, the wall and who leads a workshop see."""
    view = rounds_of(place)["open"]
    here, round_ = view["community"], view["id"]
    found = {}
    for address in (
        f"/wall/rounds/{round_}", f"/wall/c/{here}", f"/workshop/{here}", "/v/", f"/v/rounds/{round_}", f"/v/c/{here}",
        f"/v/c/{here}/comments", f"/v/c/{here}/mine", "/sign-in", "/sign-in/password", "/authority", "/privacy",
    ):  # fmt: skip
        inside.goto(f"{place.address}{address}")
        found[address] = english(inside)
    assert {address: lines for address, lines in found.items() if lines} == {}


def test_what_people_type_is_never_translated(inside: Page, place: Place):
    """A round that is called “Search”, a choice called “Open”: they stay what they are, the widgets around them do not."""
    inside.goto(f"{place.address}/results")
    settled(inside)
    told = inside.evaluate("""async () => {
      const typed = document.createElement("div");
      typed.innerHTML = '<div class="stHtml"><p title="Open">Search</p></div><p data-testid="stMarkdownContainer">Open</p>'
        + '<ul><li role="option">Count</li><li role="option">Select all</li></ul><button aria-label="Open">Search</button>';
      document.getElementById("root").append(typed);
      await new Promise((done) => setTimeout(done, 100));
      const said = [...typed.querySelectorAll("p, li, button")].map((e) => e.textContent);
      const named = [typed.querySelector("[title]").title, typed.querySelector("button").ariaLabel];
      typed.remove();
      return [said, named];
    }""")
    assert told == [["Search", "Open", "Count", ZH("Select all"), ZH("Search")], ["Open", ZH("Open")]]


@pytest.mark.parametrize(("language", "words"), [("zh", "服务器没有回应"), ("en", "The server does not answer")])
def test_a_server_that_is_away_is_told_in_plain_words(
    chromium: Browser, tmp_path: Path, language: str, words: str
):  # fmt: skip
    """The dialog of a lost connection: that nothing is lost, what to do, in the reader's language, without Streamlit's name."""
    settings = {"JIEYI_PORT": str(free_port())}
    environment = Settings(data_dir=tmp_path)
    house = open_house(environment)
    makers.community(house)
    house.database.close()
    server, address = serve(tmp_path, **settings)
    context = chromium.new_context(viewport={"width": LAPTOP[0], "height": LAPTOP[1]})
    try:
        page = context.new_page()
        page.goto(f"{address.replace('127.0.0.1', 'localhost')}/?lang={language}")
        page.locator(".st-key-frame_pages").wait_for()
        settled(page)
        server.send_signal(signal.SIGTERM)
        with server:
            assert server.wait(timeout=10) == 0
        expect(page.get_by_role("dialog")).to_contain_text(words, timeout=90_000)
        SCREENS.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=SCREENS / f"8-away-{language}.png")
        assert "Streamlit" not in page.get_by_role("dialog").inner_text()
        if language == "zh":
            assert sorted(english(page)) == []
    finally:
        context.close()
        if server.poll() is None:
            server.kill()
