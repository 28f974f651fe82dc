"""What was imported: where the objects of a community came from."""

from __future__ import annotations

from dataclasses import dataclass

from planning import store
from planning.queries.query import Look, query
from planning.store import accounts, inventories
from planning.surveys.observation import Import


@dataclass(frozen=True, slots=True)
class ImportLine:
    """One import as a list shows it; ``by`` is the name of who did it."""

    imported: Import
    by: str


@query
def import_reports(look: Look, *, community_id: str) -> list[ImportLine]:
    """All imports of a community, newest first."""
    look.permit_in(community_id)
    found = store.find(look.session, Import, order=("-at", "id"), community_id=community_id)
    names = accounts.names(look.session, {i.by for i in found})
    return [ImportLine(i, names.get(i.by, i.by)) for i in found]


KNOWN = 400


@query
def known_places(look: Look, *, community_id: str) -> list[tuple[float, float]]:
    """A few places of each kind that a community has already, as ``lon, lat``, to see an import beside them."""
    look.permit_in(community_id)
    return [(float(lon), float(lat)) for lon, lat in inventories.neighbourhood(look.session, community_id, KNOWN)]
