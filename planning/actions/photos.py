"""Photos that come with an act: decoded before its transaction, kept inside it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from planning import store
from planning.actions.act import Doing
from planning.errors import N_, Problem, Refusal, Refusals
from planning.site import new_id
from planning.store import photo_files
from planning.surveys.photo import Owner, Photo
from planning.surveys.picture import Picture, re_encoded


def pictures_of(photos: Sequence[bytes], *, most: int) -> tuple[tuple[Picture, ...], tuple[Problem, ...]]:
    """Strangers' files as our pictures, and what is wrong with the others.

    Called before an act, never inside one: decoding takes tenths of a second, and nobody should wait for the write
    lock that long.
    """
    pictures: list[Picture] = []
    problems: list[Problem] = []
    if len(photos) > most:
        problems.append(too_many(most))
    for data in photos[:most]:
        try:
            pictures.append(re_encoded(data))
        except Refusals as refused:
            problems += refused.problems
    return tuple(pictures), tuple(problems)


def too_many(most: int) -> Problem:
    """More photos than a thing may have."""
    return Problem(
        "too_many_photos", N_("Please choose at most {most} photos: take some away."), {"most": most}, "photo"
    )


def keep_photos(
    doing: Doing, folder: Path, owner: Owner, owner_id: str, pictures: Sequence[Picture], *, first: int = 0
) -> list[Photo]:
    """Keep pictures of something, from position ``first``: rows and files together, or neither."""
    community = doing.community
    assert community is not None  # noqa: S101 - only acts of a community keep photos
    kept = [
        Photo(new_id(), community.id, owner, owner_id, position, p.sha256, p.width_px, p.height_px, doing.now)
        for position, p in enumerate(pictures, first)
    ]
    store.add_all(doing.session, kept)
    try:
        for photo, picture in zip(kept, pictures, strict=True):
            photo_files.keep(doing.session, folder, photo.id, picture.data)
    except OSError:
        raise Refusal(
            "photo_not_kept",
            N_("The photo could not be stored, and nothing was sent: what you typed is still here, please try again."),
            where="photo",
        ) from None
    return kept
