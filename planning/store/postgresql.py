"""PostgreSQL with PostGIS: what each connection is told, how writers queue, and what a server must offer."""

from __future__ import annotations

from importlib.util import find_spec
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL

from planning.errors import N_, Refusal

LEAST_VERSION = 15
LOCK_MS = 20_000
"""How long a writer waits for another one before it gives up."""

BESIDE = "jieyi_beside"
"""Execution option of a transaction that does not queue with the others: it locks the rows that it reads."""

QUEUE = 0x6A69657969
"""Number of the advisory lock that writers queue at ("jieyi" in ASCII)."""


READ_ONLY = {"default_transaction_read_only": "on"}


def engine(url: URL, *, writes: bool) -> Engine:
    """An engine on a server.

    Writers queue at an advisory lock, as they do on SQLite, so that an act which reads and then writes means the same
    on both; transactions with the option :data:`BESIDE` do not. Readers see one state and cannot write.

    Raises :class:`Refusal` (``no_driver``).
    """
    made = _engine(
        url,
        # What was acknowledged is on the disk, whatever the server's own default says.
        {"synchronous_commit": "on"} if writes else READ_ONLY,
        pool_pre_ping=True,
        pool_size=12 if writes else 16,
        max_overflow=4 if writes else 8,
        isolation_level="READ COMMITTED" if writes else "REPEATABLE READ",
    )
    if writes:

        @event.listens_for(made, "begin")
        def _queue(connection: Connection) -> None:
            if not connection.get_execution_options().get(BESIDE):
                connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({QUEUE})")

    return made


def glancing_engine(url: URL) -> Engine:
    """An engine of short questions: each statement by itself, and no message beside it; it cannot write.

    A connection is not asked whether it still lives before it is used, and is given back as it is: there is no transaction
    to end. Raises :class:`Refusal` (``no_driver``).
    """
    # To translate a statement to machine code takes longer than any of these takes to answer.
    told = READ_ONLY | {"jit": "off"}
    return _engine(url, told, pool_size=4, max_overflow=8, pool_reset_on_return=None, isolation_level="AUTOCOMMIT")


def _engine(url: URL, told: dict[str, str], **how: Any) -> Engine:
    if find_spec("psycopg") is None:
        raise Refusal(
            "no_driver",
            N_("PostgreSQL needs a package that is not installed: run pip install 'jieyi[postgresql]'."),
        )
    ours = {
        "application_name": "jieyi",
        "TimeZone": "UTC",
        "client_encoding": "UTF8",
        "lock_timeout": str(LOCK_MS),
        "idle_in_transaction_session_timeout": "600000",
    }
    made = create_engine(
        with_driver(url),
        pool_timeout=LOCK_MS / 1000,
        hide_parameters=True,  # an error is written to the server's log: no ranking, name or hash goes with it
        connect_args={"connect_timeout": 5, "options": _options(url, ours | told)},
        **how,
    )
    event.listen(made, "connect", _take_any_text)
    return made


def _take_any_text(connection: Any, _record: Any) -> None:
    """Text with a NUL, which PostgreSQL has not, is looked for and kept with the sign for a character that is lost."""
    from psycopg.types.string import StrDumperUnknown  # an optional package: there if this database is used

    class Dumper(StrDumperUnknown):
        def dump(self, obj: str) -> Any:
            return super().dump(obj.replace("\0", "\ufffd"))

    connection.adapters.register_dumper(str, Dumper)


def _options(url: URL, told: dict[str, str]) -> str:
    """Ours, and those of the address after them."""
    theirs = url.query.get("options", "")
    return " ".join([*(f"-c {name}={value}" for name, value in told.items()), str(theirs)]).strip()


def with_driver(url: URL) -> URL:
    """The address with the driver that we use."""
    return url.set(drivername="postgresql+psycopg")


def check_server(connection: Connection) -> None:
    """Refuse a server that is too old, without PostGIS, or that would sort and spell otherwise than SQLite.

    Raises :class:`Refusal` (``old_server``, ``no_postgis``, ``bad_encoding``, ``bad_collation``).
    """
    version = int(setting(connection, "server_version_num")) // 10_000
    if version < LEAST_VERSION:
        raise Refusal(
            "old_server", N_("This is PostgreSQL {version}: install PostgreSQL {least} or newer."),
            version=version, least=LEAST_VERSION)  # fmt: skip
    name = _one(connection, "SELECT current_database()")
    encoding = setting(connection, "server_encoding")
    if encoding != "UTF8":
        raise Refusal(
            "bad_encoding",
            N_("The database {name} is in {encoding}: make one with ENCODING 'UTF8', as docs/databases.md says."),
            name=name, encoding=encoding)  # fmt: skip
    collation = _one(
        connection,
        "SELECT CASE datlocprovider WHEN 'i' THEN 'ICU' ELSE datcollate END"
        " FROM pg_database WHERE datname = current_database()",
    )
    if collation.upper().replace("-", "") not in {"C", "POSIX", "C.UTF8"}:
        # Lists that are hashed, and receipts that are compared, must come in one order on every database.
        raise Refusal(
            "bad_collation",
            N_("The database {name} sorts by {collation}: make one with LC_COLLATE 'C', as docs/databases.md says."),
            name=name, collation=collation)  # fmt: skip
    _check_postgis(connection, name)


def _check_postgis(connection: Connection, name: str) -> None:
    if _one(connection, "SELECT count(*) FROM pg_extension WHERE extname = 'postgis'"):
        return
    may = "SELECT rolsuper OR has_database_privilege(current_database(), 'CREATE') FROM pg_roles WHERE rolname = current_user"
    trusted = "SELECT count(*) FROM pg_available_extension_versions WHERE name = 'postgis' AND (NOT superuser OR trusted OR (SELECT rolsuper FROM pg_roles WHERE rolname = current_user))"
    if not (_one(connection, trusted) and _one(connection, may)):
        raise Refusal(
            "no_postgis",
            N_("PostGIS is not in the database {name}: let its administrator run CREATE EXTENSION postgis there."),
            name=name)  # fmt: skip
    connection.exec_driver_sql("CREATE EXTENSION IF NOT EXISTS postgis")


def setting(connection: Connection, name: str) -> str:
    """A setting of the server."""
    return str(_one(connection, f"SHOW {name}"))


def _one(connection: Connection, statement: str) -> Any:
    return connection.exec_driver_sql(statement).scalar()
