"""Photos are sent one by one, before the form that uses them: to the disk, in pieces where the connection breaks.

``PUT /uploads/{photo}`` takes raw bytes; with ``?from=`` and ``?of=`` a photo may come in several requests. The small
page at ``/uploads`` does that from a browser; without scripts its form sends ``multipart/form-data`` instead.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from starlette.responses import JSONResponse, Response

from planning import addresses
from planning.actions.photos import drop_photo, send_photo
from planning.errors import N_, Refusal, Refusals
from planning.queries.photos import waiting_photos
from planning.site import new_id
from planning.store import photo_files, photo_parts
from planning.surveys.photo import Photo
from planning.surveys.picture import LARGEST_BYTES, re_encoded
from planning.web import light
from planning.web.assets import address_of
from planning.web.door import Door, route
from planning.web.multipart import files_of
from planning.web.throttle import Throttle

LARGEST_FORM = 3 * LARGEST_BYTES
MOST_PHOTOS = 12
FORM_NAME = 40


@cache
def _sent() -> tuple[Throttle, Throttle]:
    """Photos in ten minutes: by browser first, by address generously, since a hall is one address."""
    return Throttle(60), Throttle(1200)


@route("GET", addresses.UPLOADS)
def uploads_page(door: Door) -> Response:
    """What waits in a form, and a button for more: a page inside a page."""
    return _page(door)


def _page(door: Door, refused: Refusals | None = None) -> Response:
    community, form = door.asked("community"), _form(door)
    here = {"community": community, "form": form, "most": str(_most(door)), "lang": door.t.language}
    values: dict[str, Any] = {
        "photos": waiting_photos(
            door.house.database, door.visitor, door.now, community_id=community, form=form
        ),
        "here": here, "most": _most(door), "action": addresses.to(addresses.UPLOADS, **here),
        "script": address_of("uploads.js"), "small": lambda photo: _small(photo, form), "new_id": new_id,
        "to": address_for(community, form, door.t.language),
    }  # fmt: skip
    if refused is not None:
        return light.refused(door, "uploads.html", refused, **values)
    return light.page(door, "uploads.html", **values)


def address_for(community_id: str, form: str, language: str) -> str:
    """Where a page's script sends a photo: ``PHOTO`` in it stands for the photo's id."""
    return addresses.to(addresses.UPLOAD, photo="PHOTO", community=community_id, form=form, lang=language)


def _small(photo: Photo, form: str) -> str:
    return addresses.to(addresses.PHOTO, photo=photo.id, w="240", form=form)


def _most(door: Door) -> int:
    asked = door.asked("most")
    return min(max(int(asked), 1), MOST_PHOTOS) if asked.isascii() and asked.isdigit() else MOST_PHOTOS


def _form(door: Door) -> str:
    return door.asked("form")[:FORM_NAME]


@route("POST", addresses.UPLOADS, largest_body=LARGEST_FORM, spooled=True)
def send_photos(door: Door) -> Response:
    """The form of the page, sent by a browser without scripts; a raw picture is taken, too."""
    body = _body(door)
    form_of_a_page = door.request.headers.get("content-type", "").startswith("multipart/form-data")
    try:
        sent = [
            keep(door, new_id(), data, door.asked("community"), _form(door))
            for data in (files_of(door.request, body) if form_of_a_page else [body.read_bytes()])
        ]
    except Refusals as refused:
        if not form_of_a_page:
            raise
        return _page(door, refused)
    if form_of_a_page:
        return light.gone(f"{addresses.UPLOADS}?{door.request.url.query}")
    return JSONResponse(_told(sent[0], _form(door)), 201, headers={"cache-control": "no-store"})


@route("GET", addresses.UPLOAD)
def upload_state(door: Door) -> Response:
    """How much of a photo has arrived, for a phone that wants to go on."""
    part = photo_parts.path_of(door.house.settings.upload_dir, door.visitor.browser, door.path("photo"))
    return JSONResponse({"received": photo_parts.received(part)}, headers={"cache-control": "no-store"})


@route("PUT", addresses.UPLOAD, largest_body=LARGEST_BYTES, spooled=True)
def put_photo(door: Door) -> Response:
    """Bytes of a photo: 202 with how many there are, 201 with the photo once it is whole; sent again, 201 again."""
    photo_id = door.path("photo")
    photo_files.name_of(photo_id)  # refuses what cannot be an id
    more, start, total = _body(door), _number(door, "from") or 0, _number(door, "of")
    part = photo_parts.path_of(door.house.settings.upload_dir, door.visitor.browser, photo_id)
    there = photo_parts.append(part, more, start, LARGEST_BYTES)
    if not door.is_whole or (total is not None and there < total):
        return JSONResponse({"received": there}, 202, headers={"cache-control": "no-store"})
    try:
        kept = keep(door, photo_id, part.read_bytes(), door.asked("community"), _form(door))
    finally:
        part.unlink(missing_ok=True)
    return JSONResponse(_told(kept, _form(door)), 201, headers={"cache-control": "no-store"})


@route("DELETE", addresses.UPLOAD)
def take_back_photo(door: Door) -> Response:
    """A photo that was sent by mistake, and has not been used yet."""
    drop_photo(
        door.house.database, door.visitor, door.now, community_id=door.asked("community"), form=_form(door),
        photo_id=door.path("photo"), photo_place=door.house.settings.photo_place,
    )  # fmt: skip
    return Response(status_code=204)


def _body(door: Door) -> Path:
    assert door.spooled is not None  # noqa: S101 - the route asked for it
    return door.spooled


def _number(door: Door, name: str) -> int | None:
    asked = door.asked(name)
    if not asked:
        return None
    if not asked.isascii() or not asked.isdigit() or len(asked) > 9:
        raise Refusal("bad_number", N_("{name} must be a number of bytes."), where=name, name=name)
    return int(asked)


def keep(door: Door, photo_id: str, data: bytes, community_id: str, form: str) -> Photo:
    """Keep a photo until a form of this browser uses it; refused where too many came, or it is none."""
    browsers, places = _sent()
    for throttle, who in ((browsers, door.visitor.browser), (places, door.address)):
        throttle.check(who)
        throttle.count(who)
    settings = door.house.settings
    photo_files.require_free_disk(settings.photo_place, len(data))
    return send_photo(
        door.house.database, door.visitor, door.now, community_id=community_id, form=form,
        photo_id=photo_id, picture=re_encoded(data), photo_place=settings.photo_place, photos_mb=settings.photos_mb,
    )  # fmt: skip


def _told(photo: Photo, form: str) -> dict[str, Any]:
    return {"id": photo.id, "width_px": photo.width_px, "height_px": photo.height_px, "small": _small(photo, form)}
