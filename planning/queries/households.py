"""Households and lift cost shares: counts and rates for everybody, doors for those who work on the case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from planning import store
from planning.cases.case import Case
from planning.cases.household import Household, HouseholdState, by_state
from planning.cases.lift import Flat, LiftPlan, rates, shares
from planning.options.small_groups import SMALL_GROUP
from planning.queries.cases import case_in
from planning.queries.query import Look, query
from planning.site import Courtyard
from planning.store.courses import keepings
from planning.surveys.reading import told_inside


@dataclass(frozen=True, slots=True)
class YardProgress:
    """How far it has come in one courtyard (None: in none); counts are None where they are small, all of a small courtyard."""

    courtyard: Courtyard | None
    households: int | None
    states: Mapping[HouseholdState, int | None]


@dataclass(frozen=True, slots=True)
class LiftSeen:
    """What everybody reads: the cost, each floor's coefficient and rate in hundredths of a yuan, and the source."""

    cents: int
    by_area: bool
    coefficients: tuple[tuple[int, str], ...]
    rates: Mapping[int, Fraction]
    source: str
    flats: int


@query
def household_progress(look: Look, *, community_id: str, case_id: str) -> list[YardProgress]:
    """Counts by courtyard; a courtyard of fewer than five households is not told, nor a state of fewer than five."""
    look.permit_in(community_id)
    case_in(look, community_id, case_id)
    found = store.find(look.session, Household, case_id=case_id)
    yards = store.find(look.session, Courtyard, order="code", community_id=community_id)
    progress = []
    for yard in (*yards, None):
        here = [one for one in found if one.courtyard_id == (yard.id if yard else None)]
        if not here:
            continue
        told = told_inside(by_state(here).items(), SMALL_GROUP)
        states = {state: told[str(state)] for state in HouseholdState}
        progress.append(YardProgress(yard, None if len(here) < SMALL_GROUP else len(here), states))
    return progress


@query
def households_at_work(look: Look, *, community_id: str, case_id: str, courtyard_id: str = "") -> list[Household]:
    """The register with doors, names and notes of one courtyard; of the whole case for who works in all of them."""
    look.permit_in(community_id, courtyard_id=courtyard_id or None)
    case_in(look, community_id, case_id)
    of = {"courtyard_id": courtyard_id} if courtyard_id else {}
    return store.find(look.session, Household, order=("courtyard_id", "door", "id"), case_id=case_id, **of)


@query
def lift_view(look: Look, *, community_id: str, case_id: str) -> LiftSeen | None:
    """How the cost of a lift is shared, without a door; None where nothing was settled."""
    look.permit_in(community_id)
    plan = store.first(look.session, LiftPlan, case_id=case_id, community_id=community_id)
    if plan is None:
        return None
    return LiftSeen(plan.cents, plan.by_area, plan.coefficients, rates(plan), plan.source, len(plan.flats))


@query
def lift_at_work(
    look: Look, *, community_id: str, case_id: str
) -> tuple[LiftPlan, tuple[tuple[Flat, int], ...]] | None:  # fmt: skip
    """The plan with what each door pays, in hundredths of a yuan: where the case has its seat, as the doors of its register."""
    case = store.first(look.session, Case, id=case_id, community_id=community_id)
    seat = keepings(look.session, [case])[case_id].seat(case) if case else None
    look.permit_in(community_id, courtyard_id=seat)
    case_in(look, community_id, case_id)
    plan = store.first(look.session, LiftPlan, case_id=case_id, community_id=community_id)
    return None if plan is None else (plan, tuple(zip(plan.flats, shares(plan), strict=True)))
