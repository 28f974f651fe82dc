"""Files of photos: there if and only if their transaction committed."""

from __future__ import annotations

import os

import pytest

from planning.errors import Refusal
from planning.store import photo_files
from tests.makers import NOON

PHOTO = "abcdefgh12345678ABCDEF"


def test_a_kept_photo_can_be_read(house, tmp_path):
    """After the commit the file is there, and nothing half-written beside it."""
    with house.database.writing() as session:
        photo_files.keep(session, tmp_path / "photos", PHOTO, b"jpeg")
    assert photo_files.read(tmp_path / "photos", PHOTO) == b"jpeg"
    assert [p.name for p in (tmp_path / "photos").iterdir()] == [f"{PHOTO}.jpg"]


def test_a_rollback_leaves_no_file(house, tmp_path):
    """Every file of the failed transaction goes, those of earlier ones stay."""
    folder = tmp_path / "photos"
    with house.database.writing() as session:
        photo_files.keep(session, folder, "earlier1", b"1")
    with house.database.writing() as session:
        photo_files.keep(session, folder, PHOTO, b"2")
        photo_files.keep(session, folder, "another1", b"3")
        session.rollback()
    assert [p.name for p in folder.iterdir()] == ["earlier1.jpg"]


def test_a_removed_photo_goes_with_its_thumbnails_once_committed(house, tmp_path):
    """Not before: a rolled-back removal removes nothing."""
    folder = tmp_path / "photos"
    with house.database.writing() as session:
        photo_files.keep(session, folder, PHOTO, b"jpeg")
    photo_files.read_small(folder, PHOTO, 240, lambda data, width: data + str(width).encode())
    with house.database.writing() as session:
        photo_files.remove(session, folder, PHOTO)
        session.rollback()
    assert photo_files.read(folder, PHOTO)
    with house.database.writing() as session:
        photo_files.remove(session, folder, PHOTO)
    assert not list(folder.rglob("*.jpg"))


def test_a_thumbnail_is_made_once(tmp_path, house):
    """The second time it is read from the disk."""
    with house.database.writing() as session:
        photo_files.keep(session, tmp_path / "photos", PHOTO, b"jpeg")
    made = []

    def make(data: bytes, width_px: int) -> bytes:
        made.append(width_px)
        return data[:2]

    for _ in range(2):
        assert photo_files.read_small(tmp_path / "photos", PHOTO, 240, make) == b"jp"
    assert made == [240]


@pytest.mark.parametrize(
    "bad", ["../secret", "..", "a/b", "short", "", "x" * 41, "abcdefgh\n", "ａｂｃｄｅｆｇｈ", "abcdefg.jpg"]
)
def test_what_is_no_id_leads_nowhere(tmp_path, bad):
    """No path but that of a photo can be named."""
    with pytest.raises(Refusal) as refused:
        photo_files.read(tmp_path, bad)
    assert refused.value.code == "not_found"


def test_the_sweep_takes_old_files_that_nobody_owns(house, tmp_path):
    """What a crash left; young files may belong to an act that is under way."""
    folder = tmp_path / "photos"
    folder.mkdir()
    for name in ("lostlost.jpg", "young123.jpg", "halfhalf.part"):
        (folder / name).write_bytes(b"x")
    for name in ("lostlost.jpg", "halfhalf.part"):
        os.utime(folder / name, (NOON.timestamp() - 90_000, NOON.timestamp() - 90_000))
    os.utime(folder / "young123.jpg", (NOON.timestamp(), NOON.timestamp()))
    with house.database.reading() as session:
        assert photo_files.sweep(session, folder, NOON) == 2
    assert [p.name for p in folder.iterdir()] == ["young123.jpg"]
