"""Undoing what staff changed on the map: the log says what it was, and a further act writes that again.

Nothing is taken out of the log: an undo is an act with a reason, and can itself be undone.
"""

from __future__ import annotations

import typing
from collections.abc import Mapping
from datetime import date, datetime
from enum import Enum
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from planning import store
from planning.actions.act import Doing, act, plain
from planning.actions.layers import layer_of, require_open
from planning.actions.observations import Checks, courtyard_at, write
from planning.errors import N_, Refusal
from planning.site import Pin
from planning.store import comments as kept
from planning.store import journal
from planning.surveys.observation import Kind, LayerFeature, PlantingSite, Species, Tree
from planning.wording import Words

UNDOABLE = frozenset({
    "move_tree", "move_structure", "move_facility", "move_planting_site", "change_tree", "change_planting_site",
    "change_structure", "change_facility", "change_structure_state", "retire_tree",
    "retire_planting_site", "retire_structure", "retire_facility", "undo_change", "reshape_feature", "change_feature",
    "retire_feature", "undo_drawing",
})  # fmt: skip
"""Acts that wrote other values over an object; what added or replaced one is not undone but retired."""


@act
def undo_change(
    doing: Doing, *, community_id: str, kind: str, object_id: str, seq: int, version: int, reason: str
) -> None:
    """Write again what an object was before the log's entry ``seq``; ``version`` is the one that was looked at.

    Raises :class:`Refusal`: ``not_found``, ``edited_meanwhile``, ``not_undoable``, ``changed_since`` where a later
    change must be undone first, ``tree_stands`` where a tree would come back to a place that has another one,
    ``layer_away`` where what was drawn lies on a layer that was put away.
    """
    doing.permit_in(community_id)
    drawn = (
        store.first(doing.session, LayerFeature, id=object_id, community_id=community_id)
        if kind == "layer_feature"
        else None
    )
    if drawn is not None:
        require_open(layer_of(doing.session, drawn))
    undone(doing, community_id, kind, object_id, seq=seq, version=version, reason=reason)


def undone(doing: Doing, community_id: str, kind: str, object_id: str, *, seq: int, version: int, reason: str) -> Any:
    """The undoing itself, for acts that have asked for permission; gives the object as it is then. See :func:`undo_change`."""
    checks = Checks()
    reason = checks.text(reason, "reason", needed=True)
    checks.done()
    thing = _thing(doing, community_id, kind, object_id)
    if thing.version != version:
        raise Refusal(
            "edited_meanwhile", N_("Somebody else changed this meanwhile: look at the new state and try again.")
        )
    entry = journal.entry(doing.session, seq)
    if entry is None or entry.community_id != community_id or entry.subject != f"{kind}:{object_id}":
        raise Refusal("not_found", N_("This is not here (any more): go back and choose again."))
    if entry.act not in UNDOABLE or not entry.before or entry.erased & {"before", "after"}:
        raise Refusal("not_undoable", N_("This cannot be undone: take the object off the map instead."))
    _require_unchanged(thing, entry.after or {})
    was = {name: built(type(thing), name, told) for name, told in entry.before.items()}
    if "pin" in was and "courtyard_id" in was:
        was["courtyard_id"] = courtyard_at(doing.session, community_id, was["pin"])
    if isinstance(thing, Tree):
        _with_its_site(doing, thing, was)
    return write(doing, kind, thing, reason, **was)


def _thing(doing: Doing, community_id: str, kind: str, object_id: str) -> Any:
    known: dict[str, Any] = {str(one): noun for one, noun in kept.KINDS.items()} | {"layer_feature": LayerFeature}
    noun = None if kind == Kind.COURTYARD else known.get(kind)
    thing: Any = store.first(doing.session, noun, id=object_id, community_id=community_id) if noun else None
    if thing is None:
        raise Refusal("not_found", N_("This is not here (any more): go back and choose again."))
    return thing


def _require_unchanged(thing: Any, after: Mapping[str, Any]) -> None:
    # In which courtyard it lies follows from where it stands: a file of courtyards settles it without a change of the thing.
    if any(plain(getattr(thing, name)) != told for name, told in after.items() if name != "courtyard_id"):
        raise Refusal("changed_since", N_("It was changed again since then: undo the later change first."))


def _with_its_site(doing: Doing, tree: Tree, was: dict[str, Any]) -> None:
    """A tree that comes back needs its place free; one that moves back takes its site along."""
    site = store.get(doing.session, PlantingSite, tree.site_id)
    if tree.removed_at is not None and was.get("removed_at", tree.removed_at) is None:
        if site.retired_at is not None:
            raise Refusal("site_retired", N_("Its planting site was given up: undo that first."))
        if store.first(doing.session, Tree, site_id=site.id, removed_at=None) is not None:
            raise Refusal("tree_stands", N_("A tree already stands on this site: replace it instead."))
    if "pin" in was and site.pin == tree.pin:
        write(doing, "planting_site", site, **{name: was[name] for name in ("pin", "courtyard_id") if name in was})


def built(kind: type, name: str, told: Any) -> Any:
    """The value of a field from the way the log tells it (see :func:`planning.actions.act.plain`)."""
    if told is None:
        return None
    hint = typing.get_type_hints(kind)[name]
    for part in (hint, *typing.get_args(hint)):
        for known, build in _BUILT:
            if isinstance(part, type) and issubclass(part, known):
                return build(part, told)
    return told


_BUILT: tuple[tuple[type, Any], ...] = (
    (Pin, lambda _, told: Pin(**told)),
    (Species, lambda _, told: Species(**told)),
    (Words, lambda _, told: Words(**told)),
    (Enum, lambda kind, told: kind(told)),
    (datetime, lambda _, told: datetime.fromisoformat(told)),  # before the date that it also is
    (date, lambda _, told: date.fromisoformat(told)),
    (BaseGeometry, lambda _, told: shapely.from_wkt(told)),
)
