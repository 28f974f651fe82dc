"""A programme 行动计划: many small works together; a solution that was tried in one place and copied to others."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from planning.wording import Words


@dataclass(frozen=True, slots=True)
class Programme:
    """What many small cases are done for together."""

    id: str
    community_id: str
    title: Words
    about: Words
    at: datetime
    version: int = 1


@dataclass(frozen=True, slots=True)
class Part:
    """A case of a programme, under an id of its own.

    :param copied_from: the case whose solution it takes over (the pilot), with its record.
    """

    id: str
    community_id: str
    programme_id: str
    case_id: str
    at: datetime
    copied_from: str | None = None
