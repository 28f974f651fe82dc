"""Programmes: which there are, and one of them with its cases, the pilot before what was copied from it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from planning import store
from planning.cases.case import Case
from planning.cases.decision import CaseDecision
from planning.cases.programme import Part, Programme
from planning.errors import N_, Refusal
from planning.queries.query import Look, query
from planning.site import Courtyard
from planning.store.courses import courses, today
from planning.wording import Words


@dataclass(frozen=True, slots=True)
class PartLine:
    """A case of a programme: in the phase of today or closed, where it is, where its solution came from, what was decided."""

    case: Case
    courtyard: Words | None
    copied_from: Case | None
    decided: Words | None
    closed: bool = False


@dataclass(frozen=True, slots=True)
class ProgrammeView:
    """A programme with its cases."""

    programme: Programme
    parts: tuple[PartLine, ...]


@query
def programmes(look: Look, *, community_id: str) -> list[Programme]:
    """Programmes of a community, the newest first."""
    look.permit_in(community_id)
    return store.find(look.session, Programme, order=("-at", "id"), community_id=community_id)


@query
def programmes_of(look: Look, *, community_id: str, case_id: str) -> tuple[list[Programme], Case | None, list[Case]]:
    """Of one case: its programmes, the case that its solution was taken from, and those that took its own."""
    look.permit_in(community_id)
    mine = store.find(look.session, Part, community_id=community_id, case_id=case_id)
    from_ = next((one.copied_from for one in mine if one.copied_from), None)
    spread = store.find(look.session, Part, community_id=community_id, copied_from=case_id) if case_id else []
    found = store.find(look.session, Programme, order=("at", "id"), id=[one.programme_id for one in mine])
    taken = store.find(look.session, Case, order=("opened_at", "id"), id=[one.case_id for one in spread])
    return found, store.first(look.session, Case, id=from_) if from_ else None, taken


@query
def programme_view(look: Look, *, community_id: str, programme_id: str) -> ProgrammeView:
    """One programme. Raises :class:`Refusal` (``not_found``)."""
    here = look.permit_in(community_id)
    programme = store.first(look.session, Programme, id=programme_id, community_id=community_id)
    if programme is None:
        raise Refusal("not_found", N_("This is not here (any more): go back and choose again."))
    parts = store.find(look.session, Part, order=("at", "id"), programme_id=programme_id)
    found = {case.id: case for case in store.find(look.session, Case, id=[one.case_id for one in parts])}
    yards = {yard.id: yard.name for yard in store.find(look.session, Courtyard, community_id=community_id)}
    ways, day = courses(look.session, list(found.values())), today(here, look.now)
    decided = {
        one.case_id: one.text
        for one in store.find(
            look.session, CaseDecision, order=("day", "at", "id"), case_id=list(found), withdrawn_at=None
        )
    }
    return ProgrammeView(programme, tuple(
        PartLine(
            replace(found[one.case_id], phase=ways[one.case_id].phase(day)), yards.get(found[one.case_id].courtyard_id or ""),
            found.get(one.copied_from or ""), decided.get(one.case_id),
            ways[one.case_id].closed,
        )
        for one in parts
    ))  # fmt: skip
