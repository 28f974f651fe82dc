"""An intervention 干预措施: an option applied at a place. What it touches stays as it is on the map until it is carried out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from planning.options.round import Round, State

PLACE = "place"
"""What is touched where it is no object of the map: the ground itself."""


class Measure(StrEnum):
    """What is done at a place."""

    PLANT = "plant"
    REPLACE = "replace"
    REMOVE = "remove"
    PRUNE = "prune"
    WATERPROOF = "waterproof"
    BENCH = "bench"
    RAMP = "ramp"
    LIFT = "lift"
    OTHER = "other"


TOUCHES: Mapping[Measure, tuple[str, ...]] = {
    Measure.PLANT: ("planting_site",),
    Measure.REPLACE: ("tree",),
    Measure.REMOVE: ("tree", "rooftop_structure", "facility"),
    Measure.PRUNE: ("tree",),
    Measure.WATERPROOF: ("rooftop_structure", "courtyard"),
    Measure.BENCH: (PLACE, "facility", "courtyard"),
    Measure.RAMP: (PLACE, "facility", "courtyard"),
    Measure.LIFT: (PLACE, "courtyard"),
    Measure.OTHER: (PLACE, "tree", "planting_site", "rooftop_structure", "facility", "courtyard"),
}
"""Kinds of objects (as on the map) that a measure may be about."""
WITH_SPECIES = frozenset({Measure.PLANT, Measure.REPLACE})


@dataclass(frozen=True, slots=True)
class Intervention:
    """One option at one place.

    :param target: kind of the object that it touches, or :data:`PLACE`; ``target_id`` is empty for a place.
    :param lon: in degrees of WGS 84, ``lat`` the same: where the object was, or the place is.
    :param species: scientific name, where something is planted.
    :param batch: all that was set in one go has one: it is taken back together.
    """

    id: str
    community_id: str
    case_id: str
    option_id: str
    measure: Measure
    target: str
    target_id: str
    lon: float
    lat: float
    species: str
    note: str
    batch: str
    at: datetime
    withdrawn_at: datetime | None = None
    version: int = 1


@dataclass(frozen=True, slots=True)
class Change:
    """All that was set in one go of one measure: how many places, which species, in whose words."""

    batch: str
    measure: Measure
    species: str
    count: int
    note: str
    at: datetime


def is_settable(round_: Round, now: datetime) -> bool:
    """Whether it may still be said what an option changes where: not while it is voted on, as little as the option itself."""
    return round_.state(now) in {State.DRAFT, State.CLOSED}


def changes(interventions: Iterable[Intervention]) -> tuple[Change, ...]:
    """What stands, by batch, measure and species, the oldest first."""
    found: dict[tuple[str, Measure, str], list[Intervention]] = {}
    for one in interventions:
        if one.withdrawn_at is None:
            found.setdefault((one.batch, one.measure, one.species), []).append(one)
    told = [
        Change(batch, measure, species, len(all_), all_[0].note, all_[0].at)
        for (batch, measure, species), all_ in found.items()
    ]
    return tuple(sorted(told, key=lambda one: (one.at, one.batch, one.measure, one.species)))
