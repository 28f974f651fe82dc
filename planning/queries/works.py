"""Works of a case as everybody reads them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from planning import store
from planning.cases.works import FateCounts, Milestone, Shot, Stage, Touched, Work, fates, fates_in_all, spots
from planning.period import day_in
from planning.queries.cases import case_in
from planning.queries.query import Look, query
from planning.site import Pin
from planning.store import places
from planning.store.comments import names_of
from planning.surveys.comment import Target
from planning.surveys.observation import Kind
from planning.wording import Words

Entry = TypeVar("Entry", Milestone, Touched, Shot)


@dataclass(frozen=True, slots=True)
class TouchedSeen:
    """What is touched: its name, and where it is; no place for things that are on no map, or not any more."""

    touched: Touched
    name: Words
    pin: Pin | None


@dataclass(frozen=True, slots=True)
class WorkSeen:
    """A work with its milestones by the day they are due, what it touches, and its photos by spot."""

    work: Work
    milestones: tuple[Milestone, ...]
    touched: tuple[TouchedSeen, ...]
    spots: dict[str, dict[Stage, tuple[Shot, ...]]]
    fates: FateCounts
    is_late: bool

    @property
    def reached(self) -> int:
        """How many milestones were reached."""
        return sum(one.reached is not None for one in self.milestones)

    @property
    def pins(self) -> tuple[Pin, ...]:
        """Where it is worked: at its own place, and at all that it touches."""
        return tuple(pin for pin in (self.work.pin, *(one.pin for one in self.touched)) if pin is not None)


@dataclass(frozen=True, slots=True)
class WorksView:
    """All works of a case, by the day on which they are planned to begin, with what is kept, altered, removed in all.

    An object that several works touch is counted once, with what the latest of them makes of it.
    """

    works: tuple[WorkSeen, ...]
    fates: FateCounts


@query
def works_view(look: Look, *, community_id: str, case_id: str) -> WorksView:
    """Works of one case. Raises :class:`Refusal` (``not_found``), also for one of another community."""
    here = look.permit_in(community_id)
    case_in(look, community_id, case_id)
    found = store.find(look.session, Work, order=("planned_start", "at", "id"), case_id=case_id)
    ids = [work.id for work in found]
    steps = _by_work(store.find(look.session, Milestone, order=("due", "id"), work_id=ids))
    touched = _by_work(store.find(look.session, Touched, order=("kind", "object_id", "id"), work_id=ids))
    shots = _by_work(store.find(look.session, Shot, work_id=ids))
    today = day_in(here.time_zone, look.now)
    all_touched = [one for work in found for one in touched[work.id]]
    names = names_of(look.session, [target for one in all_touched if (target := _target(one))])
    pins = places.pins_of(look.session, community_id, [_place(one) for one in all_touched if one.kind])
    seen = tuple(
        WorkSeen(
            work, tuple(steps[work.id]), _seen(touched[work.id], names, pins), spots(shots[work.id]), fates(touched[work.id]),
            work.is_late(today),
        )
        for work in found
    )  # fmt: skip
    return WorksView(seen, fates_in_all(all_touched))


def _by_work(things: list[Entry]) -> defaultdict[str, list[Entry]]:
    grouped: defaultdict[str, list[Entry]] = defaultdict(list)
    for one in things:
        grouped[one.work_id].append(one)
    return grouped


def _target(one: Touched) -> Target | None:
    return Target(Kind(one.kind), one.object_id) if one.kind in set(Kind) else None


def _place(one: Touched) -> str:
    return f"{one.kind}:{one.object_id}"


def _seen(touched: list[Touched], names: Mapping[Target, Words], pins: Mapping[str, Pin]) -> tuple[TouchedSeen, ...]:
    def named(one: Touched) -> Words:
        target = _target(one)
        return names.get(target, one.label) if target else one.label

    return tuple(TouchedSeen(one, named(one), pins.get(_place(one))) for one in touched)
