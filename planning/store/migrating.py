"""Bringing the database to the newest revision."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Any

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from planning.errors import N_, Refusal
from planning.store import kept_counts
from planning.store.database import Database
from planning.store.postgresql import check_server
from planning.store.tables import Base

FOLDER = Path(__file__).parent / "migrations"


def migrate(database: Database) -> None:
    """Create or upgrade all tables in one transaction: interrupted, it leaves the database as it was.

    Raises :class:`Refusal` (``newer_schema``; those of :func:`check_server`).
    """
    with database.administering() as connection:
        if database.kind == "postgresql":
            check_server(connection)
        upgrade(connection)
        kept_counts.fold(connection)  # of what was there before the counts were kept


def upgrade(connection: Connection, to: str = "head") -> None:
    """Upgrade inside the transaction of a connection."""
    refuse_newer(connection)
    command.upgrade(configuration(connection), to)


def refuse_newer(connection: Connection) -> None:
    """Refuse a database that a newer version of Jieyi has migrated: what it means is not known here."""
    there = revision(connection)
    if there is not None and not is_known(there):
        raise Refusal(
            "newer_schema",
            N_("A newer version of Jieyi wrote this database (revision {revision}): start that version, or restore an older backup into an empty folder."),
            revision=there)  # fmt: skip


def revision(connection: Connection) -> str | None:
    """The revision of the tables; None where there are none yet."""
    return MigrationContext.configure(connection).get_current_revision()


def head() -> str:
    """The newest revision that this version knows."""
    found = _script().get_current_head()
    assert found is not None  # noqa: S101 - there is a first revision
    return found


def is_known(revision_id: str) -> bool:
    """Whether this version has a revision."""
    return any(one.revision == revision_id for one in _script().walk_revisions())


def _script() -> ScriptDirectory:
    return ScriptDirectory.from_config(configuration())


def differences(connection: Connection) -> list[Any]:
    """What Alembic would add or take away so that the tables are those of the code: nothing, after an upgrade."""
    options = {"compare_type": True, "render_as_batch": True, "include_object": is_compared}
    with warnings.catch_warnings():
        # Of indexes by an expression (bands) SQLAlchemy says that it leaves them out; so do we.
        warnings.filterwarnings("ignore", "Skipped unsupported reflection of expression-based index")
        return list(compare_metadata(MigrationContext.configure(connection, opts=options), Base.metadata))


def is_compared(obj: object, name: str | None, kind: str, reflected: bool, compare_to: object) -> bool:  # noqa: ARG001
    """Not PostGIS's own table, nor indexes of geometries and of bands: each database has its own, so no table names them."""
    is_own_index = kind == "index" and str(name).endswith(("_gist", "_band"))
    return not (kind == "table" and name == "spatial_ref_sys") and not is_own_index


def configuration(connection: Connection | None = None) -> Config:
    """Alembic's settings for our folder, on a connection that is already open."""
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config
