"""Photos: sent one by one before the act that uses them, re-encoded outside any transaction, taken up inside one.

A sent photo waits under the name of its browser and its form. An act takes up what waits; what no act takes up is
gone after a day. So a refused form loses no photo, and a failed act leaves none behind.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from planning import store
from planning.actions.act import Doing, fleeting
from planning.errors import N_, Problem, Refusal, Refusals
from planning.store import photo_files
from planning.store.photo_files import Place
from planning.surveys.photo import Owner, Photo, waiting_for
from planning.surveys.picture import Picture

MOST_WAITING = 12
"""Photos that may wait in one form."""


@fleeting
def send_photo(
    doing: Doing, *, community_id: str, form: str, photo_id: str, picture: Picture, photo_place: Place, photos_mb: int
) -> Photo:
    """Keep a photo until an act of this browser takes it up; the same one again changes nothing.

    Raises :class:`Refusal` (``no_browser``, ``too_many_photos``, ``photos_full``, ``photo_not_kept``).
    """
    community = doing.permit_in(community_id)
    mine = _mine(doing, form)
    there = store.find(doing.session, Photo, owner=Owner.UPLOAD, owner_id=mine)
    again = next((photo for photo in there if photo.sha256 == picture.sha256), None)
    if again is not None:
        return again
    if store.first(doing.session, Photo, id=photo_id) is not None:
        raise Refusal(
            "act_reused", N_("This form was already sent with other contents: reload the page and try again.")
        )
    if len(there) >= MOST_WAITING:
        raise Refusals([too_many(MOST_WAITING)])
    photo_files.require_room(doing.session, photo_place, len(picture.data), photos_mb * 1_000_000)
    sent = Photo(
        photo_id, community.id, Owner.UPLOAD, mine, len(there), picture.sha256, picture.width_px, picture.height_px,
        doing.now, size_bytes=len(picture.data),
    )  # fmt: skip
    store.add(doing.session, sent)
    keep_file(doing, photo_place, sent.id, picture)
    return sent


def keep_file(doing: Doing, photo_place: Place, photo_id: str, picture: Picture) -> None:
    """Keep the picture of a photo in its place; raises :class:`Refusal` (``photo_not_kept``)."""
    try:
        photo_files.keep(doing.session, photo_place, photo_id, picture.data)
    except OSError:
        raise Refusal(
            "photo_not_kept",
            N_("The photo could not be stored, and nothing was sent: what you typed is still here, please try again."),
            where="photo",
        ) from None


@fleeting
def drop_photo(doing: Doing, *, community_id: str, form: str, photo_id: str, photo_place: Place) -> None:
    """Take back a photo that waits in a form of this browser; raises :class:`Refusal` (``not_found``)."""
    doing.permit_in(community_id)
    mine = store.first(doing.session, Photo, id=photo_id, owner=Owner.UPLOAD, owner_id=_mine(doing, form))
    if mine is None:
        raise Refusal("not_found", N_("This is not here (any more): go back and choose again."))
    photo_files.drop_one(doing.session, photo_place, mine.id)


def _mine(doing: Doing, form: str) -> str:
    if not doing.visitor.browser:
        raise Refusal("no_browser", N_("Your browser sends no cookie, so its photos would be lost: allow cookies."))
    return waiting_for(doing.visitor.browser, form)


def too_many(most: int) -> Problem:
    """More photos than a thing may have."""
    return Problem(
        "too_many_photos", N_("Please choose at most {most} photos: take some away."), {"most": most}, "photo"
    )


def waiting(doing: Doing, form: str) -> Sequence[Photo]:
    """What waits in a form of this browser, in the order in which it was sent; nothing for an empty name."""
    assert doing.community is not None  # noqa: S101 - only acts of a community take photos up
    if not form or not doing.visitor.browser:
        return ()
    mine = waiting_for(doing.visitor.browser, form)
    return store.find(
        doing.session, Photo, order=("at", "id"), owner=Owner.UPLOAD, owner_id=mine, community_id=doing.community.id
    )


def all_there(sent: Sequence[Photo], ids: Sequence[str]) -> Sequence[Photo]:
    """Those of the waiting photos that are named, if all of them are still there; else :class:`Refusal`.

    A phone that sends after a day would otherwise lose the photos in silence: what nobody takes up goes.
    """
    there = {photo.id: photo for photo in sent}
    if not set(ids) <= set(there):
        raise Refusal(
            "photos_gone", N_("The photos did not arrive or have waited too long: choose them again."), where="photo"
        )
    return [there[id_] for id_ in dict.fromkeys(ids)]


def take_up(doing: Doing, photos: Sequence[Photo], owner: Owner, owner_id: str, *, first: int = 0) -> list[Photo]:
    """Photos that waited now belong to something, from position ``first``. Their files stay where they are."""
    taken = [
        replace(photo, owner=owner, owner_id=owner_id, position=position, at=doing.now)
        for position, photo in enumerate(photos, first)
    ]
    for photo in taken:
        store.change(doing.session, photo)
    return taken
