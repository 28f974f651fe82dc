"""Walks from door to door: counts for everybody, doors for those who knock on them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from planning import store
from planning.errors import N_, Refusal
from planning.options.small_groups import SMALL_GROUP
from planning.queries.query import Look, query
from planning.site import Courtyard
from planning.store import accounts
from planning.surveys.reading import told_apart
from planning.surveys.walk import Stop, StopState, Tally, Walk, tallied


@dataclass(frozen=True, slots=True)
class WalkAtWork:
    """A walk with its stops, in their order, and the names of the members who noted something."""

    walk: Walk
    stops: tuple[Stop, ...]
    members: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class WalkedYard:
    """How far walking has come in a courtyard (None: in none); counts are None where they are small, all of a small group."""

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
    """Counts of all walks of a case or of a questionnaire by courtyard; nothing of fewer than five doors is told."""
    look.permit_in(community_id)
    asked = {"case_id": case_id} if case_id else {"survey_id": survey_id}
    found = store.find(look.session, Walk, community_id=community_id, **asked)
    counts: dict[str | None, Counter[StopState]] = {}
    for tally in _tallies(look, found):
        counts.setdefault(tally.courtyard_id, Counter())[tally.state] += tally.count
    if not counts:
        return []
    yards = store.find(look.session, Courtyard, order="code", community_id=community_id)
    return [_told(yard, counts[key]) for yard in (*yards, None) if (key := yard.id if yard else None) in counts]


def _tallies(look: Look, found: Sequence[Walk]) -> list[Tally]:
    stops = store.find(look.session, Stop, walk_id=[walk.id for walk in found]) if found else []
    there = {stop.walk_id for stop in stops}
    return [*tallied(stops), *(tally for walk in found if walk.id not in there for tally in walk.left)]


def _told(yard: Courtyard | None, counted: Counter[StopState]) -> WalkedYard:
    together = counted.total()
    small = together < SMALL_GROUP
    told = dict.fromkeys(StopState) if small else told_apart([(s, counted[s]) for s in StopState], SMALL_GROUP)
    return WalkedYard(yard, None if small else together, {state: told[state] for state in StopState})
