"""What a camera wrote into a photo: when and where. Read before the photo is drawn anew, which takes all of it out.

Whatever in it cannot be read is not there: a photo is never refused for what its camera says.
Tags: CIPA DC-008 (Exif 2.32), 4.6.5 and 4.6.6.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from io import BytesIO
from typing import Any
from zoneinfo import ZoneInfo

from PIL import Image

from planning.surveys.picture import FORMATS

_EXIF, _GPS = 0x8769, 0x8825
_TAKEN, _OFFSET = 0x9003, 0x9011
_LAT_REF, _LAT, _LON_REF, _LON = 1, 2, 3, 4


@dataclass(frozen=True, slots=True)
class Told:
    """When (aware UTC) and where (degrees, ``lon, lat``) a camera says that it was; None where it does not."""

    at: datetime | None = None
    place: tuple[float, float] | None = None


def told_by(data: bytes, zone: str) -> Told:
    """What a photo's camera says.

    :param zone: the zone of the place, for clocks that do not name theirs.
    """
    try:
        exif = Image.open(BytesIO(data), formats=FORMATS).getexif()
        taken, place = dict(exif.get_ifd(_EXIF)), dict(exif.get_ifd(_GPS))
    except Exception:  # noqa: BLE001 - made up by strangers: Pillow raises a dozen kinds, and none of them matters here
        return Told()
    return Told(_at(taken, zone), _place(place))


def _at(tags: Mapping[int, Any], zone: str) -> datetime | None:
    said, offset = (str(tags.get(tag, "")).strip("\0 ") for tag in (_TAKEN, _OFFSET))
    try:
        clock = datetime.strptime(said, "%Y:%m:%d %H:%M:%S")  # noqa: DTZ007 - its zone is the next question
        return clock.replace(tzinfo=_zone_of(offset) or ZoneInfo(zone)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _zone_of(offset: str) -> tzinfo | None:
    """The zone that a clock names; None where it names none (unknown is written as blanks around a colon)."""
    try:
        return datetime.strptime(offset, "%z").tzinfo
    except ValueError:
        return None


def _place(tags: Mapping[int, Any]) -> tuple[float, float] | None:
    lat, lon = _degrees(tags.get(_LAT), tags.get(_LAT_REF), "NS"), _degrees(tags.get(_LON), tags.get(_LON_REF), "EW")
    if lat is None or lon is None or abs(lat) > 90 or abs(lon) > 180 or (lat, lon) == (0.0, 0.0):
        return None
    return lon, lat


def _degrees(parts: Any, ref: Any, signs: str) -> float | None:
    """Degrees, minutes and seconds as a number, positive to the first of the two ``signs``."""
    side = ref.decode("ascii", "replace") if isinstance(ref, bytes) else str(ref or "")
    side = side.strip("\0 ").upper()
    try:
        degrees, minutes, seconds = (float(part) for part in parts)
    except (TypeError, ValueError, ZeroDivisionError):
        return None
    found = degrees + minutes / 60 + seconds / 3600
    if side not in tuple(signs) or not math.isfinite(found):
        return None
    return found if side == signs[0] else -found
