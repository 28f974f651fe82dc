"""Layers of planners: opened with a name, renamed, published to residents or taken inside again, put away and brought back."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from planning import store
from planning.actions.act import Doing, act
from planning.actions.observations import Checks
from planning.errors import N_, Problem, Refusal
from planning.site import Courtyard, new_id
from planning.store import Session
from planning.store import planner_layers as kept
from planning.surveys.observation import LayerFeature
from planning.surveys.planner_layer import PlannerLayer

LONGEST_NAME = 80
LONGEST_SOURCE = 300
LEAST_EXACT_M = 1000.0
MOST_LAYERS = 100
"""Open layers of a community: more would be no legend any more."""


@act
def add_layer(
    doing: Doing, *, community_id: str, name: str, source: str = "", accuracy_m: float | None = None,
    courtyard_id: str = "",
) -> str:  # fmt: skip
    """Open a layer, inside at first; gives its id. One that was put away comes back by :func:`restore_layer`.

    Raises :class:`Refusals`: ``empty_text``, ``long_text``, ``bad_measure``, ``unknown_courtyard``, ``layer_exists``,
    ``too_many_layers``.
    """
    doing.permit_in(community_id, courtyard_id=courtyard_id or None)
    made = _checked(doing, PlannerLayer(
        new_id(), community_id, name, doing.now, source, accuracy_m, courtyard_id or None))  # fmt: skip
    _require_free(doing, made)
    if store.count(doing.session, PlannerLayer, community_id=community_id, retired_at=None) >= MOST_LAYERS:
        raise Refusal(
            "too_many_layers",
            N_("There are {most} layers already: put one away that nobody needs any more."),
            most=MOST_LAYERS,
        )
    store.add(doing.session, made)
    doing.log(f"layer:{made.id}", after=_told(made))
    return made.id


@act
def describe_layer(
    doing: Doing, *, layer_id: str, version: int, source: str, accuracy_m: float | None, reason: str = ""
) -> None:  # fmt: skip
    """Say where what is on a layer comes from and how exact it is, as it was seen at ``version``."""
    before = _seen(doing, layer_id, version)
    checks = Checks()
    reason = checks.text(reason, "reason")
    checks.done()
    after = _checked(doing, replace(before, source=source, accuracy_m=accuracy_m))
    _write(doing, before, after, reason)


@act
def rename_layer(doing: Doing, *, layer_id: str, version: int, name: str, reason: str = "") -> None:
    """Give a layer another name, as it was seen at ``version``; what is drawn on it, and the inventory of a file, go along.

    It is undone by giving the old name again. Raises :class:`Refusals`: ``empty_text``, ``long_text``, ``layer_exists``,
    ``layer_away``, ``edited_meanwhile``.
    """
    before = _seen(doing, layer_id, version)
    checks = Checks()
    reason = checks.text(reason, "reason")
    checks.done()
    after = _checked(doing, replace(before, name=name))
    if after.name == before.name:
        return
    _require_free(doing, after)
    kept.rename(doing.session, before, after.name)
    _write(doing, before, after, reason)


@act
def publish_layer(doing: Doing, *, layer_id: str, version: int, reason: str) -> None:
    """Show a layer to residents, with all that is drawn on it."""
    before = _seen(doing, layer_id, version)
    _changed(doing, before, reason, published_at=before.published_at or doing.now)


@act
def keep_layer_inside(doing: Doing, *, layer_id: str, version: int, reason: str) -> None:
    """Show a layer to staff only, as it was before it was published."""
    before = _seen(doing, layer_id, version)
    _changed(doing, before, reason, published_at=None)


@act
def retire_layer(doing: Doing, *, layer_id: str, version: int, reason: str) -> None:
    """Put a layer away, with all that is drawn on it; nothing is lost."""
    before = _seen(doing, layer_id, version)
    _changed(doing, before, reason, retired_at=doing.now)


@act
def restore_layer(doing: Doing, *, layer_id: str, version: int, reason: str) -> None:
    """Bring a layer back that was put away: inside, until it is published again."""
    before = _seen(doing, layer_id, version, put_away=True)
    _changed(doing, before, reason, retired_at=None, published_at=None)


def keep_imported(
    session: Session, community_id: str, name: str, now: datetime, *, source: str, accuracy_m: float | None
) -> None:
    """The layer of a free layer that a file brought: opened inside; one that there is keeps who sees it."""
    there = store.first(session, PlannerLayer, community_id=community_id, name=name)
    if there is None:
        store.add(session, PlannerLayer(new_id(), community_id, name, now, source, accuracy_m))
    elif there.retired_at is not None:
        store.change(session, replace(there, retired_at=None, published_at=None, version=there.version + 1))


def layer_open(doing: Doing, layer_id: str) -> PlannerLayer:
    """A layer on which this member may draw. Raises :class:`Refusal` (``not_found``, ``not_allowed``, ``layer_away``)."""
    layer = store.get(doing.session, PlannerLayer, layer_id)
    doing.permit_in(layer.community_id, courtyard_id=layer.courtyard_id)
    require_open(layer)
    return layer


def require_open(layer: PlannerLayer) -> None:
    """Raise :class:`Refusal` (``layer_away``) where a layer was put away."""
    if layer.retired_at is not None:
        raise Refusal("layer_away", N_("This layer was put away: bring it back first."))


def layer_of(session: Session, feature: LayerFeature) -> PlannerLayer:
    """The layer that a feature belongs to."""
    found = store.first(session, PlannerLayer, community_id=feature.community_id, name=feature.layer)
    if found is None:
        raise LookupError(f"feature {feature.id} has no layer")
    return found


def _seen(doing: Doing, layer_id: str, version: int, *, put_away: bool = False) -> PlannerLayer:
    """The layer as it was seen, once permission was given for its courtyard."""
    found = store.get(doing.session, PlannerLayer, layer_id)
    doing.permit_in(found.community_id, courtyard_id=found.courtyard_id)
    if (found.retired_at is not None) is not put_away:
        raise Refusal("layer_away", N_("This layer was put away, or brought back, meanwhile: look at it again."))
    if found.version != version:
        raise Refusal(
            "edited_meanwhile", N_("Somebody else changed this meanwhile: look at the new state and try again.")
        )
    return found


def _changed(doing: Doing, before: PlannerLayer, reason: str, **changes: datetime | None) -> None:
    checks = Checks()
    reason = checks.text(reason, "reason", needed=True)
    checks.done()
    _write(doing, before, replace(before, **changes), reason)  # type: ignore[arg-type] # moments only


def _require_free(doing: Doing, layer: PlannerLayer) -> None:
    if store.first(doing.session, PlannerLayer, community_id=layer.community_id, name=layer.name) is not None:
        raise Refusal(
            "layer_exists",
            N_("There is a layer of this name already, perhaps put away: choose another name."),
            where="name",
        )


def _write(doing: Doing, before: PlannerLayer, after: PlannerLayer, reason: str) -> None:
    store.change(doing.session, replace(after, version=before.version + 1))
    doing.log(f"layer:{before.id}", before=_told(before), after=_told(after), reason=reason)


def _told(layer: PlannerLayer) -> dict[str, object]:
    return {
        "name": layer.name, "source": layer.source, "accuracy_m": layer.accuracy_m, "courtyard_id": layer.courtyard_id,
        "published_at": layer.published_at, "retired_at": layer.retired_at,
    }  # fmt: skip


def _checked(doing: Doing, layer: PlannerLayer) -> PlannerLayer:
    checks = Checks()
    made = replace(
        layer,
        name=" ".join(checks.text(layer.name, "name", LONGEST_NAME, needed=True).split("\n")),
        source=checks.text(layer.source, "source", LONGEST_SOURCE),
        accuracy_m=checks.measure(layer.accuracy_m, "accuracy_m", LEAST_EXACT_M),
    )
    known = store.count(doing.session, Courtyard, id=layer.courtyard_id or "", community_id=layer.community_id)
    if layer.courtyard_id is not None and not known:
        checks.problems.append(Problem(
            "unknown_courtyard", N_("This courtyard is not one of this community: choose it again."), {}, "courtyard"))  # fmt: skip
    checks.done()
    return made
