"""One object of the map with all that is known of it, and what happened to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from planning import store
from planning.errors import N_, Refusal
from planning.queries.doors import may_hear
from planning.queries.query import Look, query
from planning.site import Courtyard, Pin
from planning.store import accounts, journal
from planning.surveys.observation import Facility, Import, Kind, PlantingSite, RooftopStructure, Tree
from planning.surveys.planner_layer import LayerSource

KINDS: Mapping[Kind, type[Any]] = {
    Kind.PLANTING_SITE: PlantingSite,
    Kind.TREE: Tree,
    Kind.ROOFTOP_STRUCTURE: RooftopStructure,
    Kind.FACILITY: Facility,
    Kind.COURTYARD: Courtyard,
}


SAID = frozenset({"state", "note"})
"""Fields of a structure that a household speaks in."""


@dataclass(frozen=True, slots=True)
class Card:
    """An object, the courtyard around it, the inventory that brought it, and for trees and sites: the site, who stands there,
    who stood before.
    """

    kind: Kind
    thing: PlantingSite | Tree | RooftopStructure | Facility | Courtyard
    courtyard: Courtyard | None = None
    site: PlantingSite | None = None
    standing: Tree | None = None
    former: tuple[Tree, ...] = ()
    brought: LayerSource | None = None

    @property
    def pin(self) -> Pin | None:
        """Where it is: of a courtyard, a point inside it."""
        if isinstance(self.thing, Courtyard):
            if self.thing.outline is None:
                return None
            inside = self.thing.outline.representative_point()
            return Pin(inside.x, inside.y)
        return self.thing.pin

    @property
    def is_gone(self) -> bool:
        """Whether it was removed or retired."""
        if isinstance(self.thing, Courtyard):
            return False
        return (self.thing.removed_at if isinstance(self.thing, Tree) else self.thing.retired_at) is not None


@query
def object_card(look: Look, *, community_id: str, kind: Kind, object_id: str) -> Card:
    """The card of one object. Raises :class:`Refusal` (``not_found``), also for another community's object."""
    community = look.permit_in(community_id)
    thing = store.get(look.session, KINDS[kind], object_id)
    if thing.community_id != community_id:
        raise Refusal("not_found", N_("This is not here (any more): go back and choose again."))
    around = getattr(thing, "courtyard_id", None)
    if isinstance(thing, RooftopStructure) and not may_hear(look, community, around):
        thing = thing.untold()
    courtyard = store.get(look.session, Courtyard, around) if around else None
    if kind not in {Kind.TREE, Kind.PLANTING_SITE}:
        return Card(kind, thing, courtyard, brought=_brought(look, thing))
    site = thing if kind is Kind.PLANTING_SITE else store.get(look.session, PlantingSite, thing.site_id)
    trees = store.find(look.session, Tree, order=("-removed_at", "id"), site_id=site.id)
    standing = next((tree for tree in trees if tree.removed_at is None), None)
    former = tuple(tree for tree in trees if tree.removed_at is not None and tree.id != thing.id)
    return Card(kind, thing, courtyard, site, standing, former, _brought(look, thing))


def _brought(look: Look, thing: Any) -> LayerSource | None:
    import_id = getattr(thing, "import_id", None)
    came = store.first(look.session, Import, id=import_id) if import_id else None
    return LayerSource(came.source, came.surveyed_on, came.stated_m) if came else None


@dataclass(frozen=True, slots=True)
class Event:
    """One line of a history: when, what was done, by whom, why, to what, and what it was before and after."""

    at: datetime
    act: str
    by: str
    reason: str
    seq: int = 0
    subject: str = ""
    before: Mapping[str, Any] | None = None
    after: Mapping[str, Any] | None = None


@query
def object_history(look: Look, *, community_id: str, kind: Kind, object_id: str) -> list[Event]:
    """What staff did to an object, newest first; to the site of a tree too. Not what was said at a door elsewhere."""
    community = look.permit_in(community_id)
    subjects = [f"{kind}:{object_id}"]
    tree = store.first(look.session, Tree, id=object_id, community_id=community_id) if kind is Kind.TREE else None
    if tree is not None:
        subjects.append(f"{Kind.PLANTING_SITE}:{tree.site_id}")
    events = history_of(look, community_id, subjects)
    if kind is not Kind.ROOFTOP_STRUCTURE:
        return events
    structure = store.first(look.session, RooftopStructure, id=object_id, community_id=community_id)
    heard = structure is not None and may_hear(look, community, structure.courtyard_id)
    return events if heard else [_untold(event) for event in events]


def _untold(event: Event) -> Event:
    """That something was done, when and by whom, without what was said."""
    before, after = (told and {n: v for n, v in told.items() if n not in SAID} for told in (event.before, event.after))
    return replace(event, before=before, after=after, reason="")


def history_of(look: Look, community_id: str, subjects: Sequence[str]) -> list[Event]:
    """What the log says of some subjects, newest first, for questions that have asked for permission."""
    entries = [entry for subject in subjects for entry in journal.entries(look.session, community_id, subject=subject)]
    names = accounts.names(look.session, {entry.member_id for entry in entries})
    entries.sort(key=lambda entry: -entry.seq)
    return [
        Event(e.at, e.act, names.get(e.member_id, ""), e.reason, e.seq, e.subject, e.before, e.after) for e in entries
    ]
