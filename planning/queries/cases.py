"""Cases: which there are, and one of them with everything that its page shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from planning import store
from planning.cases.case import Case
from planning.errors import N_, Refusal
from planning.options.round import Round, State
from planning.queries.comments import CourtyardCount, counts_by_courtyard
from planning.queries.query import Look, query
from planning.site import Courtyard
from planning.store import comments as kept
from planning.surveys.photo import Owner, Photo
from planning.surveys.reading import CommentCounts, Sought


@dataclass(frozen=True, slots=True)
class CaseView:
    """A case as its page shows it (its rounds are asked for by themselves); no hidden comment is in any figure."""

    case: Case
    courtyard: Courtyard | None
    photos: tuple[Photo, ...]
    counts: CommentCounts
    courtyards: tuple[CourtyardCount, ...]


@dataclass(frozen=True, slots=True)
class CaseLine:
    """A case in the list: how many comments it has, where its announced rounds stand, its first evidence photo."""

    case: Case
    comments: int
    states: tuple[State, ...]
    photo: Photo | None = None


@query
def cases(look: Look, *, community_id: str) -> list[CaseLine]:
    """All cases of a community, the newest first."""
    look.permit_in(community_id)
    found = store.find(look.session, Case, order=("-opened_at", "id"), community_id=community_id)
    rounds = store.find(look.session, Round, community_id=community_id)
    photos = kept.photos(look.session, Owner.CASE, [case.id for case in found])
    return [
        CaseLine(
            case, _counts(look, case).total, _states(look, case, rounds), next(iter(photos.get(case.id, ())), None)
        )
        for case in found
    ]


def _states(look: Look, case: Case, rounds: Sequence[Round]) -> tuple[State, ...]:
    return tuple(r.state(look.now) for r in rounds if r.case_id == case.id and r.period is not None)


@query
def case_view(look: Look, *, community_id: str, case_id: str) -> CaseView:
    """One case. Raises :class:`Refusal` (``not_found``), also for a case of another community."""
    look.permit_in(community_id)
    case = store.first(look.session, Case, id=case_id, community_id=community_id)
    if case is None:
        raise Refusal("not_found", N_("This is not here (any more): go back and choose again."))
    photos = kept.photos(look.session, Owner.CASE, [case.id]).get(case.id, ())
    courtyard = store.first(look.session, Courtyard, id=case.courtyard_id) if case.courtyard_id else None
    by_courtyard = tuple(counts_by_courtyard(look, community_id, Sought(case_id=case.id)))
    return CaseView(case, courtyard, photos, _counts(look, case), by_courtyard)


def _counts(look: Look, case: Case) -> CommentCounts:
    return kept.counts(look.session, case.community_id, Sought(case_id=case.id))
