"""Photos that come with a comment: rows and files together, or neither."""

from __future__ import annotations

import errno
import os
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from planning import store
from planning.actions.comments import pin_with_photos
from planning.errors import Refusals
from planning.queries.comments import comment
from planning.site import Community, new_id
from planning.surveys.comment import Comment
from planning.surveys.photo import Photo
from planning.web.house import House
from tests import makers
from tests.makers import NOON

PLACE: dict[str, Any] = {"lon": 104.06, "lat": 30.63}
SAID: dict[str, Any] = {"topic": "fruit", "stance": "worry", "text": "黑果子掉在车上，很难洗。"}


@pytest.fixture
def yulan(house: House) -> Community:
    """A community with bounds."""
    return makers.community(house)


def picture(width: int = 60, height: int = 40) -> bytes:
    """A photo as a phone would send it."""
    out = BytesIO()
    Image.new("RGB", (width, height), "green").save(out, "JPEG")
    return out.getvalue()


def pin_photos(house: House, here: Community, photos: list[bytes], act_id: str = "") -> str:
    """Pin with photos, into the house's folder."""
    return pin_with_photos(
        house.database, makers.visitor(), NOON, act_id or new_id(), photos=photos, community_id=here.id,
        photo_dir=str(house.settings.photo_dir), **PLACE, **SAID,
    )  # fmt: skip


def files(house: House) -> list[Path]:
    """Photo files on the disk."""
    return sorted(house.settings.photo_dir.glob("*"))


def test_photos_are_kept_in_order_and_once(house: House, yulan: Community):
    """Rows and files together; a replay adds none."""
    shots = [picture(60), picture(61), picture(62)]
    first = pin_photos(house, yulan, shots, "act-1")
    assert pin_photos(house, yulan, shots, "act-1") == first
    seen = comment(house.database, makers.visitor(), NOON, community_id=yulan.id, comment_id=first).photos
    assert [photo.width_px for photo in seen] == [60, 61, 62]
    assert [path.stem for path in files(house)] == sorted(photo.id for photo in seen)


def test_bad_photos_and_bad_words_are_refused_together(house: House, yulan: Community):
    """One answer names the fourth photo, the broken one and the missing words; no file stays."""
    with pytest.raises(Refusals) as caught:
        pin_with_photos(
            house.database, makers.visitor(), NOON, new_id(), photos=[picture(), b"no photo", picture(), picture()],
            community_id=yulan.id, photo_dir=str(house.settings.photo_dir), **PLACE, **(SAID | {"text": ""}),
        )  # fmt: skip
    assert [p.code for p in caught.value.problems] == ["too_many_photos", "photo_format", "empty_text"]
    assert files(house) == []


@pytest.mark.parametrize("fails_at", [1, 2])
def test_no_row_without_its_file_and_no_file_without_its_row(
    house: House, yulan: Community, monkeypatch: pytest.MonkeyPatch, fails_at: int
):
    """The disk is full at the first photo, or at the second: nothing of either is kept, and the visitor is told."""
    force_to_disk, calls = os.fsync, []

    def full(descriptor: int) -> None:
        calls.append(descriptor)
        if len(calls) == fails_at:
            raise OSError(errno.ENOSPC, "no space left")
        force_to_disk(descriptor)

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Refusals) as caught:
        pin_photos(house, yulan, [picture(), picture()])
    assert (caught.value.code, len(calls), files(house)) == ("photo_not_kept", fails_at, [])
    with house.database.reading() as session:
        assert store.count(session, Comment) == store.count(session, Photo) == 0
