"""The checks of `jieyi doctor` and `/readyz`: each one looks for itself and says what it found in one sentence."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path

from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError

from planning.errors import N_, Problem, Refusals
from planning.settings import SECRET_FILES, Settings
from planning.site import new_id
from planning.store import embedded, kept_counts, photo_files, postgresql
from planning.store.archive import register
from planning.store.database import Database
from planning.store.migrating import head, is_known, revision
from planning.store.network_folders import network_kind
from planning.store.starting import damage, database_file
from planning.store.tables.log import LogRow

LEAST_FREE_BYTES = 200_000_000
"""Room below which nothing more is taken in: SQLite needs some for its log, and a full disk stops everything else."""
CLOCK_MAY_DIFFER = timedelta(seconds=5)
OLDEST_BACKUP = timedelta(days=7)


class State(StrEnum):
    """How a check ended."""

    OK = "ok"
    WARNING = "warning"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found."""

    check: str
    state: State
    said: Problem


def ok(check: str, message: str, **params: object) -> Finding:
    """All is well."""
    return Finding(check, State.OK, Problem(check, message, params))


def warn(check: str, message: str, **params: object) -> Finding:
    """Should be known."""
    return Finding(check, State.WARNING, Problem(check, message, params))


def fail(check: str, message: str, **params: object) -> Finding:
    """Must be mended."""
    return Finding(check, State.FAILED, Problem(check, message, params))


def examine(settings: Settings, database: Database, now: datetime) -> Iterator[Finding]:
    """All checks; those of the contents only where the database can be read."""
    yield folder(settings)
    yield disk(settings)
    yield secrets(settings)
    file = database_file(settings)
    if file is not None:
        yield network(file)
        yield wal_fault()
        sound = integrity(file)
        yield sound
        if sound.state is State.FAILED:
            return
    reached = reachable(database)
    yield reached
    if reached.state is State.FAILED:
        return
    if database.kind == "postgresql":
        yield _refused_or("server", lambda: _server(database))
    tables = schema(database)
    yield tables
    yield backup(settings, now)
    if tables.state is not State.FAILED:
        yield writable(database)
        yield clock(database, now)
        yield photos(database, settings)
        yield map_counts(database)


def folder(settings: Settings) -> Finding:
    """A file can be written into the data folder, forced to the disk, and taken away."""
    trial = settings.data_dir / f".{new_id()}.try"
    try:
        descriptor = os.open(trial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            os.write(descriptor, b"jieyi")
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
            trial.unlink()
    except OSError as error:
        return fail("data_folder", N_("The data folder {folder} cannot be written: {why}."),
                    folder=str(settings.data_dir), why=error.strerror)  # fmt: skip
    return ok("data_folder", N_("The data folder {folder} can be written."), folder=str(settings.data_dir))


def secrets(settings: Settings) -> Finding:
    """Nobody but the user that runs the server reads what cookies and receipts are signed with."""
    there = [path for name in SECRET_FILES if (path := settings.data_dir / name).exists()]
    open_to_others = [path for path in there if os.name == "posix" and path.stat().st_mode & 0o077]
    if open_to_others:
        return fail("secrets", N_("Others on this machine can read {file}: run `chmod 600` on it, and change the secret if others use the machine."),
                    file=str(open_to_others[0]))  # fmt: skip
    return ok("secrets", N_("The secret keys can be read by their owner only."))


def disk(settings: Settings) -> Finding:
    """There is room for more."""
    try:
        free = shutil.disk_usage(settings.data_dir).free
    except OSError as error:
        return fail("disk", N_("The data folder {folder} cannot be written: {why}."),
                    folder=str(settings.data_dir), why=error.strerror)  # fmt: skip
    free_mb = free // 1_000_000
    if free < LEAST_FREE_BYTES:
        return fail("disk", N_("Only {free} MB are left on the disk: make room for at least {least} MB."),
                    free=free_mb, least=LEAST_FREE_BYTES // 1_000_000)  # fmt: skip
    return ok("disk", N_("{free} MB are free on the disk."), free=free_mb)


def network(file: Path) -> Finding:
    """The file is on a disk of this machine."""
    kind = network_kind(file.parent)
    if kind is not None:
        return fail(
            "network_folder",
            N_("{folder} is a network folder ({kind}), where SQLite loses data: choose a folder on a disk of this machine, or use PostgreSQL."),
            folder=str(file.parent), kind=kind)  # fmt: skip
    return ok("network_folder", N_("The database lies on a disk of this machine."))


def wal_fault() -> Finding:
    """This SQLite is one that keeps its files whole."""
    version = sqlite3.sqlite_version
    if embedded.has_wal_fault():
        return warn(
            "sqlite",
            N_("SQLite {version} can damage a database in a rare moment: install SQLite 3.51.3 or newer, or use PostgreSQL."),
            version=version)  # fmt: skip
    return ok("sqlite", N_("SQLite {version} has no known fault."), version=version)


def integrity(file: Path) -> Finding:
    """Every page of the file, every index."""
    fault = damage(file, thoroughly=True)
    if fault is not None:
        return fail("integrity", N_("The database {file} is damaged ({fault})."), file=str(file), fault=fault)
    return ok("integrity", N_("The database {file} is sound."), file=str(file))


def reachable(database: Database) -> Finding:
    """The database answers a question."""
    try:
        with database.reading() as session:
            session.execute(text("SELECT 1"))
    except (Refusals, DBAPIError) as error:
        return fail("database", N_("The database does not answer: {why}."), why=_first_line(error))
    return ok("database", N_("The database answers."))


def _first_line(error: Refusals | DBAPIError) -> str:
    cause = error.__cause__ if isinstance(error, Refusals) else error
    return str(getattr(cause, "orig", cause)).strip().split("\n", 1)[0].rstrip(".")


def writable(database: Database) -> Finding:
    """The database can be written."""
    if database.is_writable():
        return ok("writable", N_("The database can be written."))
    return fail("writable", N_("The database cannot be written: look at its rights, its disk, and who else writes."))


def _server(database: Database) -> Finding:
    with database.reader.connect() as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT")
        postgresql.check_server(connection)
        off = [name for name in ("fsync", "full_page_writes") if postgresql.setting(connection, name) == "off"]
        version = postgresql.setting(connection, "server_version")
        knows_capitals = connection.exec_driver_sql("SELECT lower('Я') = 'я'").scalar()
    if off:
        return fail("server", N_("PostgreSQL runs with {name} off and may lose what it acknowledged: turn it on."),
                    name=off[0])  # fmt: skip
    if not knows_capitals:
        return warn(
            "server",
            N_(
                "This database knows the capitals of ASCII only, so a search tells É from é: make one with LC_CTYPE 'C.UTF-8', as docs/databases.md says, and move there by backup and restore."
            ),
        )
    return ok("server", N_("PostgreSQL {version} with PostGIS."), version=version)


def _refused_or(check: str, look: Callable[[], Finding]) -> Finding:
    try:
        return look()
    except Refusals as refused:
        return Finding(check, State.FAILED, refused.problems[0])


def schema(database: Database) -> Finding:
    """The tables are of this version."""
    with database.reading() as session:
        there = revision(session.connection())
    if there == head():
        return ok("schema", N_("The tables are of this version (revision {revision})."), revision=there)
    if there is None:
        return fail("schema", N_("There are no tables yet: start the server once."))
    if is_known(there):
        return warn("schema", N_("The tables are of an older version (revision {revision}): the next start brings them up to date."),
                    revision=there)  # fmt: skip
    return fail(
        "schema",
        N_("A newer version of Jieyi wrote this database (revision {revision}): start that version, or restore an older backup into an empty folder."),
        revision=there)  # fmt: skip


def backup(settings: Settings, now: datetime) -> Finding:
    """There is a backup, not too old, still where it was put, and as it was made."""
    made = register.last_good(settings.data_dir)
    if made is None:
        return warn("backup", N_("No good backup is known: make one with `jieyi backup FILE`."))
    if now - datetime.fromisoformat(made.at) > OLDEST_BACKUP:
        return warn(
            "backup", N_("The last good backup, {file}, is of {at}: make a new one."), file=made.file, at=made.at
        )
    return ok("backup", N_("The last good backup, {file}, is of {at}."), file=made.file, at=made.at)


def clock(database: Database, now: datetime) -> Finding:
    """The clock is not behind what was logged already, nor far from the server's."""
    with database.reading() as session:
        newest = session.scalar(select(func.max(LogRow.at)))
        theirs = None
        if database.kind == "postgresql":
            theirs = session.scalar(text("SELECT clock_timestamp()"))
    if newest is not None and newest - now > CLOCK_MAY_DIFFER:
        return fail("clock", N_("The clock says {now}, but something was logged at {newest}: set the clock right."),
                    now=f"{now:%Y-%m-%d %H:%M:%SZ}", newest=f"{newest:%Y-%m-%d %H:%M:%SZ}")  # fmt: skip
    if theirs is not None and abs(theirs - now) > CLOCK_MAY_DIFFER:
        return fail("clock", N_("The clock says {now}, that of the database server {newest}: set both right."),
                    now=f"{now:%Y-%m-%d %H:%M:%SZ}", newest=f"{theirs:%Y-%m-%d %H:%M:%SZ}")  # fmt: skip
    return ok("clock", N_("The clock says {now}."), now=f"{now:%Y-%m-%d %H:%M:%SZ}")


def photos(database: Database, settings: Settings) -> Finding:
    """Every photo has its file; files that nobody owns are told, and go after a day."""
    with database.reading() as session:
        lost, unowned = photo_files.astray(session, settings.photo_place)
    if lost:
        return fail("photos", N_("{count} photos have lost their files: restore them from a backup."), count=len(lost))
    if unowned:
        return warn("photos", N_("{count} files of photos belong to nobody: left by a crash, they can be deleted."),
                    count=len(unowned))  # fmt: skip
    return ok("photos", N_("Every photo has its file."))


def map_counts(database: Database) -> Finding:
    """The counts that are kept for the map are those that counting gives."""
    with database.reading() as session:
        unlike = kept_counts.differences(session.connection())
    if unlike:
        return fail("map_counts", N_("{count} counts of the map are not those of the objects: run `jieyi map-counts --rebuild`."),
                    count=unlike)  # fmt: skip
    return ok("map_counts", N_("The counts of the map are those of the objects."))
