"""Saying something from a phone: a light page, with a script or without, and one plain ``PUT`` that pins once.

The script sends JSON to ``PUT /v/c/{community}/comments/{client_id}`` until it is acknowledged, photos before it (see
:mod:`.uploads`). Without a script the form itself comes, photos in it, and what neighbours have said already is shown
before it is pinned.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from starlette.responses import Response

from planning import access, addresses
from planning.access import Asking
from planning.errors import N_, Refusal, Refusals
from planning.i18n.names import name_of
from planning.i18n.translator import Translator
from planning.queries.cases import case_named
from planning.queries.photos import waiting_photos
from planning.queries.places import LONGEST_NAME_SOUGHT, places
from planning.site import Community, new_id
from planning.surveys.comment import LONGEST_NAME, LONGEST_TEXT, MOST_PHOTOS, NEAR_M, SIGNS, Consent, Stance, Topic
from planning.surveys.observation import Kind
from planning.surveys.places import Place
from planning.surveys.reading import SimilarComment
from planning.web import light, uploads
from planning.web.assets import address_of
from planning.web.door import Door, route
from planning.web.multipart import form_of
from planning.web.said_here import kind_name, similar_here
from planning.web.say_words import WORDS
from planning.web.sent import CLIENT_ID, here_of, pin, sent_from, to
from planning.wording import clean

PAGE = "say.html"
SCRIPTS = ("light.js", "outbox.js", "offline.js", "uploads.js", "say_photos.js", "say_place.js", "say.js")
MAP = ("leaflet.js", "map_marks.js", "map_ground.js", "say_map.js")
"""What the map needs: loaded when somebody asks for it, 50 kB packed."""


@route("GET", addresses.SAY)
def say_page(door: Door) -> Response:
    """The form."""
    return _page(door, here_of(door), {"form": new_id()})


def _page(
    door: Door, here: Community, fields: dict[str, str], refused: Refusals | None = None,
    similar: list[SimilarComment] | None = None,
) -> Response:  # fmt: skip
    asked = (door.house.database, door.visitor, door.now)
    form, sought = fields["form"], fields.get("find", "")
    case_id, over = case_of(door, here, clean(fields.get("case") or door.asked("case")))
    values: dict[str, Any] = {
        "here": here, "typed": defaultdict(str, fields), "form": form, "zone": here.time_zone,
        "groups": _grouped(door.t, places(*asked, community_id=here.id, text=sought)), "sought": sought,
        "photos": waiting_photos(*asked, community_id=here.id, form=form), "similar": similar or [],
        "topics": list(Topic), "stances": list(Stance), "signs": SIGNS, "consents": list(Consent),
        "name": lambda code: name_of(door.t, code), "near_m": int(NEAR_M), "may_assist": _may_assist(door, here),
        "most": MOST_PHOTOS, "longest": LONGEST_TEXT, "longest_name": LONGEST_NAME,
        "longest_sought": LONGEST_NAME_SOUGHT, "scripts": SCRIPTS, "facts": _facts(door, here),
        "small": lambda photo: addresses.to(addresses.PHOTO, photo=photo.id, w="240", form=form),
        "action": to(door, addresses.SAY, here), "said": to(door, addresses.SAID, here), "case_id": case_id, "over": over,
        "mine": to(door, addresses.MY_COMMENTS, here), "uploads": uploads.address_for(here.id, "FORM", door.t.language),
    }  # fmt: skip
    if refused is not None:
        door.form = fields
        return light.refused(door, PAGE, refused, **{k: v for k, v in values.items() if k != "typed"})
    return light.page(door, PAGE, **values)


def case_of(door: Door, here: Community, case_id: str) -> tuple[str, dict[str, str]]:
    """The case in which something is said, and none where it is closed: then its title and where it was decided."""
    found = door.ask(case_named, community_id=here.id, case_id=case_id) if case_id else None
    if found is None or not found.closed:
        return case_id, {}
    return "", {
        "title": str(door.t.words(found.case.title)),
        "decision": to(door, addresses.CASE_DECISION, here, case=found.case.id),
    }


def _may_assist(door: Door, here: Community) -> bool:
    return access.may("act.enter_comment", Asking(door.visitor, here))


def _grouped(t: Translator, found: list[Place]) -> list[tuple[str, list[Place]]]:
    """The list by kinds, with a heading each."""
    kinds = list(dict.fromkeys(place.kind for place in found))
    return [(kind_name(t, kind), [place for place in found if place.kind == kind]) for kind in kinds]


def _facts(door: Door, here: Community) -> dict[str, Any]:
    """What the scripts are told."""
    bounds = here.bounds
    words = {name: door.t(sentence) for name, sentence in WORDS.items()}
    told = {
        "community": here.name,
        "most": MOST_PHOTOS,
    }  # what the scripts cannot know; other places they fill themselves
    return {
        "words": words | {name: door.t(WORDS[name], **told) for name in ("outside", "too_many_photos")}, "language": door.t.language, "kinds": {kind.value: name_of(door.t, kind) for kind in Kind},
        "community": here.id, "longest": LONGEST_TEXT, "worker": addresses.WORKER,
        "bounds": [bounds.west, bounds.south, bounds.east, bounds.north] if bounds else None,
        "pin": to(door, addresses.SAY_ONE, here, client_id="CLIENT"), "near": to(door, addresses.SAID_HERE, here),
        "places": to(door, addresses.PLACES, here), "me_too": to(door, addresses.ME_TOO, here, comment="COMMENT"),
        "decision": to(door, addresses.CASE_DECISION, here, case="CASE"),
        "map": map_facts(door, here),
    }  # fmt: skip


def map_facts(door: Door, here: Community) -> dict[str, Any]:
    """What the map for one tap is made of, and whom it asks; it is fetched when somebody asks for it."""
    return {
        "scripts": [address_of(name) for name in MAP], "sheet": address_of("leaflet.css"),
        "base": addresses.to(addresses.MAP_BASE, community=here.id, lang=door.t.language),
        "viewport": addresses.to(addresses.MAP_VIEWPORT, community=here.id, lang=door.t.language),
    }  # fmt: skip


@route("POST", addresses.SAY, largest_body=uploads.LARGEST_FORM, spooled=True)
def say(door: Door) -> Response:
    """The form of a browser without scripts: look for a place, see what is said there, pin it."""
    assert door.spooled is not None  # noqa: S101 - the route asked for it
    if not door.is_whole:
        raise Refusal("bad_form", N_("This was not readable: reload the page and try again."))
    here = here_of(door)
    fields, files = form_of(door.request, door.spooled)
    fields["form"] = fields["form"] if CLIENT_ID.fullmatch(fields.get("form", "")) else new_id()
    try:
        for data in files:
            uploads.keep(door, new_id(), data, here.id, fields["form"])
        return _stepped(door, here, fields)
    except Refusals as refused:
        return _page(door, here, fields, refused)


def _stepped(door: Door, here: Community, fields: dict[str, str]) -> Response:
    """What the button asked for."""
    if fields.get("step") == "find":
        return _page(door, here, fields)
    sent = sent_from(fields)
    if fields.get("step") != "own" and sent.where.get("place"):
        similar = similar_here(door, here, sent.where, sent.said["topic"], sent.said["text"])
        if similar:
            return _page(door, here, fields, similar=similar)
    id_ = pin(door, here, fields["form"], sent)
    return light.gone(f"{to(door, addresses.MY_COMMENTS, here, done=id_)}#done")
