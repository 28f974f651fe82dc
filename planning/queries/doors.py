"""What was said at doors about rooftop structures: read by whoever may note it there, and by nobody else.

A volunteer whose role counts in one courtyard neither reads nor writes what was said in another.
"""

from __future__ import annotations

from planning import access
from planning.access import Asking
from planning.queries.query import Look
from planning.site import Community

NOTING = "act.change_structure_state"


def may_hear(look: Look, community: Community, courtyard_id: str | None) -> bool:
    """Whether the visitor talks with households of this courtyard (None: of what stands in none)."""
    return access.may(NOTING, Asking(look.visitor, community, None, courtyard_id))


def courtyards_heard(look: Look, community: Community) -> frozenset[str] | None:
    """The courtyards whose households the visitor talks with; None for the whole community."""
    if may_hear(look, community, None):
        return None
    mine = look.visitor.member.courtyards if look.visitor.member else frozenset()
    return frozenset(yard for yard in mine if may_hear(look, community, yard))
