"""Photos at the door: JPEG only, never sniffed, never of a hidden comment."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image

from planning import store
from planning.actions.accounts import add_member
from planning.people import Role
from planning.site import Community, Pin, new_id
from planning.store import accounts, photo_files
from planning.surveys.comment import Comment, Stance, Topic
from planning.surveys.photo import Owner, Photo
from planning.surveys.picture import picture_of
from planning.web.house import House
from tests.makers import NOON, SYSTEM, community, staff_cookie


@pytest.fixture
def pinned(house):
    """A comment with one photo."""
    home = community(house)
    comment = Comment(new_id(), home.id, Pin(104.06, 30.63), Topic.FRUIT, Stance.WORRY, "果子", NOON)
    picture = picture_of(Image.new("RGB", (900, 600), "purple"))
    photo = Photo(new_id(), home.id, Owner.COMMENT, comment.id, 0, picture.sha256, 900, 600, NOON)
    with house.database.writing() as session:
        store.add(session, comment)
        store.add(session, photo)
        photo_files.keep(session, house.settings.photo_dir, photo.id, picture.data)
    return comment, photo


def hide(house: House, comment: Comment) -> None:
    """As a moderator would."""
    with house.database.writing() as session:
        store.change(session, replace(comment, hidden_at=NOON, hidden_reason="name of a person", version=2))


def test_a_photo_is_served_as_jpeg_and_nothing_else(client, pinned):
    """Its type, and headers that keep a browser from taking it for a page; kept by this browser only."""
    answer = client.get(f"/photos/{pinned[1].id}")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "image/jpeg"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["content-security-policy"] == "default-src 'none'"
    assert "private" in answer.headers["cache-control"]
    assert Image.open(BytesIO(answer.content)).size == (900, 600)


@pytest.mark.parametrize(
    ("asked", "width"), [("480", 480), ("300", 480), ("0", 240), ("9999", 900), ("-1", 900), ("x", 900), ("²", 900)]
)
def test_smaller_ones_come_in_three_widths(client, pinned, asked, width):
    """What is asked for is rounded up; nonsense gives the whole photo."""
    answer = client.get(f"/photos/{pinned[1].id}", params={"w": asked})
    assert Image.open(BytesIO(answer.content)).size[0] == width


@pytest.mark.parametrize("photo", ["nosuchphoto12345", "..%2Fsecret.key", "%2e%2e", "a" * 5000])
def test_an_unknown_photo_is_not_found(client, photo):
    """Whatever is named."""
    assert client.get(f"/photos/{photo}").status_code == 404


def test_the_photo_of_a_hidden_comment_is_shown_to_moderators_only(house, client, pinned):
    """Everybody else is told that it is not there."""
    comment, photo = pinned
    hide(house, comment)
    assert client.get(f"/photos/{photo.id}").status_code == 404
    member = add_member(house.database, SYSTEM, NOON, name="mod", password="a long password", role=Role.MODERATOR)
    with house.database.writing() as session:
        accounts.start_session(session, member.id, "token", NOON, NOON.replace(year=2030))
    client.cookies.update(staff_cookie(house, "token"))
    assert client.get(f"/photos/{photo.id}").status_code == 200


def test_photos_of_an_unpublished_community_are_not_shown(house, client, pinned):
    """They are as closed as the community itself."""
    _, photo = pinned
    with house.database.writing() as session:
        home = store.get(session, Community, photo.community_id)
        store.change(session, replace(home, published=False))
    assert client.get(f"/photos/{photo.id}").status_code == 403
