"""Where phones install the authority of this machine: a page by plain http, since its HTTPS is what they do not trust yet.

With ``JIEYI_TLS=local`` a second small server in the same process answers these addresses and leads all others to HTTPS.
"""

from __future__ import annotations

import os
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from planning import addresses
from planning.errors import N_, Refusal
from planning.hall import authority
from planning.hall.authority import Pair
from planning.hall.phones import INSTALLING
from planning.reports import qr
from planning.settings import settings_or_exit
from planning.web import light
from planning.web.assets import address_of
from planning.web.door import Door, fault_handler, route, routes_of
from planning.web.house import House, house_for
from planning.web.middleware import middleware

PLAIN = (addresses.AUTHORITY, addresses.AUTHORITY_FILE, addresses.WEB_ASSET)
"""What is answered by plain http beside an HTTPS server."""


@route("GET", addresses.AUTHORITY)
def authority_page(door: Door) -> Response:
    """How a phone installs the authority, and by which fingerprint to know it."""
    found = _known(door.house)
    return light.page(
        door, "authority.html", found=found, hall_sheet=address_of("hall.css"), **(_offer(door, found) if found else {})
    )


def _offer(door: Door, found: Pair) -> dict[str, Any]:
    host, settings = _host(door.request), door.house.settings
    here = f"http://{host}:{settings.install_port}{addresses.AUTHORITY}"
    return {
        "file": addresses.AUTHORITY_FILE,
        "systems": INSTALLING,
        "fingerprint": grouped(found.fingerprint),
        "here": here,
        "code": qr.drawn(here, door.t("QR code of this page")),
        "jieyi": f"https://{host}:{settings.port}/",
    }


@route("GET", addresses.AUTHORITY_FILE)
def authority_file(door: Door) -> Response:
    """The certificate of the authority, without its key."""
    found = _known(door.house)
    if found is None:
        raise Refusal("not_found", N_("This is not here (any more): go back and choose again."))
    # Of this type a phone knows what it is; Android installs it from the saved file only.
    return Response(found.der, media_type="application/x-x509-ca-cert", headers={
        "content-disposition": 'attachment; filename="jieyi-authority.crt"', "cache-control": "no-store"})  # fmt: skip


def _known(house: House) -> Pair | None:
    return authority.known_authority(authority.folder_of(house.settings.data_dir)) if house.settings.tls else None


def grouped(fingerprint: str) -> list[str]:
    """Four lines of eight pairs, which two people can read to each other."""
    pairs = fingerprint.split(":")
    return [" ".join(pairs[at : at + 8]) for at in range(0, len(pairs), 8)]


def _host(request: Request) -> str:
    """The name that was asked for, as it stands in an address; the doorkeeper has looked at it."""
    host = request.url.hostname or ""
    return f"[{host}]" if ":" in host else host


def application() -> Starlette:
    """The plain server beside HTTPS, on the house of the environment's settings."""
    house = house_for(settings_or_exit(os.environ))
    return plain_beside(house)


def plain_beside(house: House) -> Starlette:
    """The page and the file; everything else that is asked for is found by HTTPS."""

    def elsewhere(request: Request) -> Response:
        if request.url.path == "/":
            return RedirectResponse(addresses.AUTHORITY, 303)
        return RedirectResponse(str(request.url.replace(scheme="https", port=house.settings.port)), 307)

    ours = [one for one in routes_of(house) if one.path in PLAIN]
    return Starlette(
        routes=[*ours, Route("/{rest:path}", elsewhere, methods=["GET"])], middleware=middleware(house),
        exception_handlers={Exception: fault_handler(house)},
    )  # fmt: skip
