"""Geometries of a file: which can be what the planner says they are, and which cross themselves."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from geodata.reading.table import MOST_VERTICES
from planning.errors import N_, Problem
from planning.surveys.inventory.kinds import Form

Shapes = NDArray[np.object_]


@dataclass(slots=True)
class Shaped:
    """Usable geometries, None for all others.

    :param kept: all of them.
    :param outlines: those that are more than a point.
    """

    kept: Shapes
    outlines: Shapes
    refused: dict[int, Problem] = field(default_factory=dict)
    warnings: list[Problem] = field(default_factory=list)


def from_text(column: pd.Series[str]) -> tuple[Shapes, frozenset[int]]:
    """Well-known text or, in hexadecimal as databases export it, binary; and the systems (EPSG) that they name."""
    text = column.str.strip()
    named = text.str.extract(r"^SRID=(\d+);", flags=re.IGNORECASE, expand=False)
    text = text.str.replace(r"^SRID=\d+;", "", regex=True, flags=re.IGNORECASE)
    binary = text.str.fullmatch(r"[0-9A-Fa-f]{20,}").to_numpy(dtype=bool)
    raw = text.to_numpy(dtype=object)
    shapes: Shapes = np.full(len(raw), None, dtype=object)
    shapes[~binary] = shapely.from_wkt(raw[~binary], on_invalid="ignore")
    shapes[binary] = shapely.from_wkb(raw[binary], on_invalid="ignore")
    systems = {int(number) for number in named.dropna().unique()} | set(np.unique(shapely.get_srid(shapes)).tolist())
    return shapely.set_srid(shapely.force_2d(shapes), 0), frozenset(systems - {0, -1})


def shaped(shapes: Shapes, form: Form, lines: NDArray[np.int64], *, repair: bool) -> Shaped:
    """Check all geometries; outlines that cross themselves are mended only if the planner says so."""
    refused: dict[int, Problem] = {}
    shapes = _single(shapes)
    types = np.array(["" if s is None else s.geom_type for s in shapes], dtype=object)
    empty = shapely.is_missing(shapes) | shapely.is_empty(shapes)
    wrong = ~np.isin(types, list(form.geometries)) & ~empty
    large = (shapely.get_num_coordinates(shapes) > MOST_VERTICES) & ~wrong
    _refuse(refused, empty, lines, "no_geometry", N_("This feature has no geometry."))
    for at in np.flatnonzero(wrong):
        refused[int(at)] = Problem(
            "wrong_geometry", N_("A {kind} cannot be a {type}: this feature was left out."),
            {"kind": form.kind, "type": types[at]}, int(lines[at]))  # fmt: skip
    _refuse(refused, large, lines, "too_many_vertices",
            N_("This geometry has more than {most} points: simplify it, or cut it into parts."), most=MOST_VERTICES)  # fmt: skip
    usable = ~(empty | wrong | large)
    warnings = _uncrossed(shapes, usable, lines, refused, repair=repair)
    kept, outlines = shapes.copy(), shapes.copy()
    kept[~usable] = None
    outlines[~usable | (types == "Point")] = None
    return Shaped(kept, outlines, refused, warnings)


def _refuse(
    refused: dict[int, Problem], which: NDArray[np.bool_], lines: NDArray[np.int64], code: str, why: str, **params: Any
) -> None:
    for at in np.flatnonzero(which):
        refused[int(at)] = Problem(code, why, params, int(lines[at]))


def _single(shapes: Shapes) -> Shapes:
    """Many points that are one are a point, as some programs write every layer of points."""
    many = shapely.get_type_id(shapes) == shapely.GeometryType.MULTIPOINT
    one = many & (shapely.get_num_geometries(shapes) == 1)
    if not one.any():
        return shapes
    shapes = shapes.copy()
    shapes[one] = shapely.get_geometry(shapes[one], 0)
    return shapes


def _uncrossed(
    shapes: Shapes, usable: NDArray[np.bool_], lines: NDArray[np.int64], refused: dict[int, Problem], *, repair: bool
) -> list[Problem]:
    """Refuse in place what crosses itself, or mend it; what mending leaves without an area is refused all the same."""
    crossing = usable & ~shapely.is_valid(shapes)
    mended = 0
    for at in np.flatnonzero(crossing):
        better = _mended(shapes[at]) if repair else None
        if better is not None:
            shapes[at] = better
            mended += 1
            continue
        usable[at] = False
        refused[int(at)] = Problem(
            "invalid_outline",
            N_("This outline crosses or touches itself ({reason}): draw it again, or let it be repaired (on the command line with --repair)."),
            {"reason": shapely.is_valid_reason(shapes[at])[:80]}, int(lines[at]))  # fmt: skip
    if not mended:
        return []
    return [Problem("mended", N_("Outlines that crossed themselves were repaired, which may have changed their shape: {count}."),
                    {"count": mended})]  # fmt: skip


def _mended(shape: Any) -> Any:
    """Its areas (or lines) alone, of the same type as far as can be; None if nothing is left."""
    better = shapely.make_valid(shape)
    dimension = shapely.get_dimensions(shape)
    parts = [part for part in shapely.get_parts(better) if shapely.get_dimensions(part) == dimension]
    if not parts:
        return None
    return parts[0] if len(parts) == 1 else shapely.union_all(parts)
