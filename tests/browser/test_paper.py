"""A batch of paper ballots in a real browser: typed with the keyboard alone, by two people, at three sizes."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from planning.actions.accounts import add_member
from planning.options.paper.precedence import PaperRule
from planning.people import SYSTEM, Role
from planning.queries.paper import paper_view
from planning.settings import Settings
from planning.web.house import House, open_house
from tests import makers
from tests.browser.conftest import LAPTOP, PHONE, TABLET, Place
from tests.browser.steps import look, settled
from tests.rounds import BOARD, opened

Open = Callable[..., Page]
PASSWORD = "correct horse battery"


@pytest.fixture(scope="module")
def house(place: Place) -> Iterator[House]:
    """The house of the running server, opened beside it."""
    found = open_house(Settings(data_dir=place.folder))
    for name in ("chen", "wang"):
        add_member(
            found.database, SYSTEM, found.clock(), name=name, password=PASSWORD, role=Role.BOARD, community_id=None
        )
    yield found
    found.database.close()


def come_in(open_page: Open, place: Place, name: str, size: tuple[int, int], language: str) -> Page:
    """Sign in and go to the batches of the only round."""
    page = open_page("/sign-in", size, language)
    page.locator("[name=name]").fill(name)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("[name=password]").press("Enter")
    page.wait_for_url(lambda url: "/sign-in" not in url)
    page.goto(f"{place.address}/manage?lang={language}")
    settled(page)
    page.locator(".st-key-manage_section").get_by_text({"zh": "纸质选票", "en": "Paper ballots"}[language]).click()
    settled(page)
    step(page, {"zh": "分批录入", "en": "Enter batches"}[language])
    settled(page)
    return page


def step(page: Page, words: str) -> None:
    """Turn to one of the four steps."""
    page.locator("[class*=st-key-paper_part]").get_by_text(words, exact=True).click()
    settled(page)


def type_sheets(page: Page, *lines: str) -> None:
    """Line after line without touching the mouse: the field is empty and has the focus after each."""
    field = page.locator("[class*=st-key-paper_line] input")
    field.click()
    for line in lines:
        page.keyboard.type(line)
        page.keyboard.press("Enter")
        expect(field).to_have_value("")
        expect(field).to_be_focused()
        settled(page)


def test_a_batch_is_typed_by_two_people_with_the_keyboard(open_page: Open, place: Place, house: House):
    """Three sheets each, one of them blank; the batch is sealed, and nothing of the first reading shows to the second."""
    poll = opened(house, here=makers.community(house), paper=PaperRule.FIRST_RECEIVED)
    chen = come_in(open_page, place, "chen", LAPTOP, "zh")
    chen.locator(".st-key-paper_sheets input").fill("3")
    chen.locator(".st-key-paper_sheets input").press("Enter")
    settled(chen)
    chen.locator(".st-key-paper_open button").click()
    settled(chen)
    type_sheets(chen, "1 213", "2 b", "3 1--")
    look(chen, "paper-entering-1440-zh")
    chen.locator(".st-key-paper_hand_on button").click()
    settled(chen)
    for size, language in ((PHONE, "zh"), (TABLET, "en")):
        wang = come_in(open_page, place, "wang", size, language)
        look(wang, f"paper-confirming-{size[0]}-{language}")
    expect(wang.get_by_text("0 of 3 sheets typed")).to_be_visible()
    type_sheets(wang, "1 213", "2 b", "3 1--")
    wang.locator(".st-key-paper_compare button").click()
    expect(wang.get_by_text("the batch is sealed").first).to_be_visible()
    look(wang, "paper-sealed-820-en")
    for part, name in (("Print", "print"), ("At the table", "table"), ("Count", "count")):
        step(wang, part)
        look(wang, f"paper-{name}-820-en")
    seen = paper_view(house.database, BOARD, house.clock(), round_id=poll.round_id)
    assert [(line.batch.state, line.first, line.second) for line in seen.batches] == [("accepted", 3, 3)]
