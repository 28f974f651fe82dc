"""Hostile rows 39 and 40: what strangers send is refused in a sentence, or drawn anew."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from planning.errors import Refusal
from planning.surveys.picture import LONGEST_SIDE_PX, re_encoded, thumbnail

ORIENTATION, GPS, SERIAL = 0x0112, 0x8825, 0xA431


def encoded(image: Image.Image, kind: str = "JPEG", **options: Any) -> bytes:
    """The bytes of an image file."""
    out = BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def red_above_blue(width: int = 400, height: int = 300) -> Image.Image:
    """A picture whose top can be told."""
    image = Image.new("RGB", (width, height), (200, 20, 20))
    image.paste((20, 20, 200), (0, height // 2, width, height))
    return image


def opened(data: bytes) -> Image.Image:
    """Bytes as an image."""
    return Image.open(BytesIO(data))


def colour_at(data: bytes, x: int, y: int) -> tuple[int, int, int]:
    """Red, green, blue of a pixel."""
    red, green, blue = Image.open(BytesIO(data)).convert("RGB").crop((x, y, x + 1, y + 1)).tobytes()
    return red, green, blue


def refusal_of(data: bytes) -> str:
    """The code of a refusal that is a sentence."""
    with pytest.raises(Refusal) as refused:
        re_encoded(data)
    assert str(refused.value).endswith(".")
    return refused.value.code


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_the_three_formats_come_out_as_jpeg_with_their_size_and_hash(kind):
    """Whatever came in, one format is kept."""
    picture = re_encoded(encoded(red_above_blue(), kind))
    kept = opened(picture.data)
    assert (kept.format, kept.size, (picture.width_px, picture.height_px)) == ("JPEG", (400, 300), (400, 300))
    assert len(picture.sha256) == 64


@pytest.mark.parametrize("side", [13_000, 20_000])
def test_a_bomb_is_refused_by_its_header(side):
    """13,000 x 13,000 pixels in 500 kB of PNG are never decoded; neither are 400 million."""
    bomb = encoded(Image.new("1", (side, side)), "PNG")
    assert len(bomb) < 1_000_000
    assert refusal_of(bomb) == "photo_too_many_pixels"


def test_a_truncated_jpeg_is_refused():
    """An upload that broke off half way is no photo."""
    whole = encoded(Image.effect_noise((800, 600), 80).convert("RGB"))
    assert refusal_of(whole[: len(whole) // 2]) == "photo_broken"


def test_nothing_of_a_polyglot_is_left():
    """A JPEG that is also HTML, by its comment and by its tail, becomes a JPEG only."""
    page = b"<html><script>alert(1)</script></html>"
    picture = re_encoded(encoded(red_above_blue(), comment=page) + page)
    assert b"script" not in picture.data
    assert picture.data.startswith(b"\xff\xd8\xff")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"<html><body>no photo</body></html>",
        b"%PDF-1.7 no photo",
        b"\xff\xd8\xff",
    ],
)
def test_what_is_no_photo_is_refused(data):
    """SVG, HTML, PDF, nothing at all."""
    assert refusal_of(data) in {"photo_format", "photo_broken"}


def test_a_gif_of_many_frames_is_refused_unread():
    """Ten thousand frames are no photo; not one of them is decoded."""
    frames = [Image.new("P", (2, 2), i % 250) for i in range(10_000)]
    assert refusal_of(encoded(frames[0], "GIF", save_all=True, append_images=frames[1:])) == "photo_format"


def test_of_a_moving_picture_the_first_frame_is_kept():
    """A WebP that moves becomes a photo of its beginning."""
    frames = [Image.new("RGB", (64, 64), colour) for colour in ("red", "blue")]
    picture = re_encoded(encoded(frames[0], "WEBP", save_all=True, append_images=frames[1:], lossless=True))
    red, _, blue = colour_at(picture.data, 32, 32)
    assert red > 200
    assert blue < 60


def test_place_camera_and_every_other_word_about_a_photo_are_gone():
    """GPS, serial number, XMP, comment and colour profile do not survive; the camera's turn is carried out."""
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    exif.get_ifd(GPS)[2] = (30.0, 37.0, 48.0)
    exif.get_ifd(0x8769)[SERIAL] = "SERIAL-1234"
    sent = encoded(red_above_blue(), exif=exif, xmp=b"<x:xmpmeta>XMP-SECRET</x:xmpmeta>", comment=b"COMMENT-SECRET")
    assert b"SERIAL-1234" in sent
    assert b"XMP-SECRET" in sent
    kept = opened(re_encoded(sent).data)
    assert set(kept.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    assert not kept.getexif()
    assert not [word for word in (b"SERIAL", b"SECRET", b"Exif", b"xmp") if word in re_encoded(sent).data]


def test_a_photo_of_a_turned_camera_stands_upright():
    """Orientation 6: the top of the stored picture is the right side of the scene."""
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    kept = re_encoded(encoded(red_above_blue(400, 300), exif=exif))
    assert (kept.width_px, kept.height_px) == (300, 400)
    red, _, blue = colour_at(kept.data, 280, 200)
    assert red > blue
    red, _, blue = colour_at(kept.data, 20, 200)
    assert blue > red


def test_text_in_a_png_is_gone():
    """Words that a program wrote into the file do not survive."""
    words = PngInfo()
    words.add_text("Author", "AUTHOR-SECRET")
    assert b"SECRET" not in re_encoded(encoded(red_above_blue(), "PNG", pnginfo=words)).data


def test_a_large_photo_is_made_smaller():
    """No side longer than 2048 pixels; the shape stays."""
    picture = re_encoded(encoded(red_above_blue(6000, 3000)))
    assert (picture.width_px, picture.height_px) == (LONGEST_SIDE_PX, LONGEST_SIDE_PX // 2)


def test_a_transparent_picture_gets_a_white_ground():
    """What was see-through is white, not black."""
    picture = re_encoded(encoded(Image.new("RGBA", (50, 50), (255, 0, 0, 0)), "PNG"))
    assert colour_at(picture.data, 25, 25) == (255, 255, 255)


def test_a_file_too_large_is_refused_unread():
    """Over twenty megabytes nothing is opened."""
    assert refusal_of(b"\xff\xd8\xff" + bytes(20_000_001)) == "photo_too_large"


def test_a_thumbnail_is_no_wider_than_asked():
    """And never larger than the photo."""
    data = re_encoded(encoded(red_above_blue(1000, 700))).data
    assert opened(thumbnail(data, 240)).size == (240, 168)
    assert opened(thumbnail(data, 4000)).size == (1000, 700)
