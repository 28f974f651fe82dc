"""Photos of evidence walks on the large map: which walks have some there, and the card of one. Kept photos only."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from planning import store
from planning.cases.case import Case
from planning.errors import N_, Refusal
from planning.queries.evidence import untold
from planning.queries.query import Look, query
from planning.store import evidence
from planning.surveys.evidence import EvidencePhoto, EvidenceState, EvidenceWalk, Spot
from planning.surveys.route import distance_m
from planning.wording import Words


@dataclass(frozen=True, slots=True)
class Walked:
    """A walk with photos on the map, and how many."""

    id: str
    title: Words
    day: date
    photos: int


@dataclass(frozen=True, slots=True)
class PhotoCard:
    """A photo that was kept, as everybody reads it on the page of its walk: no name, no code."""

    spot: Spot
    walk: EvidenceWalk
    case: Case | None


@query
def walks_on_map(look: Look, *, community_id: str) -> list[Walked]:
    """Walks of which something was kept, the newest first."""
    look.permit_in(community_id)
    return [Walked(*row) for row in evidence.with_kept(look.session, community_id)]


@query
def evidence_photo_card(look: Look, *, community_id: str, evidence_photo_id: str) -> PhotoCard:
    """One photo with its walk. Raises :class:`Refusal` (``not_found``), also of one that was not kept."""
    look.permit_in(community_id)
    photo = store.first(
        look.session, EvidencePhoto, id=evidence_photo_id, community_id=community_id, state=EvidenceState.KEPT
    )
    if photo is None:
        raise Refusal("not_found", N_("This is not here (any more): go back and choose again."))
    walk = store.get(look.session, EvidenceWalk, photo.walk_id)
    case = store.first(look.session, Case, id=walk.case_id) if walk.case_id else None
    spot = Spot(replace(photo, browser="", member_id=""), distance_m(walk.route, photo.pin))
    return PhotoCard(spot, untold(walk), case)
