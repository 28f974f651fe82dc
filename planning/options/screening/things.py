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
    """

    key: str
    title: str
    facilities: tuple[str, ...]
    is_overhead: bool = False


THINGS = (
    Thing("water", N_("water pipe"), ("water",)),
    Thing("sewer", N_("sewer"), ("sewer", "storm")),
    Thing("gas", N_("gas pipe"), ("gas", "gas_low", "gas_medium", "gas_subhigh")),
    Thing("power", N_("power cable"), ("power", "power_buried", "power_duct")),
    Thing("telecom", N_("telecom cable"), ("telecom_buried", "telecom_duct")),
    Thing("heat", N_("heating pipe"), ("heat", "heat_buried")),
    Thing("overhead", N_("overhead power line"), ("ohl_1_10kV", "dist_lt1kV", "dist_3_10kV"), is_overhead=True),
    Thing("wall", N_("wall of a building"), ("wall_window", "wall_blank", "building")),
    Thing("kerb", N_("kerb"), ("kerb",)),
    Thing("lamp", N_("street lamp"), ("lamp",)),
    Thing("pole", N_("pole"), ("pole",)),
    Thing("hydrant", N_("hydrant"), ("hydrant",)),
    Thing("tree", N_("other tree"), ("tree_tree", "tree")),
)
"""In the order in which they are told. Overhead lines are those of a street, up to 10 kV: higher ones do not hang here."""

BY_KEY = {thing.key: thing for thing in THINGS}
CAN_BE_ABSENT = {thing.key: thing for thing in THINGS if thing.key != "tree"}
"""What may not exist in a community at all; other trees are its planting sites, which the map always has."""
