"""Putting an archive into an empty installation: all of it, or nothing."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, bindparam, column, func, inspect, select, table, text

from planning.errors import N_, Refusal
from planning.settings import SECRET_FILE, Settings
from planning.store import kept_counts
from planning.store.archive.manifest import Manifest, Member, checked, opened, verify
from planning.store.archive.rows import KINDS, Shelf
from planning.store.database import Database
from planning.store.migrating import head, is_known, revision, upgrade
from planning.store.photo_storage import storage_at
from planning.store.postgresql import check_server

ROWS_AT_ONCE = 500
NOT_OURS = {"alembic_version", "spatial_ref_sys"}


def restore(database: Database, settings: Settings, path: Path) -> Manifest:
    """Put everything of an archive into an empty installation, on either database; gives the archive's manifest.

    The archive is read and checked as a whole before anything is written, and once more while it is written. Its
    tables are made at its own revision, filled, counted, and brought to the newest revision, in one transaction.

    Raises :class:`Refusal` (``not_an_archive``, ``altered_archive``, ``newer_archive``, ``not_empty``,
    ``older_archive``, ``counts_differ``).
    """
    manifest = verify(path)
    if not is_known(manifest.revision):
        raise Refusal(
            "newer_archive",
            N_("A newer version of Jieyi made this archive ({version}): restore it with that version."),
            version=manifest.jieyi)  # fmt: skip
    with opened(path) as (archive, _), database.administering() as connection:
        if database.kind == "postgresql":
            check_server(connection)
        _refuse_used(connection, manifest)
        upgrade(connection, manifest.revision)
        for shelf, member in manifest.tables:
            _fill(connection, archive, shelf, member)
        for shelf, member in manifest.tables:
            _fill_later(connection, archive, shelf, member)
        _count(connection, manifest)
        upgrade(connection)
        if revision(connection) == head():
            kept_counts.fold(connection)  # triggers noted what was filled in
        _files(archive, manifest, settings)
    return manifest


def _refuse_used(connection: Connection, manifest: Manifest) -> None:
    names = set(inspect(connection).get_table_names()) - NOT_OURS
    for name in sorted(names):
        if connection.execute(select(text("1")).select_from(table(name)).limit(1)).first():
            raise Refusal(
                "not_empty",
                N_("This installation is not empty ({table} has rows): restore into an empty folder and database."),
                table=name)  # fmt: skip
    if names and revision(connection) != manifest.revision and manifest.revision != head():
        raise Refusal(
            "older_archive",
            N_("The archive is of an older version (revision {revision}): restore it into a folder and database where Jieyi was never started."),
            revision=manifest.revision)  # fmt: skip


def _fill(connection: Connection, archive: zipfile.ZipFile, shelf: Shelf, member: Member) -> None:
    statement = table(shelf.name, *_columns(shelf)).insert()
    later = [field.name for field in shelf.fields if field.later]
    with checked(archive, member) as reading:
        for batch in _batches(shelf.row(line) for line in reading.lines()):
            connection.execute(statement, [row | dict.fromkeys(later) for row in batch])
    _set_sequence(connection, shelf)


def _fill_later(connection: Connection, archive: zipfile.ZipFile, shelf: Shelf, member: Member) -> None:
    """References to rows that were not there yet."""
    late = [field.name for field in shelf.fields if field.later]
    if not late:
        return
    there = table(shelf.name, *_columns(shelf))
    statement = there.update().where(*(there.c[key] == bindparam(f"key_{key}") for key in shelf.key))
    statement = statement.values({name: bindparam(f"new_{name}") for name in late})
    with checked(archive, member) as reading:
        rows = (shelf.row(line) for line in reading.lines())
        wanted = (row for row in rows if any(row[name] is not None for name in late))
        for batch in _batches(wanted):
            connection.execute(statement, [
                {f"key_{key}": row[key] for key in shelf.key} | {f"new_{name}": row[name] for name in late}
                for row in batch])  # fmt: skip


def _columns(shelf: Shelf) -> list[Any]:
    return [column(field.name, KINDS[field.kind].type) for field in shelf.fields]


def _batches(rows: Iterable[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    rows = iter(rows)
    while batch := list(islice(rows, ROWS_AT_ONCE)):
        yield batch


def _set_sequence(connection: Connection, shelf: Shelf) -> None:
    """Let PostgreSQL go on counting where the archive stopped; SQLite looks at the rows themselves."""
    kinds = {field.name: field.kind for field in shelf.fields}
    if connection.dialect.name != "postgresql" or len(shelf.key) != 1 or kinds[shelf.key[0]] != "whole":
        return
    key = shelf.key[0]
    sequence = connection.scalar(select(func.pg_get_serial_sequence(shelf.name, key)))
    largest = connection.scalar(select(func.max(column(key))).select_from(table(shelf.name)))
    if sequence and largest is not None:
        connection.execute(select(func.setval(sequence, largest)))


def _count(connection: Connection, manifest: Manifest) -> None:
    for shelf, member in manifest.tables:
        there = connection.scalar(select(func.count()).select_from(table(shelf.name)))
        if there != member.rows:
            raise Refusal(
                "counts_differ",
                N_("{table} has {there} rows after restoring, not {wanted}: nothing was kept."),
                table=shelf.name, there=there, wanted=member.rows)  # fmt: skip


def _files(archive: zipfile.ZipFile, manifest: Manifest, settings: Settings) -> None:
    """Before the rows are committed, so that none is without its file; written over what a broken-off try left."""
    for member in manifest.files:
        if member.name != SECRET_FILE:
            with checked(archive, member) as reading:
                picture = b"".join(reading.pieces())
            storage_at(settings.photo_place).write(Path(member.name).name, picture)
            continue
        target = settings.data_dir / SECRET_FILE
        target.parent.mkdir(parents=True, exist_ok=True)
        unfinished = target.with_name(f"{target.name}.part")
        unfinished.unlink(missing_ok=True)
        with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            with checked(archive, member) as reading:
                for piece in reading.pieces():
                    file.write(piece)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(target)
