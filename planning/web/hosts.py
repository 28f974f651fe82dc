"""Under which names this server may be asked.

A page of another site can have its own name lead to this machine (DNS rebinding); such a name is refused before anything
else happens. A plain address cannot be lent like that, so a server that listens on all of them answers to each.
"""

from __future__ import annotations

import socket
from functools import cache
from urllib.parse import urlsplit

from planning.hall.network import EVERYWHERE, is_address
from planning.settings import Settings

LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


def is_allowed(host: str, settings: Settings) -> bool:
    """Whether the ``Host`` header names this server."""
    name = name_of(host)
    if name in _names(settings):
        return True
    return not settings.allowed_hosts and settings.host in EVERYWHERE and is_address(name)


def is_of_this_site(origin: str, host: str) -> bool:
    """Whether the page that asks (``Origin``) was served under the name that it asks now (``Host``)."""
    try:
        return urlsplit(origin).netloc.casefold() == host.casefold()
    except ValueError:
        return False


def name_of(host: str) -> str:
    """The name without its port, in small letters; an IPv6 address without its brackets."""
    try:
        return (urlsplit(f"//{host}").hostname or "").rstrip(".")
    except ValueError:
        return ""


@cache
def _names(settings: Settings) -> frozenset[str]:
    public = frozenset({name_of(urlsplit(settings.public_url).netloc)} if settings.public_url else ())
    if settings.allowed_hosts:
        return frozenset(settings.allowed_hosts.split(",")) | LOOPBACK
    own = frozenset(
        {settings.host.casefold(), socket.gethostname().casefold(), f"{socket.gethostname().casefold()}.local"}
    )
    return LOOPBACK | public | (own - EVERYWHERE)
