"""What was said at a door, or tells of a child: read by named members only, wherever it is asked for."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from planning import store
from planning.actions.accounts import add_member
from planning.actions.comments import confine_comment, hide_comment, show_comment
from planning.actions.pinning import pin_comment
from planning.errors import Refusals
from planning.people import SYSTEM, Role, Visitor
from planning.queries.comments import (
    comment,
    comment_counts,
    comments,
    comments_for_download,
    comments_to_moderate,
    confined_comments,
)
from planning.queries.moderation import comment_history
from planning.queries.photos import photo_file
from planning.site import Community, new_id
from planning.surveys.comment import Comment
from planning.surveys.photo import Owner, Photo
from planning.web.house import House
from tests import makers
from tests.makers import NOON
from tests.sending import FORM, sent, shot
from tests.speaking import kept, spoken

PUBLIC = makers.visitor("somebody")


@pytest.fixture
def yulan(house: House) -> Community:
    """A community with bounds."""
    return makers.community(house)


def member(house: House, here: Community, role: Role, name: str) -> Visitor:
    """A member of staff with an account, in a browser of their own."""
    found = add_member(
        house.database, SYSTEM, NOON, name=name, password="correct horse", role=role, community_id=here.id
    )
    return Visitor(found, f"browser of {name}")


def id_of(who: Visitor) -> str:
    """Their id."""
    assert who.member is not None
    return who.member.id


def code(attempt: Callable[[], Any]) -> str:
    """Code of the refusal."""
    with pytest.raises(Refusals) as refused:
        attempt()
    return refused.value.code


def test_what_a_planner_heard_at_a_door_is_read_by_those_named(house: House, yulan: Community):
    """Nobody else: not the public, not a moderator, not an administrator, in no list, count, file or photo."""
    walker, worker = (member(house, yulan, Role.PLANNER, name) for name in ("走访员", "社工"))
    moderator = member(house, yulan, Role.MODERATOR, "管理员")
    sent(house, yulan, shot(), visitor=walker)
    id_ = pin_comment(
        house.database, walker, NOON, new_id(), community_id=yulan.id, lon=104.06, lat=30.63, topic="children",
        stance="worry", text="家里孩子过敏", seen_by=(id_of(walker), id_of(worker)), form=FORM,
    )  # fmt: skip
    at: Any = {"community_id": yulan.id}
    with house.database.reading() as session:
        photo = store.first(session, Photo, owner=Owner.COMMENT, owner_id=id_)
    assert photo is not None
    for who in (walker, worker):
        [card] = confined_comments(house.database, who, NOON, **at)
        assert card.comment.text == "家里孩子过敏"
        assert comment(house.database, who, NOON, comment_id=id_, **at).comment.id == id_
        assert photo_file(house.database, who, NOON, photo_id=photo.id) == photo
    for who in (PUBLIC, moderator, SYSTEM, makers.visitor(walker.browser)):
        assert comments(house.database, who, NOON, **at).total == 0
        assert comment_counts(house.database, who, NOON, **at).total == 0
        assert comments_for_download(house.database, who, NOON, **at) == []
        for attempt in (
            partial(comment, house.database, who, NOON, comment_id=id_, **at),
            partial(photo_file, house.database, who, NOON, photo_id=photo.id),
        ):
            assert code(attempt) == "not_found"
    for who in (moderator, SYSTEM):
        for hidden in (True, None):
            assert comments_to_moderate(house.database, who, NOON, hidden=hidden, **at).total == 0
        assert confined_comments(house.database, who, NOON, **at) == []
        asked = at | {"comment_id": id_}
        assert code(partial(comment_history, house.database, who, NOON, **asked)) == "not_found"
        moderation: tuple[Any, ...] = (show_comment, hide_comment)
        for act in moderation:
            late = partial(act, house.database, who, NOON, new_id(), version=1, reason="x", **asked)
            assert code(late) == "not_found"


def test_a_moderator_confines_what_tells_of_a_child_and_shows_it_again(house: House, yulan: Community):
    """With a reason in the log that holds no word of it."""
    moderator = member(house, yulan, Role.MODERATOR, "管理员")
    said: Comment = spoken(house, yulan, "二楼小明每天一个人", "browser-1")
    at: Any = {"community_id": yulan.id, "comment_id": said.id, "reason": "tells of a child"}
    mine = (id_of(moderator),)
    assert confine_comment(house.database, moderator, NOON, new_id(), version=1, seen_by=mine, **at) == 2
    assert kept(house)[0].seen_by == mine
    assert comments(house.database, PUBLIC, NOON, community_id=yulan.id).total == 0
    [event] = comment_history(house.database, moderator, NOON, community_id=yulan.id, comment_id=said.id).events
    assert (event.act, event.reason) == ("confine_comment", "tells of a child")
    assert "小明" not in repr(event)
    show_comment(house.database, moderator, NOON, new_id(), version=2, **at)
    assert comments(house.database, PUBLIC, NOON, community_id=yulan.id).total == 1


@pytest.mark.parametrize("readers", [("nobody",), ("member-of-another",)])
def test_only_staff_of_the_place_can_be_named(house: House, yulan: Community, readers: tuple[str, ...]):
    """A slip would make it readable to nobody, or to somebody elsewhere."""
    moderator = member(house, yulan, Role.MODERATOR, "管理员")
    elsewhere = member(house, makers.community(house), Role.PLANNER, "别处")
    named = tuple(id_of(elsewhere) if name == "member-of-another" else name for name in readers)
    said = spoken(house, yulan, "话", "browser-1")
    at: Any = {"community_id": yulan.id, "comment_id": said.id, "reason": "x", "version": 1}
    for seen_by, wanted in ((named, "unknown_member"), ((), "no_reader")):
        slip = partial(confine_comment, house.database, moderator, NOON, new_id(), seen_by=seen_by, **at)
        assert code(slip) == wanted
    assert kept(house) == [said]


def test_a_resident_cannot_name_readers(house: House, yulan: Community):
    """What residents write is for everybody."""
    planner = member(house, yulan, Role.PLANNER, "走访员")
    assert code(lambda: spoken(house, yulan, "话", "browser-1", seen_by=(id_of(planner),))) == "unknown_member"
    assert kept(house) == []
