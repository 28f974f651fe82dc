"""Communities and their courtyards."""

from __future__ import annotations

from planning import access, store
from planning.access import Asking
from planning.queries.query import Look, query
from planning.site import Community, Courtyard


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
