"""What every route can reach: the settings, the database, the clock, the secret key."""

from __future__ import annotations

import hmac
import logging
import os
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from threading import Lock

from planning import period
from planning.actions.closing import settle_closed
from planning.i18n import translator
from planning.settings import COOKIE_FILE, SECRET_FILE, Settings
from planning.store import Database, only_server
from planning.store.starting import database_file, ready_database, refuse_network_folder, warnings
from planning.web.throttle import Limits


@dataclass(frozen=True, slots=True)
class House:
    """One running installation."""

    settings: Settings
    database: Database
    # A trace in the server's log shows the house, and must not show these.
    secret: bytes = field(repr=False)
    cookie_keys: tuple[bytes, ...] = field(repr=False)
    """What cookies are signed with: the last one signs, all of them are believed."""
    clock: Callable[[], datetime] = period.now
    limits: Limits = field(default_factory=lambda: Limits.of(Settings()), repr=False)

    def mac(self, purpose: str, text: str) -> str:
        """Keyed hash of a text for one purpose, in hexadecimal."""
        return hmac.new(self.secret, f"{purpose}\0{text}".encode(), sha256).hexdigest()


_OPEN: dict[Settings, House] = {}
_OPENING = Lock()


def house_for(settings: Settings) -> House:
    """The house of these settings, opened once per process: routes and pages share its connections."""
    with _OPENING:
        if settings not in _OPEN:
            _OPEN[settings] = open_house(settings)
        return _OPEN[settings]


def open_house(settings: Settings, clock: Callable[[], datetime] = period.now) -> House:
    """Check, connect, migrate, and read the secret key (made at the first start, readable by its owner only).

    Raises :class:`Refusals` with one sentence where the database is not sound.
    """
    database = ready_database(settings, thoroughly=True)
    settle_closed(database, clock())
    return House(
        settings,
        database,
        secret_in(settings.data_dir / SECRET_FILE),
        cookie_keys(settings),
        clock,
        limits=Limits.of(settings),
    )


def serve_alone(settings: Settings) -> None:
    """Be the only server on a SQLite file; raises :class:`Refusal` (``network_folder``, ``second_server``)."""
    file = database_file(settings)
    if file is not None:
        refuse_network_folder(file)
        file.parent.mkdir(parents=True, exist_ok=True)
        only_server.claim(file)


def warn(settings: Settings) -> None:
    """Say what does not keep the server from starting, but should be known to its operator."""
    for problem in warnings(settings):
        logging.getLogger(__name__).warning(translator(settings.language).problem(problem))


def cookie_keys(settings: Settings) -> tuple[bytes, ...]:
    """The keys of cookies, the one that signs last: those of the setting (newest first), or one kept in a file.

    They are none of the house's secret, on which receipts stand: who changes them signs people out and breaks no vote.
    """
    given = [key.strip() for key in settings.cookie_secret.split(",") if key.strip()]
    return tuple(key.encode() for key in reversed(given)) or (secret_in(settings.data_dir / COOKIE_FILE),)


def secret_in(path: Path) -> bytes:
    """A secret in a file: made at the first start, readable by its owner only."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_bytes()
    with os.fdopen(descriptor, "wb") as file:
        file.write(secrets.token_bytes(32))
    return path.read_bytes()
