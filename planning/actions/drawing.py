"""Drawing on a planner's layer: annotations are drawn, given words, reshaped and taken off; every one of it can be undone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from shapely.geometry.base import BaseGeometry

from planning import store
from planning.actions.act import Doing, act
from planning.actions.layers import layer_of, layer_open, require_open
from planning.actions.observations import Checks, courtyard_at, seen, write
from planning.actions.undoing import undone
from planning.errors import N_, Problem, Refusals
from planning.site import Community, new_id
from planning.surveys.observation import LayerFeature
from planning.surveys.planner_layer import Mark, PlannerLayer, drawn_outline, is_simple, mark_of

LONGEST_NAME = 80
MOST_DRAWN = 5_000
"""Features of one layer that may be drawn by hand; what comes from a file may be more."""


@act
def draw_feature(
    doing: Doing, *, layer_id: str, mark: str, shape: Mapping[str, Any], name: str = "", note: str = ""
) -> str:  # fmt: skip
    """Draw on a layer what the map's frame sent; gives the id of the feature.

    :param shape: a geometry as GeoJSON has it, in WGS 84. :param name: the words that stand at it (a text needs some).

    Raises :class:`Refusals`: those of :func:`planning.surveys.planner_layer.drawn_outline`, ``empty_text``, ``long_text``,
    ``layer_away``, ``unknown_mark``, ``layer_full``.
    """
    layer = layer_open(doing, layer_id)
    community = store.get(doing.session, Community, layer.community_id)
    checks = Checks()
    kind = _mark(mark, checks)
    outline = _outline(kind, shape, community, checks)
    _permit_on(doing, layer, outline)
    name = checks.text(name, "name", LONGEST_NAME, needed=kind is Mark.TEXT)
    note = checks.text(note, "note")
    if store.count(doing.session, LayerFeature, community_id=community.id, layer=layer.name) >= MOST_DRAWN:
        checks.problems.append(Problem(
            "layer_full", N_("This layer holds {most} drawings already: open another one."), {"most": MOST_DRAWN}))  # fmt: skip
    checks.done()
    assert outline is not None  # noqa: S101 - or the checks had raised
    made = LayerFeature(new_id(), community.id, layer.name, outline, name, mark=str(kind), note=note)
    store.add(doing.session, made)
    doing.log(f"layer_feature:{made.id}", after={
        "layer": made.layer, "mark": made.mark, "outline": made.outline, "name": made.name, "note": made.note})  # fmt: skip
    return made.id


@act
def reshape_feature(
    doing: Doing, *, community_id: str, feature_id: str, version: int, shape: Mapping[str, Any], reason: str = ""
) -> None:  # fmt: skip
    """Move a feature or its corners, as it was seen at ``version``."""
    feature, layer = _permitted(doing, community_id, feature_id)
    feature = seen(doing, LayerFeature, feature_id, version)
    checks = Checks()
    kind = mark_of(feature.mark, feature.outline)
    if not is_simple(feature.outline, kind):
        checks.problems.append(Problem(
            "many_parts", N_("This feature has several parts or holes: change it in the file that it came from."), {}, "shape"))  # fmt: skip
        checks.done()
    community = store.get(doing.session, Community, community_id)
    outline = _outline(kind, shape, community, checks)
    _permit_on(doing, layer, outline)
    reason = checks.text(reason, "reason")
    checks.done()
    write(doing, "layer_feature", feature, reason, outline=outline)


@act
def change_feature(
    doing: Doing, *, community_id: str, feature_id: str, version: int, name: str, note: str, reason: str = ""
) -> None:  # fmt: skip
    """Give a feature other words, as it was seen at ``version``."""
    _permitted(doing, community_id, feature_id)
    feature = seen(doing, LayerFeature, feature_id, version)
    checks = Checks()
    name = checks.text(name, "name", LONGEST_NAME, needed=feature.mark == Mark.TEXT)
    note, reason = checks.text(note, "note"), checks.text(reason, "reason")
    checks.done()
    write(doing, "layer_feature", feature, reason, name=name, note=note)


@act
def retire_feature(doing: Doing, *, community_id: str, feature_id: str, version: int, reason: str) -> None:
    """Take a feature off its layer; its history stays, and :func:`undo_drawing` brings it back."""
    _permitted(doing, community_id, feature_id)
    feature = seen(doing, LayerFeature, feature_id, version)
    checks = Checks()
    reason = checks.text(reason, "reason", needed=True)
    checks.done()
    write(doing, "layer_feature", feature, reason, retired_at=doing.now)


@act
def undo_drawing(doing: Doing, *, community_id: str, feature_id: str, seq: int, version: int, reason: str) -> None:
    """Write again what a feature was before the log's entry ``seq``: see :func:`planning.actions.undoing.undo_change`.

    Permission is asked for the ground that it covers again, too.
    """
    _, layer = _permitted(doing, community_id, feature_id)
    again = undone(doing, community_id, "layer_feature", feature_id, seq=seq, version=version, reason=reason)
    _permit_on(doing, layer, again.outline)


def _permitted(doing: Doing, community_id: str, feature_id: str) -> tuple[LayerFeature | None, PlannerLayer | None]:
    """Permission for the layer and for the ground that a feature covers; what does not exist is told apart later.

    Raises :class:`Refusal` (``layer_away``): on a layer that was put away nothing is changed.
    """
    feature = store.first(doing.session, LayerFeature, id=feature_id, community_id=community_id)
    if feature is None:
        doing.permit_in(community_id)
        return None, None
    layer = layer_of(doing.session, feature)
    _permit_on(doing, layer, feature.outline)
    require_open(layer)
    return feature, layer


def _permit_on(doing: Doing, layer: PlannerLayer | None, outline: BaseGeometry | None) -> None:
    """Whoever draws may do so on this layer, and on this ground: a role in a courtyard ends at its wall."""
    if layer is None:
        return
    doing.permit_in(layer.community_id, courtyard_id=layer.courtyard_id)
    if outline is not None:
        doing.permit_in(layer.community_id, courtyard_id=courtyard_at(doing.session, layer.community_id, outline))


def _mark(mark: str, checks: Checks) -> Mark:
    if mark in set(Mark):
        return Mark(mark)
    checks.problems.append(Problem(
        "unknown_mark", N_("Choose what to draw: a point, a line, a surface, an arrow or a text."), {}, "mark"))  # fmt: skip
    return Mark.POINT


def _outline(kind: Mark, shape: object, community: Community, checks: Checks) -> BaseGeometry | None:
    try:
        return drawn_outline(kind, shape, community)
    except Refusals as refused:
        checks.problems += refused.problems
        return None
