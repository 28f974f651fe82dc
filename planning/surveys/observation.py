"""Observations 现状记录: what is there. A planting site and the tree that stands on it are two things."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum

from shapely.geometry.base import BaseGeometry

from planning.site import Pin
from planning.wording import Words


class Kind(StrEnum):
    """Kinds of objects on the map that a comment may be about and a planner may change."""

    PLANTING_SITE = "planting_site"
    TREE = "tree"
    ROOFTOP_STRUCTURE = "rooftop_structure"
    FACILITY = "facility"
    COURTYARD = "courtyard"


class Condition(StrEnum):
    """State of a tree or a facility, as seen."""

    GOOD = "good"
    FAIR = "fair"
    POOR = "poor"
    DEAD = "dead"
    UNKNOWN = "unknown"


class SurveyState(StrEnum):
    """How far the talk about a rooftop structure has come."""

    UNSURVEYED = "unsurveyed"
    SURVEYED = "surveyed"
    SPOKEN_TO = "spoken_to"
    AGREED = "agreed"
    OBJECTED = "objected"
    REMOVED = "removed"


SHOWN_AS = {
    SurveyState.SPOKEN_TO: SurveyState.SURVEYED, SurveyState.AGREED: SurveyState.SURVEYED,
    SurveyState.OBJECTED: SurveyState.SURVEYED,
}  # fmt: skip
"""What a household said is for those who talk with it; everybody else reads that it was surveyed."""


class StructureKind(StrEnum):
    """What stands on the roof."""

    SHED = "shed"
    GREENHOUSE = "greenhouse"
    PIGEON_LOFT = "pigeon_loft"
    WATER_TANK = "water_tank"
    SOLAR = "solar"
    CANOPY = "canopy"
    OTHER = "other"


class FacilityKind(StrEnum):
    """Small things that serve the street."""

    BENCH = "bench"
    LAMP = "lamp"
    SERVICE_STATION = "service_station"
    SHARED_PARKING = "shared_parking"
    BIN = "bin"
    NOTICE_BOARD = "notice_board"
    RAMP = "ramp"
    POLE = "pole"
    HYDRANT = "hydrant"
    GREEN_SPACE = "green_space"  # pinned where one walks in
    OTHER = "other"


class StreetKind(StrEnum):
    """Parts of the ground of a street."""

    CARRIAGEWAY = "carriageway"
    PAVEMENT = "pavement"
    KERB = "kerb"
    CENTRELINE = "centreline"


class PipeKind(StrEnum):
    """What a line under or over the street carries; fences and retaining walls are lines of their own."""

    WATER = "water"
    RECLAIMED = "reclaimed"
    SEWER = "sewer"
    GAS = "gas"
    POWER = "power"
    TELECOM = "telecom"
    HEAT = "heat"
    OVERHEAD = "overhead"
    FENCE = "fence"
    RETAINING_WALL = "retaining_wall"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Species:
    """Names of a species as the source gave them; at least one is not empty."""

    zh: str = ""
    scientific: str = ""
    en: str = ""

    def __getitem__(self, language: str) -> str:
        """The best name for a reader."""
        return (self.zh or self.scientific or self.en) if language == "zh" else (self.en or self.scientific or self.zh)


@dataclass(frozen=True, slots=True)
class PlantingSite:
    """A place for a tree, with or without one. ``pit_m`` is the side of its opening in the pavement."""

    id: str
    community_id: str
    pin: Pin
    external_id: str = ""
    courtyard_id: str | None = None
    street: str = ""
    pit_m: float | None = None
    import_id: str | None = None
    retired_at: datetime | None = None
    version: int = 1


@dataclass(frozen=True, slots=True)
class Tree:
    """A tree that stands, or stood until ``removed_at``, on a planting site."""

    id: str
    community_id: str
    site_id: str
    pin: Pin
    species: Species
    external_id: str = ""
    courtyard_id: str | None = None
    dbh_cm: float | None = None
    height_m: float | None = None
    crown_m: float | None = None
    condition: Condition = Condition.UNKNOWN
    planted_year: int | None = None
    surveyed_on: date | None = None
    note: str = ""
    import_id: str | None = None
    removed_at: datetime | None = None
    removal_reason: str = ""
    version: int = 1


@dataclass(frozen=True, slots=True)
class RooftopStructure:
    """Something built on a roof, with how far the talk about it has come."""

    id: str
    community_id: str
    pin: Pin
    structure: StructureKind = StructureKind.OTHER
    state: SurveyState = SurveyState.UNSURVEYED
    outline: BaseGeometry | None = None
    external_id: str = ""
    courtyard_id: str | None = None
    building: str = ""
    area_m2: float | None = None
    note: str = ""
    import_id: str | None = None
    retired_at: datetime | None = None
    version: int = 1

    def untold(self) -> RooftopStructure:
        """The same without what was said at a door."""
        return replace(self, state=SHOWN_AS.get(self.state, self.state), note="")


@dataclass(frozen=True, slots=True)
class Facility:
    """A bench, a lamp, a service station, a shared parking place."""

    id: str
    community_id: str
    pin: Pin
    facility: FacilityKind
    name: Words
    external_id: str = ""
    courtyard_id: str | None = None
    condition: Condition = Condition.UNKNOWN
    note: str = ""
    import_id: str | None = None
    retired_at: datetime | None = None
    version: int = 1


@dataclass(frozen=True, slots=True)
class Building:
    """A building footprint; ``height_m`` above ground."""

    id: str
    community_id: str
    outline: BaseGeometry
    name: str = ""
    height_m: float | None = None
    storeys: int | None = None
    external_id: str = ""
    import_id: str | None = None


@dataclass(frozen=True, slots=True)
class Street:
    """A part of the street: surface, kerb or centre line."""

    id: str
    community_id: str
    outline: BaseGeometry
    part: StreetKind
    name: Words = Words("")
    external_id: str = ""
    import_id: str | None = None


@dataclass(frozen=True, slots=True)
class Pipe:
    """A line under the pavement, or over it; ``accuracy_m`` is what its source states.

    ``height_m`` is that of the lowest conductor above ground, or of a fence or a wall; ``voltage_kv`` is that of a power line,
    ``height_accuracy_m`` how exact the height is, as its source states it: ``accuracy_m`` is of the place alone.
    """

    id: str
    community_id: str
    outline: BaseGeometry
    carries: PipeKind
    diameter_mm: float | None = None
    depth_m: float | None = None
    material: str = ""
    accuracy_m: float | None = None
    external_id: str = ""
    import_id: str | None = None
    height_m: float | None = None
    voltage_kv: float | None = None
    height_accuracy_m: float | None = None


@dataclass(frozen=True, slots=True)
class Import:
    """Where imported rows came from: one file, taken in once.

    :param accuracy_m: of the change from its coordinate system, as the register states it.
    :param stated_m: of its positions, as whoever gave the file states it.
    :param taken_back_at: when the import was undone.
    """

    id: str
    community_id: str
    kind: str
    file: str
    sha256: str
    crs: str
    rows_read: int
    accepted: int
    at: datetime
    by: str
    source: str = ""
    accuracy_m: float | None = None
    surveyed_on: date | None = None
    stated_m: float | None = None
    taken_back_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class LayerFeature:
    """A feature of a planner's free layer: any geometry, with whatever its file says of it.

    :param layer: name of the layer, by which its features belong together.
    :param facts: the columns of the file, as text.
    :param mark: how it is drawn, of what was drawn by hand (see :class:`planning.surveys.planner_layer.Mark`).
    """

    id: str
    community_id: str
    layer: str
    outline: BaseGeometry
    name: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)
    external_id: str = ""
    import_id: str | None = None
    mark: str = ""
    note: str = ""
    retired_at: datetime | None = None
    version: int = 1
