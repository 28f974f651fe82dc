"""Who keeps a case: its owner, its place, the courtyards that it concerns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from planning import store
from planning.actions.act import Doing, act
from planning.actions.observations import courtyard_at
from planning.cases.case import Case
from planning.cases.keeping import Keeping
from planning.cases.matter import Level
from planning.errors import N_, Problem, Refusals
from planning.site import Community, Courtyard, Pin
from planning.store import accounts
from planning.store.courses import keepings


@act
def keep_case(
    doing: Doing, *, case_id: str, version: int, owner_id: str, courtyard_ids: Sequence[str], lon: object = None,
    lat: object = None,
) -> str:  # fmt: skip
    """Name the owner of a case that was read at ``version``, its courtyards, and its place (none where it is left empty).

    Raises :class:`Refusals` (``no_owner``, ``no_courtyard``, ``outside_bounds``, ``edited_meanwhile``).
    """
    case = store.get(doing.session, Case, case_id)
    here = doing.permit_in(case.community_id)
    before = keepings(doing.session, [case])[case_id]
    problems: list[Problem] = []
    pin = pin_of(problems, lon, lat, here)
    yard = courtyard_at(doing.session, here.id, pin) if pin else None
    made = replace(before, owner_id=owner_of(problems, doing, here.id, owner_id), courtyard_ids=tuple(
        yards_of(problems, doing, here.id, courtyard_ids)))  # fmt: skip
    if before.level is Level.COURTYARD:  # handed down to one courtyard: it stays with that one until it is handed up
        made = replace(made, courtyard_ids=before.courtyard_ids[:1])
    if problems:
        raise Refusals(problems)
    moved = replace(case, pin=pin, courtyard_id=yard, version=version + 1)
    store.change(doing.session, moved)
    keep(doing, made)
    doing.log(f"case:{case_id}", before=_told(case, before), after=_told(moved, made))
    return case_id


def keep(doing: Doing, made: Keeping) -> None:
    """Write who keeps a case, for the first time or anew."""
    there = store.first(doing.session, Keeping, id=made.id)
    if there is None:
        store.add(doing.session, replace(made, version=1))
    else:
        store.change(doing.session, replace(made, version=there.version + 1))


def owner_of(problems: list[Problem], doing: Doing, community_id: str, owner_id: str) -> str | None:
    """A member of staff here, or nobody yet."""
    if not owner_id:
        return None
    if owner_id not in accounts.staff(doing.session, community_id):
        problems.append(Problem("no_owner", N_("Choose an owner from the staff of this community."), {}, "owner_id"))
    return owner_id


def yards_of(problems: list[Problem], doing: Doing, community_id: str, ids: Iterable[str]) -> list[str]:
    """Courtyards of this community, each once, in the order in which they were named."""
    there = {yard.id for yard in store.find(doing.session, Courtyard, community_id=community_id)}
    wanted = list(dict.fromkeys(ids))
    if not set(wanted) <= there:
        problems.append(Problem("no_courtyard", N_("Choose courtyards of this community."), {}, "courtyard_ids"))
    return wanted


def pin_of(problems: list[Problem], lon: object, lat: object, community: Community) -> Pin | None:
    """A place in the community; none where both numbers are left empty."""
    if lon in {None, ""} and lat in {None, ""}:
        return None
    try:
        return Pin.parse(lon, lat, community)
    except Refusals as refused:
        problems += refused.problems
        return None


def _told(case: Case, keeping: Keeping) -> dict[str, Any]:
    return {
        "pin": case.pin, "owner_id": keeping.owner_id, "courtyard_ids": keeping.courtyard_ids, "level": keeping.level,
    }  # fmt: skip
