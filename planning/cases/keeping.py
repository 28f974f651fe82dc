"""Who keeps a case: its owner, on which of the two levels it is dealt with, and which courtyards it concerns."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from planning import access
from planning.access import Asking
from planning.cases.case import Case
from planning.cases.matter import Level
from planning.people import Visitor
from planning.period import Moment
from planning.site import Community


@dataclass(frozen=True, slots=True)
class Keeping:
    """One for a case, under the case's own id.

    :param level: a courtyard's or the community's: no case is kept farther away.
    :param owner_id: the member of staff who is responsible; None where nobody was named yet.
    :param courtyard_ids: courtyards that it concerns; on the level of a courtyard that courtyard alone.
    """

    id: str
    community_id: str
    level: Level = Level.COMMUNITY
    owner_id: str | None = None
    courtyard_ids: tuple[str, ...] = ()
    version: int = 1

    def with_yard(self, courtyard_id: str | None) -> Keeping:
        """The same with the courtyard that the case stands in; one that a courtyard deals with stays that courtyard's."""
        if courtyard_id is None or self.level is Level.COURTYARD or courtyard_id in self.courtyard_ids:
            return self
        return replace(self, courtyard_ids=(courtyard_id, *self.courtyard_ids))

    def yard_for(self, name: str, visitor: Visitor, here: Community, moment: Moment | None = None) -> str | None:
        """In which courtyard of the case somebody may do this; None in none of them (their role may be the community's).

        A case that a courtyard deals with is that courtyard's, wherever its pin lies.
        """
        return next(
            (yard for yard in self.courtyard_ids if access.may(name, Asking(visitor, here, moment, yard))), None
        )

    def seat(self, case: Case) -> str | None:
        """The courtyard that deals with the case, else the one that it stands in."""
        return self.courtyard_ids[0] if self.level is Level.COURTYARD and self.courtyard_ids else case.courtyard_id


@dataclass(frozen=True, slots=True)
class Handover:
    """A case handed up to the community, or back to a courtyard, with its record."""

    id: str
    community_id: str
    case_id: str
    to: Level
    courtyard_id: str | None
    reason: str
    at: datetime


def usual(case: Case) -> Keeping:
    """How a case is kept about which nothing was noted yet: by the community, in the courtyard that it stands in."""
    return Keeping(case.id, case.community_id).with_yard(case.courtyard_id)
