"""Staff write down a comment for a person who is present: marked, agreed to, and nobody's browser's."""

from __future__ import annotations

from typing import Any

import pytest

from planning import store
from planning.actions.accounts import add_member
from planning.actions.comments import hide_comment
from planning.actions.personal import erase_person
from planning.actions.pinning import MOST_AN_HOUR, enter_comment
from planning.errors import Refusals
from planning.people import SYSTEM, Role, Visitor
from planning.queries.comments import comment, comments_for_download, my_comments
from planning.queries.comments import comments as listed
from planning.site import Community, new_id
from planning.store import journal
from planning.surveys.comment import Assisted, Comment, Consent
from planning.surveys.reading import CommentCard
from planning.web.house import House
from tests import makers
from tests.makers import NOON

SAID: dict[str, Any] = {
    "lon": 104.0601, "lat": 30.6301, "topic": "seats", "stance": "idea", "text": "楼下缺一把椅子", "consent": "spoken",
}  # fmt: skip


@pytest.fixture
def yulan(house: House) -> Community:
    """A community with bounds."""
    return makers.community(house)


@pytest.fixture
def worker(house: House, yulan: Community) -> Visitor:
    """A social worker with an account, at a browser."""
    member = add_member(
        house.database, SYSTEM, NOON, name="小周", password="long enough", role=Role.SOCIAL_WORKER,
        community_id=yulan.id,
    )  # fmt: skip
    return Visitor(member, "browser-of-staff")


def enter(house: House, by: Visitor, here: Community, act_id: str = "", **other: Any) -> str:
    """Write a comment down."""
    return enter_comment(house.database, by, NOON, act_id or new_id(), community_id=here.id, **(SAID | other))


def read(house: House, by: Visitor, here: Community, id_: str) -> CommentCard:
    """As somebody reads it."""
    return comment(house.database, by, NOON, community_id=here.id, comment_id=id_)


def test_it_is_kept_with_who_and_how_and_beside_no_browser(house: House, yulan: Community, worker: Visitor):
    """The helper's browser does not own it, and the log says who wrote it down and how the person agreed."""
    id_ = enter(house, worker, yulan, consent="signed")
    with house.database.reading() as session:
        kept = store.get(session, Comment, id_)
        [line] = [e for e in journal.entries(session, community_id=yulan.id) if e.act == "enter_comment"]
    assert worker.member is not None
    assert (kept.browser, kept.assisted) == ("", Assisted(worker.member.id, Consent.SIGNED))
    assert (line.member_id, line.subject) == (worker.member.id, f"comment:{id_}")
    assert my_comments(house.database, worker, NOON, community_id=yulan.id) == []


def test_everybody_reads_that_it_was_assisted_and_moderators_by_whom(house: House, yulan: Community, worker: Visitor):
    """The helper's name and number stay inside: on the page, and in every file."""
    id_ = enter(house, worker, yulan)
    public = read(house, makers.visitor(), yulan, id_)
    assert (public.comment.assisted, public.assistant) == (Assisted("", Consent.SPOKEN), "")
    assert read(house, makers.staff(Role.PLANNER, yulan.id), yulan, id_).assistant == ""
    moderator = makers.staff(Role.MODERATOR, yulan.id)
    assert read(house, moderator, yulan, id_).assistant == "小周"
    [line] = comments_for_download(house.database, moderator, NOON, community_id=yulan.id)
    assert line.comment.assisted == Assisted("", Consent.SPOKEN)


@pytest.mark.parametrize("consent", ["", "yes", "SPOKEN"])
def test_without_consent_nothing_is_written(house: House, yulan: Community, worker: Visitor, consent: str):
    """All that is wrong is said at once, the missing consent too."""
    with pytest.raises(Refusals) as refused:
        enter(house, worker, yulan, consent=consent, text="")
    assert [problem.code for problem in refused.value.problems] == ["empty_text", "no_consent"]
    assert listed(house.database, makers.visitor(), NOON, community_id=yulan.id).total == 0


def test_who_has_no_role_here_cannot(house: House, yulan: Community):
    """Neither a resident nor staff of another community."""
    for nobody in (makers.visitor(), makers.staff(Role.ADMINISTRATOR, "elsewhere")):
        with pytest.raises(Refusals) as refused:
            enter(house, nobody, yulan)
        assert refused.value.code == "not_allowed"


def test_twice_is_once_and_a_queue_of_people_is_no_flood(house: House, yulan: Community, worker: Visitor):
    """The same act once; but one helper may write for more people than one resident may write comments."""
    assert enter(house, worker, yulan, "act-1") == enter(house, worker, yulan, "act-1")
    for number in range(MOST_AN_HOUR + 1):
        enter(house, worker, yulan, text=f"第 {number} 位居民的话")
    assert listed(house.database, makers.visitor(), NOON, community_id=yulan.id).total == MOST_AN_HOUR + 2


def test_what_was_told_at_a_door_is_for_named_members(house: House, yulan: Community, worker: Visitor):
    """Written down and confined in one act: nobody else reads it, moderators neither."""
    assert worker.member is not None
    id_ = enter(house, worker, yulan, seen_by=(worker.member.id,))
    assert read(house, worker, yulan, id_).comment.text == SAID["text"]
    with pytest.raises(Refusals):
        read(house, makers.staff(Role.MODERATOR, yulan.id), yulan, id_)


def test_it_is_hidden_and_erased_like_any_other(house: House, yulan: Community, worker: Visitor):
    """The person names its number to an administrator: words and helper go."""
    id_ = enter(house, worker, yulan)
    hide_comment(
        house.database, makers.staff(Role.MODERATOR, yulan.id), NOON, new_id(), community_id=yulan.id, comment_id=id_,
        version=1, reason="重复",
    )  # fmt: skip
    place = house.settings.photo_place
    erase_person(house.database, SYSTEM, NOON, comment_id=id_, photo_place=place, reason="本人要求")
    with house.database.reading() as session:
        kept = store.get(session, Comment, id_)
    assert (kept.text, kept.assisted) == ("", None)
