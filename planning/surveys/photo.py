"""Photos: evidence and options, re-encoded without any metadata before they are kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from planning.wording import Words


class Owner(StrEnum):
    """What a photo belongs to."""

    COMMENT = "comment"
    CASE = "case"
    OPTION = "option"


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture that was kept; its file is named by its id."""

    id: str
    community_id: str
    owner: Owner
    owner_id: str
    position: int
    sha256: str
    width_px: int
    height_px: int
    at: datetime
    caption: Words = Words("")
