"""The page of who leads a workshop: how phones come in, by which of the modes, and what to put on the wall."""

from __future__ import annotations

from typing import Any

from starlette.responses import Response

from planning import addresses
from planning.hall import authority
from planning.options.round import State
from planning.queries.hall import OnTheWall, workshop
from planning.reports import qr
from planning.web import light
from planning.web.assets import address_of
from planning.web.door import Door, route
from planning.web.installing import grouped
from planning.web.reaching import Reach, reach
from planning.web.sent import here_of, to
from planning.web.wall import told_of


@route("GET", addresses.WORKSHOP)
def workshop_page(door: Door) -> Response:
    """For staff of the community: the address as a large code, the mode in words, the pages for wall and phones."""
    here = here_of(door)
    found = reach(door)
    asked = (door.house.database, door.visitor, door.now)
    rounds = workshop(*asked, community_id=here.id)
    at = {"at": found.place.host} if found.place else {}
    short = found.url(addresses.HERE_NOW)
    return light.page(
        door, "workshop.html", here=here, hall_sheet=address_of("hall.css"), reach=found, short=short,
        why_not=door.t(found.why_not) if found.why_not else "",
        code=_drawn(short, door.t("QR code of the page for phones")),
        elsewhere=[(p, to(door, addresses.WORKSHOP, here, at=p.host)) for p in found.places if p != found.place],
        rounds=[_round(door, found, one, at) for one in rounds],
        comments=_pages(door, found, addresses.to(addresses.SAY, community=here.id))
        | {"wall": to(door, addresses.WALL_COMMENTS, here, **at), "title": door.t("Comments"), "told": ""},
        install=_install(door, found),
    )  # fmt: skip


def _round(door: Door, found: Reach, one: OnTheWall, at: dict[str, str]) -> dict[str, Any]:
    wall = addresses.to(addresses.WALL_ROUND, round=one.round.id, lang=door.t.language, **at)
    return _pages(door, found, addresses.to(addresses.VOTE_ROUND, round=one.round.id)) | {
        "wall": wall, "title": door.t.words(one.round.title), "told": told_of(door.t, one), "received": one.received, "closed": one.state is State.CLOSED,
    }  # fmt: skip


def _pages(door: Door, found: Reach, path: str) -> dict[str, Any]:
    """A page for phones: here, and as a code where phones find this machine."""
    url = found.url(path)
    return {"path": path, "url": url, "code": _drawn(url, door.t("QR code of the page for phones"))}


def _install(door: Door, found: Reach) -> dict[str, Any] | None:
    """Where phones install the authority, and the signs by which they know it."""
    settings = door.house.settings
    url = found.install(settings.install_port)
    known = authority.known_authority(authority.folder_of(settings.data_dir)) if url else None
    if known is None:
        return None
    drawn = _drawn(url, door.t("QR code of the install page"))
    return {"url": url, "code": drawn, "name": known.name, "fingerprint": grouped(known.fingerprint)}


def _drawn(url: str, words: str) -> Any:
    return qr.drawn(url, words) if url else ""
