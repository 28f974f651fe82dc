"""Making an archive while the house goes on: one state of the database, read row by row."""

from __future__ import annotations

import hashlib
import os
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import IO, Any

from sqlalchemy import ColumnClause, column, select, table, type_coerce

from planning.errors import N_, Refusal
from planning.settings import SECRET_FILE, Settings
from planning.store import photo_files
from planning.store.archive.manifest import NAME, Manifest, Member, table_member
from planning.store.archive.register import Made, note, sha256_of
from planning.store.archive.rows import KINDS, Shelf, shelves
from planning.store.database import Database, Session
from planning.store.migrating import head, revision
from planning.store.tables.attachments import AttachmentRow
from planning.store.tables.surveys import PhotoRow

ROWS_AT_ONCE = 500


def back_up(database: Database, settings: Settings, to: Path, at: datetime) -> tuple[Manifest, str]:
    """Write everything into a new archive; gives its manifest and the SHA-256 of the file.

    The file gets its name when it is whole and on the disk, can be read by its owner only (it holds the secret key),
    and is remembered as the newest backup. Ballots may come in meanwhile: they are in the next backup.

    Raises :class:`Refusal` (``file_exists``, ``older_schema``, ``cannot_write``).
    """
    _refuse_existing(to)
    unfinished = to.with_name(f".{to.name}.part")
    try:
        manifest = _write(database, settings, unfinished, at)
        digest = sha256_of(unfinished)
        _refuse_existing(to)  # somebody may have been quicker meanwhile
        unfinished.rename(to)
        _sync_folder(to.parent)
    except OSError as error:
        raise Refusal(
            "cannot_write", N_("{file} cannot be written: {why}."), file=str(to), why=error.strerror or str(error)
        ) from error
    finally:
        unfinished.unlink(missing_ok=True)
    note(settings.data_dir, Made(str(to.absolute()), at.isoformat(timespec="seconds"), digest))
    return manifest, digest


def _write(database: Database, settings: Settings, path: Path, at: datetime) -> Manifest:
    path.unlink(missing_ok=True)  # left by a backup that was killed
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w+b") as file:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
            manifest = _fill(archive, database, settings, at)
            archive.writestr(NAME, manifest.text())
        file.flush()
        os.fsync(file.fileno())
    return manifest


def _refuse_existing(to: Path) -> None:
    if to.exists():
        raise Refusal("file_exists", N_("{file} is already there: give another name."), file=str(to))


def _sync_folder(folder: Path) -> None:
    if os.name != "posix":
        return  # Windows has no such call, and needs none
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _fill(archive: zipfile.ZipFile, database: Database, settings: Settings, at: datetime) -> Manifest:
    with database.reading() as session:
        there = revision(session.connection())
        if there != head():
            raise Refusal(
                "older_schema",
                N_("The tables are of another version (revision {revision}): make the backup with the version of Jieyi that wrote them."),
                revision=str(there))  # fmt: skip
        tables = tuple((shelf, _table(archive, session, shelf)) for shelf in shelves())
        files, missing = _photos(archive, session, settings.photo_place)
        files += _secret(archive, settings.data_dir / SECRET_FILE)
    return Manifest(at.isoformat(), version("jieyi"), database.kind, there, tables, tuple(files), tuple(missing))


def _table(archive: zipfile.ZipFile, session: Session, shelf: Shelf) -> Member:
    columns: list[ColumnClause[Any]] = [column(field.name) for field in shelf.fields]
    wanted = [
        type_coerce(one, KINDS[field.kind].type).label(one.name)
        for one, field in zip(columns, shelf.fields, strict=True)
    ]
    statement = select(*wanted).select_from(table(shelf.name, *columns)).order_by(*(column(key) for key in shelf.key))
    rows = session.execute(statement, execution_options={"yield_per": ROWS_AT_ONCE})
    with _member(archive, table_member(shelf.name)) as member:
        for row in rows:
            member.write(shelf.line(row))
            member.rows += 1
    return member.made()


def _photos(archive: zipfile.ZipFile, session: Session, place: str) -> tuple[list[Member], list[str]]:
    files, missing = [], []
    for photo_id in session.scalars(
        select(PhotoRow.id).order_by(PhotoRow.id), execution_options={"yield_per": ROWS_AT_ONCE}
    ):
        try:
            picture = photo_files.read(place, photo_id)  # one of our own, of a megabyte at most
        except Refusal:
            missing.append(photo_id)  # taken away since, or lost before: the restored house shows the same gap
            continue
        with _member(archive, f"photos/{photo_id}.jpg", packed=False) as member:
            member.write(picture)
        files.append(member.made())
    for attachment_id in session.scalars(select(AttachmentRow.id).order_by(AttachmentRow.id)):
        try:
            pdf = photo_files.read_document(place, attachment_id)
        except Refusal:
            missing.append(attachment_id)
            continue
        with _member(archive, f"photos/{photo_files.document_name(attachment_id)}", packed=False) as member:
            member.write(pdf)
        files.append(member.made())
    return files, missing


def _secret(archive: zipfile.ZipFile, path: Path) -> list[Member]:
    """The key of receipts and cookies: without it a phone that asks again would not be known in the restored house."""
    if not path.exists():
        return []
    with _member(archive, SECRET_FILE) as member:
        member.write(path.read_bytes())
    return [member.made()]


@dataclass
class Growing:
    """A member while it is written."""

    name: str
    file: IO[bytes]
    rows: int = 0
    size: int = 0
    digest: Any = field(default_factory=hashlib.sha256)

    def write(self, piece: bytes) -> None:
        """Write and count."""
        self.file.write(piece)
        self.size += len(piece)
        self.digest.update(piece)

    def made(self) -> Member:
        """What the manifest says of it."""
        return Member(self.name, self.size, self.digest.hexdigest(), self.rows)


@contextmanager
def _member(archive: zipfile.ZipFile, name: str, *, packed: bool = True) -> Iterator[Growing]:
    info = zipfile.ZipInfo(name)
    info.compress_type = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
    info.external_attr = 0o600 << 16
    with archive.open(info, "w", force_zip64=True) as file:
        yield Growing(name, file)
