"""Which inventory a file is a state of: the one it is named for, else the one of its columns, else the one whose ids it has."""

from __future__ import annotations

from collections import Counter
from typing import Any, NamedTuple

import numpy as np

from planning import store
from planning.errors import N_, Problem
from planning.store import Session
from planning.surveys.inventory.apart import SAME_WITHIN_M, metres_apart
from planning.surveys.inventory.building import VALUES, Row
from planning.surveys.inventory.checking import Draft
from planning.surveys.inventory.report import ImportReport
from planning.surveys.observation import Import
from planning.wording import clean

MOST_COMPARED = 500


class Inventory(NamedTuple):
    """Its name, and why it is this one where the file does not settle it."""

    name: str
    why: tuple[Problem, ...] = ()


def inventory_of(session: Session, draft: Draft, community_id: str, source: str, layer: str) -> Inventory:
    """The inventory of a file, by the name given, or by what it holds.

    A file's name changes with every state, its columns seldom; where they did, most of its ids are those of objects that
    one earlier inventory has at the same places. A free layer is called by its name in the file, else by the file's.
    """
    report, given = draft.report, clean(source)[:200]
    if report.kind == "layer":
        return Inventory(given or clean(layer)[:200] or report.file.rpartition(".")[0] or report.file)
    if given:
        return Inventory(given)
    told = _told(report, draft.layer)
    earlier = store.find(session, Import, community_id=community_id, kind=report.kind, taken_back_at=None)
    if report.kind == "courtyard" or not earlier or told in {one.source for one in earlier}:
        return Inventory(told)
    return _same(session, draft, community_id, earlier) or Inventory(told)


def _told(report: ImportReport, layer: str) -> str:
    columns = (column for name, column in report.columns.items() if name not in {"x", "y", "geometry"})
    return ", ".join([*columns, *([f"[{layer}]"] if layer else [])])


def _same(session: Session, draft: Draft, community_id: str, earlier: list[Import]) -> Inventory | None:
    rows, kind = draft.rows, draft.report.kind
    count = min(len(rows), MOST_COMPARED)
    chosen = np.unique(np.linspace(0, max(0, len(rows) - 1), count).astype(int))
    records: list[Any] = rows.iloc[chosen].to_dict("records")
    asked: dict[str, Row] = {row["key"]: row for row in records}
    ids = {one.id: one.source for one in earlier}
    there = store.find(session, VALUES[kind], community_id=community_id, external_id=list(asked), import_id=list(ids))
    far = metres_apart(there, [asked[one.external_id] for one in there], whole=np.ones(len(there), dtype=bool))
    near = {
        (ids[one.import_id], one.external_id) for one, metres in zip(there, far, strict=True) if metres <= SAME_WITHIN_M
    }
    [(source, same)] = Counter(source for source, _ in near).most_common(1) or [("", 0)]
    if same * 2 <= len(asked):
        return None
    return Inventory(source, (Problem(
        "same_inventory",
        N_("{count} of {total} ids that were compared are those of an earlier inventory ({source}), at the same places: the file is taken as a later state of it. If it is another inventory, give it a name of its own."),
        {"count": same, "total": len(asked), "source": source}),))  # fmt: skip
