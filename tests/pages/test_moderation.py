"""Looking after comments on the Manage page."""

from __future__ import annotations

from pathlib import Path

import pytest

from planning.actions.accounts import add_member, sign_in
from planning.pages import visit as visiting
from planning.people import SYSTEM, Role
from planning.settings import Settings
from planning.site import Community
from planning.web.door import BROWSER_COOKIE
from planning.web.house import House, house_for
from tests import makers
from tests.makers import NOON, staff_cookie
from tests.speaking import draw, kept, say


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> House:
    """The house that the page script opens by itself from the environment."""
    monkeypatch.setenv("JIEYI_DATA_DIR", str(tmp_path))
    monkeypatch.setattr(visiting, "cookies", lambda: {BROWSER_COOKIE: "browser-1"})
    return house_for(Settings(data_dir=tmp_path))


@pytest.fixture
def yulan(home: House) -> Community:
    """A community with bounds."""
    return makers.community(home)


@pytest.fixture
def moderator(home: House, yulan: Community, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody who is signed in as a moderator."""
    add_member(
        home.database, SYSTEM, NOON, name="mo", password="long enough", role=Role.MODERATOR, community_id=yulan.id
    )
    token = sign_in(home.database, home.clock(), name="mo", password="long enough")
    monkeypatch.setattr(visiting, "cookies", lambda: {BROWSER_COOKIE: "staff", **staff_cookie(home, token)})


@pytest.mark.usefixtures("moderator")
def test_a_moderator_hides_with_a_reason_and_shows_again(home: House, yulan: Community):
    """Without a reason nothing happens; with one the comment is gone from the visible ones, and can come back."""
    id_ = say(home, yulan)
    page = draw("planning.pages.manage.comments").run()
    page.button(key=f"moderation_open_{id_}").click().run()
    page.button(key=f"moderation_do_{id_}_1").click().run()
    assert "Please write something first" in page.error[0].value
    page.text_input(key=f"moderation_reason_{id_}").set_value("含电话").run()
    page.button(key=f"moderation_do_{id_}_1").click().run()
    assert (kept(home)[0].hidden_reason, len(page.button)) == ("含电话", 0)
    page.session_state["moderation_which"] = "hidden"
    page.run()
    page.button(key=f"moderation_open_{id_}").click().run()
    page.text_input(key=f"moderation_reason_{id_}").set_value("已删去").run()
    page.button(key=f"moderation_do_{id_}_2").click().run()
    assert kept(home)[0].hidden_at is None
