"""Cases: which there are, and one of them with everything that its page shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from planning import access, store
from planning.access import Asking
from planning.cases.case import Case
from planning.cases.course import Course
from planning.cases.keeping import Keeping
from planning.errors import N_, Refusal
from planning.options.round import Round, State
from planning.people import Planner
from planning.period import Moment
from planning.queries.comments import CourtyardCount, counts_by_courtyard
from planning.queries.query import Look, query
from planning.site import Community, Courtyard
from planning.store import accounts
from planning.store import comments as kept
from planning.store.courses import courses, keepings, today
from planning.surveys.photo import Owner, Photo
from planning.surveys.reading import CommentCounts, Sought


@dataclass(frozen=True, slots=True)
class CaseView:
    """A case as its page shows it (its rounds are asked for by themselves); no hidden comment is in any figure.

    :param case: in its phase on the day that was asked about.
    :param yards: the courtyards that it concerns.
    :param owner: name of the member of staff who is responsible: for staff, and for everybody where the planner team's
        register says that this member agreed to be shown.
    :param staff: who may become its owner, by id; for staff only.
    """

    case: Case
    courtyard: Courtyard | None
    photos: tuple[Photo, ...]
    counts: CommentCounts
    courtyards: tuple[CourtyardCount, ...]
    course: Course
    keeping: Keeping
    owner: str = ""
    yards: tuple[Courtyard, ...] = ()
    staff: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CaseLine:
    """A case in the list: how many comments it has, where its announced rounds stand, its first evidence photo.

    :param case: in its phase on the day that was asked about.
    :param moment: before, during or after its vote, as everything that residents do in it is allowed.
    """

    case: Case
    comments: int
    states: tuple[State, ...]
    keeping: Keeping
    moment: Moment
    photo: Photo | None = None
    closed: bool = False


@query
def cases(look: Look, *, community_id: str) -> list[CaseLine]:
    """All cases of a community, the newest first."""
    here = look.permit_in(community_id)
    found = store.find(look.session, Case, order=("-opened_at", "id"), community_id=community_id)
    ways, day, kept_by = courses(look.session, found), today(here, look.now), keepings(look.session, found)
    rounds = store.find(look.session, Round, community_id=community_id)
    photos = kept.photos(look.session, Owner.CASE, [case.id for case in found])
    return [
        CaseLine(
            replace(case, phase=ways[case.id].phase(day)), _counts(look, case).total, _states(look, case, rounds),
            kept_by[case.id], ways[case.id].moment(day), next(iter(photos.get(case.id, ())), None),
            ways[case.id].closed,
        )
        for case in found
    ]  # fmt: skip


def _states(look: Look, case: Case, rounds: Sequence[Round]) -> tuple[State, ...]:
    return tuple(r.state(look.now) for r in rounds if r.case_id == case.id and r.period is not None)


@query
def case_view(look: Look, *, community_id: str, case_id: str) -> CaseView:
    """One case. Raises :class:`Refusal` (``not_found``), also for a case of another community."""
    here = look.permit_in(community_id)
    case = case_in(look, community_id, case_id)
    photos = kept.photos(look.session, Owner.CASE, [case.id]).get(case.id, ())
    courtyard = store.first(look.session, Courtyard, id=case.courtyard_id) if case.courtyard_id else None
    by_courtyard = tuple(counts_by_courtyard(look, community_id, Sought(case_id=case.id)))
    course, keeping = courses(look.session, [case])[case_id], keepings(look.session, [case])[case_id]
    yards = store.find(look.session, Courtyard, order="code", id=keeping.courtyard_ids, community_id=community_id)
    works_here = access.staff(Asking(look.visitor, here))
    staff = accounts.staff(look.session, community_id) if works_here else {}
    return CaseView(
        replace(case, phase=course.phase(today(here, look.now))), courtyard, photos, _counts(look, case), by_courtyard,
        course, keeping, _owner(look, keeping, works_here=works_here), tuple(yards), staff,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class CaseNamed:
    """A case that somebody is about to say something in.

    :param case: in its phase on the day that was asked about.
    :param closed: whether it takes nothing until it is reopened.
    """

    case: Case
    closed: bool


@query
def case_named(look: Look, *, community_id: str, case_id: str, on: datetime | None = None) -> CaseNamed | None:
    """The case of this id; None where this community has none.

    :param on: a moment to come whose phase is asked for; now if there is none, or where it has passed.
    """
    here = look.permit_in(community_id)
    case = store.first(look.session, Case, id=case_id, community_id=community_id)
    if case is None:
        return None
    course = courses(look.session, [case])[case.id]
    day = today(here, max(on or look.now, look.now))
    return CaseNamed(replace(case, phase=course.phase(day)), course.closed)


def case_in(look: Look, community_id: str, case_id: str) -> Case:
    """A case of this community, as it is kept. Raises :class:`Refusal` (``not_found``), also for a case of another one."""
    case = store.first(look.session, Case, id=case_id, community_id=community_id)
    if case is None:
        raise Refusal("not_found", N_("This is not here (any more): go back and choose again."))
    return case


def case_at_work(look: Look, community_id: str, case_id: str) -> Case:
    """The same for those who work on it, in whichever of its courtyards. Raises also ``not_allowed``."""
    case = store.first(look.session, Case, id=case_id, community_id=community_id)
    here = store.get(look.session, Community, community_id)
    keeping = keepings(look.session, [case])[case_id] if case else None
    yard = keeping.yard_for(f"query.{look.name}", look.visitor, here) if keeping else None
    look.permit_in(community_id, courtyard_id=yard)
    return case_in(look, community_id, case_id)


def moment_of(look: Look, here: Community, case: Case) -> Moment:
    """Before, during or after the vote of a case, as the phase of today says; a phase whose time ran out allows no more."""
    return courses(look.session, [case])[case.id].moment(today(here, look.now))


def _owner(look: Look, keeping: Keeping, *, works_here: bool) -> str:
    if keeping.owner_id is None:
        return ""
    if works_here:
        return accounts.names(look.session, {keeping.owner_id}).get(keeping.owner_id, "")
    shown = store.first(
        look.session, Planner, community_id=keeping.community_id, member_id=keeping.owner_id, public=True, left_on=None
    )
    return shown.name if shown else ""


def _counts(look: Look, case: Case) -> CommentCounts:
    return kept.counts(look.session, case.community_id, Sought(case_id=case.id))
