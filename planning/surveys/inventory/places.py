"""Where the rows of a file lie: from its coordinates to ``lon, lat``, with the system that was used and why."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from geodata import crs, suggesting
from geodata.crs import Area, Numbers
from geodata.faults import Fault
from geodata.reading import Table
from geodata.reading.table import WGS84_FORMATS
from planning.errors import N_, Problem
from planning.site import Bounds
from planning.surveys.inventory import coordinates, outlines
from planning.surveys.inventory.asked import Asked
from planning.surveys.inventory.kinds import Form
from planning.surveys.inventory.report import Suggestion, UsedCrs

NO_CRS = UsedCrs("", "", Problem("crs_unknown", N_("The file does not say in which coordinate system it is.")))


@dataclass(slots=True)
class Places:
    """Coordinates of all rows; NaN where there are none.

    :param outlines: None for things at a point.
    :param raw: coordinates as the file has them.
    :param stated: the system that geometries written as text name themselves.
    """

    lon: Numbers
    lat: Numbers
    outlines: NDArray[np.object_]
    refused: dict[int, Problem] = field(default_factory=dict)
    used: UsedCrs = NO_CRS
    problems: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)
    stated: str | None = None
    raw: Numbers = field(default_factory=lambda: np.empty((0, 2)))
    suggestions: list[Suggestion] = field(default_factory=list)


def problem_of(fault: Fault) -> Problem:
    """What the reader of files found, as a problem of ours."""
    return Problem(fault.code, fault.message, dict(fault.params), fault.where)


class Neighbourhood(NamedTuple):
    """Where a community lies, and places in it that are known already (rows of ``lon, lat``)."""

    bounds: Bounds | None
    known: Numbers | None = None


def located(table: Table, form: Form, columns: dict[str, str], asked: Asked, around: Neighbourhood) -> Places:
    """All rows on the ground, or the reasons why the whole file cannot be placed."""
    places = _raw(table, form, columns, repair=asked.repair)
    places.refused.update({at: problem_of(fault) for at, fault in table.faults.items()})
    places.raw = np.column_stack((places.lon, places.lat))
    if places.problems:
        return places
    fine = np.isfinite(places.lon) & np.isfinite(places.lat) & ~((places.lon == 0) & (places.lat == 0))
    near = _area(around.bounds)
    _settle(places, table, asked.crs, near, fine)
    if places.problems:
        return places
    if around.known is not None and places.used.code == crs.WGS84:
        _compare(places, fine, around.known)
    _change(places)
    return places


def _area(bounds: Bounds | None) -> Area | None:
    return Area(bounds.west, bounds.south, bounds.east, bounds.north) if bounds else None


def _compare(places: Places, fine: NDArray[np.bool_], known: Numbers) -> None:
    """Doubt degrees that fit the neighbourhood only as the shifted ones of a web map."""
    better = suggesting.shifted(places.lon[fine], places.lat[fine], known)
    if better is not None:
        places.suggestions = [Suggestion(better.code, better.exchanged, problem_of(better.why))]
        places.warnings.append(problem_of(better.why))


def _raw(table: Table, form: Form, columns: dict[str, str], *, repair: bool) -> Places:
    count = len(table.rows)
    nowhere, none = np.full(count, np.nan), np.full(count, None, dtype=object)
    if table.geometry is None and "pair" in columns:
        return Places(nowhere, nowhere, none, problems=[coordinates.which_order(columns["pair"])])
    texts = coordinates.texts(table.columns, columns) if table.geometry is None and form.is_pinned else None
    if texts is not None:
        (x, turned), (y, _) = coordinates.read(texts[0]), coordinates.read(texts[1])
        places = Places(x, y, none, warnings=[coordinates.sexagesimal(turned)] if turned else [])
        if "geometry" in columns:
            _fill(places, table, form, ((texts[0] == "") | (texts[1] == ""), columns["geometry"]), repair=repair)
        _refuse_unread(places, table, texts)
        return places
    shapes, stated = table.geometry, frozenset[int]()
    if shapes is None and "geometry" in columns:
        shapes, stated = outlines.from_text(table.columns[columns["geometry"]])
    if shapes is None:
        return Places(nowhere, nowhere, none, problems=[coordinates.not_found(form, table.columns)])
    shaped = outlines.shaped(shapes, form, table.rows, repair=repair)
    inner = shapely.point_on_surface(shaped.kept)
    return Places(
        shapely.get_x(inner),
        shapely.get_y(inner),
        shaped.outlines,
        shaped.refused,
        warnings=shaped.warnings,
        stated=_stated(stated),
        problems=_mixed(stated),
    )


def _fill(places: Places, table: Table, form: Form, blank: tuple[pd.Series[bool], str], *, repair: bool) -> None:
    """Rows without coordinates from the column that holds geometries."""
    silent, column = blank
    at = np.flatnonzero((silent & (table.columns[column].str.strip() != "")).to_numpy(dtype=bool))
    shapes, stated = outlines.from_text(table.columns[column].iloc[at])
    shaped = outlines.shaped(shapes, form, table.rows[at], repair=repair)
    inner = shapely.point_on_surface(shaped.kept)
    places.lon[at], places.lat[at], places.outlines[at] = shapely.get_x(inner), shapely.get_y(inner), shaped.outlines
    places.refused.update({int(at[part]): why for part, why in shaped.refused.items()})
    places.warnings += shaped.warnings
    places.stated, places.problems = _stated(stated), _mixed(stated)


def _refuse_unread(places: Places, table: Table, texts: tuple[pd.Series[str], pd.Series[str]]) -> None:
    blank = ((texts[0] == "") | (texts[1] == "")).to_numpy(dtype=bool)
    for at in np.flatnonzero(np.isnan(places.lon) | np.isnan(places.lat)):
        if int(at) in places.refused:
            continue
        if blank[at]:
            places.refused[int(at)] = Problem(
                "no_coordinates", N_("This row has no coordinates."), {}, int(table.rows[at])
            )
        else:
            shown = f"{texts[0].iloc[at]}, {texts[1].iloc[at]}"[:60]
            places.refused[int(at)] = Problem(
                "bad_coordinates", N_("These coordinates are no numbers: {shown}."), {"shown": shown}, int(table.rows[at]))  # fmt: skip


def _stated(numbers: frozenset[int]) -> str | None:
    return f"EPSG:{next(iter(numbers))}" if len(numbers) == 1 else None


def _mixed(numbers: frozenset[int]) -> list[Problem]:
    if len(numbers) < 2:
        return []
    return [Problem(
        "mixed_systems", N_("The geometries of one column name several coordinate systems ({systems}): divide the file by them."),
        {"systems": ", ".join(f"EPSG:{number}" for number in sorted(numbers))}, 1)]  # fmt: skip


def _settle(places: Places, table: Table, asked: str, near: Area | None, fine: NDArray[np.bool_]) -> None:
    """Which system it is: given, stated in the file, or plain degrees. Nothing else is applied unasked."""
    x, y = places.lon[fine], places.lat[fine]
    if asked:
        code, source, why = crs.named(asked), "given", N_("Given by whoever imports the file.")
    elif table.crs or places.stated:
        code, source, why = crs.named(table.crs or places.stated or ""), "file", N_("The file says so.")
    elif (
        suggesting.are_plain_degrees(x, y) or (near is not None and suggesting.are_degrees_somehow(x, y)) or not len(x)
    ):
        is_standard = table.format in WGS84_FORMATS
        code, source = crs.WGS84, "format" if is_standard else "numbers"
        why = (
            N_("Files of this format are in WGS 84 unless they name another system, and the numbers are degrees.") if is_standard
            else N_("The file names no system, and the numbers are plain degrees.")
        )  # fmt: skip
    else:
        places.problems.append(Problem(
            "crs_unknown", N_("The file does not say in which coordinate system it is, and the numbers are no degrees: say which one it is (on the command line with --crs)."), {}, 1))  # fmt: skip
        places.suggestions = _suggested(x, y, near)
        return
    places.used = UsedCrs(code, source, Problem("crs", why))
    if len(x) and not _fits(x, y, code):
        places.problems.append(Problem(
            "crs_contradicts", N_("The numbers do not fit {crs} ({title}): choose another system, or exchange the two columns."),
            {"crs": code, "title": crs.title(code)}, 1))  # fmt: skip
        places.suggestions = _suggested(x, y, near)


def _suggested(x: Numbers, y: Numbers, near: Area | None) -> list[Suggestion]:
    return [Suggestion(s.code, s.exchanged, problem_of(s.why)) for s in suggesting.suggestions(x, y, near)]


def _fits(x: Numbers, y: Numbers, code: str) -> bool:
    if crs.is_degrees(code):
        return suggesting.are_degrees_somehow(x, y)
    lon, lat = crs.to_wgs84(x, y, code)
    return float(np.mean(crs.area(code).holds(lon, lat, 3.0))) >= 0.5


def _change(places: Places) -> None:
    code = places.used.code
    lon, lat = crs.to_wgs84(places.lon, places.lat, code)
    if np.isfinite(lon).any() and crs.is_ballpark(code, float(np.nanmedian(lon)), float(np.nanmedian(lat))):
        places.warnings.append(Problem(
            "ballpark", N_("No exact way leads from {crs} ({title}) to WGS 84 here: everything may lie up to {metres} m elsewhere, and distances count that as doubt."),
            {"crs": code, "title": crs.title(code), "metres": f"{crs.BALLPARK_M:g}"}))  # fmt: skip
    places.lon, places.lat = np.round(lon, 8), np.round(lat, 8)  # a millimetre: the same on every machine
    if any(outline is not None for outline in places.outlines):
        changed = crs.geometries_to_wgs84(places.outlines, code)
        places.outlines = shapely.transform(changed, lambda points: np.round(points, 8))
