"""Communities and their courtyards."""

from __future__ import annotations

from dataclasses import dataclass

from planning import access, store
from planning.access import Asking
from planning.queries.query import Look, query
from planning.site import Community, Courtyard
from planning.surveys.comment import Comment
from planning.surveys.observation import Facility, PlantingSite, RooftopStructure, Tree


@dataclass(frozen=True, slots=True)
class Figures:
    """How much there is on the map of a community."""

    trees: int
    planting_sites: int
    rooftop_structures: int
    facilities: int
    comments: int
    courtyards: int


@query
def communities(look: Look) -> list[Community]:
    """All communities that this visitor may see, oldest first."""
    look.permit(None)
    everything = store.find(look.session, Community, order=("created_at", "id"))
    return [c for c in everything if access.may("query.community", Asking(look.visitor, c))]


@query
def community(look: Look, *, community_id: str) -> Community:
    """One community."""
    return look.permit_in(community_id)


@query
def courtyards(look: Look, *, community_id: str) -> list[Courtyard]:
    """Courtyards of a community by their codes."""
    look.permit_in(community_id)
    return store.find(look.session, Courtyard, order="code", community_id=community_id)


@query
def community_figures(look: Look, *, community_id: str) -> Figures:
    """How many trees stand, sites, structures, facilities and comments there are; what is gone or hidden not counted."""
    look.permit_in(community_id)

    def number(kind: type, **conditions: None) -> int:
        return store.count(look.session, kind, community_id=community_id, **conditions)

    return Figures(
        trees=number(Tree, removed_at=None),
        planting_sites=number(PlantingSite, retired_at=None),
        rooftop_structures=number(RooftopStructure, retired_at=None),
        facilities=number(Facility, retired_at=None),
        comments=number(Comment, hidden_at=None),
        courtyards=number(Courtyard),
    )
