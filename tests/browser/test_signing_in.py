"""Staff in a real browser: an invitation's link, the way to an OpenID provider and back, a reload, and the end of it."""

from __future__ import annotations

import json
import signal
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests import openid
from tests.browser.conftest import Place, Watch, free_port, serve

REFUSED = "Failed to load resource: the server responded with a status of 403 (Forbidden)"
"""What Chromium says of the page that refuses the shut account."""


@pytest.fixture(scope="module")
def provider() -> Iterator[str]:
    """A running OpenID provider."""
    with openid.running() as issuer:
        yield issuer


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory, provider: str) -> Iterator[Place]:
    """The illustrative community, whose staff may sign in by that provider."""
    folder, port = tmp_path_factory.mktemp("staff"), str(free_port())
    address = f"http://127.0.0.1:{port}"
    here = Place(address, folder)
    here.jieyi("demo")
    server, _ = serve(
        folder, JIEYI_PORT=port, JIEYI_PUBLIC_URL=address, JIEYI_OIDC_ISSUER=provider, JIEYI_OIDC_NAME="Street login",
        JIEYI_OIDC_CLIENT_ID=openid.CLIENT_ID, JIEYI_OIDC_CLIENT_SECRET=openid.CLIENT_SECRET,
    )  # fmt: skip
    yield here
    server.send_signal(signal.SIGTERM)
    with server:
        assert server.wait(timeout=10) == 0


@pytest.fixture
def page(chromium: Browser, place: Place) -> Iterator[Page]:
    """A page whose console is watched."""
    context, watch = chromium.new_context(viewport={"width": 1440, "height": 900}), Watch(place.address)
    opened = context.new_page()
    watch.on(opened)
    opened.set_default_timeout(60_000)
    yield opened
    context.close()
    assert [said for said in watch.errors if said != REFUSED] == []


def at_the_provider(page: Page, user: str) -> None:
    """Sign in there."""
    page.get_by_text("Test provider").wait_for()
    page.get_by_label("User").fill(user)
    page.get_by_role("button", name="Go").click()


APART = """([one, other]) => {
    const [a, b] = [one, other].map((part) => document.querySelector(part).getBoundingClientRect());
    return a.right <= b.left || b.right <= a.left || a.bottom <= b.top + 1 || b.bottom <= a.top + 1;
}"""
"""Whether two parts of the page share no place."""


def test_openid_reload_and_a_shut_account(page: Page, place: Place):
    """Invited, signed in by the provider, still in after a reload; shut by an administrator, out at the next click."""
    here = json.loads(place.jieyi("communities", "--json"))
    community = (here["communities"] if isinstance(here, dict) else here)[0]["id"]
    link = place.jieyi("admin", "invite", "planner", "--community", community).strip()
    page.goto(f"{place.address}{link.replace('#', '?lang=en#')}")
    assert "#" not in page.url  # the token left the address bar for the form
    page.get_by_label("Name").fill("Anna")
    page.get_by_role("button", name="Without a password: sign in by Street login").click()
    at_the_provider(page, "anna")
    page.locator(".st-key-frame_pages").wait_for()
    expect(page.get_by_text("Anna · ")).to_be_visible()
    for width in (1300, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        page.wait_for_function(APART, arg=[".jy-where", ".st-key-frame_pages"])  # once it is drawn at this width

    page.reload()
    page.locator(".st-key-frame_pages").wait_for()
    expect(page.get_by_text("Anna · ")).to_be_visible()

    page.goto(f"{place.address}/sign-out?lang=en")
    page.get_by_role("button", name="Sign out").click()
    page.goto(f"{place.address}/sign-in?lang=en")
    page.get_by_role("button", name="Sign in by Street login").click()
    at_the_provider(page, "anna")
    page.locator(".st-key-frame_pages").wait_for()

    page.goto(f"{place.address}/manage?lang=en")
    page.locator(".st-key-manage_section").get_by_text("Planner team", exact=True).click()
    page.get_by_label("Name", exact=True).fill("Zhou")
    page.get_by_role("textbox", name="Profession").fill("teacher")
    page.get_by_role("textbox", name="Profession").press("Tab")
    place.jieyi("admin", "disable", "Anna")
    page.locator(".st-key-team_save button").click()
    expect(page.get_by_text("You are signed out: sign in again. Nothing was changed.")).to_be_visible()
    expect(page.get_by_text("Anna · ")).to_have_count(0)
    expect(page.get_by_role("link", name="Staff sign in")).to_be_visible()
    page.goto(f"{place.address}/sign-in?lang=en")
    page.get_by_role("button", name="Sign in by Street login").click()
    at_the_provider(page, "anna")
    expect(page.get_by_text("No account here belongs to this identity")).to_be_visible()
    lines = place.jieyi("admin", "list", "--json")
    assert [row["disabled"] for row in json.loads(lines) if row["name"] == "Anna"] == [True]
