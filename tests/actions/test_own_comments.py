"""One's own comment: changed within a day, taken back at any time, by the browser that wrote it and nobody else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from planning import store
from planning.actions.comments import hide_comment, show_comment
from planning.actions.own_comments import change_comment, withdraw_comment
from planning.errors import Refusals
from planning.people import Role
from planning.queries.comments import comment, comments, comments_for_download
from planning.queries.moderation import comment_history
from planning.queries.viewport import comments_shown
from planning.site import Community, new_id
from planning.surveys.comment import CHANGE_WITHIN, Comment, Stance, Topic, Wording
from planning.web.house import House
from tests import makers
from tests.makers import NOON
from tests.speaking import kept, spoken

MINE = makers.visitor("browser-1")
MODERATOR = makers.staff(Role.MODERATOR)
WORDS: dict[str, Any] = {"topic": "shade", "stance": "idea", "text": "换成紫薇吧", "author": "阿婆"}


@pytest.fixture
def yulan(house: House) -> Community:
    """A community with bounds."""
    return makers.community(house)


@pytest.fixture
def said(house: House, yulan: Community) -> Comment:
    """Written in browser-1."""
    return spoken(house, yulan, "果子弄脏路面", browser="browser-1")


def code(attempt: Callable[[], Any]) -> str:
    """Code of the refusal."""
    with pytest.raises(Refusals) as refused:
        attempt()
    return refused.value.code


def change(house: House, said: Comment, who: Any = MINE, at: Any = NOON, **fields: Any) -> str:
    """Change it."""
    given = {"version": said.version} | WORDS | fields
    return change_comment(
        house.database, who, at, new_id(), community_id=said.community_id, comment_id=said.id, **given
    )


def withdraw(house: House, said: Comment, who: Any = MINE, at: Any = NOON, version: int | None = None) -> int:
    """Take it back."""
    return withdraw_comment(
        house.database, who, at, new_id(), community_id=said.community_id, comment_id=said.id,
        version=version or said.version,
    )  # fmt: skip


def test_new_words_are_shown_and_the_old_ones_kept_for_moderators(house: House, said: Comment):
    """The place, the photos and the number stay; the history says what it was and until when."""
    change(house, said)
    [now] = kept(house)
    assert (now.text, now.topic, now.stance, now.author) == ("换成紫薇吧", Topic.SHADE, Stance.IDEA, "阿婆")
    assert (now.pin, now.at, now.edited_at, now.version) == (said.pin, said.at, NOON, 2)
    asked = {"community_id": said.community_id, "comment_id": said.id}
    [was] = comment_history(house.database, MODERATOR, NOON, **asked).wordings
    assert (was.text, was.topic, was.stance, was.version) == (said.text, said.topic, said.stance, 1)
    with pytest.raises(Refusals):
        comment_history(house.database, makers.staff(Role.BOARD), NOON, **asked)


def test_the_same_words_again_make_no_history(house: House, said: Comment):
    """A click on "save" without a change changes nothing."""
    change(house, said, topic=said.topic, stance=said.stance, text=said.text, author=said.author)
    with house.database.reading() as session:
        assert store.count(session, Wording) == 0
    assert kept(house) == [said]


def test_only_within_a_day(house: House, said: Comment):
    """One moment before the end it can be changed, at the end it cannot; taking back is possible for good."""
    end = said.at + CHANGE_WITHIN
    assert code(lambda: change(house, said, at=end)) == "too_late"
    change(house, said, at=end - timedelta(microseconds=1))
    assert withdraw(house, said, at=end + timedelta(days=99), version=2) == 3


@pytest.mark.parametrize("who", [makers.visitor("browser-2"), makers.visitor(""), MODERATOR, makers.SYSTEM], ids=repr)
def test_nobody_else_changes_or_takes_back(house: House, said: Comment, who: Any):
    """Neither another browser, nor one without a cookie, nor staff, who may hide but put no words into a mouth."""
    assert code(lambda: change(house, said, who)) == "not_found"
    assert code(lambda: withdraw(house, said, who)) == "not_found"
    assert kept(house) == [said]


def test_a_comment_without_a_browser_belongs_to_nobody(house: House, yulan: Community):
    """After its browser was forgotten, a visitor without a cookie does not inherit it."""
    said = spoken(house, yulan, "老意见", browser="")
    assert code(lambda: withdraw(house, said, makers.visitor(""))) == "not_found"


def test_a_moderator_and_the_writer_at_the_same_time(house: House, said: Comment):
    """Row 50: both acts are kept, and hidden wins."""
    hide_comment(
        house.database, MODERATOR, NOON, new_id(), community_id=said.community_id, comment_id=said.id, version=1,
        reason="names a person",
    )  # fmt: skip
    assert code(lambda: change(house, said)) == "hidden"
    assert code(lambda: change(house, said, version=2)) == "hidden"
    [now] = kept(house)
    assert (now.text, now.hidden_at) == (said.text, NOON)


def test_the_writer_first_then_the_moderator_who_saw_the_old_words(house: House, said: Comment):
    """The moderator is told that it was changed, and looks again."""
    change(house, said)
    asked = {"community_id": said.community_id, "comment_id": said.id, "reason": "names a person"}
    assert (
        code(lambda: hide_comment(house.database, MODERATOR, NOON, new_id(), version=1, **asked)) == "edited_meanwhile"
    )
    assert kept(house)[0].hidden_at is None


def test_two_tabs_of_one_writer_do_not_overwrite_each_other(house: House, said: Comment):
    """The second one looked at older words."""
    change(house, said)
    assert code(lambda: change(house, said, text="另一个页面写的")) == "edited_meanwhile"


def test_what_is_taken_back_is_in_no_list_no_count_and_no_file(house: House, said: Comment):
    """Its writer still finds it by its number; nobody can show it again."""
    withdraw(house, said)
    here: Any = {"community_id": said.community_id}
    for who in (MINE, makers.visitor("browser-2"), MODERATOR):
        assert comments(house.database, who, NOON, **here).total == 0
        assert comments_for_download(house.database, who, NOON, **here) == []
        assert comments_shown(house.database, who, NOON, **here) == 0
    card = comment(house.database, MINE, NOON, comment_id=said.id, **here)
    assert (card.is_mine, card.comment.withdrawn_at) == (True, NOON)
    assert code(lambda: comment(house.database, makers.visitor("x"), NOON, comment_id=said.id, **here)) == "not_found"
    assert code(lambda: show_comment(
        house.database, MODERATOR, NOON, new_id(), comment_id=said.id, version=2, reason="x", **here)) == "withdrawn"  # fmt: skip
    assert withdraw(house, said, version=2) == 2


def test_all_that_is_wrong_is_said_at_once(house: House, said: Comment):
    """Topic, stance, words and name."""
    with pytest.raises(Refusals) as refused:
        change(house, said, topic="x", stance="y", text=" ", author="名" * 21)
    assert {p.code for p in refused.value.problems} == {"empty_text", "long_text", "unknown_topic", "unknown_stance"}
