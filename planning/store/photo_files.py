"""Files of photos, beside the database: one JPEG per id in one folder, written whole or not at all.

A file is on the disk before its row is committed, so that no row is ever without its file; if the transaction does
not commit, the file goes with it. After a crash in between, :func:`sweep` finds the file that nobody owns.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from sqlalchemy import event, select

from planning.errors import N_, Refusal
from planning.site import new_id
from planning.store.database import IN_DOUBT, Session
from planning.store.tables.surveys import PhotoRow

_ID = re.compile(r"[A-Za-z0-9]{8,40}", re.ASCII)
THUMBNAILS = "thumbnails"
ORPHAN_AFTER_S = 86_400.0
_NEW = "photo files of this transaction"


def path_of(folder: Path, photo_id: str) -> Path:
    """Where the file of a photo lies; raises :class:`Refusal` (``not_found``) for what cannot be an id."""
    if not _ID.fullmatch(photo_id):
        raise _not_found()
    return folder / f"{photo_id}.jpg"


def _not_found() -> Refusal:
    return Refusal("not_found", N_("This is not here (any more): go back and choose again."))


def keep(session: Session, folder: Path, photo_id: str, data: bytes) -> None:
    """Keep a photo's file if, and only if, the transaction of the session commits."""
    path = path_of(folder, photo_id)
    if path.exists():
        raise ValueError("a photo is never written over")
    if _NEW not in session.info:
        session.info[_NEW] = []
        event.listen(session, "after_rollback", _take_back)
        event.listen(session, "after_commit", _stays)
    session.info[_NEW].append(path)  # before it is written: a half-kept one is taken back too
    _write(path, data)


def _take_back(session: Session) -> None:
    if session.info.get(IN_DOUBT):
        return  # the rows may be there: what nobody owns is found by the sweep
    if not session.in_nested_transaction():
        for path in session.info[_NEW]:
            _forget(path)
        session.info[_NEW].clear()


def _stays(session: Session) -> None:
    if not session.in_nested_transaction():
        session.info[_NEW].clear()


def remove(session: Session, folder: Path, photo_id: str) -> None:
    """Delete a photo's file, and its thumbnails, once the transaction has committed."""
    path = path_of(folder, photo_id)

    @event.listens_for(session, "after_commit", once=True)
    def _delete(_session: Session) -> None:
        _forget(path)


def read(folder: Path, photo_id: str) -> bytes:
    """The JPEG of a photo; raises :class:`Refusal` (``not_found``)."""
    try:
        return path_of(folder, photo_id).read_bytes()
    except FileNotFoundError:
        raise _not_found() from None


def read_small(folder: Path, photo_id: str, width_px: int, make: Callable[[bytes, int], bytes]) -> bytes:
    """A photo no wider than ``width_px``: made once, then kept beside it."""
    small = folder / THUMBNAILS / f"{path_of(folder, photo_id).stem}.{width_px}.jpg"
    try:
        return small.read_bytes()
    except FileNotFoundError:
        data = make(read(folder, photo_id), width_px)
    _write(small, data)
    return data


def astray(session: Session, folder: Path) -> tuple[set[str], set[str]]:
    """Ids of photos without their files, and of files without their photos."""
    owned = set(session.scalars(select(PhotoRow.id)))
    there = {path.stem for path in folder.glob("*.jpg")}
    return owned - there, there - owned


def sweep(session: Session, folder: Path, now: datetime) -> int:
    """Delete files older than a day that no row owns, and what unfinished writes left; how many there were."""
    owned = set(session.scalars(select(PhotoRow.id)))
    old = now.timestamp() - ORPHAN_AFTER_S
    lost = [
        p for p in (*folder.glob("*.jpg"), *folder.glob("*.part")) if p.stem not in owned and p.stat().st_mtime < old
    ]
    for path in lost:
        _forget(path)
    return len(lost)


def _forget(path: Path) -> None:
    path.unlink(missing_ok=True)
    for small in (path.parent / THUMBNAILS).glob(f"{path.stem}.*.jpg"):
        small.unlink(missing_ok=True)


def _write(path: Path, data: bytes) -> None:
    """Write under another name, force it to the disk, and only then give it its name."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f"{new_id()}.part")
    try:
        with unfinished.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise
