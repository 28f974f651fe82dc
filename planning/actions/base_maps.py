"""Base maps of a community: loaded once by a planner, taken off the list again."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from geodata.tiles import Tiles
from planning import access, store
from planning.access import Asking
from planning.actions.act import Doing, act
from planning.errors import N_, Refusal
from planning.people import Visitor
from planning.site import Bounds, Community
from planning.store import Database, tile_files
from planning.surveys.base_map import BaseMap, Datum
from planning.wording import clean


@act
def add_base_map(
    doing: Doing, *, community_id: str, base_map_id: str, name: str, attribution: str, datum: str, tiles: Tiles,
    sha256: str, size_bytes: int,
) -> str:  # fmt: skip
    """Keep a base map whose file is already in its place; gives its id. Raises :class:`Refusal`."""
    community = doing.permit_in(community_id)
    named, whose = clean(name).strip()[:120], clean(attribution).strip()[:500]
    if not named:
        raise Refusal("no_name", N_("Give the base map a name."), where="name")
    if not whose:
        raise Refusal(
            "no_attribution",
            N_("Say whose base map it is, such as “© OpenStreetMap contributors”: it is shown on the map."),
            where="attribution",
        )
    if datum not in set(Datum):
        raise Refusal(
            "bad_datum", N_("The datum of a base map is one of {known}."), where="datum", known=", ".join(Datum)
        )
    bounds = Bounds(*tiles.box) if tiles.box else None
    if bounds and community.bounds and not _meet(bounds, community.bounds):
        raise Refusal(
            "elsewhere",
            N_("This base map shows another place: it ends before the bounds of the community begin."),
            where="file",
        )
    if store.first(doing.session, BaseMap, id=base_map_id):
        raise Refusal("not_found", N_("This is not here (any more): go back and choose again."))
    kept = BaseMap(
        base_map_id, community_id, named, whose, Datum(datum), tiles.form, tiles.picture, tiles.least_zoom, tiles.most_zoom, bounds, sha256, size_bytes,
        doing.now, doing.visitor.member.id if doing.visitor.member else "",
    )  # fmt: skip
    store.add(doing.session, kept)
    doing.log(f"base_map:{kept.id}", after=_told(kept))
    return kept.id


def _meet(one: Bounds, other: Bounds) -> bool:
    return one.west <= other.east and other.west <= one.east and one.south <= other.north and other.south <= one.north


def _told(kept: BaseMap) -> dict[str, Any]:
    return {"name": kept.name, "attribution": kept.attribution, "datum": kept.datum.value, "sha256": kept.sha256}


@act
def retire_base_map(doing: Doing, *, community_id: str, base_map_id: str) -> None:
    """Take a base map off the list; its file is deleted by who asked."""
    doing.permit_in(community_id)
    found = store.first(doing.session, BaseMap, id=base_map_id, community_id=community_id)
    if found is None:
        raise Refusal("not_found", N_("This is not here (any more): go back and choose again."))
    if found.retired_at is None:
        store.change(doing.session, replace(found, retired_at=doing.now))
        doing.log(f"base_map:{found.id}", before=_told(found))


def load_base_map(
    database: Database, visitor: Visitor, now: datetime, act_id: str, *, data_dir: Path, file: Path, community_id: str,
    name: str, attribution: str, datum: str,
) -> str:  # fmt: skip
    """Copy a file of tiles into its place, look at it, and keep it; refused, it leaves nothing behind.

    Name and attribution may be left empty where the file says them. Raises :class:`Refusals`.
    """
    with database.reading() as session:  # before a gigabyte is copied
        access.require("act.add_base_map", Asking(visitor, store.get(session, Community, community_id)))
    with tile_files.taken_in(data_dir, file) as taken:
        found = taken.tiles
        return add_base_map(
            database, visitor, now, act_id, community_id=community_id, base_map_id=taken.id, name=name or found.name,
            attribution=attribution or found.attribution, datum=datum, tiles=found, sha256=taken.sha256, size_bytes=taken.size_bytes,
        )  # fmt: skip
