"""Real input, looked at: an inventory of 2,500 trees on the map, and an election of thousands on the Results page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from planning.settings import Settings
from planning.web.house import House, open_house
from planning.wording import Words
from tests import makers
from tests.browser.conftest import LAPTOP, PHONE, Place
from tests.browser.steps import come_near, frame_of, look, settled
from tests.elections import load_election

Open = Callable[..., Page]
PASSWORD = "correct horse battery"
pytestmark = pytest.mark.real


@pytest.fixture(scope="module")
def house(place: Place) -> Iterator[House]:
    """The house of the running server, opened beside it."""
    opened = open_house(Settings(data_dir=place.folder))
    yield opened
    opened.database.close()


def test_taipei_s_park_trees_come_in_on_the_manage_page_and_stand_on_the_map(
    open_page: Open, place: Place, house: House, real_data: Path
):
    """Into an empty community: the file is read, its system suggested and chosen, all 2,500 imported and drawn."""
    here = makers.community(house, name=Words("大安森林公园", "Da'an Forest Park"), bounds=None)
    place.jieyi("admin", "add", "Admin", "--password-stdin", stdin=PASSWORD)
    page = open_page("/sign-in", LAPTOP, "zh")
    page.fill("[name=name]", "Admin")
    page.fill("[name=password]", PASSWORD)
    page.click("main button")
    page.locator(".st-key-frame_pages").wait_for()
    page.goto(f"{place.address}/manage?community={here.id}&lang=zh")
    page.locator(".st-key-manage_section").get_by_text("导入清单", exact=True).click()
    trees = real_data / "geodata" / "taipei_park_trees_daan_utf8.csv"
    page.locator(".st-key-imports_file input[type=file]").set_input_files(trees)
    page.locator(".st-key-imports_suggested_0 button").click()
    expect(page.get_by_role("heading", name="2500 行中有 2500 行可以导入")).to_be_visible(timeout=60_000)
    look(page, "real-import-laptop-zh")
    page.locator(".st-key-imports_go button").click()
    expect(page.get_by_text("已导入 2500 个对象。")).to_be_visible(timeout=60_000)
    page.goto(f"{place.address}/map?community={here.id}&lang=zh")
    frame = frame_of(page)
    drawn = "window.jieyiMap.marks().reduce((all, mark) => all + (mark.f.properties.count ?? 1), 0)"
    assert frame.evaluate(drawn) == 2500
    look(page, "real-taipei-far-laptop-zh")
    come_near(frame, 121.5354, 25.0296)
    near = frame.evaluate("window.jieyiMap.marks().map((mark) => mark.f.properties).filter((p) => p.kind === 'tree')")
    assert near
    assert all(tree["species"] for tree in near)
    look(page, "real-taipei-near-laptop-zh")


@pytest.mark.parametrize(("size", "language"), [(LAPTOP, "en"), (PHONE, "zh")], ids=["laptop-en", "phone-zh"])
def test_a_real_election_is_read_on_the_results_page(
    open_page: Open, house: House, real_data: Path, size: tuple[int, int], language: str
):
    """Burlington 2009: Kiss wins the runoff, and the page says that other methods choose somebody else."""
    here = makers.community(house, name=Words(f"伯灵顿{language}", f"Burlington {language}"))
    named = {
        "c1": "Bob Kiss",
        "c2": "Andy Montroll",
        "c3": "James Simpson",
        "c4": "Dan Smith",
        "c5": "Kurt Wright",
        "c6": "Write-in",
    }
    load_election(house, here, real_data / "votes" / "ballots" / "us_2009_burlington_mayor.csv", titles=named)
    page = open_page(f"/results?community={here.id}", size, language)
    told = {"en": "it holds 4313 of the 8373 ballots", "zh": "8373 张选票中，它得到 4313 张"}[language]
    expect(page.get_by_text(told).first).to_be_visible()
    expect(page.get_by_text("Andy Montroll").first).to_be_attached()
    settled(page)
    look(page, f"real-burlington-{'phone' if size == PHONE else 'laptop'}-{language}")
