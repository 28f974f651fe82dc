"""What whoever imports a file should know of it, though nothing of it is refused."""

from __future__ import annotations

import numpy as np
import pandas as pd
import shapely

from geodata import crs as systems
from geodata.reading import Table
from planning.errors import N_, Problem
from planning.surveys.inventory.keys import again_at
from planning.surveys.inventory.kinds import Form
from planning.surveys.inventory.matching import Matching
from planning.surveys.inventory.report import UsedCrs
from planning.surveys.inventory.units import plain

_HOUSE_WORDS = {
    "houseconnection",
    "serviceconnection",
    "serviceline",
    "hausanschluss",
    "入户",
    "入户管",
    "户线",
    "接户管",
}
_SHORT_M = 40.0
_MANY = 0.25
_PLACE = {"x", "y", "geometry", "lonlat", "latlon", "external_id", "code"}


def hints(kept: pd.DataFrame, table: Table, form: Form, found: Matching, used: UsedCrs) -> list[Problem]:
    """One sentence for each doubt."""
    return [*_columns(table, form, found), *_rows(kept, table, form, used)]


def _columns(table: Table, form: Form, found: Matching) -> list[Problem]:
    said: list[Problem] = []
    if "girth_cm" in found.columns and "dbh_cm" not in found.columns:
        said.append(Problem("from_girth", N_("The trunk diameter was computed from the circumference in column {column}."),
                            {"column": found.columns["girth_cm"]}))  # fmt: skip
    if form.key.name not in found.columns:
        said.append(
            Problem("no_ids", N_("The file gives its objects no id: they are told apart by their place alone."))
        )
    if not form.is_free and not found.columns.keys() - _PLACE:
        said.append(Problem(
            "nothing_known", N_("No column says anything of a {kind} but where it is: is this the right file?"), {"kind": form.kind}))  # fmt: skip
    used = set(found.columns.values())
    used |= {name for whole in used for name in whole.split(" + ")}  # a column that was made of two
    unused = [str(c) for c in table.columns.columns if c not in used]
    if unused and not form.is_free:
        said.append(Problem("unused_columns", N_("Columns that were not used: {columns}."),
                            {"columns": ", ".join(unused[:40])}))  # fmt: skip
    return said


def _rows(kept: pd.DataFrame, table: Table, form: Form, used: UsedCrs) -> list[Problem]:
    said: list[Problem] = []
    gone = int(kept["removed_year"].notna().sum()) if "removed_year" in kept else 0
    if gone:
        said.append(Problem(
            "taken_out", N_("Trees that the file says were taken out; only their planting sites stay: {count}."), {"count": gone}))  # fmt: skip
    same = again_at(kept, form)
    if same:
        said.append(
            Problem("same_place", N_("Rows at exactly the same place as an earlier one: {count}."), {"count": same})
        )
    if form.kind == "pipe" and len(kept):
        said += _house_connections(kept, table)
    middle = (kept["lon"].median(), kept["lat"].median()) if len(kept) else (0.0, 0.0)
    if used.source in {"numbers", "format"} and systems.in_mainland_china(*middle):
        said.append(Problem(
            "perhaps_shifted",
            N_("If these coordinates come from Amap, Tencent or Baidu maps, everything lies some hundred metres off: import them as GCJ-02 or BD-09 instead.")))  # fmt: skip
    return said


def _house_connections(kept: pd.DataFrame, table: Table) -> list[Problem]:
    """Lines to single houses among the mains, as the file calls them, else as they look: short dead ends."""
    called = _called_so(table)
    if called:
        return [Problem(
            "house_connections",
            N_("Lines that the file itself calls house connections, drawn like mains: {count} of {total}. A distance to them counts like one to a main; take them out of the file if it should not."),
            {"count": called, "total": len(table.rows)})]  # fmt: skip
    ends = _dead_ends(kept)
    if ends < _MANY * len(kept):
        return []
    return [Problem(
        "house_connections_perhaps",
        N_("Short lines with a dead end, which may be house connections drawn like mains: {count} of {total}. A distance to them counts like one to a main; take them out of the file if it should not."),
        {"count": ends, "total": len(kept)})]  # fmt: skip


def _called_so(table: Table) -> int:
    for name in table.columns.columns:
        column = table.columns[name]
        words = {word for word in column.unique()[:200] if plain(str(word))[0] in _HOUSE_WORDS}
        if words:
            return int(column.isin(list(words)).sum())
    return 0


def _dead_ends(kept: pd.DataFrame) -> int:
    """How many lines are shorter than a front garden is deep and lead to nothing else."""
    lines = kept["outline"].to_numpy(dtype=object)
    lines = lines[shapely.get_type_id(lines) == shapely.GeometryType.LINESTRING]
    if not len(lines):
        return 0
    code = systems.metric(float(kept["lon"].median()), float(kept["lat"].median()))
    measured = shapely.transform(lines, lambda p: np.column_stack(systems.from_wgs84(p[:, 0], p[:, 1], code)))
    ends = np.vstack([shapely.get_coordinates(shapely.get_point(measured, at)) for at in (0, -1)]).round(1)
    _, where, counts = np.unique(ends, axis=0, return_inverse=True, return_counts=True)
    alone = (counts[where.ravel()] == 1).reshape(2, -1).any(axis=0)
    return int(np.count_nonzero(alone & (shapely.length(measured) < _SHORT_M)))
