"""What is on in a hall: rounds that phones come for, and how many ballots have come. Light enough to be asked all day."""

from __future__ import annotations

from dataclasses import dataclass

from planning import access, store
from planning.access import Asking
from planning.errors import N_, Refusal
from planning.options.round import Round, State
from planning.queries.query import Look, query
from planning.site import Community
from planning.store import ballots

COMING = (State.OPEN, State.PLANNED)


@dataclass(frozen=True, slots=True)
class OnTheWall:
    """A round as a projector shows it. ``received``: ballots in the box, as one number."""

    round: Round
    state: State
    received: int
    community: Community


@query
def on_the_wall(look: Look, *, round_id: str) -> OnTheWall:
    """An announced round. Raises :class:`Refusal` (``not_found``), also for one in preparation unless staff ask."""
    round_ = store.get(look.session, Round, round_id)
    community = look.permit_in(round_.community_id)
    if round_.period is None and not access.staff(Asking(look.visitor, community)):
        raise Refusal("not_found", N_("This is not here (any more): go back and choose again."))
    return _shown(look, community, round_)


@query
def on_now(look: Look, *, community_id: str) -> list[OnTheWall]:
    """Rounds of a community that are open or announced, the open ones first."""
    community = look.permit_in(community_id)
    return [one for one in _announced(look, community) if one.state in COMING]


@query
def workshop(look: Look, *, community_id: str) -> list[OnTheWall]:
    """All announced rounds of a community for who leads a workshop: open, announced, then closed."""
    return _announced(look, look.permit_in(community_id))


def _announced(look: Look, community: Community) -> list[OnTheWall]:
    found = store.find(look.session, Round, order="id", community_id=community.id)
    shown = [_shown(look, community, round_) for round_ in found if round_.period]
    order = [*COMING, State.CLOSED]
    return sorted(shown, key=lambda one: (order.index(one.state), one.round.id))


def _shown(look: Look, community: Community, round_: Round) -> OnTheWall:
    return OnTheWall(round_, round_.state(look.now), ballots.received(look.session, round_.id), community)
