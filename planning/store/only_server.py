"""One server process on one SQLite file: two would each keep things in memory that the other one changes.

The command line may work beside the server; several servers need PostgreSQL.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from threading import Lock

from planning.errors import N_, Refusal

_HELD: dict[Path, int] = {}
_CLAIMING = Lock()


def claim(file: Path) -> None:
    """Be the only server of a database file until this process ends, however it ends: the system keeps the lock.

    Raises :class:`Refusal` (``second_server``). Asked again by the same process it changes nothing.
    """
    path = file.with_name(f"{file.name}.server")
    with _CLAIMING:
        if path in _HELD:
            return
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _lock(descriptor)
        except OSError:
            os.close(descriptor)
            raise Refusal(
                "second_server",
                N_("Another server is running on {file}: stop it first, or use PostgreSQL for several servers."),
                file=str(file)) from None  # fmt: skip
        _HELD[path] = descriptor


def _lock(descriptor: int) -> None:
    """An exclusive lock on an open file, at once or not at all."""
    if sys.platform == "win32":
        import msvcrt  # there on Windows only

        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl  # not there on Windows

        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
