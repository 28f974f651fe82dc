"""The page that says what is kept: the same text as the docs, one's own data, and erasing it."""

from __future__ import annotations

import html
import json

import pytest
from starlette.testclient import TestClient

from planning.i18n import translator
from planning.i18n.privacy import rendered, rows
from planning.settings import Settings
from planning.site import Community
from planning.web.door import BROWSER_COOKIE
from planning.web.house import House
from tests import makers
from tests.sending import FORM, sent, shot
from tests.speaking import kept, spoken


@pytest.fixture
def yulan(house: House) -> Community:
    """A community with bounds."""
    return makers.community(house)


@pytest.fixture
def phone(client: TestClient) -> TestClient:
    """A browser that has its cookie."""
    client.cookies.set(BROWSER_COOKIE, "browser-1")
    return client


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_page_and_the_docs_say_the_same(phone: TestClient, yulan: Community, language: str):
    """Every cell of the table stands on both, with the days of this installation."""
    page = html.unescape(phone.get("/privacy", params={"lang": language}).text)
    for row in rows(translator(language), Settings()):
        for cell in row:
            assert cell in page
            assert cell in rendered()
    assert "400" in page


def test_the_days_are_those_of_the_installation():
    """Not the ones that the docs name as usual."""
    untils = [until for _, _, until, _ in rows(translator("en"), Settings(keep_withdrawn_days=7))]
    assert "7 days" in untils
    assert "30 days" not in untils


def test_ones_own_data_comes_as_a_file(house: House, phone: TestClient, yulan: Community):
    """JSON with the words and the photos of this browser, and nobody else's."""
    sent(house, yulan, shot())
    spoken(house, yulan, "我的话", "browser-1", form=FORM)
    spoken(house, yulan, "别人的话", "browser-2", lon=104.0612)
    answer = phone.get("/privacy/my-data.json")
    assert "attachment" in answer.headers["content-disposition"]
    assert answer.headers["cache-control"] == "no-store"
    found = json.loads(answer.text)
    assert [c["text"] for c in found["comments"]] == ["我的话"]
    assert len(found["photos"]) == 1
    assert "别人的话" not in answer.text
    assert "1 条意见、1 张照片" in phone.get("/privacy", params={"lang": "zh"}).text


def test_erasing_asks_once_and_does_it(house: House, phone: TestClient, yulan: Community):
    """Without the tick nothing happens; with it all is gone, and the page says how much."""
    spoken(house, yulan, "我的话", "browser-1")
    unsure = phone.post("/privacy", params={"lang": "en"}, data={})
    assert (unsure.status_code, "Tick that you are sure" in unsure.text) == (422, True)
    assert kept(house)[0].text == "我的话"
    done = phone.post("/privacy", params={"lang": "en"}, data={"sure": "yes"})
    assert "Erased: 1 comments, 0 photos" in done.text
    assert kept(house)[0].text == ""


def test_another_sites_page_erases_nothing(house: House, phone: TestClient, yulan: Community):
    """A form elsewhere that posts here is refused."""
    spoken(house, yulan, "我的话", "browser-1")
    answer = phone.post("/privacy", data={"sure": "yes"}, headers={"origin": "https://elsewhere.example"})
    assert (answer.status_code, kept(house)[0].text) == (403, "我的话")


def test_a_browser_without_a_cookie_is_told_so(house: House, client: TestClient, yulan: Community):
    """And sees nothing of comments whose browser was forgotten."""
    spoken(house, yulan, "老意见", "")
    assert "老意见" not in client.get("/privacy").text
    client.cookies.clear()
    answer = client.post("/privacy", params={"lang": "en"}, data={"sure": "yes"})
    assert (answer.status_code, "sends no cookie" in answer.text) == (422, True)


@pytest.mark.parametrize("page", ["/sign-in", "/privacy"])
def test_every_light_page_leads_there(phone: TestClient, yulan: Community, page: str):
    """From its foot."""
    assert '<footer><a href="/privacy?lang=zh">关于您的信息</a></footer>' in phone.get(page).text
