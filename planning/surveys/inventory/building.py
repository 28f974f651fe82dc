"""From an accepted row to the fields of a value. What the row does not say is left out, so that nothing known is lost."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import fields
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

import pandas as pd
import regex
from shapely import Point

from planning.site import Courtyard, Pin
from planning.surveys.inventory.species import UNKNOWN, species_of
from planning.surveys.observation import (
    Building,
    Facility,
    FacilityKind,
    LayerFeature,
    Pipe,
    PipeKind,
    PlantingSite,
    RooftopStructure,
    Street,
    StreetKind,
    Tree,
)
from planning.surveys.planner_layer import GEOMETRY
from planning.wording import Words

Row = dict[str, Any]
Fields = dict[str, Any]

VALUES: dict[str, type[Any]] = {
    "tree": Tree, "planting_site": PlantingSite, "rooftop_structure": RooftopStructure, "facility": Facility,
    "building": Building, "street": Street, "courtyard": Courtyard, "pipe": Pipe, "layer": LayerFeature,
}  # fmt: skip
"""The value of each kind."""


@cache
def has(kind: str, name: str) -> bool:
    """Whether values of a kind have a field."""
    return any(f.name == name for f in fields(VALUES[kind]))


def fields_of(kind: str, row: Row) -> Fields:
    """What a row says, by field of the value."""
    said = {name: value for name, value in row.items() if not _is_silent(value)}
    if "name_en" in row:  # such a file keeps English names apart, also where there is none
        said.setdefault("name_en", "")
    return {name: value for name, value in _FIELDS[kind](said).items() if value is not None}


def defaults(kind: str, row: Row) -> Fields:
    """What a new value needs and its row may not say."""
    is_line = getattr(row.get("outline"), "geom_type", "").endswith("LineString")
    needed: dict[str, Fields] = {
        "tree": {"species": UNKNOWN},
        "facility": {"facility": FacilityKind.OTHER, "name": Words("")},
        "street": {"part": StreetKind.CENTRELINE if is_line else StreetKind.CARRIAGEWAY},
        "pipe": {"carries": PipeKind.OTHER},
        "courtyard": {"code": row["key"], "name": Words(row["key"])},
    }
    return needed.get(kind, {})


def site_fields(row: Row) -> Fields:
    """What a tree's row says about its planting site."""
    return _pinned({name: value for name, value in row.items() if not _is_silent(value)}, "street")


def _is_silent(value: Any) -> bool:
    if isinstance(value, str):
        return not value
    return value is None or value != value or value is pd.NaT  # noqa: PLR0124 - what is no number equals nothing


def _pinned(said: Row, *names: str) -> Fields:
    return {"pin": Pin(said["lon"], said["lat"])} | {name: said.get(name) for name in names}


def _tree(said: Row) -> Fields:
    girth_cm = said.get("girth_cm")
    dbh_cm = said.get("dbh_cm", None if girth_cm is None else round(girth_cm / math.pi, 1))
    return _pinned(said, "height_m", "crown_m", "condition", "note") | {
        "species": species_of(said.get("species", ""), said.get("scientific", ""), said.get("species_en", "")),
        "dbh_cm": dbh_cm,
        "planted_year": _whole(said.get("planted_year")),
        "surveyed_on": _day(said.get("surveyed_on")),
        "removed_at": _end_of(said.get("removed_year")),
    }


def _rooftop_structure(said: Row) -> Fields:
    return _pinned(said, "structure", "state", "building", "area_m2", "note", "outline")


def _facility(said: Row) -> Fields:
    return _pinned(said, "facility", "condition", "note") | {"name": _words(said)}


def _building(said: Row) -> Fields:
    return _outlined(said, "name", "height_m") | {"storeys": _whole(said.get("storeys"))}


def _street(said: Row) -> Fields:
    return _outlined(said, "part") | {"name": _words(said)}


def _courtyard(said: Row) -> Fields:
    return _outlined(said, "code") | {"name": _words(said)}


def _pipe(said: Row) -> Fields:
    return _outlined(
        said,
        "carries",
        "diameter_mm",
        "depth_m",
        "material",
        "accuracy_m",
        "height_m",
        "voltage_kv",
        "height_accuracy_m",
    )


def _feature(said: Row) -> Fields:
    outline = said.get("outline") or Point(said["lon"], said["lat"])
    facts = dict(said.get("facts", {}))
    # As our own files call them: see planning/reports/free_layers.py.
    mark = facts.pop("mark") if GEOMETRY.get(facts.get("mark", "")) == outline.geom_type else None
    return {"outline": outline, "name": said.get("name"), "mark": mark, "note": facts.pop("note", None), "facts": facts}


def _outlined(said: Row, *names: str) -> Fields:
    return {name: said.get(name) for name in ("outline", *names)}


def _whole(number: float | None) -> int | None:
    return None if number is None else int(number)


def _day(moment: Any) -> date | None:
    return None if moment is None else date(moment.year, moment.month, moment.day)


def _end_of(year: float | None) -> datetime | None:
    return None if year is None else datetime(int(year), 12, 31, tzinfo=UTC)


def _words(said: Row) -> Words | None:
    """The name in both languages. One name alone is in the language of its letters."""
    text, english = said.get("name", ""), said.get("name_en")
    if not text and not english:
        return None
    if english is not None:
        return Words(text, english)
    return Words(text) if regex.search(r"\p{Han}", text) else Words("", text)


_FIELDS: dict[str, Callable[[Row], Fields]] = {
    "tree": _tree,
    "planting_site": lambda said: _pinned(said, "street", "pit_m"),
    "rooftop_structure": _rooftop_structure,
    "facility": _facility,
    "building": _building,
    "street": _street,
    "courtyard": _courtyard,
    "pipe": _pipe,
    "layer": _feature,
}
