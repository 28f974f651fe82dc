"""What a phone or a form sent as a comment: read field by field, and pinned once for one browser and one client id."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from starlette.responses import JSONResponse, Response

from planning import addresses
from planning.actions.pinning import enter_comment, pin_comment
from planning.errors import N_, Refusal
from planning.queries.communities import community
from planning.site import Community
from planning.surveys.photo import waiting_for
from planning.web.bodies import json_of
from planning.web.door import Door, route
from planning.wording import clean

LARGEST_BODY = 60_000
CLIENT_ID = re.compile(r"[A-Za-z0-9]{16,40}")
_UNREADABLE = N_("This was not readable: reload the page and try again.")


def here_of(door: Door) -> Community:
    """The community of the address; raises :class:`Refusal` (``not_found``, ``not_allowed``)."""
    return community(door.house.database, door.visitor, door.now, community_id=door.path("community"))


def to(door: Door, address: str, here: Community, **parts: str) -> str:
    """An address of this community, in the visitor's language."""
    return addresses.to(address, community=here.id, lang=door.t.language, **parts)


@dataclass(frozen=True, slots=True)
class Sent:
    """What came in, from a form or as JSON, with every field of the right kind; checked further by the act."""

    where: dict[str, Any]
    said: dict[str, Any]
    photos: tuple[str, ...] | None
    consent: str | None
    """How somebody agreed for whom it is written down; None where the writer is the sender."""


@route("PUT", addresses.SAY_ONE, largest_body=LARGEST_BODY)
def put_comment(door: Door) -> Response:
    """Pin once: 201, and the same for the same request again, for ever; 409 for other contents under the same id."""
    here = here_of(door)
    client_id = door.path("client_id")
    if not CLIENT_ID.fullmatch(client_id):
        raise Refusal("bad_id", _UNREADABLE, where="client_id")
    id_ = pin(door, here, client_id, sent_from(json_of(door)))
    told = {"id": id_, "mine": to(door, addresses.MY_COMMENTS, here)}
    return JSONResponse(told, 201, headers={"cache-control": "no-store"})


def sent_from(body: dict[str, Any]) -> Sent:
    """Fields of the right kind; raises :class:`Refusal` (``bad_field``). What cannot be seen is taken out of codes."""
    code = {name: clean(_text(body, name)) for name in ("topic", "stance", "place", "consent")}
    words = {name: _text(body, name) for name in ("text", "author")}
    where: dict[str, Any] = {"place": code["place"]} if code["place"] else _point(body)
    photos = body.get("photos")
    if photos is not None and not (isinstance(photos, list) and all(isinstance(one, str) for one in photos)):
        raise _bad_field("photos")
    case = clean(_text(body, "case"))
    return Sent(
        where, {"topic": code["topic"], "stance": code["stance"], **words, **({"case_id": case} if case else {})},
        None if photos is None else tuple(clean(one) for one in photos),
        code["consent"] if body.get("assisted") in (True, "yes") else None,
    )  # fmt: skip


def _point(body: dict[str, Any]) -> dict[str, Any]:
    """Coordinates as they came; empty fields of a form are none."""
    lon, lat = body.get("lon"), body.get("lat")
    return {} if lon in (None, "") and lat in (None, "") else {"lon": lon, "lat": lat}


def _text(body: dict[str, Any], name: str) -> str:
    text = body.get(name, "")
    if not isinstance(text, str):
        raise _bad_field(name)
    return text


def _bad_field(name: str) -> Refusal:
    return Refusal("bad_field", _UNREADABLE, where=name)


def pin(door: Door, here: Community, client_id: str, sent: Sent) -> str:
    """Pin it once for one browser and one client id, whatever happens on the way."""
    door.house.limits.writes.take(door.visitor.browser, door.address)
    own = waiting_for(door.visitor.browser, client_id)
    given: dict[str, Any] = {
        "community_id": here.id, **sent.where, **sent.said, "form": client_id, "comment_id": own[:22],
    }  # fmt: skip
    given |= {} if sent.photos is None else {"photos": sent.photos}
    asked = (door.house.database, door.visitor, door.now, own)
    return (
        pin_comment(*asked, **given) if sent.consent is None else enter_comment(*asked, **given, consent=sent.consent)
    )
