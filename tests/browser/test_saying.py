"""In a real browser on a phone: a comment with a photo is written, the signal goes and returns, and it is pinned once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from planning import store
from planning.cases.case import Case, Phase
from planning.settings import Settings
from planning.site import Community, Pin, new_id
from planning.surveys.comment import Comment
from planning.surveys.observation import Kind
from planning.surveys.photo import Photo
from planning.web.house import House, open_house
from planning.wording import Words
from tests import makers, trees
from tests.browser.conftest import PHONE, Place
from tests.browser.steps import look
from tests.endings import ended

Open = Callable[..., Page]
HOSTILE = "灯坏了 <img src=x onerror=\"document.title='run'\"> ${document.title='run'} `</script><script>document.title='run'</script>"


@pytest.fixture(scope="module")
def house(place: Place) -> Iterator[House]:
    """The house of the running server, opened beside it."""
    opened = open_house(Settings(data_dir=place.folder))
    yield opened
    opened.database.close()


@pytest.fixture
def yulan(house: House) -> Community:
    """A community with a lamp."""
    here = makers.community(house)
    trees.keep(house, trees.facility(here, pin=Pin(104.0600, 30.6300)))
    return here


@pytest.fixture
def phone(chromium: Browser) -> Iterator[BrowserContext]:
    """A phone whose console nobody watches: a lost signal is an error there."""
    context = chromium.new_context(viewport={"width": PHONE[0], "height": PHONE[1]}, service_workers="block")
    context.set_default_timeout(20_000)
    yield context
    context.close()


def kept(house: House, here: Community) -> list[Comment]:
    """Its comments."""
    with house.database.reading() as session:
        return store.find(session, Comment, order=("at", "id"), community_id=here.id)


def photo() -> bytes:
    """Larger than is needed."""
    out = BytesIO()
    Image.effect_noise((2600, 1900), 60).convert("RGB").save(out, "JPEG")
    return out.getvalue()


def write(page: Page, text: str) -> None:
    """Choose the lamp by typing, topic and stance, and write."""
    page.locator("#find").fill("长椅")
    page.locator("#matches button").first.click()
    expect(page.locator("#where")).to_contain_text("长椅")
    page.get_by_text("照明", exact=True).click()
    page.locator("input[name=stance][value=worry]").check()
    page.locator("textarea[name=text]").fill(text)


class Lossy:
    """A network that fails three times; the second time the server has pinned it, and the answer never comes."""

    def __init__(self) -> None:
        self.lost = 0

    def __call__(self, route: Route) -> None:
        """Lose one request."""
        self.lost += 1
        if self.lost == 2:
            route.fetch()
        route.abort()


def test_a_draft_a_photo_and_a_lost_signal(phone: BrowserContext, place: Place, house: House, yulan: Community):
    """The tab is closed and opened, the signal is lost before the send and returns: all is there, and pinned once."""
    address = f"{place.address}/v/c/{yulan.id}?lang=zh"
    page = phone.new_page()
    page.goto(address)
    write(page, HOSTILE)
    page.locator("#chosen").set_input_files({"name": "a.jpg", "mimeType": "image/jpeg", "buffer": photo()})
    expect(page.locator("#thumbs figure:not(.busy) img")).to_have_count(1)
    look(page, "say-phone-zh", streamlit=False)
    page.close()

    page = phone.new_page()
    page.goto(address)
    expect(page.locator("textarea[name=text]")).to_have_value(HOSTILE)
    expect(page.locator("#thumbs figure img")).to_have_count(1)
    expect(page.locator("input[name=stance][value=worry]")).to_be_checked()
    network = Lossy()
    page.route("**/comments/*", network, times=3)
    page.locator("#send").click()
    expect(page.locator("#waiting")).to_contain_text("没有信号")
    expect(page.locator("#waiting")).to_contain_text("已钉下", timeout=40_000)
    [comment] = kept(house, yulan)
    assert network.lost == 3
    assert (comment.text, comment.target and comment.target.kind) == (HOSTILE, Kind.FACILITY)
    with house.database.reading() as session:
        [one] = store.find(session, Photo, owner_id=comment.id)
    assert max(one.width_px, one.height_px) == 2048
    expect(page.locator("textarea[name=text]")).to_have_value("")
    page.get_by_role("link", name="我的意见").last.click()
    expect(page.locator("article .words")).to_have_text(HOSTILE)
    assert "run" not in page.title()
    look(page, "my-comments-phone-zh", streamlit=False)


def test_where_the_phone_is(phone: BrowserContext, place: Place, yulan: Community):
    """Its position with how exact it is; one that is coarse or elsewhere is said so, and so is a phone that refuses."""
    phone.grant_permissions(["geolocation"])
    page = phone.new_page()
    page.goto(f"{place.address}/v/c/{yulan.id}?lang=en")
    where = page.locator("#where")
    for lon, accuracy, sentence in (
        (104.0601, 12, "accurate to about 12 m"), (104.0601, 400, "to 400 m only"), (121.47, 5, "You are not in Yulan Lane"),
    ):  # fmt: skip
        phone.set_geolocation({"longitude": lon, "latitude": 30.6301, "accuracy": accuracy})
        page.wait_for_timeout(200)
        page.get_by_role("button", name="Where I am now").click()
        expect(where).to_contain_text(sentence)
    assert page.locator("input[name=lon]").input_value().startswith("104.0601")
    phone.clear_permissions()
    page.get_by_role("button", name="Where I am now").click()
    expect(where).to_contain_text("could not say where you are")


def test_over_plain_http_no_position_is_offered(phone: BrowserContext, place: Place, yulan: Community):
    """A phone would refuse it: the button is not there, everything else is."""
    phone.add_init_script("Object.defineProperty(window, 'isSecureContext', {value: false})")
    page = phone.new_page()
    page.goto(f"{place.address}/v/c/{yulan.id}?lang=en")
    expect(page.get_by_role("button", name="Tap it on a map")).to_be_visible()
    expect(page.locator("#locate")).to_be_hidden()


def test_a_photo_waits_for_a_signal(phone: BrowserContext, place: Place, house: House, yulan: Community):
    """Chosen without one and sent without one: kept on the phone over a closed tab, and all goes when it returns."""
    page = phone.new_page()
    address = f"{place.address}/v/c/{yulan.id}?lang=zh"
    page.goto(address)
    write(page, "没有信号时写的")
    page.route("**/uploads/**", lambda route: route.abort())
    page.locator("#chosen").set_input_files({"name": "a.jpg", "mimeType": "image/jpeg", "buffer": photo()})
    expect(page.locator("#thumbs figure")).to_contain_text("等待信号")
    page.locator("#send").click()
    expect(page.locator("#waiting")).to_contain_text("没有信号")
    page.close()
    assert kept(house, yulan) == []

    page = phone.new_page()
    page.goto(address)
    expect(page.locator("#waiting")).to_contain_text("已钉下", timeout=40_000)
    [comment] = kept(house, yulan)
    with house.database.reading() as session:
        assert len(store.find(session, Photo, owner_id=comment.id)) == 1
    expect(page.locator("#thumbs figure")).to_have_count(0)


def test_a_refusal_brings_the_words_back(phone: BrowserContext, place: Place, house: House, yulan: Community):
    """Sent without a topic: one sentence, everything typed stands there, mended and sent again it is pinned."""
    page = phone.new_page()
    page.goto(f"{place.address}/v/c/{yulan.id}?lang=en")
    page.locator("#place").select_option(index=1)
    page.locator("textarea[name=text]").fill("Words that must not be lost")
    page.locator("#send").click()
    expect(page.locator("#told")).to_contain_text("choose what it is about")
    expect(page.locator("textarea[name=text]")).to_have_value("Words that must not be lost")
    page.locator("input[name=topic][value=seats]").check()
    page.locator("input[name=stance][value=idea]").check()
    page.locator("#send").click()
    expect(page.locator("#waiting")).to_contain_text("pinned")
    assert [comment.text for comment in kept(house, yulan)] == ["Words that must not be lost"]


def test_a_tap_on_the_map_and_neighbours_first(open_page: Open, house: House, yulan: Community):
    """The map comes when asked for; an object near the tap is meant; what is said there is offered before sending."""
    trees.keep(house, trees.comment(yulan, id="there-0000000000000000", text="这把椅子一直是坏的"))
    page = open_page(f"/v/c/{yulan.id}", PHONE, "en")
    page.get_by_role("button", name="Tap it on a map").click()
    page.locator("#map[data-shown]").wait_for()
    box = page.locator("#map").bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(page.locator("#where")).to_be_visible()
    page.locator("input[name=topic][value=seats]").check()
    page.locator("input[name=stance][value=idea]").check()
    page.locator("textarea[name=text]").fill("Please mend the bench")
    look(page, "say-map-phone-en", streamlit=False)
    page.locator("#send").click()
    expect(page.locator("#near")).to_contain_text("这把椅子一直是坏的")
    page.get_by_role("button", name="Me too").click()
    expect(page.locator("#near")).to_contain_text("counted")
    look(page, "say-near-phone-en", streamlit=False)
    page.get_by_role("button", name="None of these").click()
    expect(page.locator("#waiting")).to_contain_text("pinned")
    mine = kept(house, yulan)[-1]
    assert mine.text == "Please mend the bench"
    assert abs(mine.pin.lon - 104.06) + abs(mine.pin.lat - 30.63) < 0.0005


def test_without_scripts_the_form_is_enough(house: House, yulan: Community, chromium: Browser, place: Place):
    """A browser that runs none: search by the button, send, and the receipt."""
    context = chromium.new_context(viewport={"width": 390, "height": 844}, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{place.address}/v/c/{yulan.id}?lang=zh")
    page.locator("input[name=find]").fill("长椅")
    page.get_by_role("button", name="查找").click()
    page.locator("select[name=place]").select_option(index=1)
    page.locator("input[name=topic][value=seats]").check()
    page.locator("input[name=stance][value=idea]").check()
    page.locator("textarea[name=text]").fill("想要一把新椅子")
    look(page, "say-plain-phone-zh", streamlit=False)
    page.locator("#send").click()
    expect(page.locator("#done")).to_contain_text("已钉下")
    assert [comment.text for comment in kept(house, yulan)] == ["想要一把新椅子"]
    context.close()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_axe_finds_nothing(open_page: Open, house: House, yulan: Community, language: str):
    """WCAG 2.2 AA by axe, on the form with its map open, on the list and on one's own comments; targets are large."""
    from axe_playwright_python.sync_playwright import Axe

    trees.keep(house, trees.comment(yulan, id=f"there-{language}-0000000000000"))
    for name in ("", "/comments", "/mine"):
        page = open_page(f"/v/c/{yulan.id}{name}", PHONE, language)
        if not name:
            page.locator("#show-map").click()
            page.locator("#map[data-shown]").wait_for()
        found = Axe().run(
            page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
        )
        assert [(one["id"], one["nodes"][0]["html"]) for one in found.response["violations"]] == []
        small = page.evaluate(SMALL)
        assert small == []


SMALL = """() => [...document.querySelectorAll("main button, main select, main input:not([type=hidden]):not(.unseen), main textarea, main nav a, footer a, header a")]
    .map((one) => one.closest("label.choice") || one)
    .filter((one) => one.getClientRects().length && one.getBoundingClientRect().height < 47.5)
    .map((one) => one.outerHTML.slice(0, 120))"""


def test_a_draft_for_a_case_that_closed_meanwhile_is_told_and_kept(phone: BrowserContext, place: Place, house: House):
    """Its words come back with the way to the decision; sent once more they stand at their place, in no case."""
    yulan = makers.community(house, name=Words("银杏社区"))
    trees.keep(house, trees.facility(yulan, id="bench-over", pin=Pin(104.0600, 30.6300)))
    case = Case(new_id(), yulan.id, Words("换灯"), Words("换吗"), Words(""), Phase.EVALUATE, house.clock())
    with house.database.writing() as session:
        store.add(session, case)
    page = phone.new_page()
    page.goto(f"{place.address}/v/c/{yulan.id}?lang=zh&case={case.id}")
    write(page, "写给这个议题的话")
    ended(house, case, house.clock())
    page.locator("#send").click()
    expect(page.locator("#told")).to_contain_text("本议题已经办结")
    expect(page.locator("#told a")).to_have_attribute("href", re.compile(f"/cases/{case.id}/decision"))
    expect(page.locator("textarea[name=text]")).to_have_value("写给这个议题的话")
    assert kept(house, yulan) == []
    page.locator("#send").click()
    expect(page.locator("#waiting")).to_contain_text("我的意见")
    assert [(one.text, one.case_id) for one in kept(house, yulan)] == [("写给这个议题的话", None)]
    page.close()


def test_two_drafts_for_a_case_that_closed_meanwhile_both_come_back(phone: BrowserContext, place: Place, house: House):
    """One in the form, one beside it, also after a reload; what is begun meanwhile is kept, and each goes in no case."""
    here = makers.community(house, name=Words("水杉社区"))
    trees.keep(house, trees.facility(here, id="bench-two", pin=Pin(104.0600, 30.6300)))
    case = Case(new_id(), here.id, Words("换灯"), Words("换吗"), Words(""), Phase.EVALUATE, house.clock())
    with house.database.writing() as session:
        store.add(session, case)
    page = phone.new_page()
    page.goto(f"{place.address}/v/c/{here.id}?lang=zh&case={case.id}")
    text, held, waiting = page.locator("textarea[name=text]"), page.locator("#held > div"), page.locator("#waiting")
    page.route("**/comments/*", lambda route: route.abort())
    for said in ("第一条", "第二条"):
        write(page, said)
        page.locator("#send").click()
        expect(text).to_have_value("")
        expect(waiting).to_contain_text("没有信号")
    ended(house, case, house.clock())
    page.unroute("**/comments/*")
    page.evaluate("window.dispatchEvent(new Event('online'))")
    expect(page.locator("#told a")).to_have_attribute("target", "_blank")
    expect(held).to_contain_text(["第二条"])
    expect(text).to_have_value("第一条")

    page.reload()
    expect(text).to_have_value("第一条")
    expect(held).to_contain_text(["本议题已经办结"])
    expect(held.locator("a")).to_have_attribute("href", re.compile(f"/cases/{case.id}/decision"))
    look(page, "say-held-phone-zh", streamlit=False)
    page.locator("#send").click()
    expect(waiting).to_contain_text("我的意见")
    expect(held).to_contain_text(["第二条"])
    text.fill("第三条")
    page.locator("input[name=author]").fill("阿姨")
    held.get_by_role("button").click()
    expect(text).to_have_value("第二条")
    expect(page.locator("input[name=author]")).to_have_value("")
    expect(held).to_contain_text(["第三条"])
    page.locator("#send").click()
    with page.expect_response(lambda answer: answer.request.method == "PUT"):
        page.locator("#own").click()
    expect(text).to_have_value("")
    assert [(one.text, one.author, one.case_id) for one in kept(house, here)] == [
        ("第一条", "", None),
        ("第二条", "", None),
    ]

    page.reload()
    held.get_by_role("button").click()
    expect(text).to_have_value("第三条")
    expect(page.locator("input[name=author]")).to_have_value("阿姨")
    expect(held).to_have_count(0)
    page.close()
