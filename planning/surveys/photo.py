"""Photos: evidence and options, re-encoded without any metadata before they are kept."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from planning.wording import Words


class Owner(StrEnum):
    """What a photo belongs to."""

    COMMENT = "comment"
    CASE = "case"
    OPTION = "option"
    WORK = "work"
    RECEIPT = "receipt"
    RESPONSE = "response"
    """An answer to a questionnaire: shown to staff only."""
    MEETING = "meeting"
    OBJECT = "object"
    """A tree, a planting site, a rooftop structure, a facility, or something drawn on a layer."""
    EVIDENCE = "evidence"
    """Of an evidence walk, under the id of its entry: public once the leader has kept it."""
    UPLOAD = "upload"
    """Sent, and not yet used by any act; ``owner_id`` names the browser and the form (see :func:`waiting_for`)."""


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
    size_bytes: int = 0


def waiting_for(browser: str, form: str) -> str:
    """The owner of photos that were sent from one form of one browser: nobody else can name it."""
    return hashlib.sha256(f"{browser}\0{form}".encode()).hexdigest()[:40]
