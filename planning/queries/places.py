"""Places by name: for who pins a comment without a map."""

from __future__ import annotations

from planning.queries.comments import similar_to
from planning.queries.query import Look, query
from planning.store import places as kept
from planning.surveys.comment import Target, Topic
from planning.surveys.observation import Kind
from planning.surveys.places import Place
from planning.surveys.reading import SimilarComment
from planning.wording import clean

MOST_PLACES = 200
"""Places on a list: more would be found by nobody, and make the page heavy."""
MOST_FOUND = 40
LONGEST_NAME_SOUGHT = 60


@query
def places(look: Look, *, community_id: str, text: str = "") -> list[Place]:
    """Streets and courtyards, and facilities as far as the list holds them; with a text those whose name holds it,
    trees, rooftop structures and planting sites too.
    """
    look.permit_in(community_id)
    sought = clean(text[: LONGEST_NAME_SOUGHT * 4])[:LONGEST_NAME_SOUGHT]
    session = look.session
    by_name = [*kept.streets(session, community_id), *kept.courtyards(session, community_id)]
    most = MOST_FOUND if sought else MOST_PLACES
    found = [place for place in by_name if _holds(place, sought)][:most]
    room = most - len(found)
    objects = kept.objects(session, community_id, sought, room) if room else []
    return found + [place for place in objects if _holds(place, sought)]


@query
def similar_at(
    look: Look, *, community_id: str, place: str, topic: Topic | None = None, text: str = ""
) -> list[SimilarComment]:
    """What a new comment on a place of the list would repeat; raises :class:`Refusal` (``unknown_place``)."""
    community = look.permit_in(community_id)
    kind, id_ = kept.named(place)
    target = Target(Kind(kind), id_) if kind in set(Kind) else None
    pin = kept.require_pin(look.session, community_id, place)
    return similar_to(look, community, pin, topic=topic, text=text, target=target)


def _holds(place: Place, sought: str) -> bool:
    return any(sought.casefold() in words.casefold() for words in (place.name.zh, place.name.en))
