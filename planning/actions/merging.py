"""Rows of a file against what is there already: added, changed, unchanged, missing; never a second copy.

An object is recognised by the id that the file gives it, and by standing where it stood: two inventories of one
community may number their trees alike. Reads in blocks; writes only if asked to.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import repeat
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from planning import store
from planning.actions.act import plain
from planning.actions.same_site import KnownSites
from planning.actions.yards import Yards
from planning.errors import N_, Problem
from planning.site import new_id
from planning.store import Session, inventories
from planning.surveys.inventory.apart import SAME_WITHIN_M, keep_pins, metres_apart
from planning.surveys.inventory.building import VALUES, Row, defaults, fields_of, has, site_fields
from planning.surveys.inventory.keys import known_as, place_in
from planning.surveys.observation import Import, PlantingSite, Tree
from planning.surveys.provenance import ImportChange
from planning.wording import Words

BLOCK = 2000
MOST_LISTED = 200
FARTHEST_M = 100.0
"""Within one inventory an object may have been placed more exactly, but not farther away than this."""

# A site may have come with its tree.
_BROUGHT_BY = {"planting_site": ("planting_site", "tree")}


@dataclass(slots=True)
class Merged:
    """What came of all rows."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    missing: int = 0
    missing_ids: tuple[str, ...] = ()
    stay_removed: int = 0
    refused: dict[str, Problem] = field(default_factory=dict)


class _Task(NamedTuple):
    """What is the same for all blocks: earlier imports of the inventory, the courtyards and which of them each row lies in, where it stands."""

    sources: list[str]
    yards: Yards
    around: dict[Any, str]
    lines: Mapping[Any, int]
    meant: KnownSites | None


@dataclass(frozen=True, slots=True)
class Merger:
    """One file's rows on their way into a community. ``import_id`` is None while nothing shall be written."""

    session: Session
    kind: str
    community_id: str
    source: str
    import_id: str | None

    def merge(self, rows: pd.DataFrame, lines: Mapping[Any, int]) -> Merged:
        """Compare all rows, and write what is new if an import was begun. ``lines`` by index of the row."""
        merged = Merged()
        sources = self._earlier_imports()
        live = self._count_live(sources)
        is_first = not store.count(self.session, VALUES[self.kind], community_id=self.community_id)
        yards = self._yards()
        task = _Task(sources, yards, yards.around(rows), lines, self._known_sites())
        matched = 0
        for block in _blocks(rows):
            known = {} if is_first else self._known([row["key"] for _, row in block])
            matched += self._block(block, known, task, merged)
        merged.missing = live - matched
        if merged.missing:
            there = set(inventories.ids_of(self.session, VALUES[self.kind], self.community_id, sources))
            merged.missing_ids = tuple(sorted(there - set(rows["key"]))[:MOST_LISTED])
        return merged

    def _earlier_imports(self) -> list[str]:
        kinds = _BROUGHT_BY.get(self.kind, (self.kind,))
        earlier = store.find(self.session, Import, community_id=self.community_id, kind=kinds, source=self.source)
        return [i.id for i in earlier if i.id != self.import_id]

    def _known_sites(self) -> KnownSites | None:
        """Sites that rows of trees or of sites may mean by standing on them."""
        if self.kind not in _BROUGHT_BY["planting_site"]:
            return None
        if not store.count(self.session, PlantingSite, community_id=self.community_id):
            return None
        with_trees = store.find(self.session, Import, community_id=self.community_id, kind="tree")
        imports = [one.id for one in with_trees] if self.kind == "planting_site" else None
        return KnownSites(self.session, self.community_id, imports)

    def _among(self, sources: list[str]) -> dict[str, Any]:
        """Conditions that the objects of this inventory meet; courtyards have no import, they are few and known by code."""
        mine: dict[str, Any] = {"community_id": self.community_id}
        return mine if self.kind == "courtyard" else mine | {"import_id": sources}

    def _count_live(self, sources: list[str]) -> int:
        ended = (
            {"removed_at": None}
            if self.kind == "tree"
            else {"retired_at": None}
            if has(self.kind, "retired_at")
            else {}
        )
        return store.count(self.session, VALUES[self.kind], **self._among(sources), **ended)

    def _yards(self) -> Yards:
        """Courtyards in which what comes in may lie; none while nothing is written."""
        if self.import_id is None or not has(self.kind, "courtyard_id"):
            return Yards({})
        return Yards.of(self.session, self.community_id)

    def _known(self, keys: list[str]) -> dict[str, list[Any]]:
        """Objects of the community by id, those that stand before those that stood."""
        asked = list(dict.fromkeys([*keys, *map(place_in, keys)]))
        there: list[Any] = store.find(
            self.session, VALUES[self.kind], community_id=self.community_id, **{self._id: asked}
        )
        known: dict[str, list[Any]] = {}
        for value in sorted(there, key=lambda v: _ended(v) is not None):
            key = getattr(value, self._id)
            known.setdefault(key if hasattr(value, "pin") else known_as(key, value.outline), []).append(value)
        return known

    @property
    def _id(self) -> str:
        return "code" if self.kind == "courtyard" else "external_id"

    def _matches(
        self, block: list[tuple[Any, Row]], known: dict[str, list[Any]], sources: list[str]
    ) -> list[tuple[Any, float]]:
        """The object that each row is about, and how far away it stands; None if it is a new one."""
        best: list[tuple[Any, float]] = [(None, math.inf)] * len(block)
        pairs = [(at, row, there) for at, (_, row) in enumerate(block) for there in known.get(row["key"], ())]
        mine = np.array([self.kind == "courtyard" or there.import_id in sources for _, _, there in pairs], dtype=bool)
        far = metres_apart([there for _, _, there in pairs], [row for _, row, _ in pairs], whole=~mine)
        for (at, _, there), metres, is_mine in zip(pairs, far.tolist(), mine.tolist(), strict=True):
            if metres < best[at][1] and (is_mine or metres <= SAME_WITHIN_M):
                best[at] = there, metres
        return best

    def _block(self, block: list[tuple[Any, Row]], known: dict[str, list[Any]], task: _Task, merged: Merged) -> int:
        """Rows against what is there by their ids; gives how many of what stands they are about."""
        sites = self._sites(known)
        fresh: list[Row] = []
        fresh_sites: list[Row] = []
        matched = 0
        found = self._matches(block, known, task.sources)
        keep_pins([(there, row) for (_, row), (there, _) in zip(block, found, strict=True) if there is not None])
        meant = self._meant([row for (_, row), (there, _) in zip(block, found, strict=True) if there is None], task)
        for (index, row), (same, far) in zip(block, found, strict=True):
            site = next(meant) if same is None else None
            there = site if self.kind == "planting_site" and site is not None else same
            if there is None:
                merged.added += 1
                if self.import_id is not None:
                    fresh.append(self._new(row, task.around.get(index), site, fresh_sites))
                continue
            matched += _ended(there) is None and (self.kind == "courtyard" or there.import_id in task.sources)
            if same is not None and far > FARTHEST_M:
                merged.refused[index] = _elsewhere(row["key"], far, task.lines[index])
            else:
                self._again(there, sites, row, (task.yards, task.around.get(index)), merged)
        self._add(fresh, fresh_sites)
        return matched

    def _meant(self, rows: list[Row], task: _Task) -> Iterator[PlantingSite | None]:
        """The site on which each new row stands already."""
        if task.meant is None or not rows:
            return repeat(None)
        ids = task.meant.meant(rows)
        there = {site.id: site for site in store.find(self.session, PlantingSite, id=[id_ for id_ in ids if id_])}
        return iter([there.get(id_ or "") for id_ in ids])

    def _add(self, fresh: list[Row], fresh_sites: list[Row]) -> None:
        store.add_rows(self.session, PlantingSite, fresh_sites)
        store.add_rows(self.session, VALUES[self.kind], fresh)
        if self.kind == "courtyard":  # which no column leads back to their import
            added = [ImportChange(new_id(), self.import_id or "", self.kind, yard["id"]) for yard in fresh]
            store.add_all(self.session, added)

    def _sites(self, known: dict[str, list[Any]]) -> dict[str, PlantingSite]:
        if self.kind != "tree" or not known:
            return {}
        ids = {tree.site_id for trees in known.values() for tree in trees}
        return {site.id: site for site in store.find(self.session, PlantingSite, id=ids)}

    def _new(self, row: Row, courtyard_id: str | None, site: PlantingSite | None, fresh_sites: list[Row]) -> Row:
        fields = defaults(self.kind, row) | fields_of(self.kind, row)
        fields |= {"id": new_id(), "community_id": self.community_id}
        if self.kind != "courtyard":
            fields |= {"external_id": row["key"], "import_id": self.import_id}
        if has(self.kind, "courtyard_id"):
            fields["courtyard_id"] = courtyard_id
        if self.kind == "tree" and site is not None:
            fields["site_id"] = site.id
        elif self.kind == "tree":
            shared = {name: fields[name] for name in ("community_id", "external_id", "import_id", "courtyard_id")}
            fields["site_id"] = new_id()
            fresh_sites.append({"id": fields["site_id"]} | shared | _known_only(site_fields(row)))
        if self.kind == "layer":
            fields["layer"] = self.source[:120]
        return fields

    def _again(
        self, there: Any, sites: dict[str, PlantingSite], row: Row, lies: tuple[Yards, str | None], merged: Merged
    ) -> None:
        said = fields_of(self.kind, row)
        if _ended(there) is not None:
            # What was taken out here does not come back because a file has not heard of it.
            merged.stay_removed += "removed_at" not in said
            merged.unchanged += 1
            return
        if getattr(there, self._id) != row["key"]:  # a line from before shapes counted, a tree's site
            said[self._id] = row["key"]
        changed = self._revise(there, said | _moved(there, said, *lies))
        if isinstance(there, Tree):
            of_site, site = _known_only(site_fields(row)), sites[there.site_id]
            changed = self._revise(site, of_site | _moved(site, of_site, *lies)) or changed
        merged.changed += changed
        merged.unchanged += not changed

    def _revise(self, there: Any, said: dict[str, Any]) -> bool:
        if isinstance(said.get("name"), Words) and isinstance(there.name, Words):
            # A file in one language does not take the name in the other.
            said = said | {"name": Words(said["name"].zh or there.name.zh, said["name"].en or there.name.en)}
        revised = replace(there, **said)
        if revised == there:
            return False
        if self.import_id is not None:
            later: dict[str, Any] = {} if self.kind == "courtyard" else {"import_id": self.import_id}
            if hasattr(there, "version"):
                later["version"] = there.version + 1
            before = plain({name: getattr(there, name) for name in (*said, *later)})
            kind = "planting_site" if isinstance(there, PlantingSite) else self.kind
            store.add(self.session, ImportChange(new_id(), self.import_id, kind, there.id, before))
            store.change(self.session, replace(revised, **later))
        return True


def _blocks(rows: pd.DataFrame) -> Iterator[list[tuple[Any, Row]]]:
    for start in range(0, len(rows), BLOCK):
        part = rows.iloc[start : start + BLOCK]
        yield list(zip(part.index, part.to_dict("records"), strict=True))  # type: ignore[arg-type] # columns are text


def _known_only(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value is not None}


def _moved(there: Any, said: Row, yards: Yards, around: str | None) -> Row:
    """The courtyard that what a row moves belongs to from then on; nothing where it stays in its place, or belongs to none."""
    if not yards.outlines or not hasattr(there, "courtyard_id") or said.get("pin", there.pin) == there.pin:
        return {}
    return {"courtyard_id": yards.after_move(there, said["pin"], around)}


def _ended(value: Any) -> Any:
    return getattr(value, "removed_at", None) or getattr(value, "retired_at", None)


def _elsewhere(key: str, metres: float, line: int) -> Problem:
    return Problem(
        "id_elsewhere",
        N_("An object with the id {id} already stands {metres} m away: if this is another inventory, give it a name of its own; if the object was moved, move it on the map first."),
        {"id": key, "metres": round(metres)}, line)  # fmt: skip
