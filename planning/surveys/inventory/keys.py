"""What tells the rows of a file apart: their ids; without one where they lie and, of lines and areas, their whole shape."""

from __future__ import annotations

import hashlib
from typing import Any

import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from planning.errors import N_, Problem
from planning.surveys.inventory.building import has
from planning.surveys.inventory.kinds import Form

BEFORE_SHAPE = "#"
"""Between the place of a line or an area without an id and what stands for its shape."""


def keys_of(rows: pd.DataFrame, form: Form) -> pd.Series[Any]:
    """The key of each row: its id, else its place to ten centimetres, and of what has no pin its shape to as much.

    Lines that meet at a node share a place (a point on a line of two points is its first), not a shape.

    :param rows: with ``lon``, ``lat`` and ``outline``, and the column of the form's key if the file has one.
    """
    place = "@" + rows["lon"].round(6).astype(str) + "," + rows["lat"].round(6).astype(str)
    silent = rows[form.key.name] == "" if form.key.name in rows else pd.Series(data=True, index=rows.index)
    if not has(form.kind, "pin"):
        shaped = silent & rows["outline"].notna()
        if shaped.any():
            place[shaped] += BEFORE_SHAPE + pd.Series(shapes(rows["outline"][shaped].to_numpy()), place.index[shaped])
    return rows[form.key.name].where(~silent, place) if form.key.name in rows else place


def shapes(outlines: NDArray[np.object_]) -> list[str]:
    """A short text for each geometry, the same from whichever point an area was drawn."""
    return [hashlib.blake2b(told, digest_size=6).hexdigest() for told in shapely.to_wkb(_drawn(outlines))]


def known_as(external_id: str, outline: Any) -> str:
    """The key of what is there: of what came in by its place alone, before shapes counted, the one of its shape.

    A point of a layer has no other shape than its place, though an outline is kept of it.
    """
    by_place = external_id.startswith("@") and BEFORE_SHAPE not in external_id
    if outline is None or outline.geom_type == "Point" or not by_place:
        return external_id
    return external_id + BEFORE_SHAPE + shapes(np.array([outline], dtype=object))[0]


def place_in(key: str) -> str:
    """A key without its shape: an id as it is."""
    return key.partition(BEFORE_SHAPE)[0] if key.startswith("@") else key


def again_at(rows: pd.DataFrame, form: Form) -> int:
    """How many rows lie exactly where an earlier one does; of what has no pin, those of the same shape."""
    places = rows[["lon", "lat"]]
    if has(form.kind, "pin"):
        return int(places.duplicated().sum())
    meeting = rows[places.duplicated(keep=False)]
    told = pd.DataFrame({"shape": shapely.to_wkb(_drawn(meeting["outline"].to_numpy())), "lon": meeting["lon"], "lat": meeting["lat"]})  # fmt: skip
    return int(told.duplicated().sum())


def refuse_keys(keys: pd.Series[Any], form: Form, lines: NDArray[np.int64], refused: dict[int, Problem]) -> None:
    """Ids that are too long to keep, and the second of two equal ones (among rows that are not refused already)."""
    for at in np.flatnonzero(keys.str.len() > form.key.longest):
        refused.setdefault(int(at), Problem(
            "long_id", N_("The id of this row is longer than {longest} characters."), {"longest": form.key.longest}, int(lines[at])))  # fmt: skip
    usable = np.ones(len(keys), dtype=bool)
    usable[list(refused)] = False
    positions = pd.Series(np.flatnonzero(usable), index=keys[usable].to_numpy())
    again = positions.index.duplicated()
    first = positions[~again].to_dict()
    for key, at in positions[again].items():
        refused[int(at)] = _used_before(str(key), int(lines[first[key]]), int(lines[at]))


def _drawn(outlines: NDArray[np.object_]) -> Any:
    return shapely.normalize(shapely.transform(outlines, lambda points: np.round(points, 6) + 0.0))


def _used_before(key: str, first: int, line: int) -> Problem:
    if key.startswith("@"):
        return Problem("duplicate_place", N_("Line or feature {first} has the same place, and neither has an id."),
                       {"first": first}, line)  # fmt: skip
    return Problem("duplicate_id", N_("The id {id} was already used in line or feature {first}."),
                   {"id": key, "first": first}, line)  # fmt: skip
