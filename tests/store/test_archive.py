"""Backups: everything, from either database into either, and nothing from an archive that was touched."""

from __future__ import annotations

import json
import os
import stat
import threading
import tracemalloc
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from planning import store
from planning.errors import Refusal, Refusals
from planning.options.ballot import Ballot
from planning.queries.results import results_view
from planning.settings import Settings
from planning.site import new_id
from planning.store import Database, journal, open_database, photo_files
from planning.store.archive.manifest import NAME, verify
from planning.store.archive.register import last_good
from planning.store.archive.restoring import restore
from planning.store.archive.rows import shelves
from planning.store.archive.writing import back_up
from planning.store.database import is_empty
from planning.store.migrating import head, migrate
from planning.store.tables import Base
from planning.surveys.attachment import Attachment
from planning.surveys.photo import Photo
from planning.web.house import House, open_house
from tests import databases
from tests.databases import dump
from tests.examples import examples, kept_examples
from tests.makers import NOON, Clock, visitor
from tests.rounds import opened

PICTURE = os.urandom(3_000_000)


@pytest.fixture
def full(house: House) -> House:
    """A house with one of everything, two entries in the log, and a photo's file."""
    with house.database.writing() as session:
        made = kept_examples(session)
        for number in range(2):
            journal.log(
                session, at=NOON, member_id="m", act="a", community_id="c", subject=f"s{number}", reason="因为",
                before=None, after={"n": number})  # fmt: skip
        photo_files.keep(session, house.settings.photo_dir, made[Photo].id, PICTURE)
        name = photo_files.document_name(made[Attachment].id)
        photo_files.keep_named(session, house.settings.photo_dir, name, PICTURE[::-1])
    return house


@pytest.fixture
def archive(full: House, tmp_path: Path) -> Path:
    """A backup of it."""
    back_up(full.database, full.settings, tmp_path / "backup.zip", NOON)
    return tmp_path / "backup.zip"


@contextmanager
def empty(folder: Path, kind: str) -> Iterator[tuple[Database, Settings]]:
    """An installation that was never started, on one of the two databases."""
    if kind == "sqlite":
        settings = Settings(data_dir=folder)
        found = open_database(settings.database)
        yield found, settings
        found.close()
        return
    with databases.fresh_postgresql(migrated=False) as address:
        settings = Settings(data_dir=folder, database_url=address)
        found = open_database(address)
        yield found, settings
        found.close()


KINDS = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)]


def contents(database: Database, settings: Settings, to: Path) -> dict[str, bytes]:
    """Every table and file as an archive has them, which is the same for both databases."""
    back_up(database, settings, to, NOON)
    with zipfile.ZipFile(to) as made:
        return {name: made.read(name) for name in made.namelist() if name != NAME}


@pytest.mark.parametrize("kind", KINDS)
def test_everything_comes_back_on_either_database(full: House, archive: Path, tmp_path: Path, kind: str):
    """Rows, order of the log, geometries to the last bit, the photo, the secret key: and a second backup is the same."""
    with empty(tmp_path / "elsewhere", kind) as (database, settings):
        manifest = restore(database, settings, archive)
        assert all(manifest.rows[name] >= 1 for name in ("communities", "trees", "ballots", "log", "comments"))
        with database.reading() as session:
            (photo,) = store.find(session, Photo)
            (document,) = store.find(session, Attachment)
        assert photo_files.read(settings.photo_dir, photo.id) == PICTURE
        assert photo_files.read_document(settings.photo_dir, document.id) == PICTURE[::-1]
        before, after = (
            contents(d, s, tmp_path / f"{n}.zip")
            for n, d, s in ((1, full.database, full.settings), (2, database, settings))
        )
        assert after == before
        if database.kind == full.database.kind:
            assert dump(database) == dump(full.database)
        house = open_house(settings)  # last of all: at its start it settles rounds that have closed
        assert house.secret == full.secret
        house.database.close()


@pytest.mark.parametrize("kind", KINDS)
def test_the_log_goes_on_where_it_stopped(archive: Path, tmp_path: Path, kind: str):
    """The next entry has the next number, and what was restored can be changed as little as before."""
    with empty(tmp_path / "elsewhere", kind) as (database, settings):
        restore(database, settings, archive)
        with database.writing() as session:
            journal.log(session, at=NOON, member_id="m", act="a", community_id="c", subject="s2", reason="",
                              before=None, after=None)  # fmt: skip
        with database.reading() as session:
            assert [(one.seq, one.subject) for one in journal.entries(session, "c")] == [
                (3, "s2"), (2, "s1"), (1, "s0")]  # fmt: skip
        with pytest.raises(Exception, match="the log only grows"), database.writing() as session:
            session.execute(text("DELETE FROM log"))


def test_a_backup_is_for_its_owner_and_takes_nobodys_place(full: House, archive: Path):
    """It holds the secret key; a file that is there stays; and it is known as the last good one."""
    assert stat.S_IMODE(archive.stat().st_mode) == 0o600
    before = archive.read_bytes()
    with pytest.raises(Refusal) as refused:
        back_up(full.database, full.settings, archive, NOON)
    assert refused.value.code == "file_exists"
    assert archive.read_bytes() == before
    known = last_good(full.settings.data_dir)
    assert known is not None
    assert known.file == str(archive)
    assert not list(archive.parent.glob(".*.part"))


def test_a_folder_that_cannot_be_written_is_a_sentence(full: House, tmp_path: Path):
    """No trace, and nothing remembered."""
    with pytest.raises(Refusal) as refused:
        back_up(full.database, full.settings, tmp_path / "nowhere" / "b.zip", NOON)
    assert refused.value.code == "cannot_write"
    assert last_good(full.settings.data_dir) is None


def test_a_backup_while_ballots_come_in_is_one_moment(house: House, tmp_path: Path):
    """Row 52: in every backup that is made during the vote there are as many ballots as receipts and spent codes."""
    poll = opened(house, count=60)
    codes = [poll.code_id(i) for i in range(60)]
    version = poll.version
    enough = threading.Event()

    def vote() -> None:
        for i, code_id in enumerate(codes):
            poll.cast(i, code_id=code_id, version=version)
            if i >= 10:
                enough.set()

    voting = threading.Thread(target=vote)
    voting.start()
    assert enough.wait(60)
    counts: list[int] = []
    while voting.is_alive():
        path = tmp_path / f"{len(counts)}.zip"
        manifest, _ = back_up(house.database, house.settings, path, NOON)
        with zipfile.ZipFile(path) as made:
            spent = [json.loads(line) for line in made.read("tables/codes.jsonl").splitlines()]
        at = [field.name for field in next(s for s in shelves() if s.name == "codes").fields].index("spent_at")
        assert manifest.rows["ballots"] == manifest.rows["receipts"] == sum(row[at] is not None for row in spent)
        counts.append(manifest.rows["ballots"])
    voting.join()
    assert len(counts) >= 2
    assert counts == sorted(counts)
    with empty(tmp_path / "elsewhere", "sqlite") as (database, settings):
        restore(database, settings, tmp_path / f"{len(counts) - 1}.zip")
        with database.reading() as session:
            assert store.count(session, Ballot, round_id=poll.round_id) == counts[-1]


@pytest.mark.parametrize("kind", KINDS)
def test_a_recount_of_what_was_restored_is_the_same(house: House, clock: Clock, tmp_path: Path, kind: str):
    """Row 52: winners, stages, turnout and every other thing that the results page is drawn from."""
    poll = opened(house, count=9, hours=1)
    for number in range(9):
        poll.cast(number, ranking=[["c"], ["a"]] if number % 3 else [["b"], ["c"]])
    back_up(house.database, house.settings, tmp_path / "b.zip", NOON)
    now = clock.forward(hours=2)
    here = results_view(house.database, visitor(), now, round_id=poll.round_id)
    with empty(tmp_path / "elsewhere", kind) as (database, settings):
        restore(database, settings, tmp_path / "b.zip")
        there = results_view(database, visitor(), now, round_id=poll.round_id)
    assert here.winners == ("c",)
    assert there == here


def test_a_house_with_anything_in_it_is_not_restored_into(full: House, archive: Path):
    """Not even its own backup."""
    before = dump(full.database)
    with pytest.raises(Refusal) as refused:
        restore(full.database, full.settings, archive)
    assert refused.value.code == "not_empty"
    assert dump(full.database) == before


def test_an_empty_house_that_was_started_takes_a_backup(archive: Path, tmp_path: Path):
    """Whoever starts the server first, to see whether it runs, can still restore."""
    with empty(tmp_path / "elsewhere", "sqlite") as (database, settings):
        migrate(database)
        assert restore(database, settings, archive).rows["trees"] == 1


def rewritten(path: Path, change: Callable[[dict[str, bytes]], object]) -> None:
    """The archive with other members in it, written by somebody who knows the format."""
    with zipfile.ZipFile(path) as made:
        members = {name: made.read(name) for name in made.namelist()}
    change(members)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in members.items():
            made.writestr(name, data)


def _more_votes(members: dict[str, bytes]) -> None:
    members["tables/ballots.jsonl"] *= 2


def _another_vote(members: dict[str, bytes]) -> None:
    members["tables/ballots.jsonl"] = members["tables/ballots.jsonl"].replace(b"1/3", b"9/3")


def _no_votes(members: dict[str, bytes]) -> None:
    del members["tables/ballots.jsonl"]


def _a_file_more(members: dict[str, bytes]) -> None:
    members["photos/notlistedatall.jpg"] = b"x"


def _another_photo(members: dict[str, bytes]) -> None:
    name = next(name for name in members if name.startswith("photos/"))
    members[name] = members[name][:-1] + b"x"


def _manifest(change: Callable[[dict[str, Any]], object]) -> Callable[[dict[str, bytes]], object]:
    def changed(members: dict[str, bytes]) -> None:
        said = json.loads(members[NAME])
        change(said)
        members[NAME] = json.dumps(said).encode()

    return changed


def _climb(said: dict[str, Any]) -> None:
    said["files"][0]["name"] = "photos/../../../etc/cron.d/x"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (_more_votes, "altered_archive"),
        (_another_vote, "altered_archive"),
        (_no_votes, "altered_archive"),
        (_a_file_more, "altered_archive"),
        (_another_photo, "altered_archive"),
        (_manifest(_climb), "altered_archive"),
        (_manifest(lambda said: said.pop("tables")), "altered_archive"),
        (_manifest(lambda said: said["tables"][0].update(name='log"; DROP TABLE log; --')), "altered_archive"),
        (_manifest(lambda said: said["tables"][0]["fields"][0].update(kind="pickle")), "altered_archive"),
        (_manifest(lambda said: said.update(format="another")), "altered_archive"),
        (_manifest(lambda said: said.update(version=2)), "newer_archive"),
        (_manifest(lambda said: said.update(revision="of_the_future")), "newer_archive"),
        (lambda members: members.update({NAME: b"[]"}), "altered_archive"),
        (lambda members: members.pop(NAME), "altered_archive"),
    ],
)
def test_an_altered_archive_is_refused_before_anything_is_written(
    archive: Path, tmp_path: Path, change: Callable[[dict[str, bytes]], object], code: str
):
    """Whatever was changed, added, taken away or promised: the installation stays without tables and files."""
    rewritten(archive, change)
    with empty(tmp_path / "elsewhere", "sqlite") as (database, settings):
        with pytest.raises(Refusal) as refused:
            restore(database, settings, archive)
        assert refused.value.code == code
        assert dump(database) == {}
        assert not settings.photo_dir.exists()


@pytest.mark.parametrize("size", [0, 10, 1000, 100_000])
def test_a_cut_archive_is_refused(archive: Path, tmp_path: Path, size: int):
    """A download that broke off."""
    archive.write_bytes(archive.read_bytes()[:size])
    with pytest.raises(Refusal) as refused:
        verify(archive)
    assert refused.value.code == "not_an_archive"


def test_a_flipped_bit_anywhere_is_refused(archive: Path):
    """A disk that forgets: wherever it is, some check finds it."""
    whole, harmless = bytearray(archive.read_bytes()), 0
    with zipfile.ZipFile(archive) as made:
        members = {name: made.read(name) for name in made.namelist()}
    for at in range(0, len(whole), len(whole) // 60):
        flipped = whole.copy()
        flipped[at] ^= 0x10
        archive.write_bytes(flipped)
        if said_of(archive) == "":  # in a date or another field of the container that says nothing
            with zipfile.ZipFile(archive) as made:
                assert {name: made.read(name) for name in made.namelist()} == members
            harmless += 1
    assert harmless < 5


def said_of(archive: Path) -> str:
    """Code of the refusal of an archive; empty if it is good."""
    try:
        verify(archive)
    except Refusal as refused:
        return refused.code
    return ""


def test_a_zip_bomb_is_refused_when_it_is_larger_than_it_says(archive: Path, tmp_path: Path):
    """Reading stops where the manifest says that the member ends."""

    def blow_up(members: dict[str, bytes]) -> None:
        members["tables/trees.jsonl"] = b" " * 200_000_000

    rewritten(archive, blow_up)
    with pytest.raises(Refusal) as refused:
        verify(archive)
    assert refused.value.code == "altered_archive"


@pytest.mark.parametrize("kind", KINDS)
def test_a_restoring_that_breaks_off_leaves_nothing_and_can_be_begun_again(
    archive: Path, tmp_path: Path, kind: str, monkeypatch: pytest.MonkeyPatch
):
    """The disk fills up while files are written: no table is left; the next try goes through."""
    with empty(tmp_path / "elsewhere", kind) as (database, settings):
        with monkeypatch.context() as patched:
            patched.setattr(os, "fsync", lambda _: (_ for _ in ()).throw(OSError(28, "No space left")))
            with pytest.raises(Refusals) as refused:
                restore(database, settings, archive)
            assert "No space left" in str(refused.value)
        with pytest.raises(Exception, match=r"no such table|does not exist"):
            is_empty(database)
        assert restore(database, settings, archive).rows["trees"] == 1


def test_rows_that_refer_to_later_rows_come_back(house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A reference inside one table, or round a circle of tables, is filled when everything is there."""
    refers = {"case_id", "courtyard_id"}
    late = [replace(s, fields=tuple(replace(f, later=f.name in refers) for f in s.fields)) for s in shelves()]
    late = [one if one.name == "comments" else kept for one, kept in zip(late, shelves(), strict=True)]
    monkeypatch.setattr("planning.store.archive.writing.shelves", lambda: late)
    with house.database.writing() as session:
        made = kept_examples(session)
    back_up(house.database, house.settings, tmp_path / "b.zip", NOON)
    with empty(tmp_path / "elsewhere", "sqlite") as (database, settings):
        restore(database, settings, tmp_path / "b.zip")
        with database.reading() as session:
            kinds = [kind for kind in made if kind in Base.ROWS]
            assert all(store.first(session, kind, id=made[kind].id) == made[kind] for kind in kinds)


def test_a_large_table_passes_through_in_pieces(house: House, tmp_path: Path):
    """Eight thousand long comments are backed up and restored with the memory of two thousand."""
    with house.database.writing() as session:
        example = next(v for k, v in kept_examples(session).items() if k.__name__ == "Comment")
    _most_memory(house, tmp_path / "first", 1)  # what is kept once, for each table and statement, is there now
    _more_comments(house, example, 2)
    few = _most_memory(house, tmp_path / "few", 2_001)
    _more_comments(house, example, 6)
    many = _most_memory(house, tmp_path / "many", 8_001)
    assert many < 1.1 * few
    assert many < 18_000_000  # the texts alone are 36 MB


def _more_comments(house: House, example: Any, thousands: int) -> None:
    with house.database.writing() as session:
        for _ in range(thousands):
            store.add_all(session, [replace(example, id=new_id(), text="香" * 1500) for _ in range(1000)])


def _most_memory(house: House, folder: Path, comments: int) -> int:
    """Bytes at the worst moment of a backup and of restoring it."""
    folder.mkdir()
    tracemalloc.start()
    try:
        back_up(house.database, house.settings, folder / "b.zip", NOON)
        with empty(folder / "elsewhere", "sqlite") as (database, settings):
            assert restore(database, settings, folder / "b.zip").rows["comments"] == comments
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_tables_of_another_version_are_not_backed_up(house: House, tmp_path: Path):
    """The version that wrote them knows what is in them."""
    with house.database.writing() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    with pytest.raises(Refusal) as refused:
        back_up(house.database, house.settings, tmp_path / "b.zip", NOON)
    assert refused.value.code == "older_schema"


def test_every_table_is_on_a_shelf():
    """Each with its key, and those that others refer to come first."""
    order = [shelf.name for shelf in shelves()]
    kept = [table for table in Base.metadata.tables.values() if not table.info.get("derived")]
    assert sorted(order) == sorted(table.name for table in kept)
    for table in kept:
        for key in table.foreign_keys:
            assert order.index(key.column.table.name) <= order.index(table.name)
    assert {kind.__name__ for kind in examples()} >= {"Ballot", "Community"}
    assert head()
