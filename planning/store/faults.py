"""Faults of a database, sorted by what they mean for an act: wait, try again, away for now, no room left."""

from __future__ import annotations

import errno
from enum import Enum

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from planning.errors import N_, Refusal


class Fault(Enum):
    """What a fault means."""

    BUSY = "busy"  # another writer held the lock, or all connections, for longer than our patience
    CLASH = "clash"  # two transactions stood in each other's way: the same one goes through when tried again
    AWAY = "away"  # no server answers, or it took the connection away
    FULL = "full"  # no room on the disk


_STATES = {
    "40001": Fault.CLASH,  # serialization_failure
    "40P01": Fault.CLASH,  # deadlock_detected
    "55P03": Fault.BUSY,  # lock_not_available: our lock_timeout
    "53300": Fault.AWAY,  # too_many_connections
    "53100": Fault.FULL,  # disk_full
    "57P01": Fault.AWAY,  # admin_shutdown
    "57P02": Fault.AWAY,  # crash_shutdown
    "57P03": Fault.AWAY,  # cannot_connect_now
    "25006": Fault.AWAY,  # read_only_sql_transaction: the server has become a standby
}
"""SQLSTATE codes of PostgreSQL (appendix A of its manual)."""


def fault_of(error: DBAPIError | PoolTimeout) -> Fault | None:
    """What an error of the driver means; None for a fault of our own statements."""
    if isinstance(error, PoolTimeout):
        return Fault.BUSY
    state = getattr(error.orig, "sqlstate", None)
    if state in _STATES:
        return _STATES[state]
    if error.connection_invalidated or (state or "").startswith("08"):
        return Fault.AWAY
    return _told(str(error.orig)) if state is None else None


def is_full(error: OSError) -> bool:
    """Whether a file could not be written because the disk, or what one user may have of it, is used up."""
    return error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


def is_read_only(error: DBAPIError | PoolTimeout) -> bool:
    """Whether PostgreSQL refused to write in a transaction that only reads."""
    return isinstance(error, DBAPIError) and getattr(error.orig, "sqlstate", None) == "25006"


def _told(message: str) -> Fault | None:
    """SQLite's faults by their words, and a PostgreSQL that could not be reached: neither carries a code."""
    for words, fault in (
        ("is locked", Fault.BUSY),
        ("disk is full", Fault.FULL),
        ("disk I/O error", Fault.FULL),
        ("connection failed", Fault.AWAY),
        ("connection is closed", Fault.AWAY),
        ("the connection is lost", Fault.AWAY),
        ("server closed the connection", Fault.AWAY),
        ("consuming input failed", Fault.AWAY),
        ("connection timeout", Fault.AWAY),
    ):
        if words in message:
            return fault
    return None


def refusal_of(fault: Fault) -> Refusal:
    """What a visitor reads."""
    match fault:
        case Fault.FULL:
            return Refusal(
                "disk_full",
                N_("There is no room left on the disk: nothing was saved, please tell those who run this site."),
            )
        case Fault.AWAY:
            return Refusal(
                "database_away",
                N_("The database does not answer at this moment: what you did is not lost, please try again shortly."),
            )
        case _:
            return Refusal(
                "database_busy",
                N_("Too much is being saved at this moment: nothing is lost, please try again shortly."),
            )
