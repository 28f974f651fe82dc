"""Trees as OpenCouncilData 1.3 writes them (standards.opencouncildata.org): genus and species in two columns."""

from __future__ import annotations

from dataclasses import replace

from geodata.reading import Table
from planning.surveys.inventory.units import plain

BOTANICAL = "genus + species"
"""The column that is made of the two."""


def joined(table: Table) -> tuple[Table, dict[str, str]]:
    """A botanical name of genus and epithet where they stand apart, and where it belongs; else the table as it is."""
    names = {plain(str(column))[0]: str(column) for column in table.columns.columns}
    if not {"genus", "species"} <= names.keys():
        return table, {}
    genus, species = (table.columns[names[name]].str.strip() for name in ("genus", "species"))
    epithets = species[species != ""]
    if not epithets.str.fullmatch(r"[a-zx×' .-]+").mean() > 0.5:
        return table, {}
    both = (genus + " " + species).str.strip()
    settled = {} if names.keys() & {"scientific", "scientificname"} else {"scientific": BOTANICAL}
    if "common" in names:
        settled["species"] = names["common"]
    elif not settled:
        return table, {}
    return replace(table, columns=table.columns.assign(**{BOTANICAL: both.astype("str")})), settled
