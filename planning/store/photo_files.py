"""Files of photos, beside the database: one JPEG per id in one place, written whole or not at all.

A file is in its place before its row is committed, so that no row is ever without its file; if the transaction does
not commit, the file goes with it. After a crash in between, :func:`sweep` finds the file that nobody owns.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import TypeAlias

from sqlalchemy import ColumnElement, delete, event, func, select

from planning.errors import N_, Refusal
from planning.store.database import IN_DOUBT, Session
from planning.store.photo_storage import UNFINISHED, storage_at
from planning.store.tables.attachments import AttachmentRow
from planning.store.tables.meetings import DocumentRow
from planning.store.tables.surveys import PhotoRow
from planning.surveys.photo import Owner

Place: TypeAlias = str | Path
"""A folder, or an address of fsspec."""

_ID = re.compile(r"[A-Za-z0-9]{8,40}", re.ASCII)
THUMBNAILS = "thumbnails"
DOCUMENT = ".pdf"
WIDTHS_PX = (240, 480, 960)
"""Widths that are kept ready beside a photo."""
ORPHAN_AFTER = timedelta(days=1)
KEPT_FREE_BYTES = 500_000_000
"""Photos stop before the disk is full: votes and words go on."""
LOGGER = logging.getLogger(__name__)
_NEW = "photo files of this transaction"


def name_of(photo_id: str) -> str:
    """The name of a photo's file; raises :class:`Refusal` (``not_found``) for what cannot be an id."""
    if not _ID.fullmatch(photo_id):
        raise _not_found()
    return f"{photo_id}.jpg"


def document_name(attachment_id: str) -> str:
    """The name of a document's file, beside the photos."""
    return f"{name_of(attachment_id).removesuffix('.jpg')}{DOCUMENT}"


def _not_found() -> Refusal:
    return Refusal("not_found", N_("This is not here (any more): go back and choose again."))


def require_room(session: Session, place: Place, wanted_bytes: int, most_bytes: int) -> None:
    """Raise :class:`Refusal` (``photos_full``) where so many bytes more do not fit into the quota or on the disk."""
    kept = (select(func.sum(row.size_bytes)) for row in (PhotoRow, AttachmentRow))
    # Of a document that was withdrawn only the title is left; its file stands in the database, and on the same disk.
    shown = select(func.sum(DocumentRow.size_bytes)).where(DocumentRow.withdrawn_at.is_(None))
    used = sum(session.scalar(one) or 0 for one in (*kept, shown))
    if used + wanted_bytes > most_bytes:
        raise photos_full()
    require_free_disk(place, wanted_bytes)


def require_free_disk(place: Place, wanted_bytes: int) -> None:
    """The same, of the disk alone."""
    free = storage_at(place).free_bytes()
    if free is not None and free - wanted_bytes < KEPT_FREE_BYTES:
        raise photos_full()


def photos_full() -> Refusal:
    """No room for photos: everything else goes on."""
    return Refusal(
        "photos_full",
        N_("There is no room for more photos on this server: send your words without a photo, and tell the administrator."),
        where="photo",
    )  # fmt: skip


def keep(session: Session, place: Place, photo_id: str, data: bytes) -> None:
    """Keep a photo's file if, and only if, the transaction of the session commits."""
    keep_named(session, place, name_of(photo_id), data)


def keep_named(session: Session, place: Place, name: str, data: bytes) -> None:
    """The same of any file beside the photos."""
    if storage_at(place).has(name):
        raise ValueError("a photo is never written over")
    if _NEW not in session.info:
        session.info[_NEW] = []
        event.listen(session, "after_rollback", _take_back)
        event.listen(session, "after_commit", _stays)
    session.info[_NEW].append((place, name))  # before it is written: a half-kept one is taken back too
    storage_at(place).write(name, data)


def _take_back(session: Session) -> None:
    if session.info.get(IN_DOUBT):
        return  # the rows may be there: what nobody owns is found by the sweep
    if not session.in_nested_transaction():
        for place, name in session.info[_NEW]:
            try:
                _forget(place, name)
            except OSError:
                LOGGER.warning("%s could not be taken back: the next sweep does it", name)
        session.info[_NEW].clear()


def _stays(session: Session) -> None:
    if not session.in_nested_transaction():
        session.info[_NEW].clear()


def remove(session: Session, place: Place, photo_id: str) -> None:
    """Delete a photo's file, and its thumbnails, once the transaction has committed."""
    _remove(session, place, name_of(photo_id))


def drop_document(session: Session, place: Place, attachment_id: str) -> None:
    """Take away one document: its row, and once that is committed its file."""
    session.execute(delete(AttachmentRow).where(AttachmentRow.id == attachment_id))
    _remove(session, place, document_name(attachment_id))


def _remove(session: Session, place: Place, name: str) -> None:
    @event.listens_for(session, "after_commit", once=True)
    def _delete(_session: Session) -> None:
        _forget(place, name)


def read(place: Place, photo_id: str) -> bytes:
    """The JPEG of a photo; raises :class:`Refusal` (``not_found``)."""
    try:
        return storage_at(place).read(name_of(photo_id))
    except FileNotFoundError:
        raise _not_found() from None


def read_document(place: Place, attachment_id: str) -> bytes:
    """The PDF of a document; raises :class:`Refusal` (``not_found``)."""
    try:
        return storage_at(place).read(document_name(attachment_id))
    except FileNotFoundError:
        raise _not_found() from None


def read_small(place: Place, photo_id: str, width_px: int, make: Callable[[bytes, int], bytes]) -> bytes:
    """A photo no wider than ``width_px``: made once, then kept beside it."""
    small = f"{THUMBNAILS}/{name_of(photo_id).removesuffix('.jpg')}.{width_px}.jpg"
    try:
        return storage_at(place).read(small)
    except FileNotFoundError:
        data = make(read(place, photo_id), width_px)
    try:
        storage_at(place).write(small, data)
    except OSError:
        LOGGER.warning("%s could not be kept: it is made anew each time", small)
    return data


def astray(session: Session, place: Place) -> tuple[set[str], set[str]]:
    """Ids of photos without their files, and of files without their photos."""
    owned = _owned(session)
    there = {name for name, _ in storage_at(place).listed() if name.endswith((".jpg", DOCUMENT))}
    return {_stem(name) for name in owned - there}, {_stem(name) for name in there - owned}


def _owned(session: Session) -> set[str]:
    """Names of the files that rows tell of."""
    photos = {f"{id_}.jpg" for id_ in session.scalars(select(PhotoRow.id))}
    return photos | {f"{id_}{DOCUMENT}" for id_ in session.scalars(select(AttachmentRow.id))}


def _stem(name: str) -> str:
    return name.rpartition(".")[0]


def drop(session: Session, place: Place, owner: Owner, owner_ids: Sequence[str]) -> int:
    """Take away all photos of some things, rows and (once committed) files; how many there were."""
    return _drop(session, place, PhotoRow.owner == owner, PhotoRow.owner_id.in_(owner_ids))


def drop_one(session: Session, place: Place, photo_id: str) -> int:
    """Take away one photo."""
    return _drop(session, place, PhotoRow.id == photo_id)


def drop_waiting(session: Session, place: Place, now: datetime) -> int:
    """Take away photos that were sent more than a day ago and that no act has used."""
    return _drop(session, place, PhotoRow.owner == Owner.UPLOAD, PhotoRow.at < now - ORPHAN_AFTER)


def _drop(session: Session, place: Place, *which: ColumnElement[bool]) -> int:
    ids = list(session.scalars(select(PhotoRow.id).where(*which)))
    session.execute(delete(PhotoRow).where(*which))
    for photo_id in ids:
        remove(session, place, photo_id)
    return len(ids)


def sweep(session: Session, place: Place, now: datetime) -> int:
    """Delete files older than a day that no row owns, and what unfinished writes left; how many there were."""
    old, storage = (now - ORPHAN_AFTER).timestamp(), storage_at(place)
    # Files first, rows second: a photo that is being kept meanwhile has its file before its row.
    found = [name for name, at in storage.listed() if at < old and name.endswith((".jpg", DOCUMENT, UNFINISHED))]
    owned = _owned(session)
    lost = [name for name in found if name not in owned]
    small = [name for name, _ in storage.listed(THUMBNAILS) if f"{name.partition('.')[0]}.jpg" not in owned]
    for name in (*lost, *(f"{THUMBNAILS}/{name}" for name in small)):
        storage.forget(name)
    return len(lost)


def _forget(place: Place, name: str) -> None:
    storage, stem = storage_at(place), name.removesuffix(".jpg")
    for part in (name, *(f"{THUMBNAILS}/{stem}.{width}.jpg" for width in WIDTHS_PX)):
        storage.forget(part)
