"""Row 44: kill -9 in the middle of an import and of a comment with photos, on either database: all of it or nothing."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from planning import store
from planning.actions.importing import import_observations
from planning.people import Role
from planning.queries.integrity import log_check
from planning.site import Community, new_id
from planning.store import examining, log_walk, photo_files
from planning.store.photo_storage import storage_at
from planning.surveys.observation import Import, PlantingSite, Tree
from planning.surveys.photo import Photo
from planning.web.house import House, open_house
from tests import makers
from tests.databases import dump
from tests.makers import NOON
from tests.rounds import BOARD

TREES = 4500
"""More than two blocks of the merger: a kill can come between them."""

# Dies by its own hand at the N-th statement that the writing engine is given, or after the last one was answered.
KILLED = """
import os, signal, sys
from datetime import datetime
from pathlib import Path
from sqlalchemy import event
from planning.people import Role
from planning.settings import Settings
from planning.web.house import open_house
from tests.makers import NOON, Clock, staff, visitor
data, address, here, left, what = sys.argv[1:]
house, left = open_house(Settings(data_dir=Path(data), database_url=address), Clock()), [int(left)]
@event.listens_for(house.database.writer, "before_cursor_execute")
def count(*_):
    left[0] -= 1
    if not left[0]:
        os.kill(os.getpid(), signal.SIGKILL)
if what == "import":
    from planning.actions.importing import import_observations
    import_observations(house.database, staff(Role.PLANNER, here), NOON, "act-of-import", community_id=here,
        kind="tree", file="trees.csv", data=Path(data, "trees.csv").read_bytes())
else:
    from tests.sending import sent, shot
    if what == "half a photo":  # its bytes are written, and not yet under its name
        os.fsync = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
    class At: id = here
    sent(house, At, shot())
"""


def table(trees: int = TREES) -> bytes:
    """An inventory inside the community of the tests."""
    lines = (
        f"T{n},{104.056 + n % 70 * 1e-4:.6f},{30.626 + n // 70 * 1e-4:.6f},女贞,{n % 50 + 5}" for n in range(trees)
    )
    return ("id,lon,lat,species,dbh_cm\n" + "\n".join(lines) + "\n").encode()


def killed(house: House, here: Community, statement: int, what: str) -> int:
    """The exit code of a process that was to do it and died at a statement."""
    words = [str(house.settings.data_dir), house.settings.database_url, here.id, str(statement), what]
    done = subprocess.run([sys.executable, "-c", KILLED, *words], check=False, cwd=Path(__file__).parents[2])
    return done.returncode


def count(house: House, kind: type) -> int:
    """How many there are."""
    with house.database.reading() as session:
        return store.count(session, kind)


def is_sound(house: House) -> bool:
    """The log's chain is whole, no photo lacks its file, and the file has no fault."""
    with house.database.reading() as session:
        assert log_walk.walk(session).problem is None
        lost, _ = photo_files.astray(session, house.settings.photo_place)
        assert lost == set()
        if house.database.kind == "sqlite":
            assert session.execute(text("PRAGMA integrity_check")).scalars().all() == ["ok"]
            assert session.execute(text("PRAGMA foreign_key_check")).all() == []
    return examining.photos(house.database, house.settings).state is not examining.State.FAILED


@pytest.mark.parametrize("statement", [9, 13])
def test_a_killed_import_leaves_nothing_and_goes_in_whole_afterwards(house: House, statement: int):
    """Row 44: wherever it is killed, no tree, no site, no entry; the same click again brings every row in once."""
    here = makers.community(house)
    Path(house.settings.data_dir, "trees.csv").write_bytes(table())
    before = dump(house.database)
    ended = killed(house, here, statement, "import")
    assert ended == -signal.SIGKILL
    assert dump(house.database) == before
    assert is_sound(house)
    again = open_house(house.settings, house.clock)  # what a restarted server does first
    said = import_observations(
        again.database, makers.staff(Role.PLANNER, here.id), NOON, "act-of-import", community_id=here.id, kind="tree",
        file="trees.csv", data=table(),
    )  # fmt: skip
    again.database.close()
    assert (said["accepted"], said["added"], said["unchanged"]) == (TREES, TREES, 0)
    assert (count(house, Tree), count(house, PlantingSite), count(house, Import)) == (TREES, TREES, 1)
    assert is_sound(house)
    assert log_check(house.database, BOARD, NOON, community_id=here.id).problem is None


@pytest.mark.parametrize(("statement", "what"), [(6, "photo"), (7, "photo"), (99, "half a photo")])
def test_a_photo_that_was_being_kept_is_there_whole_or_not_at_all(house: House, statement: int, what: str):
    """Row 44: a row has its whole file, whatever was done last; a file without a row, or half of one, is swept up."""
    here = makers.community(house)
    ended = killed(house, here, statement, what)
    assert ended in {-signal.SIGKILL, 0}
    kept: list[Any]
    with house.database.reading() as session:
        kept = store.find(session, Photo)
    assert len(kept) == (ended == 0)
    for photo in kept:
        assert len(photo_files.read(house.settings.photo_place, photo.id)) == photo.size_bytes
    assert is_sound(house)
    with house.database.writing() as session:
        photo_files.sweep(session, house.settings.photo_place, NOON.replace(year=NOON.year + 1))
    names = [name for name, _ in storage_at(house.settings.photo_place).listed()]
    assert len(names) == len(kept)


def test_an_acknowledged_import_survives_the_kill_that_follows(house: House):
    """Row 44: what was told to the planner is on the disk: asked again, nothing is added."""
    here = makers.community(house)
    planner = makers.staff(Role.PLANNER, here.id)
    at: dict[str, Any] = {"community_id": here.id, "kind": "tree", "file": "trees.csv", "data": table(20)}
    Path(house.settings.data_dir, "trees.csv").write_bytes(table(20))
    assert killed(house, here, 10_000, "import") == 0
    said = import_observations(house.database, planner, NOON, "act-of-import", **at)
    assert (said["added"], count(house, Tree)) == (20, 20)
    assert import_observations(house.database, planner, NOON, new_id(), **at)["unchanged"] == 20
