"""Before the first act: the database is looked at, and refused with one sentence where it would lose something."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

from sqlalchemy.engine import make_url

from planning.errors import N_, Problem, Refusal
from planning.settings import Settings
from planning.store import embedded
from planning.store.archive.register import last_good
from planning.store.database import Database, open_database
from planning.store.migrating import migrate
from planning.store.network_folders import network_kind


def ready_database(settings: Settings, *, thoroughly: bool) -> Database:
    """The database of an installation, sound and at the newest revision.

    :param thoroughly: read the whole file for damage (SQLite), as a server does before it serves.

    Raises :class:`Refusal` (``network_folder``, ``damaged``, ``newer_schema``, and those of the server of PostgreSQL).
    """
    file = database_file(settings)
    if file is not None:
        refuse_network_folder(file)
        refuse_damaged(file, settings.data_dir, thoroughly=thoroughly)
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    database = open_database(settings.database)
    try:
        migrate(database)
    except BaseException:
        database.close()
        raise
    return database


def database_file(settings: Settings) -> Path | None:
    """The file of an embedded database; None where a server keeps it."""
    url = make_url(settings.database)
    return embedded.file_of(url) if url.get_backend_name() == "sqlite" else None


def refuse_network_folder(file: Path) -> None:
    """Refuse a folder that another machine may write to, too."""
    kind = network_kind(file.parent)
    if kind is not None:
        raise Refusal(
            "network_folder",
            N_("{folder} is a network folder ({kind}), where SQLite loses data: choose a folder on a disk of this machine, or use PostgreSQL."),
            folder=str(file.parent), kind=kind)  # fmt: skip


def refuse_damaged(file: Path, data_dir: Path, *, thoroughly: bool) -> None:
    """Refuse a file that is no sound database any more, and name the backup to restore; never write over it."""
    if file.exists() and not os.access(file, os.R_OK | os.W_OK):
        raise Refusal(
            "not_writable", N_("The database {file} cannot be written: give it to the user that runs Jieyi."),
            file=str(file))  # fmt: skip
    fault = damage(file, thoroughly=thoroughly)
    if fault is None:
        return
    backup = last_good(data_dir)
    if backup is None:
        raise Refusal(
            "damaged",
            N_("The database {file} is damaged ({fault}) and no good backup is known: keep the file, and restore a backup into an empty folder."),
            file=str(file), fault=fault)  # fmt: skip
    raise Refusal(
        "damaged",
        N_("The database {file} is damaged ({fault}): keep the file, and restore the last good backup, {backup} of {at}, into an empty folder."),
        file=str(file), fault=fault, backup=backup.file, at=backup.at)  # fmt: skip


def damage(file: Path, *, thoroughly: bool) -> str | None:
    """What is wrong with a database file, in the words of SQLite; None if it is sound or not there yet."""
    beside = file.with_name(f"{file.name}-wal")
    if not file.exists():
        return "its file is gone, only its log is there" if beside.exists() and beside.stat().st_size else None
    if file.stat().st_size == 0:
        # SQLite would take it for a new database; the log beside it may hold one that was never written over.
        return None if beside.exists() and beside.stat().st_size else "its file is empty"
    pragma = "PRAGMA quick_check(1)" if thoroughly else "PRAGMA schema_version"
    try:
        with closing(sqlite3.connect(f"file:{quote(str(file))}?mode=rw", uri=True, timeout=20)) as connection:
            (said,) = connection.execute(pragma).fetchone()
    except sqlite3.DatabaseError as error:
        if "locked" in str(error):
            return None  # somebody writes, so it can be written
        return str(error)
    return None if not thoroughly or said == "ok" else " ".join(str(said).split())


def warnings(settings: Settings) -> list[Problem]:
    """What does not keep the server from starting, but should be known."""
    if database_file(settings) is not None and embedded.has_wal_fault():
        return [
            Problem(
                "wal_fault",
                N_("SQLite {version} can damage a database in a rare moment: install SQLite 3.51.3 or newer, or use PostgreSQL."),
                {"version": sqlite3.sqlite_version})
        ]  # fmt: skip
    return []
