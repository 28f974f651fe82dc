"""Moderation in the open: the rules and the log on light pages, and what became of comments beside them."""

from __future__ import annotations

from starlette.testclient import TestClient

from planning.actions.comment_care import mask_comment, say_fate
from planning.people import Role
from planning.site import new_id
from planning.surveys.care import COVER, Ground
from planning.web.door import BROWSER_COOKIE
from planning.web.house import House
from planning.wording import Words
from tests import makers
from tests.makers import NOON
from tests.speaking import say


def test_everybody_reads_the_rules_and_what_was_done(house: House, client: TestClient):
    """The list shows the covered words and what became of it; the writer reads why; the log names role and ground only."""
    here = makers.community(house)
    id_ = say(house, here, "张三家的车堵了门", "writer")
    moderator = makers.staff(Role.MODERATOR, here.id, "Mo")
    asked = {"community_id": here.id, "comment_id": id_}
    mask_comment(
        house.database, moderator, NOON, new_id(), version=1, phrases=["张三"], reason="写了张三的姓名。", ground=Ground.PRIVATE.value, **asked
    )  # fmt: skip
    say_fate(house.database, moderator, NOON, new_id(), said_version=1, fate="not_adopted", words=Words("", "<b>The lane is private</b>"), **asked)  # fmt: skip
    said = client.get(f"/v/c/{here.id}/comments?lang=en").text
    assert f"{COVER}家的车堵了门" in said
    assert "Not adopted, because" in said
    assert "&lt;b&gt;The lane is private" in said
    log = client.get(f"/v/c/{here.id}/moderation?lang=en").text
    assert "words of a comment covered" in log
    assert "It tells something private of others" in log
    for hidden in ("张三", "Mo<"):
        assert hidden not in log + said
    assert "Moderators of the community" in client.get(f"/v/c/{here.id}/moderation/policy?lang=en").text
    client.cookies.set(BROWSER_COOKIE, "writer")
    assert "写了张三的姓名。" in client.get(f"/v/c/{here.id}/mine?lang=en").text
