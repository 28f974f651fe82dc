"""Permission to work on a case: it counts where it stands, in each courtyard that it concerns, and when its phase is."""

from __future__ import annotations

from planning import store
from planning.actions.act import Doing
from planning.cases.case import Case
from planning.site import Community
from planning.store.courses import courses, keepings, today


def permit_at_case(doing: Doing, case: Case) -> Community:
    """As the table of rules has it for the phase of today, in whichever courtyard of the case the member has a role."""
    here = store.get(doing.session, Community, case.community_id)
    course, keeping = courses(doing.session, [case])[case.id], keepings(doing.session, [case])[case.id]
    own = doing.visitor.member.courtyards if doing.visitor.member else frozenset()
    mine = next((yard for yard in keeping.courtyard_ids if yard in own), case.courtyard_id)
    return doing.permit_in(case.community_id, course.moment(today(here, doing.now)), mine)
