"""Photos as files: JPEG of our own making, and nothing that a browser could take for anything else."""

from __future__ import annotations

from starlette.responses import Response

from planning import addresses
from planning.queries.attached import attachment_file as may_read
from planning.queries.photos import photo_file as may_see
from planning.store import photo_files
from planning.surveys.picture import thumbnail
from planning.web.door import Door, route
from planning.web.downloads import pdf_download

HEADERS = {
    "content-disposition": "inline",
    "x-content-type-options": "nosniff",
    "content-security-policy": "default-src 'none'",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "private, max-age=604800, immutable",
}


@route("GET", addresses.PHOTO)
def photo_file(door: Door) -> Response:
    """One photo, whole or (``?w=480``) smaller."""
    photo = may_see(door.house.database, door.visitor, door.now, photo_id=door.path("photo"), form=door.asked("form"))
    place = door.house.settings.photo_place
    width_px = _width(door.asked("w"))
    data = (
        photo_files.read_small(place, photo.id, width_px, thumbnail) if width_px else photo_files.read(place, photo.id)
    )
    return Response(data, media_type="image/jpeg", headers=HEADERS)


@route("GET", addresses.ATTACHMENT)
def attachment_file(door: Door) -> Response:
    """A document, as a download only: no browser opens it as a page of ours."""
    document = may_read(door.house.database, door.visitor, door.now, attachment_id=door.path("attachment"))
    data = photo_files.read_document(door.house.settings.photo_place, document.id)
    return pdf_download(data, document.file)


def _width(asked: str) -> int | None:
    """A width that we keep, rounded up so that nobody can fill the disk with sizes; None for the whole photo."""
    if not asked.isascii() or not asked.isdigit() or len(asked) > 5:
        return None
    return next((width for width in photo_files.WIDTHS_PX if width >= int(asked)), None)
