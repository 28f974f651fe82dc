"""Where photos lie: a folder, memory by fsspec, and a real S3 server process on loopback behave alike."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import boto3
import fsspec
import pytest

from planning import store
from planning.actions.photos import send_photo
from planning.actions.pinning import pin_comment
from planning.errors import Refusals
from planning.settings import Settings
from planning.site import new_id
from planning.store import photo_files
from planning.store.photo_storage import Folder, Remote, Storage, storage_at
from planning.surveys.photo import Owner, Photo
from planning.surveys.picture import re_encoded, thumbnail
from planning.web.house import House, open_house
from tests import makers
from tests.makers import NOON, Clock
from tests.sending import FORM, shot

SERVER = Path(sys.executable).with_name("moto_server")
KEYS = {"AWS_ACCESS_KEY_ID": "testing", "AWS_SECRET_ACCESS_KEY": "testing", "AWS_DEFAULT_REGION": "us-east-1"}


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def bucket() -> Iterator[str]:
    """The address of an empty bucket on a server process of its own."""
    port = free_port()
    endpoint = f"http://127.0.0.1:{port}"
    with pytest.MonkeyPatch.context() as patch:
        for name, value in (KEYS | {"AWS_ENDPOINT_URL": endpoint}).items():
            patch.setenv(name, value)
        server = subprocess.Popen(
            [SERVER, "-H", "127.0.0.1", "-p", str(port)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        with server:
            until = time.monotonic() + 60
            while time.monotonic() < until:
                with socket.socket() as probe:
                    if probe.connect_ex(("127.0.0.1", port)) == 0:
                        break
                time.sleep(0.1)
            boto3.client("s3", endpoint_url=endpoint).create_bucket(Bucket="street")
            yield "s3://street/photos"
            server.send_signal(signal.SIGTERM)
            server.wait(timeout=20)


@pytest.fixture(params=["folder", "memory", "s3"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty place of each kind."""
    if request.param == "folder":
        return str(tmp_path / "photos")
    if request.param == "memory":
        return f"memory://{new_id()}"
    return f"{request.getfixturevalue('bucket')}/{new_id()}"


def test_each_place_is_of_its_kind(tmp_path: Path):
    """A path is a folder, an address a storage of fsspec."""
    assert isinstance(storage_at(tmp_path), Folder)
    assert isinstance(storage_at("memory://x"), Remote)


def test_files_are_written_read_listed_and_forgotten(place: str):
    """The same on every kind; a folder inside it, too."""
    there: Storage = storage_at(place)
    assert (list(there.listed()), there.has("one12345.jpg")) == ([], False)
    there.write("one12345.jpg", b"first")
    there.write("thumbnails/one12345.240.jpg", b"small")
    assert (there.read("one12345.jpg"), there.has("one12345.jpg")) == (b"first", True)
    assert [name for name, _ in there.listed()] == ["one12345.jpg"]
    assert [name for name, _ in there.listed("thumbnails")] == ["one12345.240.jpg"]
    assert all(abs(at - time.time()) < 3600 for _, at in there.listed())
    there.forget("one12345.jpg")
    there.forget("one12345.jpg")
    with pytest.raises(FileNotFoundError):
        there.read("one12345.jpg")


def test_a_photo_goes_all_the_way(place: str, tmp_path: Path):
    """Sent, taken up by a comment, served small, rolled back without a trace, removed with its thumbnail, swept."""
    house = open_house(Settings(data_dir=tmp_path, photos=place), Clock())
    here = makers.community(house)
    kept = send_to(house, here.id, shot(900, 600))
    comment = pin_comment(
        house.database, makers.visitor(), NOON, new_id(), community_id=here.id, lon=104.06, lat=30.63, topic="fruit",
        stance="worry", text="果子", form=FORM,
    )  # fmt: skip
    assert photo_files.read_small(place, kept.id, 240, thumbnail)[:2] == b"\xff\xd8"
    with house.database.writing() as session:
        photo_files.keep(session, place, "rolledback123", b"x")
        session.rollback()
    assert names(place) == sorted([f"{kept.id}.jpg", f"thumbnails/{kept.id}.240.jpg"])
    storage_at(place).write("orphan123456.jpg", b"x")
    with house.database.writing() as session:
        assert photo_files.sweep(session, place, NOON.replace(year=2999)) == 1
        assert photo_files.drop(session, place, Owner.COMMENT, [comment]) == 1
    assert names(place) == []
    house.database.close()


def send_to(house: House, community_id: str, data: bytes) -> Photo:
    """Send a photo to wherever the house keeps them."""
    return send_photo(
        house.database, makers.visitor(), NOON, community_id=community_id, form=FORM, photo_id=new_id(),
        picture=re_encoded(data), photo_place=house.settings.photo_place, photos_mb=100,
    )  # fmt: skip


def names(place: str) -> list[str]:
    """Everything that lies there."""
    there = storage_at(place)
    return sorted(
        [name for name, _ in there.listed()] + [f"thumbnails/{name}" for name, _ in there.listed("thumbnails")]
    )


def test_a_storage_that_is_away_is_a_refusal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Nobody answers at the address: a sentence, and no row."""
    for name, value in (
        KEYS | {"AWS_ENDPOINT_URL": f"http://127.0.0.1:{free_port()}", "AWS_MAX_ATTEMPTS": "1"}
    ).items():
        monkeypatch.setenv(name, value)
    fsspec.get_filesystem_class("s3").clear_instance_cache()
    house = open_house(Settings(data_dir=tmp_path, photos="s3://nowhere/photos"), Clock())
    here = makers.community(house)
    with pytest.raises(Refusals) as refused:
        send_to(house, here.id, shot())
    assert refused.value.code == "photo_not_kept"
    with house.database.reading() as session:
        assert store.count(session, Photo) == 0
    house.database.close()
    fsspec.get_filesystem_class("s3").clear_instance_cache()
    assert os.environ["AWS_MAX_ATTEMPTS"] == "1"
