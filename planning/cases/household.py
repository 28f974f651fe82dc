"""The register of households 住户台账 of a rooftop or lift case: how far the talk with each has come.

Doors, names and notes are for those who work on the case; everybody reads counts by courtyard, small ones hidden.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class HouseholdState(StrEnum):
    """How far it has come with a household."""

    NOT_YET = "household_not_yet"
    SURVEYED = "household_surveyed"
    SPOKEN_TO = "household_spoken_to"
    AGREED = "household_agreed"
    OBJECTED = "household_objected"
    DONE = "household_done"


@dataclass(frozen=True, slots=True)
class Household:
    """A household of a case."""

    id: str
    community_id: str
    case_id: str
    courtyard_id: str | None
    door: str
    name: str
    at: datetime
    state: HouseholdState = HouseholdState.NOT_YET
    day: date | None = None
    note: str = ""
    version: int = 1


def by_state(households: Iterable[Household]) -> dict[str, int]:
    """How many there are of each state, in their usual order."""
    counts = {str(state): 0 for state in HouseholdState}
    for one in households:
        counts[one.state] += 1
    return counts
