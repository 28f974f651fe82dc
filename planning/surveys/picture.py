"""Pictures from strangers: decoded within limits, turned upright, and drawn anew so that nothing else of them is left.

What is kept is never the file that was sent. A fresh canvas carries pixels only: no GPS, no serial number, no XMP, no
comment, no second file hidden behind the first.
"""

from __future__ import annotations

import hashlib
import struct
import warnings
import zlib
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageOps, UnidentifiedImageError

from planning.errors import N_, Refusal

FORMATS = ("JPEG", "PNG", "WEBP")
LARGEST_BYTES = 20_000_000
MOST_PIXELS = 50_000_000
"""Read from the header before anything is decoded: 150 MB of canvas at the most."""
LONGEST_SIDE_PX = 2048
QUALITY = 85
THUMBNAIL_QUALITY = 78

# Pillow only warns between one and two of its own limits. As an error it is caught below, where it becomes a sentence;
# said once here because a filter that is set and taken back around each picture is not safe with threads.
warnings.filterwarnings("error", category=Image.DecompressionBombWarning)

_BOMBS = (Image.DecompressionBombError, Image.DecompressionBombWarning)
_BROKEN = (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError, struct.error, zlib.error, KeyError)


@dataclass(frozen=True, slots=True)
class Picture:
    """A JPEG of ours: its bytes, its size, and their SHA-256."""

    data: bytes
    width_px: int
    height_px: int
    sha256: str


def re_encoded(data: bytes) -> Picture:
    """A stranger's picture as ours: upright, at most :data:`LONGEST_SIDE_PX` long, without any metadata.

    Raises :class:`Refusal` with ``photo_too_large``, ``photo_too_many_pixels``, ``photo_format`` or ``photo_broken``.
    """
    if len(data) > LARGEST_BYTES:
        raise Refusal(
            "photo_too_large", N_("This photo is larger than {limit} MB: please choose a smaller one."),
            where="photo", limit=LARGEST_BYTES // 1_000_000)  # fmt: skip
    opened = _opened(data)
    if opened.width * opened.height > MOST_PIXELS:
        raise _too_many_pixels()
    try:
        return picture_of(_upright(opened))
    except _BOMBS:
        raise _too_many_pixels() from None
    except (*_BROKEN, MemoryError):
        raise Refusal(
            "photo_broken",
            N_("This photo is damaged or was cut off on its way: please choose it again."),
            where="photo",
        ) from None


def _opened(data: bytes) -> Image.Image:
    """The header only."""
    try:
        return Image.open(BytesIO(data), formats=FORMATS)
    except _BOMBS:
        raise _too_many_pixels() from None
    except _BROKEN:
        raise Refusal(
            "photo_format", N_("This is not a photo that we can read: please choose a JPEG, PNG or WebP picture."),
            where="photo",
        ) from None  # fmt: skip


def _too_many_pixels() -> Refusal:
    return Refusal(
        "photo_too_many_pixels",
        N_("This photo has more than {limit} million pixels: please make it smaller first."),
        where="photo",
        limit=MOST_PIXELS // 1_000_000,
    )


def _upright(opened: Image.Image) -> Image.Image:
    """The first frame, decoded no larger than needed, turned as the camera was held."""
    opened.draft("RGB", (LONGEST_SIDE_PX, LONGEST_SIDE_PX))  # JPEG decodes at a half or a quarter if that is enough
    opened.load()
    turned = ImageOps.exif_transpose(opened)
    turned.thumbnail((LONGEST_SIDE_PX, LONGEST_SIDE_PX), Image.Resampling.LANCZOS)
    return turned


def picture_of(image: Image.Image, quality: int = QUALITY) -> Picture:
    """An image on a fresh white canvas, as JPEG."""
    canvas = Image.new("RGB", image.size, "white")
    if image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info:
        opaque = image.convert("RGBA")
        canvas.paste(opaque, mask=opaque.getchannel("A"))
    else:
        canvas.paste(image.convert("RGB"))
    out = BytesIO()
    canvas.save(out, "JPEG", quality=quality)
    data = out.getvalue()
    return Picture(data, canvas.width, canvas.height, hashlib.sha256(data).hexdigest())


def thumbnail(data: bytes, width_px: int) -> bytes:
    """One of our own pictures, no wider than ``width_px``."""
    image = Image.open(BytesIO(data), formats=("JPEG",))
    image.draft("RGB", (width_px, width_px))
    image.thumbnail((width_px, image.height), Image.Resampling.LANCZOS)
    return picture_of(image, THUMBNAIL_QUALITY).data
