"""Places by name: streets, courtyards and objects that a resident finds on a list instead of on a map.

A place is named ``kind:id``: the kind of an object, or ``street``. Streets are known by the names of their parts; one
part stands for all of the same name.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry
from sqlalchemy import Text, or_, select, type_coerce
from sqlalchemy.orm import Session

from planning.errors import N_, Refusal
from planning.site import Courtyard, Pin
from planning.store.comments import KINDS, names_of
from planning.store.saving import find, value_of
from planning.store.tables.observations import FacilityRow, PlantingSiteRow, RooftopStructureRow, TreeRow
from planning.surveys.comment import Target
from planning.surveys.observation import Facility, Kind, PlantingSite, RooftopStructure, Street, StreetKind, Tree
from planning.surveys.places import STREET, Place
from planning.wording import Words

_GONE: tuple[tuple[type[Any], type[Any], Kind, tuple[str, ...], str], ...] = (
    (Facility, FacilityRow, Kind.FACILITY, ("name", "external_id"), "retired_at"),
    (Tree, TreeRow, Kind.TREE, ("species", "external_id"), "removed_at"),
    (RooftopStructure, RooftopStructureRow, Kind.ROOFTOP_STRUCTURE, ("building", "external_id"), "retired_at"),
    (PlantingSite, PlantingSiteRow, Kind.PLANTING_SITE, ("street", "external_id"), "retired_at"),
)
"""Objects, where their words stand, and which column says that they are gone."""


def named(place: str) -> tuple[str, str]:
    """Kind and id of a place; two empty strings for what is no name."""
    kind, colon, id_ = place.partition(":")
    return (kind, id_) if colon else ("", "")


def pin_of(session: Session, community_id: str, place: str) -> Pin | None:
    """Where a place is; None for one that is not of this community."""
    return pins_of(session, community_id, [place]).get(place)


def pins_of(session: Session, community_id: str, places: Iterable[str]) -> dict[str, Pin]:
    """Where places are, a statement for each kind; those that are not of this community are left out."""
    ids: defaultdict[str, set[str]] = defaultdict(set)
    for kind, id_ in map(named, places):
        ids[kind].add(id_)
    pins: dict[str, Pin] = {}
    for kind, wanted in ids.items():
        noun: Any = Street if kind == STREET else KINDS[Kind(kind)] if kind in set(Kind) else None
        for thing in find(session, noun, id=wanted, community_id=community_id) if noun else []:
            if noun not in (Street, Courtyard):
                pins[f"{kind}:{thing.id}"] = thing.pin
            elif thing.outline is not None:
                pins[f"{kind}:{thing.id}"] = middle(thing.outline)
    return pins


def require_pin(session: Session, community_id: str, place: str) -> Pin:
    """The same; raises :class:`Refusal` (``unknown_place``)."""
    found = pin_of(session, community_id, place)
    if found is None:
        raise Refusal("unknown_place", N_("This place is not on the list (any more): choose it again."), where="place")
    return found


def middle(outline: BaseGeometry) -> Pin:
    """A point half-way along a line, or somewhere inside an area."""
    longest = max(shapely.get_parts(outline), key=lambda part: (part.area, part.length))
    point = longest.interpolate(0.5, normalized=True) if longest.area == 0 else longest.representative_point()
    return Pin(point.x, point.y)


def streets(session: Session, community_id: str) -> list[Place]:
    """Streets by their names, each once: its centre line where there is one."""
    parts = find(session, Street, order="id", community_id=community_id)
    parts.sort(key=lambda part: (part.part is not StreetKind.CENTRELINE, -part.outline.length))
    by_name: dict[Words, Street] = {}
    for part in parts:
        if part.name["zh"]:
            by_name.setdefault(part.name, part)
    return [Place(f"{STREET}:{part.id}", STREET, name, middle(part.outline)) for name, part in by_name.items()]


def courtyards(session: Session, community_id: str) -> list[Place]:
    """Courtyards that have an outline, by their codes."""
    return [
        Place(f"{Kind.COURTYARD}:{yard.id}", Kind.COURTYARD, yard.name, middle(yard.outline))
        for yard in find(session, Courtyard, order="code", community_id=community_id)
        if yard.outline is not None
    ]


def objects(session: Session, community_id: str, text: str, most: int) -> list[Place]:
    """Facilities, trees, structures and planting sites in whose words a text stands; every sign of it is literal.

    Without a text facilities only: a list of all trees helps nobody. A word of a column that is no word of the name (the columns hold both languages, and more) finds nothing.
    """
    found: list[Place] = []
    for noun, row, kind, columns, gone in _GONE if text else _GONE[:1]:
        holds = or_(*(type_coerce(getattr(row, name), Text).icontains(text, autoescape=True) for name in columns))
        here = (row.community_id == community_id, getattr(row, gone).is_(None), holds)
        rows = session.scalars(select(row).where(*here).order_by(row.external_id, row.id).limit(most - len(found)))
        found += _places(session, kind, [value_of(noun, one) for one in rows])
        if len(found) >= most:
            break
    return found


def _places(session: Session, kind: Kind, things: Iterable[Any]) -> list[Place]:
    pins = {Target(kind, thing.id): thing.pin for thing in things}
    names = names_of(session, list(pins))
    return [Place(f"{kind}:{target.id}", kind, names[target], pin) for target, pin in pins.items()]
