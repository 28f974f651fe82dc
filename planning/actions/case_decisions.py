"""The decision of a case: recorded by the board, not before every objection was visited, unless it says why."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from planning import store
from planning.actions.act import Doing, act
from planning.actions.case_phases import refuse_closed
from planning.actions.dissent import LONGEST_TEXT, day_checked
from planning.actions.words import reason_checked, text_checked, words_checked
from planning.cases.case import Case
from planning.cases.decision import CaseDecision, Force, Way
from planning.cases.dissent import Call, Objection
from planning.cases.meeting import Meeting, MeetingState
from planning.errors import N_, Problem, Refusal, Refusals
from planning.options.round import Round, State
from planning.period import day_in
from planning.site import new_id
from planning.store.dissent import against_elsewhere
from planning.wording import Words

MOST_PRESENT = 1_000_000


@act
def record_decision(
    doing: Doing, *, case_id: str, decided: Words, way: Way, force: Force, day: date, of_round: str = "", present: int = 0,
    attending: str = "", in_favour: int = 0, against: int = 0, abstained: int = 0, unvisited_reason: str = "",
    of_meeting: str = "",
) -> str:  # fmt: skip
    """Record what was decided of a case, and how; gives the decision's id.

    :param of_round: the closed round of this case that it follows, where that was the way.
    :param of_meeting: the meeting of this case that took it: then the day is the meeting's, and so is how many were there
        where ``present`` is left at none.
    :param present: how many were at the meeting, as its minutes say where they are kept here; of their votes ``in_favour``, ``against`` and ``abstained``.
    :param unvisited_reason: why the board decides while objections are unvisited, or not even entered.

    Raises :class:`Refusals` (``closed``, ``unvisited``, ``unentered``, ``no_round``, ``nobody_there``, ``other_number``, ``more_votes``, ``not_yet``, ``empty_text``,
    ``long_text``).
    """
    case = store.get(doing.session, Case, case_id)
    here = doing.permit_in(case.community_id)
    refuse_closed(doing, case_id)
    problems: list[Problem] = []
    meeting = _meeting(problems, doing, case, of_meeting) if way is not Way.ROUND else None
    if meeting is not None:
        day, present = day_in(here.time_zone, meeting.starts_at), _as_counted(problems, meeting, present)
    day_checked(problems, day, doing, here)
    decision = CaseDecision(
        new_id(), case.community_id, case_id, words_checked(problems, decided, field="decided", longest=LONGEST_TEXT),
        way, force, day, doing.now,
    )  # fmt: skip
    if way is Way.ROUND:
        decision = replace(decision, round_id=_closed(problems, doing, case, of_round))
    else:
        _people(problems, way, present, (in_favour, against, abstained))
        names = text_checked(problems, attending, field="attending", longest=LONGEST_TEXT, needed=False)
        decision = replace(decision, present=present, attending=names, meeting_id=meeting.id if meeting else None)
        if way.counts:
            decision = replace(decision, in_favour=in_favour, against=against, abstained=abstained)
    unvisited = _unvisited(doing, case_id)
    why = text_checked(problems, unvisited_reason, field="unvisited_reason", longest=LONGEST_TEXT, needed=False)
    if unvisited and not why:
        problems.append(Problem(
            "unvisited",
            N_("Objections that nobody has visited: {count}. Visit them first, or say why the board decides all the same."),
            {"count": unvisited}, "unvisited_reason"))  # fmt: skip
    comments, doors = against_elsewhere(doing.session, case_id)
    if (comments or doors) and not why:
        problems.append(Problem(
            "unentered",
            N_("Objections that are not entered: {comments} in comments, {doors} at the door. Enter them, or say why the board decides all the same."),
            {"comments": len(comments), "doors": len(doors)}, "unvisited_reason"))  # fmt: skip
    if problems:
        raise Refusals(problems)
    passed_by = unvisited or comments or doors
    decision = replace(
        decision, unvisited=unvisited, unentered=len(comments), unentered_doors=bool(doors),
        unvisited_reason=why if passed_by else "",
    )  # fmt: skip
    store.add(doing.session, decision)
    doing.log(f"case:{case_id}", after=decision.without_names())
    return decision.id


@act
def take_back_decision(doing: Doing, *, decision_id: str, version: int, reason: str) -> str:
    """Take a decision back, saying why: it stays to be read, without the names of who was there.

    Raises :class:`Refusal` (``taken_back``, ``empty_text``, ``edited_meanwhile``).
    """
    before = store.get(doing.session, CaseDecision, decision_id)
    doing.permit_in(before.community_id)
    reason = reason_checked(reason)
    if before.withdrawn_at is not None:
        raise Refusal("taken_back", N_("This decision was taken back already."))
    made = replace(before, withdrawn_at=doing.now, withdrawn_reason=reason, attending="", version=version + 1)
    store.change(doing.session, made)
    doing.log(f"case:{made.case_id}", before=before.without_names(), after=made, reason=reason)
    return made.id


def _closed(problems: list[Problem], doing: Doing, case: Case, round_id: str) -> str | None:
    found = store.first(doing.session, Round, id=round_id, case_id=case.id, community_id=case.community_id)
    if found is None or found.state(doing.now) is not State.CLOSED:
        problems.append(Problem("no_round", N_("Choose a round of this case that has closed."), {}, "of_round"))
        return None
    return found.id


def _meeting(problems: list[Problem], doing: Doing, case: Case, meeting_id: str) -> Meeting | None:
    if not meeting_id:
        return None
    found = store.first(doing.session, Meeting, id=meeting_id, community_id=case.community_id)
    if found is None or case.id not in found.case_ids or found.cancelled_at is not None or found.starts_at > doing.now:
        problems.append(Problem(
            "no_meeting", N_("Choose a meeting that has been, with this case on its agenda."), {}, "of_meeting"))  # fmt: skip
        return None
    return found


def _as_counted(problems: list[Problem], meeting: Meeting, present: int) -> int:
    """How many were there: what the minutes say binds; before there are any, what is typed."""
    if meeting.state is not MeetingState.HELD:
        return present
    if present not in {0, meeting.present}:
        problems.append(Problem(
            "other_number",
            N_("The minutes of this meeting count {present} people: leave the number out, or correct the minutes first."),
            {"present": meeting.present}, "present"))  # fmt: skip
    return meeting.present


def _people(problems: list[Problem], way: Way, present: int, votes: tuple[int, ...]) -> None:
    if not 1 <= present <= MOST_PRESENT:
        problems.append(Problem("nobody_there", N_("Write how many people were at the meeting."), {}, "present"))
    elif way.counts and (min(votes) < 0 or not 1 <= sum(votes) <= present):
        problems.append(Problem(
            "more_votes", N_("The votes of a meeting are at least one, and not more than the people who were there."), {},
            "in_favour"))  # fmt: skip


def _unvisited(doing: Doing, case_id: str) -> int:
    """How many objections to the case nobody has visited."""
    ids = {one.id for one in store.find(doing.session, Objection, case_id=case_id, mistaken_at=None)}
    visited = {call.objection_id for call in store.find(doing.session, Call, objection_id=ids)}
    return len(ids - visited)
