"""In a real browser on a phone: what came out of a questionnaire is there to be seen, themes and places with it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from planning.actions.themes import name_theme
from planning.settings import Settings
from planning.site import new_id
from planning.web.house import House, open_house
from planning.wording import Words
from tests.asked import PLANNER, published
from tests.browser.conftest import PHONE, Place
from tests.browser.steps import look, settled


@pytest.fixture(scope="module")
def house(place: Place) -> Iterator[House]:
    """The house of the running server, opened beside it."""
    opened = open_house(Settings(data_dir=place.folder))
    yield opened
    opened.database.close()


def test_everybody_sees_what_came_out(house: House, chromium: Browser, place: Place):
    """Bars with their numbers, the themes of what people wrote, and squares of ground: seen, not only sent."""
    asked = published(house)
    for _ in range(6):
        asked.answer({"care": "no", "words": "请加装电梯", "spot": [104.06, 30.63]})
    name_theme(
        house.database, PLANNER, house.clock(), new_id(), survey_id=asked.survey_id, question_name="words",
        title=Words("加装电梯", "Lifts"), response_ids=[one.id for one in asked.kept],
    )  # fmt: skip
    asked.close()
    page = chromium.new_page(viewport={"width": PHONE[0], "height": PHONE[1]}, locale="zh-CN")
    page.set_default_timeout(30_000)
    page.goto(f"{place.address}/surveys?community={asked.here.id}&survey={asked.survey_id}&lang=zh")
    theme = page.locator(".jq dt", has_text="加装电梯")
    expect(theme).to_be_visible(timeout=30_000)
    settled(page)
    expect(page.locator(".jq")).to_contain_text("6人中的6人")
    expect(page.get_by_role("img", name="小地图：居民在哪些方格内指出了地方")).to_be_visible()
    look(page, "survey-results-phone")
    page.close()
