"""What a start refuses: a damaged file, a newer schema, a network folder; each with one sentence, and nothing written."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from planning import store
from planning.errors import Refusal
from planning.i18n import translator
from planning.settings import Settings
from planning.site import Community, Courtyard, new_id
from planning.store import embedded, starting
from planning.store.archive.writing import back_up
from planning.store.network_folders import network_kind
from planning.store.starting import ready_database
from planning.web.house import House, open_house
from planning.wording import Words
from tests.examples import kept_examples
from tests.makers import NOON

PAGE = 4096


def refused(settings: Settings) -> Refusal:
    """The refusal that a start meets; it is one sentence in both languages."""
    with pytest.raises(Refusal) as found:
        ready_database(settings, thoroughly=True).close()
    (problem,) = found.value.problems
    for language, end in (("en", "."), ("zh", "。")):
        said = translator(language).problem(problem)
        assert said.endswith(end)
        assert "\n" not in said
    return found.value


def closed(house: House) -> Path:
    """The file of a house with something in it, after its server has ended: all of it is in the one file."""
    with house.database.writing() as session:
        kept_examples(session)
    house.database.close()
    file = Path(str(house.database.writer.url.database))
    assert not file.with_name(f"{file.name}-wal").exists()
    return file


@pytest.mark.sqlite
def test_an_empty_file_is_refused_and_stays_empty(house: House):
    """Row 46: SQLite would take it for a new database, and every resident would find an empty house."""
    file = closed(house)
    file.write_bytes(b"")
    assert refused(house.settings).code == "damaged"
    assert file.read_bytes() == b""


@pytest.mark.sqlite
def test_a_corrupt_page_is_refused(house: House):
    """Row 46: whichever page is overwritten, the start finds it, or the page held nothing."""
    file = closed(house)
    whole = file.read_bytes()
    found = 0
    for page in range(1, len(whole) // PAGE):
        file.write_bytes(whole[: page * PAGE] + b"\xa5" * PAGE + whole[(page + 1) * PAGE :])
        if starting.damage(file, thoroughly=True) is not None:
            assert refused(house.settings).code == "damaged"
            found += 1
    assert found >= len(whole) // PAGE - 2


@pytest.mark.sqlite
@pytest.mark.parametrize(
    "contents",
    [b"\x00" * 8192, b"not a database at all, but long enough to be one", b"SQLite"],
    ids=["zeros", "text", "short"],
)
def test_what_is_no_database_is_refused(house: House, contents: bytes):
    """Row 46: a file of zeros is what some file systems leave after a power cut."""
    file = closed(house)
    file.write_bytes(contents)
    assert refused(house.settings).code == "damaged"
    assert file.read_bytes() == contents


@pytest.mark.sqlite
def test_the_last_good_backup_is_named(house: House, tmp_path: Path):
    """Row 46: the newest one that is still as it was made: one that was altered, or is gone, is passed over."""
    for number in range(4):
        back_up(house.database, house.settings, tmp_path / f"backup-{number}.zip", NOON.replace(hour=number))
    (tmp_path / "backup-3.zip").unlink()
    with (tmp_path / "backup-2.zip").open("r+b") as altered:
        altered.seek(100)
        altered.write(b"x")
    closed(house).write_bytes(b"")
    problem = refused(house.settings).problems[0]
    assert problem.params["backup"] == str(tmp_path / "backup-1.zip")
    assert "backup-1.zip" in translator("zh").problem(problem)
    (tmp_path / "backup-1.zip").unlink()
    (tmp_path / "backup-0.zip").unlink()
    assert "no good backup is known" in str(refused(house.settings))


@pytest.mark.sqlite
def test_a_log_without_its_file_is_refused(house: House):
    """Row 46: a new database would be made over what the log still holds."""
    file = closed(house)
    file.rename(file.with_name("elsewhere"))
    file.with_name(f"{file.name}-wal").write_bytes(b"x" * 100)
    assert refused(house.settings).code == "damaged"
    assert not file.exists()


@pytest.mark.sqlite
def test_a_log_that_was_cut_anywhere_opens_with_a_whole_beginning(house: House, tmp_path: Path):
    """Row 45: power fails while the log is written: what was committed before the cut is there, nothing is there by half."""
    file = Path(str(house.database.writer.url.database))
    here: list[str] = []
    with closing(sqlite3.connect(file)) as keeps_the_log_open:
        keeps_the_log_open.execute("SELECT COUNT(*) FROM communities").fetchone()
        for _ in range(12):
            with house.database.writing() as session:
                here.append(store.add(session, Community(new_id(), Words("玉兰巷"), created_at=NOON)).id)
                store.add(session, Courtyard(new_id(), here[-1], "1", Words("一院")))
        log = file.with_name(f"{file.name}-wal").read_bytes()
        chance = random.Random(45)
        for number, at in enumerate([0, len(log), *(chance.randrange(len(log)) for _ in range(20))]):
            copy = tmp_path / f"cut-{number}" / file.name
            copy.parent.mkdir()
            shutil.copy(file, copy)
            copy.with_name(f"{file.name}-wal").write_bytes(log[:at])
            opened = open_house(Settings(data_dir=copy.parent))
            with opened.database.reading() as session:
                there = {one.id for one in store.find(session, Community)}
                assert store.count(session, Courtyard) == len(there)
            assert there == set(here[: len(there)])
            assert at < len(log) or len(there) == len(here)
            opened.database.close()


def test_a_newer_schema_is_refused(settings: Settings):
    """Row 51: an old version does not know what the tables mean, on either database."""
    house = open_house(settings)
    with house.database.writing() as session:
        session.execute(text("UPDATE alembic_version SET version_num = 'of_the_future'"))
    house.database.close()
    assert refused(settings).problems[0].params == {"revision": "of_the_future"}


@pytest.mark.sqlite
def test_a_file_of_another_user_is_refused(house: House, monkeypatch: pytest.MonkeyPatch):
    """Before anybody's first comment is lost."""
    closed(house)
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert refused(house.settings).code == "not_writable"


MOUNTS = r"""/dev/vda / ext4 rw 0 0
nas:/export /srv/street nfs4 rw 0 0
//nas/share /srv/with\040space cifs rw 0 0
me@far:/ /srv/far fuse.sshfs rw 0 0
host /srv/host 9p rw 0 0
/dev/vdb /srv/host/disk ext4 rw 0 0
tmpfs /srv/street tmpfs rw 0 0
nas:/export /srv/deep/street nfs rw 0 0
"""


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/srv/plain/data", None),
        ("/srv/with space/data", "cifs"),
        ("/srv/far", "fuse.sshfs"),
        ("/srv/farther", None),
        ("/srv/host/data", "9p"),
        ("/srv/host/disk/data", None),
        ("/srv/street/data", None),  # something else was mounted over it since
        ("/srv/deep/street/a/b", "nfs"),
    ],
)
def test_network_folders_are_known(tmp_path: Path, folder: str, kind: str | None):
    """The deepest mount above the folder decides, and of two on one point the later."""
    mounts = tmp_path / "mounts"
    mounts.write_text(MOUNTS, encoding="utf-8")
    assert network_kind(Path(folder), mounts) == kind


def test_without_a_list_of_mounts_nothing_is_claimed(tmp_path: Path):
    """Other systems have none."""
    assert network_kind(tmp_path, tmp_path / "none") is None


@pytest.mark.sqlite
def test_a_network_folder_is_refused(settings: Settings, monkeypatch: pytest.MonkeyPatch):
    """Nothing is made there."""
    monkeypatch.setattr(starting, "network_kind", lambda _: "nfs4")
    assert refused(settings).problems[0].params["kind"] == "nfs4"
    assert not (settings.data_dir / "jieyi.sqlite3").exists()


@pytest.mark.parametrize(
    ("version", "faulty"),
    [
        ((3, 40, 1), True), ((3, 44, 5), True), ((3, 44, 6), False), ((3, 44, 7), False), ((3, 45, 0), True),
        ((3, 50, 6), True), ((3, 50, 7), False), ((3, 51, 0), True), ((3, 51, 2), True), ((3, 51, 3), False),
        ((3, 52, 0), False), ((4, 0, 0), False),
    ],
)  # fmt: skip
def test_the_wal_fault_is_known_by_the_version(version: tuple[int, int, int], faulty: bool):
    """Mended in 3.51.3, and carried back to 3.50.7 and 3.44.6."""
    assert embedded.has_wal_fault(version) == faulty
