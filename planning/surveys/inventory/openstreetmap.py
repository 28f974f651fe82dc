"""What the tags of OpenStreetMap say a thing is. Tags are those of https://wiki.openstreetmap.org/wiki/Map_features."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from geodata.reading import Table
from planning.surveys.observation import FacilityKind

_ANY = ""
_FACILITIES = {
    ("amenity", "bench"): FacilityKind.BENCH, ("highway", "street_lamp"): FacilityKind.LAMP,
    ("amenity", "waste_basket"): FacilityKind.BIN, ("power", "pole"): FacilityKind.POLE,
    ("emergency", "fire_hydrant"): FacilityKind.HYDRANT, ("information", "board"): FacilityKind.NOTICE_BOARD,
}  # fmt: skip
_TAGS: dict[str, tuple[tuple[str, str], ...]] = {
    "tree": (("natural", "tree"),),
    "building": (("building", _ANY),),
    "street": (("highway", _ANY),),
    "facility": tuple(_FACILITIES),
    "pipe": (
        ("man_made", "pipeline"), ("power", "line"), ("power", "minor_line"), ("power", "cable"), ("barrier", "fence"),
        ("barrier", "wall"), ("barrier", "retaining_wall"),
    ),
}  # fmt: skip
"""Which tags make a thing of each kind; kinds that do not stand here cannot be told by tags, and all is taken."""

_COLUMNS = {
    "girth_m": "circumference",
    "scientific": "species",
    "crown_m": "diameter_crown",
    "storeys": "building:levels",
}
"""Tags that mean something else here than their names would: a species is botanical, a circumference in metres."""
_OF_KIND = {"tree": ("girth_m", "scientific", "crown_m"), "building": ("storeys",)}
_BARRIERS = {"fence": "fence", "wall": "fence", "retaining_wall": "retaining_wall"}
_CARRIES = {"line": "overhead", "minor_line": "overhead", "cable": "power"}


def selected(table: Table, kind: str) -> tuple[Table, dict[str, str]]:
    """The features of a kind, and the columns that its fields lie in."""
    tags = _TAGS.get(kind)
    if tags is None:
        return table, {}
    keep = np.zeros(len(table.rows), dtype=bool)
    for name, value in tags:
        keep |= _has(table, name, value)
    kept = table.part(keep)
    columns = {name: _COLUMNS[name] for name in _OF_KIND.get(kind, ()) if _COLUMNS[name] in kept.columns}
    if kind == "facility":
        return _told(kept, "facility", _facilities(kept)), {"facility": "facility"}
    if kind == "pipe":
        said = _column(kept, "power").map(_CARRIES).fillna(_column(kept, "barrier").map(_BARRIERS))
        columns = {"carries": "carries"} | ({"voltage_v": "voltage"} if "voltage" in kept.columns else {})
        return _told(kept, "carries", said.fillna(_column(kept, "substance"))), columns
    return kept, columns


def _column(table: Table, name: str) -> pd.Series[str]:
    return table.columns[name] if name in table.columns else pd.Series("", index=table.columns.index, dtype="str")


def _has(table: Table, name: str, value: str) -> NDArray[np.bool_]:
    column = _column(table, name)
    found: NDArray[np.bool_] = ((column == value) if value else ~column.isin(["", "no"])).to_numpy(dtype=bool)
    return found


def _facilities(table: Table) -> pd.Series[str]:
    """For each feature what it is by the first tag that it has."""
    found = pd.Series("", index=table.columns.index, dtype="str")
    for (name, value), facility in reversed(_FACILITIES.items()):
        found[_has(table, name, value)] = str(facility)
    return found


def _told(table: Table, name: str, values: pd.Series[str]) -> Table:
    return replace(table, columns=table.columns.assign(**{name: values.astype("str")}))
