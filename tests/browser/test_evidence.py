"""An evidence walk in a real browser: a phone adds two photos by the code, one without a signal; the leader keeps one; everybody sees it.

Screenshots are left in `build/screens/` for looking at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, FilePayload, Page, expect

from planning.actions.evidence_walks import close_evidence_walk
from planning.actions.illustrative import load_illustrative
from planning.people import SYSTEM
from planning.period import day_in
from planning.settings import Settings
from planning.site import Community, new_id
from planning.store import accounts, change, first
from planning.surveys.evidence import EvidenceKind, EvidenceState, EvidenceWalk, Placed
from planning.web.house import House, open_house
from tests import makers
from tests.browser.conftest import LAPTOP, PHONE, TABLET, Place
from tests.browser.steps import SCREENS, look, settled
from tests.evidence import Walking, jpeg, walking

Open = Callable[..., Page]


@pytest.fixture(scope="module")
def house(place: Place) -> Iterator[House]:
    """The house of the running server, opened beside it, with the illustrative street."""
    opened = open_house(Settings(data_dir=place.folder))
    load_illustrative(opened.database, SYSTEM, opened.clock(), seed=7, photo_dir=opened.settings.photo_dir)
    yield opened
    opened.database.close()


@pytest.fixture(scope="module")
def walk(house: House) -> Walking:
    """A walk of today along the street."""
    with house.database.reading() as session:
        here = first(session, Community, illustrative=True)
    assert here is not None
    found = walking(house, here)
    with house.database.writing() as session:
        one = first(session, EvidenceWalk, id=found.id)
        assert one is not None
        change(session, replace(one, day=day_in(here.time_zone, house.clock()), version=one.version + 1))
    return found


def whole(page: Page, name: str) -> None:
    """Leave a picture of a whole light page."""
    SCREENS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SCREENS / f"{name}.png", full_page=True)


def choose(page: Page, *colours: str) -> None:
    """Choose photos."""
    files: list[FilePayload] = [
        {"name": f"{colour}.jpg", "mimeType": "image/jpeg", "buffer": jpeg(colour)} for colour in colours
    ]
    page.locator("#pictures").set_input_files(files)


def test_two_photos_by_the_code_one_is_kept_and_seen(
    place: Place, house: House, walk: Walking, chromium: Browser, open_page: Open
):
    """The scanned code is gone from the address; what had no signal waits on the phone, a closed tab too, and arrives once."""
    context = chromium.new_context(viewport={"width": PHONE[0], "height": PHONE[1]}, service_workers="block")
    page = context.new_page()
    path = f"/v/c/{walk.here.id}/evidence/{walk.id}"
    page.goto(f"{place.address}{path}/add?lang=zh#{walk.walk.code}")
    expect(page.locator("#pictures")).to_be_attached()
    assert walk.walk.code not in page.url
    whole(page, "evidence-add-phone-zh")
    page.get_by_text("路面破损", exact=True).click()
    page.locator("#place").select_option("3")
    choose(page, "red")
    page.locator("#send").evaluate("button => { button.click(); button.click(); }")  # a double tap sends it once
    expect(page.locator("#waiting")).to_contain_text("已收到1张")
    context.set_offline(True)
    page.locator("#place").select_option("6")
    choose(page, "blue")
    page.locator("#send").click()
    expect(page.locator("#waiting")).to_contain_text("没有信号")
    whole(page, "evidence-offline-phone-zh")
    page.close()
    context.set_offline(False)
    page = context.new_page()
    page.goto(f"{place.address}{path}/add?lang=zh")
    expect(page.locator("#waiting")).to_contain_text("已收到1张")
    page.locator("#waiting a").click()
    expect(page.locator(".sent img")).to_have_count(2)
    whole(page, "evidence-sent-phone-zh")
    context.close()
    assert len(walk.photos()) == 2

    token, member = new_id(), walk.leader.member
    assert member
    with house.database.writing() as session:
        accounts.start_session(session, member.id, token, house.clock(), house.clock() + timedelta(hours=1))
    staff = open_page("/", LAPTOP, "zh")
    staff.context.add_cookies(
        [
            {"name": name, "value": value, "url": place.address}
            for name, value in makers.staff_cookie(house, token).items()
        ]
    )
    staff.goto(f"{place.address}/manage?community={walk.here.id}&lang=zh")
    staff.get_by_text("拍照取证", exact=True).first.click()
    settled(staff)
    staff.get_by_role("combobox").first.click()
    staff.get_by_role("option").first.click()
    settled(staff)
    for size, name in ((PHONE, "phone"), (TABLET, "tablet"), (LAPTOP, "laptop")):
        staff.set_viewport_size({"width": size[0], "height": size[1]})
        look(staff, f"evidence-looking-{name}-zh")
    staff.get_by_role("button", name="采用并公开").first.click()
    expect(staff.get_by_text("照片已采用，所有人都能看到。")).to_be_visible()

    for size, name in ((PHONE, "phone"), (TABLET, "tablet"), (LAPTOP, "laptop")):
        for language in ("zh", "en"):
            seen = open_page(path, size, language)
            expect(seen.locator(".spot img")).to_have_count(1)
            seen.locator(".spot img").scroll_into_view_if_needed()
            expect(seen.locator(".spot img")).to_have_js_property("complete", True)
            whole(seen, f"evidence-seen-{name}-{language}")


def test_what_was_refused_is_sent_again_or_taken_away(
    place: Place, house: House, walk: Walking, chromium: Browser
):  # fmt: skip
    """A photo without a place is named with its reason and sent again with the place that the form has then; on a closed walk it is taken away."""
    context = chromium.new_context(viewport={"width": PHONE[0], "height": PHONE[1]}, service_workers="block")
    page = context.new_page()
    add = f"{place.address}/v/c/{walk.here.id}/evidence/{walk.id}/add?lang=en"
    before = len(walk.photos())
    page.goto(f"{add}#{walk.walk.code}")
    expect(page.locator("#pictures")).to_be_attached()
    waiting = page.locator("#waiting")
    page.get_by_text("broken paving", exact=True).click()
    choose(page, "green")
    page.locator("#send").click()
    expect(waiting).to_contain_text("green.jpg: The photo does not say where it was taken")
    page.locator("#place").select_option("2")
    waiting.get_by_role("button", name="Send again as the form says now").click()
    expect(waiting).to_contain_text("Photos that came in: 1")
    expect(waiting).not_to_contain_text("green.jpg")
    (came,) = walk.photos()[before:]
    assert (came.placed, came.kind) == (Placed.ROUTE, EvidenceKind.PAVING)

    context.set_offline(True)
    choose(page, "yellow")
    page.locator("#send").click()
    expect(waiting).to_contain_text("No signal")
    for one in walk.photos():
        if one.state is EvidenceState.WAITING:
            walk.judge(one.id, EvidenceState.KEPT)
    close_evidence_walk(
        house.database, walk.leader, house.clock(), new_id(), evidence_walk_id=walk.id, version=walk.walk.version
    )
    context.set_offline(False)
    page.goto(add)
    expect(waiting).to_contain_text("yellow.jpg: This walk is closed and takes no photo")
    expect(waiting.get_by_role("button", name="Send again as the form says now")).to_have_count(0)
    waiting.get_by_role("button", name="Take this photo away").click()
    expect(waiting).to_be_hidden()
    page.reload()
    expect(page.locator("#waiting")).to_be_hidden()
    assert "yellow" not in str(page.evaluate("Object.values(localStorage)"))
    assert len(walk.photos()) == before + 1
    context.close()
