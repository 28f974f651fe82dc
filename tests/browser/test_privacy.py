"""In a real browser on a phone: a photo goes with a comment, and the page says what is kept and erases it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from planning import store
from planning.settings import Settings
from planning.site import Community, Pin
from planning.surveys.comment import Comment
from planning.surveys.photo import Photo
from planning.web.house import House, open_house
from tests import makers, trees
from tests.browser.conftest import PHONE, Place
from tests.browser.steps import SCREENS, frame_of, look, send_photo, settled

Open = Callable[..., Page]


@pytest.fixture(scope="module")
def house(place: Place) -> Iterator[House]:
    """The house of the running server, opened beside it."""
    opened = open_house(Settings(data_dir=place.folder))
    yield opened
    opened.database.close()


@pytest.fixture(scope="module")
def yulan(house: House) -> Community:
    """A community that blurs places."""
    here = makers.community(house, blur_m=25)
    trees.keep(house, trees.facility(here, pin=Pin(104.0592, 30.6300)))
    return here


def photo(width: int = 3000) -> bytes:
    """A large photograph with a place in it."""
    out, exif = BytesIO(), Image.Exif()
    exif[0x010F] = "Camera 12345"
    exif.get_ifd(0x8825)[2] = (30.0, 37.0, 48.0)
    Image.new("RGB", (width, 2000), (90, 120, 80)).save(out, "JPEG", exif=exif)
    return out.getvalue()


def test_a_photo_goes_with_a_comment_and_is_erased_with_it(open_page: Open, house: House, yulan: Community):
    """Chosen twice, one taken away, sent with the comment; then the page of data shows it and erases it."""
    page = open_page(f"/map?community={yulan.id}", PHONE, "zh")
    frame = frame_of(page)
    frame.evaluate("map.setView([30.6310, 104.0612], 19, {animate: false})")
    page.wait_for_timeout(700)
    box = page.locator("iframe").first.bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.get_by_role("button", name="钉下您看到的").first.click()
    page.locator(".st-key-comments_pin_topic").get_by_text("照明").click()
    page.locator(".st-key-comments_pin_stance").get_by_text("建议").click()
    page.locator(".st-key-comments_pin_text textarea").fill("路口这盏灯坏了")
    send_photo(page, photo())
    send_photo(page, photo(2500), "twice.jpg")
    inside = page.frame_locator("iframe[src*='/uploads']")
    inside.get_by_role("button", name="去掉这张照片").first.click()
    expect(inside.locator("figure")).to_have_count(1)
    settled(page)
    look(page, "7-photo-phone-zh")
    page.locator(".st-key-comments_pin_send button").click()
    expect(page.locator(".jy-photos img")).to_have_count(1)
    with house.database.reading() as session:
        [kept] = store.find(session, Photo)
        [comment] = store.find(session, Comment)
    assert (kept.owner_id, max(kept.width_px, kept.height_px)) == (comment.id, 2048)
    served = page.request.get(f"{page.url.split('/map')[0]}/photos/{kept.id}").body()
    assert b"Camera" not in served

    page.get_by_role("link", name="关于您的信息").last.click()
    expect(page.get_by_role("heading", name="关于您的信息")).to_be_visible()
    expect(page.get_by_text("1 条意见、1 张照片、0 个“我也是”。")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    look_whole(page, "7-privacy-phone-zh")
    with page.expect_download() as download:
        page.get_by_role("link", name="下载").click()
    assert json.loads(download.value.path().read_text(encoding="utf-8"))["comments"][0]["text"] == "路口这盏灯坏了"
    page.locator("input[name=sure]").check()
    page.get_by_role("button", name="全部删除").click()
    expect(page.get_by_text("已删除：1 条意见、1 张照片、0 个“我也是”。")).to_be_visible()
    with house.database.reading() as session:
        assert (store.find(session, Photo), store.find(session, Comment)[0].text) == ([], "")


def look_whole(page: Page, name: str) -> None:
    """A screenshot of the whole page."""
    SCREENS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SCREENS / f"{name}.png", full_page=True)
