"""Which column of a file is which field: detected by name, or as the planner says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import pandas as pd

from planning.errors import N_, Problem
from planning.surveys.inventory import coordinates
from planning.surveys.inventory.kinds import Field, Form
from planning.surveys.inventory.units import plain, scale_of, unit_called

PLACES = ("x", "y", "geometry", "lonlat", "latlon", "pair")
"""Where a row lies: two columns, a geometry as text, or both coordinates in one column in either order, or in one that its numbers tell."""
_ALIASES = {
    "lon": "x", "lng": "x", "longitude": "x", "easting": "x", "lat": "y", "latitude": "y", "northing": "y",
    "lnglat": "lonlat", "latlng": "latlon", "id": "external_id", "wkt": "geometry", "species_zh": "species", "circumference": "girth_cm",
}  # fmt: skip


@dataclass(slots=True)
class Matching:
    """Columns by field, and the unit that a column's name (or the planner) states."""

    columns: dict[str, str] = field(default_factory=dict)
    units: dict[str, str] = field(default_factory=dict)
    unwanted: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)


def matched(form: Form, frame: pd.DataFrame, asked: Mapping[str, str], *, has_geometry: bool) -> Matching:
    """All fields of a form that the file has. ``asked`` goes before what is detected: field to column, or to none."""
    found = Matching()
    _as_asked(form, list(frame.columns), asked, found)
    names = {column: plain(column) for column in frame.columns}
    for wanted in form.fields:
        if wanted.name not in found.columns and wanted.name not in found.unwanted:
            there = _candidates(wanted.headers, names, found.columns.values())
            column = _best_id(frame, there, found) if wanted is form.key else next(iter(there), None)
            if column is not None:
                _take(found, wanted, column, names[column][1])
    if not has_geometry:
        coordinates.match_place(form, frame, names, found.columns)
    return found


def _candidates(headers: Iterable[str], names: Mapping[str, tuple[str, str]], taken: Iterable[str]) -> list[str]:
    free = [column for column in names if column not in set(taken)]
    return [column for header in headers for column in free if names[column][0] == header]


def _take(found: Matching, wanted: Field, column: str, unit: str) -> None:
    found.columns[wanted.name] = column
    if wanted.unit:
        found.units[wanted.name] = unit if unit in scale_of(wanted.unit) else wanted.unit


def _best_id(frame: pd.DataFrame, candidates: list[str], found: Matching) -> str | None:
    """The first column that tells all rows apart; never one that is the same in most of them."""
    shares = {c: 1 - frame[c][frame[c] != ""].duplicated().sum() / max(1, len(frame)) for c in candidates}
    best = max(candidates, key=lambda c: shares[c], default=None)  # the first of equals
    if best is None or shares[best] > 0.5:
        return best
    found.warnings.append(Problem(
        "constant_ids", N_("Column {column} tells most rows not apart and was not used as their id."), {"column": best}))  # fmt: skip
    return None


def _as_asked(form: Form, columns: list[str], asked: Mapping[str, str], found: Matching) -> None:
    fields = {f.name: f for f in form.fields}
    for name, column in asked.items():
        target, unit = _field_named(name, fields)
        if target is None:
            found.problems.append(Problem(
                "unknown_field", N_("{kind} has no field {name}: there are {fields}."),
                {"kind": form.kind, "name": name, "fields": ", ".join([*fields, *PLACES])}))  # fmt: skip
        elif not column:
            found.unwanted.add(target)
        elif column not in columns:
            found.problems.append(Problem(
                "unknown_column", N_("The file has no column {column}: there are {columns}."),
                {"column": column, "columns": ", ".join(columns[:40])}))  # fmt: skip
        elif target in fields:
            _take(found, fields[target], column, unit or plain(column)[1])
        else:
            found.columns[target] = column


def _field_named(name: str, fields: Mapping[str, Field]) -> tuple[str | None, str]:
    """A field as people may write it, and the unit they mean: ``dbh_m`` is ``dbh_cm`` given in metres."""
    name = _ALIASES.get(name.strip().lower(), name.strip().lower())
    if name in fields or name in PLACES:
        return name, fields[name].unit if name in fields else ""
    bare = {known.name.rpartition("_")[0]: known for known in fields.values() if known.unit}
    if name in bare:  # before any unit is looked for: "height_accuracy" is no height in units of accuracy
        return bare[name].name, ""
    base, _, tail = name.rpartition("_")
    known, said = bare.get(base), unit_called(tail)
    return (known.name, said) if known and said in scale_of(known.unit) else (None, "")
