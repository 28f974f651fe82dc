"""Base maps of a community."""

from __future__ import annotations

from planning import store
from planning.errors import N_, Refusal
from planning.queries.query import Look, query
from planning.surveys.base_map import BaseMap


@query
def base_maps(look: Look, *, community_id: str) -> list[BaseMap]:
    """Those that the map offers, newest first."""
    look.permit_in(community_id)
    return store.find(look.session, BaseMap, order=("-at", "id"), community_id=community_id, retired_at=None)


@query
def base_map(look: Look, *, community_id: str, base_map_id: str) -> BaseMap:
    """One of them."""
    look.permit_in(community_id)
    found = store.first(look.session, BaseMap, id=base_map_id, community_id=community_id, retired_at=None)
    if found is None:
        raise Refusal("not_found", N_("This is not here (any more): go back and choose again."))
    return found
