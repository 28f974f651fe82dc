"""Evidence walks: what was kept of them for everybody, all of it for those who work on one, the own photos for a phone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from planning import access, store
from planning.access import Asking
from planning.cases.case import Case
from planning.errors import N_, Refusal
from planning.people import Planner, Role, Training
from planning.period import day_in
from planning.queries.query import Look, query
from planning.site import Community, Courtyard, Pin
from planning.store import accounts
from planning.surveys.evidence import EvidenceKind, EvidencePhoto, EvidenceState, EvidenceWalk, Spot, by_kind
from planning.surveys.route import distance_m, length_m, places


@dataclass(frozen=True, slots=True)
class WalkLine:
    """A walk on a list: the photos that everybody sees of it, and how long its route is."""

    walk: EvidenceWalk
    photos: tuple[EvidencePhoto, ...]
    length_m: float

    @property
    def kept(self) -> int:
        """How many photos were kept."""
        return len(self.photos)


@dataclass(frozen=True, slots=True)
class WalkView:
    """A walk as everybody reads it: no name, no code.

    :param states: how many of its photos are in which state.
    """

    walk: EvidenceWalk
    community: Community
    case: Case | None
    courtyard: Courtyard | None
    length_m: float
    spots: tuple[Spot, ...]
    kinds: Sequence[tuple[EvidenceKind, int]]
    states: Mapping[EvidenceState, int]


@dataclass(frozen=True, slots=True)
class WalkAtWork:
    """The same for those who work on it, with everything that came in and the names.

    :param trained_until: of a valid training of the leader on the day of the walk: its last day, None without an end.
    :param is_trained: whether the register knows of one; nobody has to have one.
    :param may_judge: whether the asking member looks through the photos.
    """

    view: WalkView
    spots: tuple[Spot, ...]
    members: Mapping[str, str]
    is_trained: bool
    trained_until: date | None
    may_judge: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """What a phone needs to add photos.

    :param is_open: whether this phone may add some now; ``with_code``: whoever has its code may, on its day.
    :param places: along the route, with their metres. :param mine: what this phone or account sent, the newest first.
    """

    walk: EvidenceWalk
    community: Community
    is_open: bool
    with_code: bool
    places: Sequence[tuple[int, Pin]]
    mine: tuple[EvidencePhoto, ...]


@dataclass(frozen=True, slots=True)
class Person:
    """An account that may lead a walk or walk along. ``is_trained``: the register knows of a training that is valid today."""

    id: str
    name: str
    may_lead: bool
    is_trained: bool


@query
def evidence_walks(look: Look, *, community_id: str, case_id: str = "") -> list[WalkLine]:
    """The walks of a community, or of a case, the newest first."""
    look.permit_in(community_id)
    of = {"case_id": case_id} if case_id else {}
    found = store.find(look.session, EvidenceWalk, order=("-day", "id"), community_id=community_id, **of)
    kept: dict[str, list[EvidencePhoto]] = {one.id: [] for one in found}
    wanted = {"walk_id": list(kept), "state": EvidenceState.KEPT}
    for photo in store.find(look.session, EvidencePhoto, order=("taken_at", "id"), **wanted) if found else ():
        kept[photo.walk_id].append(replace(photo, browser="", member_id=""))
    return [WalkLine(untold(one), tuple(kept[one.id]), length_m(one.route)) for one in found]


@query
def evidence_walk_view(look: Look, *, community_id: str, evidence_walk_id: str) -> WalkView:
    """A walk with its route, what was kept, and counts. Raises :class:`Refusal` (``not_found``)."""
    here = look.permit_in(community_id)
    walk = _found(look, community_id, evidence_walk_id)
    view, _ = _view(look, here, walk)
    kept = tuple(replace(one, photo=replace(one.photo, browser="", member_id="")) for one in view.spots)
    return replace(view, walk=untold(walk), spots=kept)


@query
def evidence_at_work(look: Look, *, community_id: str, evidence_walk_id: str) -> WalkAtWork:
    """Everything of a walk, for those who work on it. Raises :class:`Refusal` (``not_found``)."""
    walk = store.first(look.session, EvidenceWalk, id=evidence_walk_id, community_id=community_id)
    here = look.permit_in(community_id, courtyard_id=walk.courtyard_id if walk else None)
    if walk is None:
        raise _gone()
    view, spots = _view(look, here, walk)
    names = accounts.names(look.session, {walk.leader_id, *walk.group_ids, *(one.photo.member_id for one in spots)})
    courses = _trainings(look, walk.community_id, [walk.leader_id]).get(walk.leader_id, ())
    valid = [one for one in courses if one.is_valid(walk.day)]
    until = [one.valid_until for one in valid if one.valid_until]
    endless = any(one.valid_until is None for one in valid)
    judges = walk.is_led_by(look.visitor)
    return WalkAtWork(view, spots, names, bool(valid), None if endless or not until else max(until), judges)


@query
def evidence_entry(
    look: Look, *, community_id: str, evidence_walk_id: str, code_typed: str = "", taken: date | None = None
) -> Entry:
    """What a phone needs to add photos, with the code that it holds or by its account.

    :param taken: the day on which a photo was taken that is sent now (:meth:`EvidenceWalk.require_entry`).

    Raises :class:`Refusal` (``not_found``; where a code was typed also ``bad_code``, ``not_today``, ``walk_closed``).
    """
    here = look.permit_in(community_id)
    walk = _found(look, community_id, evidence_walk_id)
    me, browser, today = look.visitor.member, look.visitor.browser, day_in(here.time_zone, look.now)
    is_open = walk.closed_at is None and me is not None and walk.is_of_group(me.id)
    if code_typed and not is_open:
        walk.require_entry("", code_typed, today, taken)
        is_open = True
    mine: list[EvidencePhoto] = []
    if me is not None:
        mine += store.find(look.session, EvidencePhoto, walk_id=walk.id, member_id=me.id)
    if browser:
        mine += store.find(look.session, EvidencePhoto, walk_id=walk.id, browser=browser)
    mine.sort(key=lambda one: (one.at, one.id), reverse=True)
    with_code = walk.closed_at is None and today <= walk.day and bool(walk.code)
    return Entry(untold(walk), here, is_open, with_code, places(walk.route), tuple(mine))


@query
def walk_people(look: Look, *, community_id: str, courtyard_id: str = "") -> list[Person]:
    """Accounts with a role here, those first who may lead a walk: resident planners."""
    here = look.permit_in(community_id, courtyard_id=courtyard_id or None)
    today = day_in(here.time_zone, look.now)
    people = [one for one in accounts.members(look.session) if one.roles_somewhere(community_id)]
    trainings = _trainings(look, community_id, [one.id for one in people])
    found = [
        Person(
            one.id, one.name, Role.RESIDENT_PLANNER in one.roles_somewhere(community_id),
            any(training.is_valid(today) for training in trainings.get(one.id, ())),
        )
        for one in people
    ]  # fmt: skip
    return sorted(found, key=lambda one: not one.may_lead)


def is_shown(look: Look, community: Community, photo_id: str) -> bool:
    """Whether the visitor sees the picture of a photo: everybody what was kept; else who works on it, and who sent it."""
    one = store.first(look.session, EvidencePhoto, id=photo_id, community_id=community.id)
    if one is None:
        return False
    if one.state is EvidenceState.KEPT or one.is_of(look.visitor):
        return True
    walk = store.get(look.session, EvidenceWalk, one.walk_id)
    return access.may("query.evidence_at_work", Asking(look.visitor, community, courtyard_id=walk.courtyard_id))


def untold(walk: EvidenceWalk) -> EvidenceWalk:
    """A walk without who leads it, who walks along, and its code."""
    return replace(walk, leader_id="", group_ids=(), code="")


def _found(look: Look, community_id: str, id_: str) -> EvidenceWalk:
    walk = store.first(look.session, EvidenceWalk, id=id_, community_id=community_id)
    if walk is None:
        raise _gone()
    return walk


def _gone() -> Refusal:
    return Refusal("not_found", N_("This is not here (any more): go back and choose again."))


def _view(look: Look, here: Community, walk: EvidenceWalk) -> tuple[WalkView, tuple[Spot, ...]]:
    photos = store.find(look.session, EvidencePhoto, order=("taken_at", "id"), walk_id=walk.id)
    spots = tuple(Spot(one, distance_m(walk.route, one.pin)) for one in photos)
    kept = tuple(one for one in spots if one.photo.state is EvidenceState.KEPT)
    case = store.first(look.session, Case, id=walk.case_id) if walk.case_id else None
    yard = store.first(look.session, Courtyard, id=walk.courtyard_id) if walk.courtyard_id else None
    view = WalkView(
        walk, here, case, yard, length_m(walk.route), kept, by_kind(one.photo for one in kept),
        Counter(one.state for one in photos),
    )  # fmt: skip
    return view, spots


def _trainings(look: Look, community_id: str, member_ids: Sequence[str]) -> dict[str, list[Training]]:
    """What the register knows of each account."""
    lines = store.find(look.session, Planner, community_id=community_id, member_id=member_ids)
    member_of = {one.id: one.member_id or "" for one in lines}
    found: dict[str, list[Training]] = {}
    for one in store.find(look.session, Training, planner_id=list(member_of)) if lines else ():
        found.setdefault(member_of[one.planner_id], []).append(one)
    return found
