"""Walks from door to door: counts for everybody, doors for those who knock on them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from planning import store
from planning.errors import N_, Refusal
from planning.options.small_groups import SMALL_GROUP
from planning.period import day_in
from planning.queries.query import Look, query
from planning.site import Courtyard
from planning.store import accounts
from planning.store import walks as kept
from planning.surveys.reading import told_inside
from planning.surveys.walk import Stop, StopState, Tally, Walk


@dataclass(frozen=True, slots=True)
class WalkAtWork:
    """A walk with its stops, in their order, and the names of the members who noted something."""

    walk: Walk
    stops: tuple[Stop, ...]
    members: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class WalkedYard:
    """How far a walk has come in a courtyard (None: in none); counts are None where they are small, all of a small group.

    :param since: the day on which the walk was entered, which tells it from others of the same courtyard.
    """

    walk_id: str
    since: date
    courtyard: Courtyard | None
    stops: int | None
    states: Mapping[StopState, int | None]


@query
def walks(look: Look, *, community_id: str) -> list[Walk]:
    """All walks of a community, those that go on first, the newest first: titles, no door."""
    look.permit_in(community_id)
    found = store.find(look.session, Walk, order=("-made_at", "id"), community_id=community_id)
    return sorted(found, key=lambda walk: walk.closed_at is not None)


@query
def walk_at_work(look: Look, *, community_id: str, walk_id: str, courtyard_id: str = "") -> WalkAtWork:
    """The stops of one courtyard with doors and notes; of the whole walk for who works in all of them.

    Raises :class:`Refusal` (``not_found``).
    """
    look.permit_in(community_id, courtyard_id=courtyard_id or None)
    walk = store.first(look.session, Walk, id=walk_id, community_id=community_id)
    if walk is None:
        raise Refusal("not_found", N_("This is not here (any more): go back and choose again."))
    of = {"courtyard_id": courtyard_id} if courtyard_id else {}
    stops = store.find(look.session, Stop, order=("number", "id"), walk_id=walk_id, **of)
    by = {note.by for stop in stops for note in stop.history}
    members = {member.id: member.name for member in accounts.members(look.session) if member.id in by} if by else {}
    return WalkAtWork(walk, tuple(stops), members)


@query
def walk_progress(look: Look, *, community_id: str, case_id: str = "", survey_id: str = "") -> list[WalkedYard]:
    """Counts of each walk of a case or of a questionnaire by courtyard, the oldest walk first; nothing of fewer than five doors.

    Walks are not added up: of a walk that belongs to a case and to its questionnaire everybody reads both, and the difference
    of two sums would tell of a walk with a few doors.
    """
    here = look.permit_in(community_id)
    asked = {"case_id": case_id} if case_id else {"survey_id": survey_id}
    found = store.find(look.session, Walk, order=("made_at", "id"), community_id=community_id, **asked)
    if not found:
        return []
    noted = kept.tallies(look.session, [walk.id for walk in found])
    yards = store.find(look.session, Courtyard, order="code", community_id=community_id)
    return [
        _told(walk, day_in(here.time_zone, walk.made_at), yard, mine)
        for walk in found
        for yard in (*yards, None)
        if (mine := [one for one in noted.get(walk.id, walk.left) if one.courtyard_id == (yard.id if yard else None)])
    ]


def _told(walk: Walk, since: date, yard: Courtyard | None, mine: Sequence[Tally]) -> WalkedYard:
    counted = {state: sum(one.count for one in mine if one.state is state) for state in StopState}
    together = sum(counted.values())
    told = told_inside(counted.items(), SMALL_GROUP)
    states = {state: told[state] for state in StopState}
    return WalkedYard(walk.id, since, yard, None if together < SMALL_GROUP else together, states)
