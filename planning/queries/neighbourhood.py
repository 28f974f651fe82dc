"""Checks of a neighbourhood: which homes lie far from what, roofs by courtyard, how varied the trees are, what they cover."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from geodata.reach import reach
from planning.queries.query import Look, query
from planning.store import neighbourhood as stored
from planning.surveys.observation import SHOWN_AS, FacilityKind, SurveyState
from planning.surveys.stock import Canopy, Diversity, canopy, diversity

GOALS = (FacilityKind.GREEN_SPACE, FacilityKind.SERVICE_STATION, FacilityKind.BENCH)
NEAR_M, FAR_M = 300.0, 500.0


@dataclass(frozen=True, slots=True)
class ReachOf:
    """How homes (buildings) lie to one kind of place.

    :param places: how many there are on the map; without any, everybody is beyond.
    :param along: ``streets`` or ``straight``: how it was measured.
    :param far_homes: ids of the buildings beyond 500 m.
    """

    goal: FacilityKind
    places: int
    homes: int
    beyond_near: int
    beyond_far: int
    along: str
    far_homes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Checks:
    """Everything that is checked. ``roofs``: courtyard, then how many structures by the state that everybody may read."""

    reaches: tuple[ReachOf, ...]
    roofs: tuple[tuple[str, dict[SurveyState, int]], ...]
    diversity: Diversity
    canopy: tuple[Canopy, ...]


@query
def neighbourhood_checks(look: Look, *, community_id: str) -> Checks:
    """The checks of a community, as its map is now."""
    community = look.permit_in(community_id)
    walk = stored.walk(look.session, community, GOALS)
    standing = stored.stock(look.session, community)
    return Checks(
        tuple(_reach(walk, goal) for goal in GOALS), _roofs(stored.roofs(look.session, community_id)),
        diversity(species for species, *_ in standing), tuple(canopy((street, x, y, crown) for _, street, x, y, crown in standing)),
    )  # fmt: skip


def _reach(walk: stored.Walk, goal: FacilityKind) -> ReachOf:
    found = reach(walk.homes, walk.goals[goal], walk.streets)
    far = found.beyond(FAR_M)
    return ReachOf(
        goal, len(walk.goals[goal]), len(walk.home_ids), int(found.beyond(NEAR_M).sum()), int(far.sum()), found.along,
        tuple(id_ for id_, is_far in zip(walk.home_ids, far, strict=True) if is_far),
    )  # fmt: skip


def _roofs(rows: list[tuple[str, str, int]]) -> tuple[tuple[str, dict[SurveyState, int]], ...]:
    """What a household said stays with those who talk with it: such states are told as surveyed."""
    by_yard: dict[str, Counter[SurveyState]] = {}
    for code, name, count in rows:
        state = SurveyState(name)
        by_yard.setdefault(code, Counter())[SHOWN_AS.get(state, state)] += count
    return tuple((code, dict(states)) for code, states in sorted(by_yard.items()))
