"""In a real browser: a questionnaire written by staff on a laptop, published, and answered on a phone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from planning import store
from planning.people import Grant, Member, Role
from planning.settings import Settings
from planning.site import new_id
from planning.store import accounts
from planning.surveys.questionnaire.survey import Response, Survey
from planning.web.house import House, open_house
from tests.browser.conftest import LAPTOP, PHONE, Place
from tests.browser.steps import look, settled
from tests.makers import community, staff_cookie


@pytest.fixture(scope="module")
def house(place: Place) -> Iterator[House]:
    """The house of the running server, opened beside it."""
    opened = open_house(Settings(data_dir=place.folder))
    yield opened
    opened.database.close()


def at_the_desk(house: House, chromium: Browser, place: Place) -> Page:
    """The questionnaires of a community, as its board sees them."""
    here, now = community(house), house.clock()
    with house.database.writing() as session:
        member = Member(new_id(), "陈工", frozenset({Grant(Role.BOARD, here.id)}))
        accounts.add_member(session, member, "", now)
        accounts.start_session(session, member.id, "board", now, now + timedelta(days=365))
    context = chromium.new_context(viewport={"width": LAPTOP[0], "height": LAPTOP[1]})
    cookie = staff_cookie(house, "board")
    context.add_cookies([{"name": name, "value": value, "url": place.address} for name, value in cookie.items()])
    page = context.new_page()
    page.set_default_timeout(30_000)
    page.goto(f"{place.address}/manage?community={here.id}&lang=zh")
    page.get_by_test_id("stMain").get_by_test_id("stButtonGroup").get_by_text("问卷", exact=True).click()
    settled(page)
    return page


def press(page: Page, words: str) -> None:
    """Press a button, and wait until the page has followed."""
    page.get_by_role("button", name=words, exact=True).click()
    settled(page)


def test_written_published_answered(house: House, chromium: Browser, place: Place):
    """A choice, a scale, and a condition picked by hand: the scale comes to light on the phone where it holds."""
    page = at_the_desk(house, chromium, place)
    page.get_by_label("中文标题").fill("托管需求")
    press(page, "新建问卷")
    press(page, "添加题目")
    page.get_by_label("中文问题").fill("需要托管吗？")
    page.get_by_label("选项", exact=True).fill("yes = 需要 | Yes\nno = 不需要 | No")
    press(page, "保存题目")
    kinds = page.get_by_test_id("stSelectbox").filter(has_text="下一题的题型")
    kinds.locator("input").click()
    page.get_by_role("option", name="量表").click()
    settled(page)
    press(page, "添加题目")
    page.get_by_label("中文问题").fill("有多急？")
    press(page, "保存题目")
    press(page, "修改")
    press(page, "添加此条件")
    expect(page.get_by_text("如果第1题选了“需要”")).to_be_visible()
    press(page, "返回题目列表")
    look(page, "survey-form-laptop")
    with page.context.expect_page() as opened:  # as residents will see it: conditions work, nothing can be sent
        page.get_by_role("link", name="查看手机页面").click(modifiers=["Control"])
    trial = opened.value
    expect(trial.get_by_text("有多急？")).to_be_hidden()
    trial.get_by_label("需要", exact=True).check()
    expect(trial.get_by_text("有多急？")).to_be_visible()
    expect(trial.locator("#send")).to_have_count(0)
    trial.close()
    page.get_by_role("button", name="发布，即刻可以作答").click()
    settled(page)
    with house.database.reading() as session:
        (survey,) = store.find(session, Survey)
    assert survey.published_at is not None
    page.context.close()
    phone = chromium.new_page(viewport={"width": PHONE[0], "height": PHONE[1]}, locale="zh-CN")
    phone.goto(f"{place.address}/v/q/{survey.id}?lang=zh")
    expect(phone.get_by_text("有多急？")).to_be_hidden()
    phone.get_by_label("需要", exact=True).check()
    phone.locator(".step").nth(3).click()
    look(phone, "survey-form-phone", streamlit=False)
    phone.locator("#send").click()
    expect(phone.locator("#receipt")).to_be_visible()
    with house.database.reading() as session:
        (kept,) = store.find(session, Response, survey_id=survey.id)
    assert sorted(json.loads(kept.answers).values()) == ["4", "yes"]
    phone.close()
