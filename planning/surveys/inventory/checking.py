"""A planner's file, checked as a whole: what of it can be taken in, what not and why."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from geodata.crs import Numbers
from geodata.faults import Unreadable
from geodata.reading import Table, opened
from planning.errors import N_, Problem, Refusals
from planning.site import Bounds, Community
from planning.surveys.inventory import bounding, cells, coordinates, heading, hints, layers, places
from planning.surveys.inventory.asked import Asked
from planning.surveys.inventory.keys import keys_of, refuse_keys
from planning.surveys.inventory.kinds import Form
from planning.surveys.inventory.matching import Matching, matched
from planning.surveys.inventory.places import Neighbourhood, Places, problem_of
from planning.surveys.inventory.report import ImportReport
from planning.surveys.inventory.sketch import sketched

MOST_DOUBTS = 2_000
MOST_OFFERED = 200
LONGEST_EXAMPLE = 24


@dataclass(frozen=True, slots=True)
class Draft:
    """What would be taken in.

    :param report: all but what the database knows (added, changed, unchanged, missing, applied).
    :param rows: accepted rows as columns: the fields that the file has, ``lon``, ``lat`` and ``outline``.
    :param bounds: of the community; from these rows if it had none.
    :param lines: where each accepted row stands in the file, by its index.
    :param layer: what it was called in a file of several.
    """

    report: ImportReport
    rows: pd.DataFrame
    bounds: Bounds | None
    lines: Mapping[Any, int]
    layer: str = ""


def drafted(
    data: bytes, file: str, *, form: Form, community: Community, asked: Asked, known: Numbers | None = None
) -> Draft:
    """Read and check a file for a community; ``known`` are places there (``lon, lat``), to compare with.

    Raises :class:`Refusals` if it cannot be read at all. What else stops it stands in ``report.problems``.
    """
    try:
        with opened(data, heading.names(form, asked.columns, asked.header)) as source:
            taken = layers.taken(source, form, asked.layer)
        table = taken.table
        found = matched(
            form, table.columns, {**taken.columns, **asked.columns}, has_geometry=table.geometry is not None
        )
        there = places.located(table, form, found.columns, asked, Neighbourhood(community.bounds, known))
    except Unreadable as error:
        raise Refusals(problem_of(fault) for fault in error.faults) from error
    problems = [*found.problems, *there.problems]
    warnings = [*taken.warnings, *map(problem_of, table.notes), *found.warnings, *there.warnings]
    if asked.crs and table.crs:
        warnings.append(Problem("crs_overruled", N_("The file itself names another system, {crs}, which was not used."),
                                {"crs": table.crs}))  # fmt: skip
    shown = table.columns.columns[:MOST_OFFERED]
    report = ImportReport(
        file, hashlib.sha256(data).hexdigest(), form.kind, there.used, found.columns, found.units,
        rows_read=len(table.rows), warnings=tuple(warnings), problems=tuple(problems),
        suggestions=tuple(there.suggestions), offered=tuple(map(str, shown)), has_geometry=table.geometry is not None,
        examples=tuple(coordinates.first(table.columns[name].iloc[:100])[:LONGEST_EXAMPLE] for name in shown),
    )  # fmt: skip
    if problems:
        return Draft(report, pd.DataFrame(), community.bounds, {})
    return replace(_checked(report, table, found, there, form=form, community=community), layer=taken.layer)


def _checked(
    report: ImportReport, table: Table, found: Matching, there: Places, *, form: Form, community: Community
) -> Draft:
    warnings: list[Problem] = list(report.warnings)
    doubtful: list[Problem] = []

    def doubt(at: int, why: Problem) -> None:
        doubtful.append(replace(why, where=int(table.rows[at])))

    read = {
        wanted.name: cells.read(wanted, table.columns[found.columns[wanted.name]], found.units.get(wanted.name, ""), warnings.append, doubt)
        for wanted in form.fields if wanted.name in found.columns
    }  # fmt: skip
    rows = pd.DataFrame(read, index=table.columns.index)
    rows["lon"], rows["lat"], rows["outline"] = there.lon, there.lat, there.outlines
    if form.is_free:
        # All columns, but for those that are kept as what they mean.
        meant = set(found.columns.values())
        said = [{k: v for k, v in row.items() if v and k not in meant} for row in table.columns.to_dict("records")]
        rows["facts"] = pd.Series(said, index=rows.index, dtype=object)
    refused = there.refused
    bounds = bounding.refuse_outside(there, community, table.rows)
    rows["key"] = keys_of(rows, form)
    refuse_keys(rows["key"], form, table.rows, refused)
    keep = np.ones(len(rows), dtype=bool)
    keep[list(refused)] = False
    kept = rows[keep]
    warnings += hints.hints(kept, table, form, found, there.used)
    done = replace(
        report, accepted=len(kept), refused=tuple(refused[at] for at in sorted(refused)), warnings=tuple(warnings),
        bbox=bounding.box(kept), doubtful=tuple(sorted(doubtful, key=lambda why: int(why.where or 0))[:MOST_DOUBTS]),
        sketch=sketched(there, keep),
    )  # fmt: skip
    return Draft(done, kept, bounds, dict(zip(kept.index, table.rows[keep].tolist(), strict=True)))
