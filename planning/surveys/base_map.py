"""A base map that a planner loaded: a file of tiles, with whose it is and in which datum it was drawn."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from planning.site import Bounds


class Datum(StrEnum):
    """What the pictures of a base map were drawn in: the map shifts them, never the objects."""

    WGS84 = "WGS84"
    GCJ02 = "GCJ02"
    BD09 = "BD09"


@dataclass(frozen=True, slots=True)
class BaseMap:
    """One of a community's base maps. ``form`` is ``mbtiles`` or ``pmtiles``, ``picture`` png, jpeg or webp."""

    id: str
    community_id: str
    name: str
    attribution: str
    datum: Datum
    form: str
    picture: str
    least_zoom: int
    most_zoom: int
    bounds: Bounds | None
    sha256: str
    size_bytes: int
    at: datetime
    by: str
    retired_at: datetime | None = None
