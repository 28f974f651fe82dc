"""Two levels: cases handed up to the community and back to a courtyard; who is in charge of a courtyard."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from planning import store
from planning.actions.act import Doing, act
from planning.actions.case_keeping import keep
from planning.actions.case_phases import refuse_closed
from planning.actions.words import LONGEST_LABEL, reason_checked, text_checked
from planning.cases.case import Case
from planning.cases.courtyards import Body, Term
from planning.cases.keeping import Handover, Keeping
from planning.cases.matter import Level
from planning.cases.meeting import Meeting, MeetingState
from planning.errors import N_, Problem, Refusal, Refusals
from planning.options.electorate import Voter
from planning.options.round import Round, State
from planning.site import Courtyard, new_id
from planning.store.courses import keepings, today

LONGEST_DAYS = 366 * 10
LONGEST_BEFORE = 200


@act
def hand_up_case(doing: Doing, *, case_id: str, reason: str) -> str:
    """Hand a case that a courtyard deals with up to the community, with its record; gives the id of the handover.

    Raises :class:`Refusals` (``there_already``, ``empty_text``).
    """
    case = store.get(doing.session, Case, case_id)
    keeping = keepings(doing.session, [case])[case_id]
    doing.permit_in(case.community_id, courtyard_id=next(iter(keeping.courtyard_ids), None))
    if keeping.level is Level.COMMUNITY:
        raise Refusal("there_already", N_("The community deals with this case already."))
    return _hand(doing, case, replace(keeping, level=Level.COMMUNITY), reason)


@act
def hand_back_case(doing: Doing, *, case_id: str, courtyard_id: str, reason: str) -> str:
    """Hand a case to one courtyard, which settles it by itself; gives the id of the handover.

    Raises :class:`Refusals` (``no_courtyard``, ``there_already``, ``empty_text``).
    """
    case = store.get(doing.session, Case, case_id)
    doing.permit_in(case.community_id)
    keeping = keepings(doing.session, [case])[case_id]
    if store.first(doing.session, Courtyard, id=courtyard_id, community_id=case.community_id) is None:
        raise Refusal("no_courtyard", N_("Choose courtyards of this community."), where="courtyard_id")
    if keeping.level is Level.COURTYARD and keeping.courtyard_ids[:1] == (courtyard_id,):
        raise Refusal("there_already", N_("This courtyard deals with the case already."))
    return _hand(doing, case, replace(keeping, level=Level.COURTYARD, courtyard_ids=(courtyard_id,)), reason)


def _hand(doing: Doing, case: Case, keeping: Keeping, reason: str) -> str:
    reason = reason_checked(reason)
    refuse_closed(doing, case.id)
    yard = keeping.courtyard_ids[0] if keeping.courtyard_ids else None
    made = Handover(new_id(), case.community_id, case.id, keeping.level, yard, reason, doing.now)
    store.add(doing.session, made)
    keep(doing, keeping)
    doing.log(f"case:{case.id}", after=made, reason=reason)
    return made.id


@act
def name_in_charge(
    doing: Doing, *, courtyard_id: str, body: Body, name: str, begins: date, ends: date, shown: bool, of_round: str = "",
    of_meeting: str = "", chosen_before: str = "",
) -> str:  # fmt: skip
    """Enter somebody in charge of a courtyard with their term; gives its id.

    :param shown: whether this person agreed that everybody reads the name.
    :param of_round: the closed round of this courtyard that chose them, or ``of_meeting`` its meeting, of which the minutes are kept
        here, or ``chosen_before``: how and when they were chosen before either could be kept here.

    Raises :class:`Refusals` (``empty_text``, ``ends_first``, ``too_far``, ``not_chosen``).
    """
    yard = store.get(doing.session, Courtyard, courtyard_id)
    doing.permit_in(yard.community_id, courtyard_id=courtyard_id)
    problems: list[Problem] = []
    named = text_checked(problems, name, field="name", longest=LONGEST_LABEL)
    if ends < begins:
        problems.append(Problem("ends_first", N_("The last day of a term is not before its first one."), {}, "ends"))
    elif (ends - begins).days > LONGEST_DAYS:
        problems.append(Problem("too_far", N_("This day is too far away: choose a nearer one."), {}, "ends"))
    before = text_checked(problems, chosen_before, field="chosen_before", longest=LONGEST_BEFORE, needed=False)
    made = Term(new_id(), yard.community_id, courtyard_id, Body(body), named, shown, begins, ends, doing.now,
                *_chosen_by(problems, doing, yard, of_round, of_meeting, before=before))  # fmt: skip
    if problems:
        raise Refusals(problems)
    made = replace(made, chosen_before=before)
    store.add(doing.session, made)
    doing.log(f"courtyard:{courtyard_id}", after=_plain(made))
    return made.id


@act
def show_in_charge(doing: Doing, *, term_id: str, version: int, shown: bool) -> str:
    """Note that somebody in charge agrees that everybody reads the name, or does not agree any more."""
    before = store.get(doing.session, Term, term_id)
    doing.permit_in(before.community_id, courtyard_id=before.courtyard_id)
    made = replace(before, shown=shown, version=version + 1)
    store.change(doing.session, made)
    doing.log(f"courtyard:{made.courtyard_id}", before=_plain(before), after=_plain(made))
    return term_id


@act
def end_term(doing: Doing, *, term_id: str, version: int, reason: str) -> str:
    """End a term before its day, saying why; the line stays. Raises :class:`Refusal` (``ended``, ``empty_text``)."""
    before = store.get(doing.session, Term, term_id)
    here = doing.permit_in(before.community_id, courtyard_id=before.courtyard_id)
    reason = reason_checked(reason)
    if before.ended_on is not None:
        raise Refusal("ended", N_("This term has ended already."))
    made = replace(before, ended_on=today(here, doing.now), ended_reason=reason, version=version + 1)
    store.change(doing.session, made)
    doing.log(f"courtyard:{made.courtyard_id}", before=_plain(before), after=_plain(made), reason=reason)
    return term_id


def _chosen_by(
    problems: list[Problem], doing: Doing, yard: Courtyard, round_id: str, meeting_id: str, *, before: str
) -> tuple[str | None, str | None]:
    if sum(map(bool, (round_id, meeting_id, before))) != 1:
        problems.append(Problem(
            "not_chosen",
            N_("Say which round or which meeting chose them, or how and when they were chosen before: one of the three."),
            {}, "of_round"))  # fmt: skip
        return None, None
    if before:
        return None, None
    if round_id:
        found = store.first(doing.session, Round, id=round_id, community_id=yard.community_id)
        if found is None or found.state(doing.now) is not State.CLOSED or not _is_of(doing, found, yard):
            problems.append(
                Problem("not_chosen", N_("Choose a round of this courtyard that has closed."), {}, "of_round")
            )
        return round_id, None
    met = store.first(doing.session, Meeting, id=meeting_id, community_id=yard.community_id)
    if met is None or met.state is not MeetingState.HELD or met.courtyard_id not in {None, yard.id}:
        problems.append(Problem(
            "not_chosen", N_("Choose a meeting of this courtyard of which the minutes are here."), {}, "of_meeting"))  # fmt: skip
    return None, meeting_id


def _is_of(doing: Doing, round_: Round, yard: Courtyard) -> bool:
    """Whether a round is one of this courtyard: nobody else stands on its roll."""
    roll = store.find(doing.session, Voter, round_id=round_.id)
    return bool(roll) and all(one.courtyard_id == yard.id for one in roll)


def _plain(term: Term) -> dict[str, object]:
    """For the log, which can only grow: no name."""
    return {
        "term": term.id, "body": term.body, "begins": term.begins, "ends": term.ends, "round_id": term.round_id,
        "meeting_id": term.meeting_id, "ended_on": term.ended_on, "shown": term.shown, "chosen_before": bool(term.chosen_before),
    }  # fmt: skip
