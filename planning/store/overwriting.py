"""Nothing of what is erased stays on the disk."""

from __future__ import annotations

from planning.store.database import Session


def overwrite_what_goes(session: Session) -> None:
    """Let SQLite write zeros over what is erased from here on; a server's pages are its operator's."""
    if session.get_bind().dialect.name == "sqlite":
        session.connection().exec_driver_sql("PRAGMA secure_delete=ON")
