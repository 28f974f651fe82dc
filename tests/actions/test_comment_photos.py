"""Photos that come with a comment: sent first, taken up by the act; rows and files together, or neither."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Any

import pytest

from planning import store
from planning.actions.photos import MOST_WAITING, drop_photo, send_photo
from planning.actions.pinning import pin_comment
from planning.errors import Refusals
from planning.queries.comments import comment
from planning.queries.photos import photo_file, waiting_photos
from planning.site import Community, new_id
from planning.store import photo_files
from planning.surveys.comment import Comment
from planning.surveys.photo import Owner, Photo
from planning.surveys.picture import re_encoded
from planning.web.house import House
from tests import makers
from tests.makers import NOON
from tests.sending import FORM, sent, shot

PLACE: dict[str, Any] = {"lon": 104.06, "lat": 30.63}
SAID: dict[str, Any] = {"topic": "fruit", "stance": "worry", "text": "黑果子掉在车上，很难洗。"}


@pytest.fixture
def yulan(house: House) -> Community:
    """A community with bounds."""
    return makers.community(house)


def pin(house: House, here: Community, act_id: str = "", browser: str = "browser-1", **fields: Any) -> str:
    """Pin what waits in the form."""
    given = PLACE | SAID | {"form": FORM} | fields
    who = makers.visitor(browser)
    return pin_comment(house.database, who, NOON, act_id or new_id(), community_id=here.id, **given)


def waiting(house: House, here: Community, browser: str = "browser-1") -> list[Photo]:
    """What waits in the form."""
    return waiting_photos(house.database, makers.visitor(browser), NOON, community_id=here.id, form=FORM)


def files(house: House) -> list[Path]:
    """Photo files on the disk."""
    return sorted(house.settings.photo_dir.glob("*"))


def test_photos_are_kept_in_order_and_once(house: House, yulan: Community):
    """Rows and files together; the act sent again changes nothing, and nothing waits any more."""
    ids = [sent(house, yulan, shot(width)).id for width in (60, 61, 62)]
    first = pin(house, yulan, "act-1")
    assert pin(house, yulan, "act-1") == first
    seen = comment(house.database, makers.visitor(), NOON, community_id=yulan.id, comment_id=first).photos
    assert {photo.width_px for photo in seen} == {60, 61, 62}
    assert [photo.position for photo in seen] == [0, 1, 2]
    assert [path.stem for path in files(house)] == sorted(ids)
    assert waiting(house, yulan) == []


def test_too_many_photos_and_bad_words_are_refused_together(house: House, yulan: Community):
    """One answer names both; the photos still wait, and fewer of them go with the next try."""
    four = [sent(house, yulan, shot(width)) for width in (60, 61, 62, 63)]
    with pytest.raises(Refusals) as caught:
        pin(house, yulan, text="")
    assert [p.code for p in caught.value.problems] == ["too_many_photos", "empty_text"]
    assert len(waiting(house, yulan)) == 4
    drop_photo(
        house.database, makers.visitor(), NOON, community_id=yulan.id, form=FORM, photo_id=four[0].id,
        photo_place=house.settings.photo_place,
    )  # fmt: skip
    assert pin(house, yulan)
    assert len(files(house)) == 3


def test_nobody_else_can_use_see_or_drop_what_waits(house: House, yulan: Community):
    """Another browser with the form's name and the photo's id gets nothing of it."""
    mine, other = sent(house, yulan, shot()), makers.visitor("browser-2")
    assert waiting(house, yulan, "browser-2") == []
    for form in (FORM, ""):
        with pytest.raises(Refusals):
            photo_file(house.database, other, NOON, photo_id=mine.id, form=form)
    with pytest.raises(Refusals):
        drop_photo(
            house.database, other, NOON, community_id=yulan.id, form=FORM, photo_id=mine.id,
            photo_place=house.settings.photo_place,
        )  # fmt: skip
    pinned = pin(house, yulan, browser="browser-2")
    with house.database.reading() as session:
        assert store.count(session, Photo, owner=Owner.COMMENT, owner_id=pinned) == 0
    assert photo_file(house.database, makers.visitor(), NOON, photo_id=mine.id, form=FORM) == mine


def test_the_same_photo_sent_twice_is_one(house: House, yulan: Community):
    """A phone whose answer was lost sends again."""
    assert sent(house, yulan, shot()) == sent(house, yulan, shot())
    assert len(files(house)) == 1


def test_a_form_does_not_fill_the_disk(house: House, yulan: Community):
    """So many photos may wait, and no more."""
    for number in range(MOST_WAITING):
        sent(house, yulan, shot(20 + number))
    with pytest.raises(Refusals) as caught:
        sent(house, yulan, shot(90))
    assert caught.value.code == "too_many_photos"
    assert len(files(house)) == MOST_WAITING


def test_the_quota_stops_before_the_disk_is_full(house: House, yulan: Community, monkeypatch: pytest.MonkeyPatch):
    """A plain sentence, and no row and no file; words go on."""
    picture = re_encoded(shot(2000, 2000))
    asked: dict[str, Any] = {
        "community_id": yulan.id, "form": FORM, "picture": picture, "photo_place": house.settings.photo_place,
    }  # fmt: skip
    with pytest.raises(Refusals) as caught:
        send_photo(house.database, makers.visitor(), NOON, photo_id=new_id(), photos_mb=0, **asked)
    assert caught.value.code == "photos_full"
    monkeypatch.setattr(photo_files, "KEPT_FREE_BYTES", 10**18)
    with pytest.raises(Refusals) as caught:
        send_photo(house.database, makers.visitor(), NOON, photo_id=new_id(), photos_mb=100, **asked)
    assert caught.value.code == "photos_full"
    assert (files(house), waiting(house, yulan)) == ([], [])
    assert pin(house, yulan)


def test_no_row_without_its_file_and_no_file_without_its_row(
    house: House, yulan: Community, monkeypatch: pytest.MonkeyPatch
):
    """The disk is full: nothing is kept, and the visitor is told."""

    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "no space left")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Refusals) as caught:
        sent(house, yulan, shot())
    assert (caught.value.code, files(house)) == ("photo_not_kept", [])
    with house.database.reading() as session:
        assert store.count(session, Comment) == store.count(session, Photo) == 0


def test_photos_that_are_named_must_be_there(house: House, yulan: Community):
    """A phone that sends a day late is told that its photos are gone; what it names goes, what it does not stays."""
    one, two = (sent(house, yulan, shot(width)).id for width in (60, 61))
    with pytest.raises(Refusals) as caught:
        pin(house, yulan, photos=[one, "gone"])
    assert caught.value.code == "photos_gone"
    id_ = pin(house, yulan, photos=[two])
    seen = comment(house.database, makers.visitor(), NOON, community_id=yulan.id, comment_id=id_).photos
    assert ([photo.id for photo in seen], [photo.id for photo in waiting(house, yulan)]) == ([two], [one])
