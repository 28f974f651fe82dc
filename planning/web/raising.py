"""Raising a matter from a phone: a light page, with a script or without, and one plain ``PUT`` that raises it once.

The receipt word is made before anything is sent: by the phone's script, or by the page that is drawn without one. The
answer shows it once, as signs and as a code to scan; the house keeps its hash only.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from starlette.responses import JSONResponse, Response

from planning import addresses
from planning.actions.matters import raise_matter
from planning.cases.matter import LONGEST_PLACE, LONGEST_TEXT
from planning.errors import N_, Refusal, Refusals
from planning.i18n.names import name_of
from planning.options.electorate import new_code, normalised, spelled
from planning.queries.communities import courtyards
from planning.queries.matters import MatterCard, matters, similar_matters, topic_of
from planning.reports import qr
from planning.site import Community
from planning.surveys.comment import Topic
from planning.web import light
from planning.web.bodies import json_of
from planning.web.door import Door, route
from planning.web.matters import around
from planning.web.raise_words import WORDS
from planning.web.sent import CLIENT_ID, here_of, to
from planning.wording import clean

SCRIPTS = ("light.js", "outbox.js", "offline.js", "matter_words.js", "raise.js")
LARGEST_BODY = 60_000
_UNREADABLE = N_("This was not readable: reload the page and try again.")


@route("GET", addresses.RAISE)
def raise_page(door: Door) -> Response:
    """The form."""
    return _page(door, here_of(door), {"word": new_code()})


@route("POST", addresses.RAISE)
def raise_by_form(door: Door) -> Response:
    """The form of a browser without scripts: what is there already is shown first, then it is raised."""
    here, form = here_of(door), door.form
    form["word"] = form.get("word", "") if normalised(form.get("word", "")) else new_code()
    if form.get("step") != "own":
        found = _similar(door, here, form.get("topic", ""), form.get("text", ""))
        if found:
            return _page(door, here, form, similar=found)
    try:
        _raised(door, here, form["word"], form)
    except Refusals as refused:
        return _page(door, here, form, refused=refused)
    return light.page(door, "matter_raised.html", word=_spelled(form["word"]), **receipt(door, here, form["word"]))


@route("PUT", addresses.RAISE_ONE, largest_body=LARGEST_BODY)
def put_matter(door: Door) -> Response:
    """Raise once: 201, and the same for the same request again, for ever; 409 for other contents under the same word."""
    here = here_of(door)
    body = json_of(door)
    if not CLIENT_ID.fullmatch(door.path("client_id")):
        raise Refusal("bad_id", _UNREADABLE, where="client_id")
    texts = {name: body.get(name, "") for name in ("word", "topic", "text", "place", "courtyard", "hold")}
    for name, text in texts.items():
        if not isinstance(text, str):
            raise Refusal("bad_field", _UNREADABLE, where=name)
    id_ = _raised(door, here, texts["word"], texts)
    drawn = receipt(door, here, texts["word"])
    told = {"id": id_, "page": drawn["page"], "qr": str(drawn["code"])}
    return JSONResponse(told, 201, headers={"cache-control": "no-store"})


@route("GET", addresses.SIMILAR_MATTERS)
def similar_to(door: Door) -> Response:
    """What a new matter would repeat: asked by the page's script before it sends."""
    here = here_of(door)
    found = _similar(door, here, door.asked("topic"), door.asked("text"))
    told = [
        {
            "id": one.matter.id, "text": one.matter.text, "topic": name_of(door.t, topic_of(one.matter)),
            "state": name_of(door.t, one.matter.state), "supports": one.supports, "is_supported": one.is_supported,
            "page": to(door, addresses.MATTER, here, matter=one.matter.id),
        }
        for one in found
    ]  # fmt: skip
    return JSONResponse({"matters": told}, headers={"cache-control": "no-store"})


def _similar(door: Door, here: Community, topic: str, text: str) -> list[MatterCard]:
    found: list[MatterCard] = door.ask(
        similar_matters, community_id=here.id, topic=clean(topic[:40]), text=text[:LONGEST_TEXT]
    )
    return found


def _raised(door: Door, here: Community, word: str, said: dict[str, str]) -> str:
    door.house.limits.writes.take(door.visitor.browser, door.address)
    return raise_matter(
        door.house.database, door.visitor, door.now, community_id=here.id, word=word, topic=clean(said.get("topic", "")),
        text=said.get("text", ""), place=said.get("place", ""), courtyard_id=clean(said.get("courtyard", "")),
        shown=said.get("hold") != "yes",
    )  # fmt: skip


def _spelled(word: str) -> str:
    return spelled(normalised(word) or "")


def receipt(door: Door, here: Community, word: str) -> dict[str, Any]:
    """Where the holder of a word finds the matter again: the address, and a code to scan. The word stands behind the #."""
    path = f"{addresses.to(addresses.HELD_MATTERS, community=here.id)}#{_spelled(word)}"
    base = door.house.settings.public_url or str(door.request.base_url).rstrip("/")
    url = f"{base}{path}"
    return {"page": path, "url": url, "code": qr.drawn(url, door.t("Code of your receipt")), **around(door, here)}


def _page(
    door: Door, here: Community, typed: dict[str, str], *, similar: list[MatterCard] | None = None,
    refused: Refusals | None = None,
) -> Response:  # fmt: skip
    days = door.ask(matters, community_id=here.id).days
    values: dict[str, Any] = {
        **around(door, here), "typed": defaultdict(str, typed), "similar": similar or [],
        "promised": door.t.n(
            "You need no account and no name. An answer is promised within {count} day.",
            "You need no account and no name. An answer is promised within {count} days.", days),
        "topics": list(Topic), "yards": door.ask(courtyards, community_id=here.id), "longest": LONGEST_TEXT,
        "longest_place": LONGEST_PLACE, "scripts": SCRIPTS, "action": to(door, addresses.RAISE, here),
        "facts": facts(door, here),
    }  # fmt: skip
    if refused is not None:
        return light.refused(door, "raise.html", refused, **{k: v for k, v in values.items() if k != "typed"})
    return light.page(door, "raise.html", **values)


def facts(door: Door, here: Community) -> dict[str, Any]:
    """What the scripts of the channel are told."""
    return {
        "words": {name: door.t(sentence) for name, sentence in WORDS.items()}, "language": door.t.language,
        "community": here.id, "longest": LONGEST_TEXT, "worker": addresses.WORKER,
        "put": to(door, addresses.RAISE_ONE, here, client_id="CLIENT"),
        "similar": to(door, addresses.SIMILAR_MATTERS, here),
        "me_too": to(door, addresses.MATTER_ME_TOO, here, matter="MATTER"),
        "held": to(door, addresses.HELD_MATTERS, here), "back": to(door, addresses.MATTER_BACK, here),
    }  # fmt: skip
