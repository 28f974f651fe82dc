"""Photos and documents of an object of the map: attached by whoever keeps the map, taken away with a reason."""

from __future__ import annotations

import hashlib
from typing import Any

from planning import store
from planning.actions.act import Doing, act
from planning.actions.layers import layer_of
from planning.actions.observations import Checks, is_gone
from planning.actions.photos import take_up, too_many, waiting
from planning.errors import N_, Refusal, Refusals
from planning.site import new_id
from planning.store import photo_files
from planning.store.photo_files import Place
from planning.surveys.attachment import ATTACHED_TO, MOST_DOCUMENTS, Attachment, checked_pdf
from planning.surveys.observation import LayerFeature
from planning.surveys.photo import Owner, Photo

MOST_PHOTOS = 12
LONGEST_TITLE = 120


@act
def attach_photos(doing: Doing, *, community_id: str, kind: str, object_id: str, form: str) -> list[str]:
    """Add the photos that wait in a form to an object, after those that are there; gives their ids.

    Raises :class:`Refusal`: ``not_found``, ``already_gone``, ``no_photo``, ``too_many_photos``.
    """
    _permitted(doing, community_id, kind, object_id)
    there = store.count(doing.session, Photo, owner=Owner.OBJECT, owner_id=object_id)
    sent = waiting(doing, form)
    if not sent:
        raise Refusal("no_photo", N_("Please choose a photo first."), where="photo")
    if there + len(sent) > MOST_PHOTOS:
        raise Refusals([too_many(MOST_PHOTOS)])
    kept = take_up(doing, sent, Owner.OBJECT, object_id, first=there)
    doing.log(f"{kind}:{object_id}", after={"photos": [photo.sha256 for photo in kept]})
    return [photo.id for photo in kept]


@act
def attach_document(
    doing: Doing, *, community_id: str, kind: str, object_id: str, title: str, file: str, data: bytes, shown: bool,
    photo_place: Place, photos_mb: int,
) -> str:  # fmt: skip
    """Keep a PDF with an object; gives its id. ``shown``: to residents, else to staff only.

    Raises :class:`Refusals`: ``not_found``, ``already_gone``, ``empty_text``, ``long_text``, ``not_pdf``, ``too_large``,
    ``too_many_documents``, ``photos_full``.
    """
    _permitted(doing, community_id, kind, object_id)
    checks = Checks()
    title = checks.text(title, "title", LONGEST_TITLE, needed=True)
    try:
        checked_pdf(data)
    except Refusals as refused:
        checks.problems += refused.problems
    checks.done()
    if store.count(doing.session, Attachment, object_id=object_id) >= MOST_DOCUMENTS:
        raise Refusal(
            "too_many_documents", N_("There are {most} documents already: take one away first."), most=MOST_DOCUMENTS
        )
    photo_files.require_room(doing.session, photo_place, len(data), photos_mb * 1_000_000)
    made = Attachment(
        new_id(), community_id, object_id, title, checks.text(file[-200:], "file", 200), hashlib.sha256(data).hexdigest(),
        len(data), doing.now, shown,
    )  # fmt: skip
    store.add(doing.session, made)
    photo_files.keep_named(doing.session, photo_place, photo_files.document_name(made.id), data)
    doing.log(f"{kind}:{object_id}", after={"document": title, "sha256": made.sha256, "shown": shown})
    return made.id


@act
def take_photo_away(
    doing: Doing, *, community_id: str, kind: str, object_id: str, photo_id: str, reason: str, photo_place: Place
) -> None:  # fmt: skip
    """Take a photo of an object away, its file with it; that it was there stays in the history."""
    _permitted(doing, community_id, kind, object_id, gone=True)
    photo = store.first(doing.session, Photo, id=photo_id, owner=Owner.OBJECT, owner_id=object_id)
    reason = _reason(reason)
    if photo is None:
        raise _not_found()
    photo_files.drop_one(doing.session, photo_place, photo.id)
    doing.log(f"{kind}:{object_id}", before={"photos": [photo.sha256]}, after={"photos": []}, reason=reason)


@act
def take_document_away(
    doing: Doing, *, community_id: str, kind: str, object_id: str, attachment_id: str, reason: str, photo_place: Place
) -> None:  # fmt: skip
    """Take a document of an object away, its file with it; that it was there stays in the history."""
    _permitted(doing, community_id, kind, object_id, gone=True)
    document = store.first(doing.session, Attachment, id=attachment_id, object_id=object_id)
    reason = _reason(reason)
    if document is None:
        raise _not_found()
    photo_files.drop_document(doing.session, photo_place, document.id)
    doing.log(f"{kind}:{object_id}", before={"document": document.title}, after={"document": ""}, reason=reason)


def _permitted(doing: Doing, community_id: str, kind: str, object_id: str, *, gone: bool = False) -> None:
    """Permission for the courtyard in which the object stands, of a drawing also for its layer's."""
    noun = ATTACHED_TO.get(kind)
    thing: Any = store.first(doing.session, noun, id=object_id, community_id=community_id) if noun else None
    if isinstance(thing, LayerFeature):
        doing.permit_in(community_id, courtyard_id=layer_of(doing.session, thing).courtyard_id)
    else:
        doing.permit_in(community_id, courtyard_id=thing.courtyard_id if thing else None)
    if thing is None:
        raise _not_found()
    if is_gone(thing) and not gone:
        raise Refusal("already_gone", N_("This was already taken off the map: look at its history."))


def _reason(reason: str) -> str:
    checks = Checks()
    reason = checks.text(reason, "reason", needed=True)
    checks.done()
    return reason


def _not_found() -> Refusal:
    return Refusal("not_found", N_("This is not here (any more): go back and choose again."))
