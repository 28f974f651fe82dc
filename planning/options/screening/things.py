"""Things a tree must keep clear of, with the codes under which tables of distances know them."""

from __future__ import annotations

from dataclasses import dataclass

from planning.errors import N_


@dataclass(frozen=True, slots=True)
class Thing:
    """A layer of the map as a tree meets it.

    A table may tell kinds apart that the map does not (gas by pressure, telecom in ducts or bare): then all its rows
    hold and the strictest wins.

    :param title: English, key of its translation.
    :param facilities: codes of :attr:`geodata.clearance.rules.Rule.facility`.
    :param largest_mm: how wide such a line under a street may be, at most, where nobody has recorded it (our own figures:
        a duct bank, a main); 0 for what is no line, and for wires.
    """

    key: str
    title: str
    facilities: tuple[str, ...]
    is_overhead: bool = False
    largest_mm: float = 0.0


THINGS = (
    Thing("water", N_("water pipe"), ("water", "reclaimed"), largest_mm=1000),
    Thing("sewer", N_("sewer"), ("sewer", "storm", "blind_drain"), largest_mm=2000),
    Thing("gas", N_("gas pipe"), ("gas", "gas_low", "gas_medium", "gas_subhigh"), largest_mm=500),
    Thing("power", N_("power cable"), ("power", "power_buried", "power_duct"), largest_mm=500),
    Thing("telecom", N_("telecom cable"), ("telecom_buried", "telecom_duct"), largest_mm=500),
    Thing("heat", N_("heating pipe"), ("heat", "heat_buried"), largest_mm=1000),
    Thing("overhead", N_("overhead power line"), ("ohl_1_10kV", "dist_lt1kV", "dist_3_10kV"), is_overhead=True),
    Thing("wall", N_("wall of a building"), ("wall_window", "wall_blank", "building")),
    Thing("kerb", N_("kerb"), ("kerb",)),
    Thing("lamp", N_("street lamp"), ("lamp",)),
    Thing("pole", N_("pole"), ("pole",)),
    Thing("hydrant", N_("hydrant"), ("hydrant",)),
    Thing("tree", N_("other tree"), ("tree_tree", "tree")),
)
"""In the order in which they are told. Overhead lines are those of a street, up to 10 kV: higher ones do not hang here."""

UNKNOWN_LINE = Thing(
    "other",
    N_("line of unknown kind"),
    tuple(code for thing in THINGS if thing.largest_mm for code in thing.facilities),
    largest_mm=max(thing.largest_mm for thing in THINGS),
)
"""A line of which nobody says what it carries: any of the lines below the ground, and as wide as the widest of them."""

BY_KEY = {thing.key: thing for thing in (*THINGS, UNKNOWN_LINE)}
CAN_BE_ABSENT = {thing.key: thing for thing in THINGS if thing.key != "tree"}
"""What may not exist in a community at all; other trees are its planting sites, which the map always has."""
