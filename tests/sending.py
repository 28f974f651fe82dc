"""Photos for tests: as a phone would send them, and sent from a form."""

from __future__ import annotations

from io import BytesIO

from PIL import Image

from planning.actions.photos import send_photo
from planning.people import Visitor
from planning.site import Community, new_id
from planning.surveys.photo import Photo
from planning.surveys.picture import re_encoded
from planning.web.house import House
from tests import makers
from tests.makers import NOON

FORM = "form-1"
MEGABYTES = 100


def shot(width: int = 60, height: int = 40, kind: str = "JPEG") -> bytes:
    """A photo as a phone would send it."""
    out = BytesIO()
    Image.new("RGB", (width, height), "green").save(out, kind)
    return out.getvalue()


def sent(house: House, here: Community, data: bytes, *, form: str = FORM, visitor: Visitor | None = None) -> Photo:
    """Keep it until an act takes it up."""
    return send_photo(
        house.database, visitor or makers.visitor(), NOON, community_id=here.id, form=form, photo_id=new_id(),
        picture=re_encoded(data), photo_place=house.settings.photo_place, photos_mb=MEGABYTES,
    )  # fmt: skip
