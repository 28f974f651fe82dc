"""Adding photos to an evidence walk from a phone: a light page, with a script or without, by an account or the code of the day.

Every photo is sent under an id of its own: the script names one for each, a form without a script one for all of its
photos, and what a photo holds tells it from the others. Sent again it is there once.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any

from starlette.responses import JSONResponse, Response

from planning import addresses
from planning.actions.evidence_photos import LONGEST_NOTE, Sent, add_evidence_photo, take_back_evidence_photo
from planning.errors import N_, Refusal, Refusals
from planning.i18n.names import name_of
from planning.queries.evidence import Entry, evidence_entry
from planning.reports.timeline import day_of
from planning.site import Community, new_id
from planning.store import photo_files
from planning.surveys import exif
from planning.surveys.evidence import EvidenceKind, EvidencePhoto, EvidenceState, Placed
from planning.surveys.observation import Kind
from planning.surveys.photo import waiting_for
from planning.surveys.picture import re_encoded
from planning.surveys.route import length_m
from planning.web import light
from planning.web.cookies import keep, said_by, sealed
from planning.web.door import Door, route
from planning.web.multipart import MOST_FILES, form_of
from planning.web.say_words import WORDS as SAY_WORDS
from planning.web.saying import map_facts
from planning.web.sent import CLIENT_ID, here_of, to
from planning.web.uploads import LARGEST_FORM
from planning.wording import clean

PAGE = "evidence_add.html"
SCRIPTS = ("light.js", "outbox.js", "offline.js", "say_photos.js", "evidence.js")
COOKIE = "jieyi_walk"
HELD = "code of an evidence walk"
"""What the signature of the cookie is good for."""
LASTS = timedelta(hours=48)
"""To the end of the day after the walk: photos of the day that found no signal still come in (the code itself has its day)."""
WORDS = {
    "locating": SAY_WORDS["locating"], "located": SAY_WORDS["located"], "picked": SAY_WORDS["picked"],
    "map_loading": SAY_WORDS["map_loading"], "map_failed": SAY_WORDS["map_failed"], "map_help": SAY_WORDS["map_help"],
    "not_located": N_("Your phone could not say where you are: choose a place along the route."),
    "no_photo": N_("Please choose a photo first."), "no_kind": N_("Choose what the photo shows."),
    "sending": N_("Photos on their way: {count}."),
    "waits": N_("No signal: {count} photos wait on this phone and go by themselves. Keep this page, or open it again later."),
    "came": N_("Photos that came in: {count}. The leader looks at them before anybody else sees them."),
    "look": N_("See them"), "again": N_("Send again as the form says now"), "drop": N_("Take this photo away"),
    "lost": N_("A photo was lost before it was sent, because this browser keeps nothing: choose it again."),
}  # fmt: skip
"""What the script says."""


@route("GET", addresses.EVIDENCE_ADD)
def evidence_add_page(door: Door) -> Response:
    """The form for photos; before it, for whoever has no account of the group, the one for the code."""
    return _page(door, _entry(door))


@route("POST", addresses.EVIDENCE_CODE)
def evidence_code(door: Door) -> Response:
    """The code of the day becomes a cookie. Wrong ones are counted against browser and address."""
    here, walk_id = here_of(door), clean(door.path("walk"))
    typed, limits = door.form.get("code", "")[:60], door.house.limits.codes
    limits.check(door.visitor.browser, door.address)
    try:
        door.ask(evidence_entry, community_id=here.id, evidence_walk_id=walk_id, code_typed=typed or "-")
    except Refusal as refused:
        if refused.code == "bad_code":
            limits.count(door.visitor.browser, door.address)
        if refused.code == "not_found":
            raise
        return _page(door, _entry(door), refused=refused)
    answer = light.gone(to(door, addresses.EVIDENCE_ADD, here, walk=walk_id))
    value = sealed(door.house, HELD, f"{walk_id} {typed}")
    return keep(answer, COOKIE, value, LASTS, secure=door.request.url.scheme == "https")


@route("POST", addresses.EVIDENCE_ADD, largest_body=LARGEST_FORM, spooled=True)
def evidence_add(door: Door) -> Response:
    """The form of a browser without scripts: some photos of one kind, each with its own place and time where it has them."""
    assert door.spooled is not None  # noqa: S101 - the route asked for it
    if not door.is_whole:
        raise _unreadable("form")
    entry = _entry(door)
    fields, files = form_of(door.request, door.spooled)
    form = fields.get("form", "")
    fields["form"] = form = form if CLIENT_ID.fullmatch(form) else new_id()
    try:
        if not files:
            raise Refusal("no_photo", N_("Please choose a photo first."), where="photo")
        for data in files:
            _add(door, entry, f"{form} {hashlib.sha256(data).hexdigest()}", fields, data)
    except Refusals as refused:
        return _page(door, _entry(door), fields, refused)
    return light.gone(
        f"{to(door, addresses.EVIDENCE_ADD, entry.community, walk=entry.walk.id, added=str(len(files)))}#mine"
    )


@route("PUT", addresses.EVIDENCE_ONE, largest_body=LARGEST_FORM, spooled=True)
def put_evidence_photo(door: Door) -> Response:
    """One photo with its fields, as a script sends it: 201, and the same for the same request again."""
    assert door.spooled is not None  # noqa: S101 - the route asked for it
    client_id = door.path("client_id")
    if not door.is_whole or not CLIENT_ID.fullmatch(client_id):
        raise _unreadable("client_id")
    entry = _entry(door)
    fields, files = form_of(door.request, door.spooled)
    if len(files) != 1:
        raise Refusal("no_photo", N_("Please choose a photo first."), where="photo")
    id_ = _add(door, entry, client_id, fields, files[0])
    told = {"id": id_, "small": addresses.to(addresses.PHOTO, photo=id_, w="240")}
    return JSONResponse(told, 201, headers={"cache-control": "no-store"})


@route("POST", addresses.EVIDENCE_BACK)
def evidence_take_back(door: Door) -> Response:
    """Take back a photo that waits: by the phone that sent it."""
    here, walk_id = here_of(door), clean(door.path("walk"))
    try:
        take_back_evidence_photo(
            door.house.database, door.visitor, door.now, community_id=here.id,
            evidence_photo_id=clean(door.form.get("photo", "")), photo_place=str(door.house.settings.photo_place),
        )  # fmt: skip
    except Refusals as refused:
        return _page(door, _entry(door), refused=refused)
    return light.gone(f"{to(door, addresses.EVIDENCE_ADD, here, walk=walk_id)}#mine")


def _unreadable(where: str) -> Refusal:
    return Refusal("bad_form", N_("This was not readable: reload the page and try again."), where=where)


def _held(door: Door) -> str:
    """The code of this walk that the phone holds; empty where it holds none."""
    walk_id, _, code = (said_by(door.house, HELD, door.request.cookies.get(COOKIE), LASTS) or "").partition(" ")
    return code if walk_id == clean(door.path("walk")) else ""


def _entry(door: Door) -> Entry:
    """What the phone may do; a code that has had its day, or was renewed, is none."""
    asked = {"community_id": here_of(door).id, "evidence_walk_id": clean(door.path("walk"))}
    try:
        found: Entry = door.ask(evidence_entry, **asked, code_typed=_held(door))
    except Refusal as refused:
        if refused.code == "not_found":
            raise
        found = door.ask(evidence_entry, **asked)
    return found


def _add(door: Door, entry: Entry, client_id: str, fields: dict[str, str], data: bytes) -> str:
    """One photo: what its camera says is read, then the picture is drawn anew without any of it."""
    sent_id = waiting_for(door.visitor.browser, f"{entry.walk.id} {client_id}")[:22]
    if any(one.id == sent_id for one in entry.mine):
        return sent_id  # the answer was lost, not the photo
    # Before a stranger's picture is decoded: it is refused, and why; or it may be late, and the act looks closer.
    if not entry.is_open:
        door.ask(
            evidence_entry, community_id=entry.community.id, evidence_walk_id=entry.walk.id, code_typed=_held(door) or "-",
            taken=entry.walk.day,
        )  # fmt: skip
    door.house.limits.writes.take(door.visitor.browser, door.address)
    settings = door.house.settings
    photo_files.require_free_disk(settings.photo_place, len(data))
    return add_evidence_photo(
        door.house.database, door.visitor, door.now, evidence_walk_id=entry.walk.id, code_typed=_held(door),
        sent_id=sent_id, picture=re_encoded(data),
        sent=_sent(entry, fields, exif.told_by(data, entry.community.time_zone)), photo_place=str(settings.photo_place),
        photos_mb=settings.photos_mb,
    )  # fmt: skip


def _sent(entry: Entry, fields: dict[str, str], told: exif.Told) -> Sent:
    """What was typed, chosen and measured; a place of the list, where one was chosen, goes before all."""
    lon, lat, placed = fields.get("lon", ""), fields.get("lat", ""), clean(fields.get("placed", ""))
    place = clean(fields.get("place", ""))
    if place.isascii() and place.isdigit() and int(place[:6]) < len(entry.places):
        pin = entry.places[int(place[:6])][1]
        lon, lat, placed = str(pin.lon), str(pin.lat), Placed.ROUTE
    chosen = None
    with suppress(ValueError, OverflowError):
        chosen = datetime.fromisoformat(clean(fields.get("chosen", ""))).astimezone(UTC)
    return Sent(
        clean(fields.get("kind", "")), fields.get("note", ""), lon, lat, placed, told.place, told.at, chosen,
    )  # fmt: skip


def _page(
    door: Door, entry: Entry, fields: dict[str, str] | None = None, refused: Refusals | None = None
) -> Response:  # fmt: skip
    here, walk, t = entry.community, entry.walk, door.t
    added = _number(door.asked("added"))
    came_in = t.n(
        "{count} photo came in. The leader looks at it before anybody else sees it.",
        "{count} photos came in. The leader looks at them before anybody else sees them.", added,
    )  # fmt: skip
    waiting = [one for one in entry.mine if one.state is EvidenceState.WAITING]
    values: dict[str, Any] = {
        "entry": entry, "here": here, "walk": walk, "kinds": list(EvidenceKind), "name": lambda code: name_of(t, code),
        "day": day_of(t, walk.day), "length_m": round(length_m(walk.route)), "most": MOST_FILES, "longest": LONGEST_NOTE,
        "form": (fields or {}).get("form") or new_id(), "waiting": waiting, "came_in": came_in if added else "",
        "action": to(door, addresses.EVIDENCE_ADD, here, walk=walk.id), "code_action": to(door, addresses.EVIDENCE_CODE, here, walk=walk.id),
        "back_action": to(door, addresses.EVIDENCE_BACK, here, walk=walk.id), "seen": to(door, addresses.EVIDENCE_WALK, here, walk=walk.id),
        "small": lambda one: addresses.to(addresses.PHOTO, photo=one.id, w="240"), "told": lambda one: _told(door, entry, one),
        "scripts": SCRIPTS, "facts": _facts(door, here, walk.id),
    }  # fmt: skip
    if refused is not None:
        door.form = fields or dict(door.form)
        return light.refused(door, PAGE, refused, **values)
    return light.page(door, PAGE, typed=defaultdict(str, fields or {}), **values)


def _facts(door: Door, here: Community, walk_id: str) -> dict[str, Any]:
    """What the script is told."""
    t, bounds = door.t, here.bounds
    many = t("Please choose at most {most} photos: take some away.", most=MOST_FILES)
    return {
        "words": {name: t(sentence) for name, sentence in WORDS.items()} | {"too_many": many}, "walk": walk_id, "most": MOST_FILES,
        "worker": addresses.WORKER, "here": to(door, addresses.EVIDENCE_ADD, here, walk=walk_id),
        "put": to(door, addresses.EVIDENCE_ONE, here, walk=walk_id, client_id="CLIENT"), "kinds": {one.value: name_of(t, one) for one in Kind},
        "bounds": [bounds.west, bounds.south, bounds.east, bounds.north] if bounds else None, "map": map_facts(door, here),
    }  # fmt: skip


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 4 else 0


def _told(door: Door, entry: Entry, one: EvidencePhoto) -> str:
    """Place and time of a photo, and whence they are known."""
    t = door.t
    return " · ".join(
        (t.time(one.taken_at, entry.community.time_zone), name_of(t, one.timed), name_of(t, one.placed), name_of(t, one.state))
    )  # fmt: skip
