"""Permission to work on a case: it counts where it stands, in each courtyard that it concerns, and when its phase is."""

from __future__ import annotations

from planning import access, store
from planning.access import Asking
from planning.actions.act import Doing
from planning.actions.case_phases import refuse_closed
from planning.cases.case import Case
from planning.errors import N_, Refusal
from planning.period import Moment
from planning.site import Community
from planning.store.courses import courses, keepings, today


def permit_at_case(doing: Doing, case: Case) -> Community:
    """As the table of rules has it for the phase of today, in whichever courtyard of the case the member has a role.

    Whose case it is says who keeps it, not where its pin lies: what was handed to a courtyard is worked on there.
    """
    _, moment, yard = _standing(doing, case, f"act.{doing.name}")
    return doing.permit_in(case.community_id, moment, yard)


def require_evidence(doing: Doing, case_id: str) -> None:
    """Another act brings evidence to a case: it may where :func:`planning.actions.cases.add_evidence` might, in no closed case.

    Raises :class:`Refusal` (``not_allowed``, ``closed``).
    """
    case = store.get(doing.session, Case, case_id)
    here, moment, yard = _standing(doing, case, "act.add_evidence")
    if not access.may("act.add_evidence", Asking(doing.visitor, here, moment, yard)):
        raise Refusal(
            "not_allowed",
            N_("You add nothing to this case: once voting has begun, or outside your courtyards, ask a professional planner."),
            where="case_id",
        )  # fmt: skip
    refuse_closed(doing, case_id)


def moment_of(doing: Doing, case: Case) -> Moment:
    """Before, during or after the vote of a case, as the phase of today says; a phase whose time ran out allows no more."""
    here = store.get(doing.session, Community, case.community_id)
    return courses(doing.session, [case])[case.id].moment(today(here, doing.now))


def _standing(doing: Doing, case: Case, name: str) -> tuple[Community, Moment, str | None]:
    """Where a case stands, the moment of its vote, and the courtyard in which the visitor may do this."""
    here = store.get(doing.session, Community, case.community_id)
    moment, keeping = moment_of(doing, case), keepings(doing.session, [case])[case.id]
    return here, moment, keeping.yard_for(name, doing.visitor, here, moment)
