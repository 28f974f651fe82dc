"""Everything that stands on the map of a community, for a file that leaves the house."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from planning import store
from planning.errors import N_, Refusal
from planning.queries.doors import courtyards_heard
from planning.queries.evidence import untold
from planning.queries.planner_layers import visible
from planning.queries.query import Look, query
from planning.site import Community, Courtyard
from planning.surveys.evidence import EvidencePhoto, EvidenceState, EvidenceWalk, Taken
from planning.surveys.map_material import MapMaterial
from planning.surveys.observation import (
    Building,
    Facility,
    Import,
    LayerFeature,
    Pipe,
    PlantingSite,
    RooftopStructure,
    Street,
    Tree,
)
from planning.surveys.planner_layer import PlannerLayer

V = TypeVar("V")

MOST_IN_A_FILE = 200_000
"""Objects of one kind: more would keep the machine from everybody else for minutes."""


@query
def map_material(look: Look, *, community_id: str) -> MapMaterial:
    """All objects that are there, without what was removed; of rooftop structures only what the visitor may hear.

    Raises :class:`Refusal` (``too_many``: more than :data:`MOST_IN_A_FILE` of a kind).
    """
    community = look.permit_in(community_id)
    structures = _all(look, community, RooftopStructure, retired_at=None)
    sources = {one.id: one.source for one in store.find(look.session, Import, community_id=community_id)}
    return MapMaterial(
        trees=_all(look, community, Tree, removed_at=None),
        sites=_all(look, community, PlantingSite, retired_at=None),
        structures=_as_told(look, community, structures),
        facilities=_all(look, community, Facility, retired_at=None),
        pipes=_all(look, community, Pipe),
        buildings=_all(look, community, Building),
        streets=_all(look, community, Street),
        courtyards=_all(look, community, Courtyard),
        drawn=_drawn(look, community),
        evidence=_evidence(look, community),
        sources=_by_id(sources),
    )


def _drawn(look: Look, community: Community) -> list[tuple[PlannerLayer, list[LayerFeature]]]:
    """Layers that the visitor sees, by name, each with what lies on it."""
    found = visible(look, community).values()
    return [(one, _all(look, community, LayerFeature, layer=one.name, retired_at=None)) for one in found]


def _evidence(look: Look, community: Community) -> list[Taken]:
    """What was kept of evidence walks, walk by walk as it was taken, without who took it."""
    kept = _all(look, community, EvidencePhoto, state=EvidenceState.KEPT)
    if not kept:
        return []
    zone = ZoneInfo(community.time_zone)
    walks = {one.id: untold(one) for one in store.find(look.session, EvidenceWalk, community_id=community.id)}
    told = [replace(one, browser="", member_id="", taken_at=one.taken_at.astimezone(zone)) for one in kept]
    found = [Taken(one, walks[one.walk_id]) for one in told]
    return sorted(found, key=lambda one: (one.walk.day, one.walk.id, one.photo.taken_at, one.photo.id))


def _by_id(sources: Mapping[str, str]) -> dict[str, str]:
    return {id_: source for id_, source in sources.items() if source}


def _all(look: Look, community: Community, kind: type[V], **conditions: Any) -> list[V]:
    if store.count(look.session, kind, community_id=community.id, **conditions) > MOST_IN_A_FILE:
        raise Refusal(
            "too_many",
            N_("This map has more than {most} objects of a kind: a file of them is too large to be made here. Ask whoever runs this server for the database itself."),
            most=MOST_IN_A_FILE,
        )  # fmt: skip
    return store.find(look.session, kind, community_id=community.id, **conditions)


def _as_told(look: Look, community: Community, structures: list[RooftopStructure]) -> list[RooftopStructure]:
    """As they are where the visitor talks with the households; elsewhere without what was said at a door."""
    heard = courtyards_heard(look, community)
    return [one if heard is None or one.courtyard_id in heard else one.untold() for one in structures]
