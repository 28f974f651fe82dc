"""Layers of planners: which of them somebody sees, what lies on them, and what happened to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from shapely.geometry.base import BaseGeometry

from planning import access, store
from planning.access import Asking
from planning.errors import N_, Refusal
from planning.queries.observations import Event, history_of
from planning.queries.query import Look, query
from planning.site import Bounds, Community, Courtyard, courtyard_around
from planning.store import planner_layers as kept
from planning.surveys.observation import Import, LayerFeature
from planning.surveys.planner_layer import LayerSource, Mark, PlannerLayer, mark_of

AT_WORK = "query.layers_at_work"
"""Whoever may ask this sees layers that are inside, too."""
MOST_DRAWN = 1_500
"""Features of planners' layers in one view of the map."""


@dataclass(frozen=True, slots=True)
class Annotation:
    """A feature of a planner's layer as the map draws it."""

    id: str
    layer_id: str
    mark: Mark
    name: str
    outline: BaseGeometry


@dataclass(frozen=True, slots=True)
class Drawn:
    """Features of planners' layers in a box; ``more``: there are more of them than are told."""

    features: tuple[Annotation, ...] = ()
    more: bool = False


@dataclass(frozen=True, slots=True)
class LayerLine:
    """A layer, how many features lie on it, and the courtyard that it is about."""

    layer: PlannerLayer
    features: int
    courtyard: Courtyard | None = None


@dataclass(frozen=True, slots=True)
class FeatureCard:
    """A feature and its layer; ``courtyard_id``: the courtyard in which all of it lies, if any."""

    feature: LayerFeature
    layer: PlannerLayer
    courtyard_id: str | None


@query
def planner_layers(look: Look, *, community_id: str) -> list[PlannerLayer]:
    """The layers that the visitor sees on the map, by name: published ones; of staff also those that are inside."""
    return list(visible(look, look.permit_in(community_id)).values())


OF_KINDS = {
    "tree": ("trees", "sites"), "planting_site": ("sites",), "rooftop_structure": ("structures",), "facility": ("facilities",),
    "pipe": ("pipes",), "courtyard": ("courtyards",),
}  # fmt: skip
"""The layers of the map on which an import puts objects."""


@query
def layer_sources(look: Look, *, community_id: str) -> dict[str, tuple[LayerSource, ...]]:
    """Whence the layers of the map came, the newest source first: imports that stand, each inventory once."""
    look.permit_in(community_id)
    stand = store.find(look.session, Import, order=("-at", "id"), community_id=community_id, taken_back_at=None)
    found: dict[str, dict[str, LayerSource]] = {}
    for one in stand:
        for layer in OF_KINDS.get(one.kind, ()):
            found.setdefault(layer, {}).setdefault(one.source, LayerSource(one.source, one.surveyed_on, one.stated_m))
    return {layer: tuple(sources.values()) for layer, sources in found.items()}


@query
def layers_at_work(look: Look, *, community_id: str) -> list[LayerLine]:
    """All layers with what lies on them, those that were put away among them, by name."""
    look.permit_in(community_id)
    found = store.find(look.session, PlannerLayer, order="name", community_id=community_id)
    counts = kept.counted(look.session, community_id)
    yards = {yard.id: yard for yard in store.find(look.session, Courtyard, community_id=community_id)}
    return [LayerLine(one, counts.get(one.name, 0), yards.get(one.courtyard_id or "")) for one in found]


@query
def feature_card(look: Look, *, community_id: str, feature_id: str) -> FeatureCard:
    """One feature. Raises :class:`Refusal` (``not_found``), also of a layer that the visitor does not see."""
    community = look.permit_in(community_id)
    feature = store.first(look.session, LayerFeature, id=feature_id, community_id=community_id)
    layers = visible(look, community)
    layer = next((one for one in layers.values() if feature is not None and one.name == feature.layer), None)
    if feature is None or layer is None or (feature.retired_at is not None and not sees_inside(look, community)):
        raise Refusal("not_found", N_("This is not here (any more): go back and choose again."))
    yards = store.find(look.session, Courtyard, order="code", community_id=community_id)
    around = courtyard_around(yards, feature.outline)
    return FeatureCard(feature, layer, around.id if around else None)


@query
def feature_history(look: Look, *, community_id: str, feature_id: str) -> list[Event]:
    """What staff did to a feature, newest first."""
    look.permit_in(community_id)
    return history_of(look, community_id, [f"layer_feature:{feature_id}"])


def sees_inside(look: Look, community: Community) -> bool:
    """Whether the visitor sees layers that were not published."""
    return access.may(AT_WORK, Asking(look.visitor, community))


def visible(look: Look, community: Community) -> dict[str, PlannerLayer]:
    """The layers that the visitor sees, by their ids, in the order of their names."""
    inside = sees_inside(look, community)
    found = store.find(look.session, PlannerLayer, order="name", community_id=community.id, retired_at=None)
    return {one.id: one for one in found if inside or one.published_at is not None}


def drawn_in(look: Look, community: Community, layer_ids: Sequence[str], box: Bounds) -> Drawn:
    """What lies in a box of the layers that are asked for and that the visitor sees."""
    seen = visible(look, community)
    ids = {seen[id_].name: id_ for id_ in layer_ids if id_ in seen}
    if not ids:
        return Drawn()
    rows = kept.features_in(look.session, community.id, sorted(ids), box, MOST_DRAWN + 1)
    found = tuple(
        Annotation(id_, ids[layer], mark_of(mark, outline), name, outline)
        for id_, layer, mark, name, outline in rows[:MOST_DRAWN]
    )
    return Drawn(found, more=len(rows) > MOST_DRAWN)
