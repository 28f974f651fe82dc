"""What is asked while somebody writes: which places are called so, and what neighbours have said there already."""

from __future__ import annotations

from typing import Any

from starlette.responses import JSONResponse, Response

from planning import addresses
from planning.i18n.names import name_of
from planning.i18n.translator import Translator
from planning.queries.comments import similar_comments
from planning.queries.places import places, similar_at
from planning.site import Community, Pin
from planning.surveys.comment import LONGEST_TEXT, SIGNS, Topic
from planning.surveys.observation import Kind
from planning.surveys.places import STREET
from planning.surveys.reading import SimilarComment
from planning.web.door import Door, route
from planning.web.sent import here_of
from planning.wording import clean


def kind_name(t: Translator, kind: str) -> str:
    """What a kind of place is called."""
    return t("street") if kind == STREET else name_of(t, Kind(kind))


@route("GET", addresses.SAID_HERE)
def said_here(door: Door) -> Response:
    """What a new comment would repeat: asked by the page's script before it sends."""
    here = here_of(door)
    where = {name: door.asked(name) for name in ("lon", "lat", "place") if door.asked(name)}
    where["place"] = clean(where.get("place", ""))
    found = similar_here(door, here, where, clean(door.asked("topic")), door.asked("text")[:LONGEST_TEXT])
    told = [
        {
            "id": one.card.comment.id, "text": one.card.comment.text, "topic": name_of(door.t, one.card.comment.topic),
            "stance": f"{SIGNS[one.card.comment.stance]} {name_of(door.t, one.card.comment.stance)}",
            "metres": round(one.distance_m), "supports": one.card.supports, "is_supported": one.card.is_supported,
            "is_mine": one.card.is_mine, "is_over": one.card.is_over,
        }
        for one in found
    ]  # fmt: skip
    return JSONResponse({"comments": told}, headers={"cache-control": "no-store"})


def similar_here(door: Door, here: Community, where: dict[str, Any], topic: str, text: str) -> list[SimilarComment]:
    """What a new comment would repeat, at a place of the list or at a point; raises :class:`Refusals` for no place."""
    asked = (door.house.database, door.visitor, door.now)
    about: dict[str, Any] = {"topic": Topic(topic) if topic in set(Topic) else None, "text": text[: LONGEST_TEXT * 4]}
    if where.get("place"):
        return similar_at(*asked, community_id=here.id, place=where["place"], **about)
    pin = Pin.parse(where.get("lon"), where.get("lat"), here)
    return similar_comments(*asked, community_id=here.id, pin=pin, **about)


@route("GET", addresses.PLACES)
def places_found(door: Door) -> Response:
    """Places whose name holds what was typed."""
    here = here_of(door)
    found = places(door.house.database, door.visitor, door.now, community_id=here.id, text=door.asked("text"))
    told = [
        {"key": one.key, "name": clean(door.t.words(one.name)), "kind": kind_name(door.t, one.kind)} for one in found
    ]
    return JSONResponse({"places": told}, headers={"cache-control": "no-store"})
