"""What is attached to an object of the map: which photos and documents of it a visitor may see."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from planning import access, store
from planning.access import Asking
from planning.errors import N_, Refusal
from planning.queries.doors import may_hear
from planning.queries.planner_layers import visible
from planning.queries.query import Look, query
from planning.site import Community
from planning.surveys.attachment import ATTACHED_TO, Attachment
from planning.surveys.observation import LayerFeature, RooftopStructure
from planning.surveys.photo import Owner, Photo

STAFF = "query.object_history"
"""Whoever may ask this sees documents that are not shown to residents."""


@dataclass(frozen=True, slots=True)
class Attached:
    """Photos in their order, documents the newest first."""

    photos: tuple[Photo, ...] = ()
    documents: tuple[Attachment, ...] = ()


@query
def attached(look: Look, *, community_id: str, kind: str, object_id: str) -> Attached:
    """What the visitor sees of it: nothing of a roof whose household they do not talk with, nor of a layer they do not see."""
    community = look.permit_in(community_id)
    if kind not in ATTACHED_TO or not _sees(
        look, community, store.first(look.session, ATTACHED_TO[kind], id=object_id, community_id=community_id)
    ):
        return Attached()
    photos = store.find(look.session, Photo, order="position", owner=Owner.OBJECT, owner_id=object_id)
    documents = store.find(
        look.session, Attachment, order=("-at", "id"), community_id=community_id, object_id=object_id
    )
    return Attached(tuple(photos), tuple(one for one in documents if one.shown or _is_staff(look, community)))


@query
def attachment_file(look: Look, *, attachment_id: str) -> Attachment:
    """A document that may be handed out. Raises :class:`Refusal` (``not_found``)."""
    document = store.get(look.session, Attachment, attachment_id)
    community = look.permit_in(document.community_id)
    if not is_seen(look, community, document.object_id) or not (document.shown or _is_staff(look, community)):
        raise Refusal("not_found", N_("This is not here (any more): go back and choose again."))
    return document


def is_seen(look: Look, community: Community, object_id: str) -> bool:
    """Whether the visitor sees what is attached to an object, of which nothing but the id is known."""
    found = (store.first(look.session, noun, id=object_id, community_id=community.id) for noun in ATTACHED_TO.values())
    return _sees(look, community, next((one for one in found if one is not None), None))


def _sees(look: Look, community: Community, thing: Any) -> bool:
    if isinstance(thing, RooftopStructure):
        return may_hear(look, community, thing.courtyard_id)
    if isinstance(thing, LayerFeature):
        names = {layer.name for layer in visible(look, community).values()}
        return thing.layer in names and (thing.retired_at is None or _is_staff(look, community))
    return thing is not None


def _is_staff(look: Look, community: Community) -> bool:
    return access.may(STAFF, Asking(look.visitor, community))
