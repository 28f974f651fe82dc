"""What lies in which courtyard, once outlines of courtyards came in or changed: derived from where things stand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import shapely

from planning import store
from planning.site import Courtyard, new_id
from planning.store import Session, belonging
from planning.surveys.observation import Facility, PlantingSite, RooftopStructure, Tree
from planning.surveys.provenance import ImportChange

BELONG = {"tree": Tree, "planting_site": PlantingSite, "rooftop_structure": RooftopStructure, "facility": Facility}
"""Kinds of things that belong to the courtyard in which they stand."""


def settle_courtyards(session: Session, community_id: str, import_id: str) -> int:
    """Let everything belong to the courtyards that an import brought or changed, and to no other one than it lies in.

    What belongs to another courtyard stays there; what an outline lets go, or what is in none, goes to the one around it. Each change is kept, so that taking the import back undoes it; gives
    how many there are.
    """
    touched = {change.object_id for change in store.find(session, ImportChange, import_id=import_id, kind="courtyard")}
    if not touched:
        return 0
    yards = store.find(session, Courtyard, order="code", community_id=community_id)
    # Those of the import first; what none of them holds any more may lie in one that it left as it was.
    drawn = sorted((yard for yard in yards if yard.outline is not None), key=lambda yard: yard.id not in touched)
    count = 0
    for kind, noun in BELONG.items():
        there = belonging.lying(session, noun, community_id)
        moved = _moved(there, drawn, touched)
        by_yard: dict[str | None, list[str]] = {}
        for index, yard in moved.items():
            by_yard.setdefault(yard, []).append(there.ids[index])
        belonging.put_in(session, noun, by_yard)
        store.add_all(session, [
            ImportChange(new_id(), import_id, kind, there.ids[index], {"courtyard_id": there.courtyards[index]})
            for index in moved
        ])  # fmt: skip
        count += len(moved)
    return count


def only_lies(change: ImportChange) -> bool:
    """Whether an import changed of an object nothing but the courtyard in which it lies."""
    return change.before is not None and change.before.keys() == {"courtyard_id"}


def restore_courtyards(session: Session, community_id: str, changes: Sequence[ImportChange]) -> None:
    """Let things belong again where they did before an import, unless they went to a courtyard that it did not touch.

    From such a one comes back what lies within the outline that the import wrote over: it was let go by it alone.
    """
    outlines = {
        change.object_id: shapely.from_wkt(change.before["outline"])
        for change in changes if change.kind == "courtyard" and change.before and change.before.get("outline")
    }  # fmt: skip
    touched = {change.object_id for change in changes if change.kind == "courtyard"}
    yards = {yard.id for yard in store.find(session, Courtyard, community_id=community_id)}
    for kind, noun in BELONG.items():
        before = {
            one.object_id: (one.before or {})["courtyard_id"] for one in changes if one.kind == kind and only_lies(one)
        }
        if not before:
            continue
        there = belonging.lying(session, noun, community_id)
        back: dict[str | None, list[str]] = {}
        for id_, lon, lat, now in zip(there.ids, there.lon, there.lat, there.courtyards, strict=True):
            if id_ not in before:
                continue
            outline = outlines.get(before[id_] or "")
            let_go = outline is not None and bool(outline.intersects(shapely.Point(lon, lat)))
            if now is None or now in touched or let_go:
                back.setdefault(before[id_] if before[id_] in yards else None, []).append(id_)
        belonging.put_in(session, noun, back)


def _moved(there: belonging.Lying, drawn: list[Courtyard], touched: set[str]) -> dict[int, str | None]:
    """What belongs elsewhere than before, by its index: the courtyard in which it lies."""
    free = np.array([yard is None or yard in touched for yard in there.courtyards], dtype=bool)
    if not free.any():
        return {}
    outlines: Any = [yard.outline for yard in drawn]
    points = shapely.points(there.lon[free], there.lat[free])
    at, yard_at = shapely.STRtree(outlines).query(points, predicate="intersects")
    inside: dict[int, str] = {}
    places = np.flatnonzero(free)
    for point, yard in sorted(zip(at.tolist(), yard_at.tolist(), strict=True)):
        inside.setdefault(int(places[point]), drawn[yard].id)
    return {at: inside.get(at) for at in places.tolist() if there.courtyards[at] != inside.get(at)}
