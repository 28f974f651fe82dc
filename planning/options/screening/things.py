"""Things a tree must keep clear of, with the codes under which tables of distances know them."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

from planning.errors import N_


class GradedBy(StrEnum):
    """What tells grades of a thing apart."""

    VOLTAGE = "voltage_kv"
    HEIGHT = "height_m"


@dataclass(frozen=True, slots=True)
class Grade:
    """Objects of a thing that tables ask another distance of.

    :param most: the highest voltage in kilovolts (or height in metres) that is of this grade.
    :param facilities: codes of its rows.
    """

    most: float
    facilities: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Thing:
    """A layer of the map as a tree meets it.

    A table may tell kinds apart that the map does not (gas by pressure, telecom in ducts or bare): then all its rows
    hold and the strictest wins.

    :param title: English, key of its translation.
    :param facilities: codes of :attr:`geodata.clearance.rules.Rule.facility`.
    :param largest_mm: how wide such a line under a street may be, at most, where nobody has recorded it (our own figures:
        a duct bank, a main); 0 for what is no line below the ground.
    :param graded_by: what tables tell its objects apart by, in ``grades`` from the lowest; None where they do not, or where
        the map does not know.
    :param beyond_m: how much may be asked of what no table in force has a row for, at its grade or above it; ours.
    :param instead: codes whose rows are asked where none of ``facilities`` asks anything: those of what it is most alike.
    """

    key: str
    title: str
    facilities: tuple[str, ...]
    is_overhead: bool = False
    largest_mm: float = 0.0
    graded_by: GradedBy | None = None
    grades: tuple[Grade, ...] = ()
    beyond_m: float = 0.0
    instead: tuple[str, ...] = ()


_BELOW_1, _BELOW_2 = math.nextafter(1, 0), math.nextafter(2, 0)


def _codes(own: str, grades: tuple[Grade, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((own, *(code for grade in grades for code in grade.facilities))))


_WIRES = (
    Grade(_BELOW_1, ("dist_lt1kV",)),
    Grade(10, ("ohl_1_10kV", "dist_3_10kV")),
    Grade(35, ("ohl_35_110kV", "dist_35kV")),
    Grade(110, ("ohl_35_110kV",)),
    Grade(220, ("ohl_154_220kV",)),
    Grade(330, ("ohl_330kV",)),
)
# A table may know low fences alone: a high one may be asked what the one table that knows them asks (2 m).
_FENCES = (Grade(_BELOW_2, ("fence_lt2m", "fence_lt2")), Grade(math.inf, ("fence_ge2",)))

THINGS = (
    Thing("water", N_("water pipe"), ("water",), largest_mm=1000),
    Thing("reclaimed", N_("reclaimed water pipe"), ("reclaimed",), largest_mm=1000, instead=("water",)),
    Thing("sewer", N_("sewer"), ("sewer", "storm", "blind_drain"), largest_mm=2000),
    Thing("gas", N_("gas pipe"), ("gas", "gas_low", "gas_medium", "gas_subhigh"), largest_mm=500),
    Thing("power", N_("power cable"), ("power", "power_buried", "power_duct"), largest_mm=500),
    Thing("telecom", N_("telecom cable"), ("telecom_buried", "telecom_duct"), largest_mm=500),
    Thing("heat", N_("heating pipe"), ("heat", "heat_buried"), largest_mm=1000),
    Thing("overhead", N_("overhead power line"), _codes("overhead", _WIRES), is_overhead=True, graded_by=GradedBy.VOLTAGE,
          grades=_WIRES, beyond_m=20.0),
    Thing("wall", N_("wall of a building"), ("wall_window", "wall_blank", "building")),
    Thing("fence", N_("fence"), _codes("fence", _FENCES), graded_by=GradedBy.HEIGHT, grades=_FENCES, beyond_m=2.0),
    Thing("retaining_wall", N_("retaining wall"), ("retaining_wall", "retwall")),
    Thing("kerb", N_("kerb"), ("kerb",)),
    Thing("lamp", N_("street lamp"), ("lamp",)),
    Thing("pole", N_("pole"), ("pole",)),
    Thing("hydrant", N_("hydrant"), ("hydrant",)),
    Thing("tree", N_("other tree"), ("tree_tree", "tree")),
)  # fmt: skip
"""In the order in which they are told. A community's own rule beside a thing has the first of its codes, which is of no grade."""

UNKNOWN_LINE = Thing(
    "other",
    N_("line of unknown kind"),
    tuple(code for thing in THINGS if thing.largest_mm for code in thing.facilities),
    largest_mm=max(thing.largest_mm for thing in THINGS),
)
"""A line of which nobody says what it carries: any of the lines below the ground, and as wide as the widest of them."""

UNKNOWN_WIRE = Thing(
    "other_overhead",
    N_("line of unknown kind, perhaps overhead"),
    _codes("overhead", _WIRES),
    is_overhead=True,
    graded_by=GradedBy.VOLTAGE,
    grades=_WIRES,
    beyond_m=20.0,
)
"""A line of which nobody says what it carries, but its voltage or a height: it may hang, too."""

OF_UNKNOWN_KIND = (UNKNOWN_LINE, UNKNOWN_WIRE)

HEIGHTS = "heights"
"""Stands among the layers of which no accuracy is stated: the heights of overhead lines."""

BY_KEY = {thing.key: thing for thing in (*THINGS, *OF_UNKNOWN_KIND)}
CAN_BE_ABSENT = {thing.key: thing for thing in THINGS if thing.key != "tree"}
"""What may not exist in a community at all; other trees are its planting sites, which the map always has."""
