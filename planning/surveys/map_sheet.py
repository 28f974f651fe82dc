"""A sheet of the map 图幅: what is drawn on it, and where each thing comes from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from shapely.geometry.base import BaseGeometry

from geodata.framing import Frame
from planning.errors import N_, Refusal
from planning.site import Bounds, Community
from planning.surveys import planner_layer
from planning.surveys.sheet_layout import Layout, SheetSize
from planning.wording import Words


class Part(StrEnum):
    """What may be chosen for a sheet, from the ground up."""

    STREETS = "streets"
    BUILDINGS = "buildings"
    COURTYARDS = "courtyards"
    PIPES = "pipes"
    STRUCTURES = "structures"
    SITES = "sites"
    TREES = "trees"
    FACILITIES = "facilities"
    DRAWN = "drawn"


def parts_of(text: str) -> tuple[Part, ...]:
    """Parts by their names with commas between, from the ground up; all of them for nothing.

    Raises :class:`Refusal` (``unknown_layer``).
    """
    names = {name for name in text.split(",") if name}
    if names - set(Part):
        raise Refusal(
            "unknown_layer", N_("There is no such layer: choose from {known}."), where="layers", known=", ".join(Part)
        )
    return tuple(part for part in Part if part in names or not names)


@dataclass(frozen=True, slots=True)
class Asked:
    """What is wanted: paper, a box (None: all of the community), which parts, the scale (None: the largest that fits).

    :param drawn: ids of planners' layers; none: all that the visitor sees.
    """

    size: SheetSize = SheetSize.A4
    box: Bounds | None = None
    parts: tuple[Part, ...] = tuple(Part)
    scale: int | None = None
    drawn: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mark:
    """A pinned thing as it is drawn.

    :param what: code of its kind: of a tree the name of its species as the inventory has it, else an enumeration's value.
    :param crown_m: across, where it was measured.
    """

    lon: float
    lat: float
    what: str = ""
    crown_m: float | None = None


@dataclass(frozen=True, slots=True)
class Outline:
    """A line or an area as it is drawn. ``name`` only of streets and courtyards."""

    outline: BaseGeometry
    what: str = ""
    name: Words = Words("")


@dataclass(frozen=True, slots=True)
class Drawing:
    """What planners drew, or a feature of a free layer, with the words that stand at it."""

    drawn_as: planner_layer.Mark
    outline: BaseGeometry
    words: str = ""


@dataclass(frozen=True, slots=True)
class DrawnLayer:
    """A layer of planners with what of it is drawn; ``inside``: residents do not see it."""

    name: str
    source: str
    accuracy_m: float | None
    inside: bool
    drawings: tuple[Drawing, ...]


@dataclass(frozen=True, slots=True)
class SheetSource:
    """Where drawn things of one part come from.

    :param name: as whoever imported wrote it; empty: not said.
    :param entered: drawn by hand on this map instead of imported.
    :param stated_m: accuracy of positions as the source states it; None: not stated.
    """

    part: Part
    count: int
    name: str = ""
    entered: bool = False
    surveyed_on: date | None = None
    stated_m: float | None = None


@dataclass(frozen=True, slots=True)
class SheetMaterial:
    """Everything that a sheet shows at one time.

    :param species: what a tree's species is called in English, or by science, by its name in ``Mark.what``.
    :param pipe_accuracy: of the pipes drawn: the least and the most that their sources state in metres, and how many of
        them state nothing.
    """

    community: Community
    layout: Layout
    frame: Frame
    at: datetime
    marks: Mapping[Part, Sequence[Mark]] = field(default_factory=dict)
    outlines: Mapping[Part, Sequence[Outline]] = field(default_factory=dict)
    sources: tuple[SheetSource, ...] = ()
    species: Mapping[str, str] = field(default_factory=dict)
    pipe_accuracy: tuple[float | None, float | None, int] = (None, None, 0)
    drawn: tuple[DrawnLayer, ...] = ()
