"""In a real browser on a phone: questions appear as they are asked, a draft survives, and phone and server agree."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from planning.settings import Settings
from planning.surveys.questionnaire.conditions import is_true, tree_of
from planning.web.house import House, open_house
from tests.asked import HEAD, Asked, published, workbook
from tests.browser.conftest import PHONE, Place
from tests.browser.steps import look
from tests.surveys.questionnaire.test_conditions import ANSWERS, FALSE, TODAY, TRUE

HOLDS = "(cases) => cases.map(([tree, answers, today]) => Conditions.holds(tree, answers, today, ''))"


@pytest.fixture(scope="module")
def house(place: Place) -> Iterator[House]:
    """The house of the running server, opened beside it."""
    opened = open_house(Settings(data_dir=place.folder))
    yield opened
    opened.database.close()


@pytest.fixture
def phone(chromium: Browser) -> Iterator[BrowserContext]:
    """A phone."""
    context = chromium.new_context(
        viewport={"width": PHONE[0], "height": PHONE[1]}, service_workers="block", locale="zh-CN"
    )
    context.set_default_timeout(20_000)
    yield context
    context.close()


def at(phone: BrowserContext, place: Place, asked: Asked) -> Page:
    """The page, by what its printed code leads to."""
    page = phone.new_page()
    page.goto(f"{place.address}/q/{asked.survey_id}?lang=zh")
    page.locator("#ask").wait_for()
    return page


def test_phone_and_server_work_conditions_out_alike(house: House, phone: BrowserContext, place: Place):
    """Every expression that the server's own tests know, from the trees that the phone is sent."""
    page = at(phone, place, published(house))
    cases = [[tree_of(expression), ANSWERS, TODAY.isoformat()] for expression in (*TRUE, *FALSE)]
    there = [is_true(tree_of(expression), ANSWERS, TODAY) for expression in (*TRUE, *FALSE)]
    assert page.evaluate(HOLDS, cases) == there


SPIED = """async (length) => {
    const before = window.fetch, seen = [];
    window.fetch = async (_url, how) => { seen.push(how.keepalive); return new Response('{"receipt": "1"}', { status: 201 }); };
    await Light.send({ method: "PUT", url: "/nowhere", body: "树".repeat(length) }).answer;
    window.fetch = before;
    return seen;
}"""


def test_a_long_answer_is_sent_although_browsers_keep_only_short_ones_alive(
    house: House, phone: BrowserContext, place: Place
):
    """A request that outlives its page may carry 64 KiB: a longer one would be refused by the browser, again and again."""
    page = at(phone, place, published(house))
    assert page.evaluate(SPIED, 10_000) == [True]
    assert page.evaluate(SPIED, 21_000) == [False]


def test_full_width_figures_make_questions_appear(house: House, phone: BrowserContext, place: Place):
    """Keyboards for Chinese write them: the phone reads a number as the server does."""
    rows = [
        HEAD,
        ["integer", "people", "几口人？", "How many?"],
        ["text", "more", "都是谁？", "Who?", "", "${people} > 2"],
    ]
    page = at(phone, place, published(house, data=workbook(rows)))
    page.locator('[name="a.people"]').fill("３")
    expect(page.locator("#q-1")).to_be_visible()


def test_a_questionnaire_is_answered_on_a_phone(house: House, phone: BrowserContext, place: Place):
    """A question comes when it is asked, what is missing is said beside it, an order is tapped, a place is tapped on the
    map, a closed tab loses nothing, and there is one response with one receipt.
    """
    asked = published(house)
    page = at(phone, place, asked)
    children = page.locator("#q-2")
    expect(children).to_be_hidden()
    page.get_by_label("需要", exact=True).check()
    expect(children).to_be_visible()
    page.locator("#send").click()
    expect(children.locator("[data-problem]")).to_have_text("请回答：几个孩子？")
    page.locator('[name="a.children"]').fill("2")
    for choice in (2, 0):
        page.locator("#q-4 .ranks button").nth(choice).click()
    page.locator('[name="a.words"]').fill("周末没有人看孩子")
    page.locator("#q-10 [data-map]").click()
    page.locator("#q-10 [data-box][data-ready]").wait_for()
    page.locator("#q-10 [data-box]").click(position={"x": 150, "y": 150})
    expect(page.locator("#q-10 [data-drawn]")).to_have_text("已设1个点")
    look(page, "ask-phone", streamlit=False)
    page.reload()
    expect(page.locator('[name="a.words"]')).to_have_value("周末没有人看孩子")
    page.locator("#send").click()
    expect(page.locator("#receipt")).to_be_visible()
    (kept,) = asked.kept
    expect(page.locator("#number")).to_have_text(kept.receipt)
    said = json.loads(kept.answers)
    assert (said["children"], said["first"], said["words"]) == ("2", ["lift", "shade"], "周末没有人看孩子")
    assert len(said["spot"]) == 2
