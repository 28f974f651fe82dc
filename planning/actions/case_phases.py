"""The phases of a case: entered, planned with dates, moved, taken off the plan. Skipping and repeating have a reason."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from planning import store
from planning.actions.act import Doing, act
from planning.actions.words import reason_checked, text_checked
from planning.cases.case import Case, Phase
from planning.cases.course import CasePhase, Course, is_repeated, skipped
from planning.errors import N_, Problem, Refusal, Refusals
from planning.options.round import Round
from planning.period import Moment
from planning.site import Community, new_id
from planning.store.courses import courses, ending, today

LONGEST_REASON = 400
SAID_CLOSED = N_(
    "This case is closed: nothing is added to it until it is reopened. What was decided stands on its decision page."
)
SOON, LATE = 366 * 2, 366 * 10
"""How many days a phase may be planned ahead, and last at most."""


@act
def plan_phase(
    doing: Doing, *, case_id: str, phase: Phase, begins: date, ends: date | None = None, reason: str = ""
) -> str:
    """Let a case enter a phase today, or plan it for a day to come; gives the id of that part of its course.

    :param ends: its last day, where one is announced.
    :param reason: why phases are skipped before it, or why it is repeated.

    Raises :class:`Refusals` (``closed``, ``begun_before``, ``too_far``, ``ends_first``, ``needs_reason``, ``long_text``).
    """
    case = store.get(doing.session, Case, case_id)
    here = doing.permit_in(case.community_id)
    refuse_closed(doing, case_id)
    course = courses(doing.session, [case])[case_id]
    noted = store.count(doing.session, CasePhase, case_id=case_id)
    problems: list[Problem] = []
    why = text_checked(problems, reason, field="reason", longest=LONGEST_REASON, needed=False)
    made = CasePhase(new_id(), case.community_id, case_id, Phase(phase), begins, ends, doing.now, noted + 1, why)
    _dates(problems, made, doing, here)
    if _needs_reason(course, made):
        _reason_given(problems, why)
    if problems:
        raise Refusals(problems)
    store.add(doing.session, made)
    _bring_up(doing, case, Course.of(case.phase, (*course.steps, made)), here)
    doing.log(f"case:{case_id}", after=made, reason=why)
    return made.id


@act
def date_phase(
    doing: Doing, *, case_phase_id: str, version: int, begins: date, ends: date | None, reason: str = ""
) -> str:
    """Move the days of a phase that was read at ``version``; of one that has begun only its last day.

    :param reason: why phases are skipped or repeated by it, where they were not before; or why a round that was announced
        without a reason now opens before its vote (:func:`planning.actions.rounds.open_round`).

    Raises :class:`Refusals` (``closed``, ``has_begun``, ``begun_before``, ``too_far``, ``ends_first``, ``needs_reason``,
    ``taken_off``, ``edited_meanwhile``).
    """
    before, case, here = _found(doing, case_phase_id)
    refuse_closed(doing, case.id)
    problems: list[Problem] = []
    why = text_checked(problems, reason, field="reason", longest=LONGEST_REASON, needed=False)
    made = replace(before, begins=begins, ends=ends, version=version + 1)
    if before.begins > today(here, doing.now):
        _dates(problems, made, doing, here)
        others = [one for one in courses(doing.session, [case])[case.id].steps if one.id != before.id]
        if begins != before.begins and _needs_reason(Course.of(case.phase, others), made):
            made = replace(made, reason=why or before.reason)
            _reason_given(problems, made.reason)
        elif not why and _leaves_a_round(doing, case, here, Course.of(case.phase, (*others, made))):
            problems.append(Problem("needs_reason", N_("A round of this case is announced for a day on which its vote would not have begun: say why the days are moved. Everybody can read it."), {}, "reason"))  # fmt: skip
    else:
        _last_day(problems, made)
        if begins != before.begins:
            problems.append(Problem("has_begun", N_("This phase has begun: only its last day can be moved."), {}, "begins"))  # fmt: skip
    if problems:
        raise Refusals(problems)
    store.change(doing.session, made)
    _bring_up(doing, case, courses(doing.session, [case])[case.id], here)
    doing.log(f"case:{case.id}", before=before, after=made, reason=why)
    return made.id


@act
def drop_phase(doing: Doing, *, case_phase_id: str, version: int, reason: str) -> str:
    """Take a phase off the plan that has not begun, saying why; raises :class:`Refusal` (``has_begun``, ``taken_off``)."""
    before, _, here = _found(doing, case_phase_id)
    reason = reason_checked(reason)
    if before.begins <= today(here, doing.now):
        raise Refusal("has_begun", N_("This phase has begun: let the case enter another one instead."))
    _dropped(doing, replace(before, version=version), reason)
    return before.id


def enter_phase(doing: Doing, case: Case, here: Community, phase: Phase, reason: str) -> CasePhase:
    """Let a case enter a phase today because of what another act did to it; the reason is that act's."""
    noted = store.count(doing.session, CasePhase, case_id=case.id)
    day = today(here, doing.now)
    made = CasePhase(new_id(), case.community_id, case.id, phase, day, None, doing.now, noted + 1, reason)
    course = courses(doing.session, [case])[case.id]
    store.add(doing.session, made)
    _bring_up(doing, case, Course.of(case.phase, (*course.steps, made)), here)
    return made


def refuse_closed(doing: Doing, case_id: str) -> None:
    """Nothing goes on in a case that was closed with its evaluation, until it is reopened with a reason."""
    ended = ending(doing.session, case_id)
    if ended is not None and ended.closed:
        raise Refusal("closed", N_("This case is closed with its evaluation: reopen it first."))


def refuse_said(doing: Doing, case_id: str | None, words: str = SAID_CLOSED) -> None:
    """The same for what residents say in it: comments, their changes, "me too"s. No case is never closed.

    :param words: what they read; it says what to do with what was typed.
    """
    ended = ending(doing.session, case_id) if case_id else None
    if ended is not None and ended.closed:
        raise Refusal("case_closed", words, where="case")


def drop_planned(doing: Doing, case: Case, here: Community, reason: str) -> None:
    """Take off the plan what has not begun: nothing begins by itself in a closed case. The log has each, as if dropped by hand."""
    for step in courses(doing.session, [case])[case.id].to_come(today(here, doing.now)):
        _dropped(doing, step, reason)


def _dropped(doing: Doing, step: CasePhase, reason: str) -> None:
    made = replace(step, dropped_at=doing.now, version=step.version + 1)
    store.change(doing.session, made)
    doing.log(f"case:{step.case_id}", before=step, after=made, reason=reason)


def _leaves_a_round(doing: Doing, case: Case, here: Community, course: Course) -> bool:
    """Whether a round that was announced for the vote of its case would open before it, by this course."""
    return any(
        one.period is not None and one.period.opens > doing.now and not one.early_reason
        and course.phase(today(here, one.period.opens)).moment is Moment.BEFORE
        for one in store.find(doing.session, Round, case_id=case.id)
    )  # fmt: skip


def _reason_given(problems: list[Problem], reason: str) -> None:
    if not reason:
        problems.append(Problem(
            "needs_reason", N_("Phases are skipped or repeated here: say why. Everybody can read it."), {}, "reason"))  # fmt: skip


def _found(doing: Doing, id_: str) -> tuple[CasePhase, Case, Community]:
    step = store.get(doing.session, CasePhase, id_)
    here = doing.permit_in(step.community_id)
    if step.dropped_at is not None:
        raise Refusal("taken_off", N_("This phase was taken off the plan already."))
    return step, store.get(doing.session, Case, step.case_id), here


def _needs_reason(course: Course, made: CasePhase) -> bool:
    before = course.before(made.begins)
    if not course.steps and made.phase is course.start:
        return False  # the phase that the case is in gets its dates
    return bool(skipped(before, made.phase)) or is_repeated(before, made.phase)


def _dates(problems: list[Problem], made: CasePhase, doing: Doing, here: Community) -> None:
    day = today(here, doing.now)
    if made.begins < day:
        problems.append(Problem(
            "begun_before", N_("A phase begins today or on a day to come: what was cannot be written anew."), {}, "begins"))  # fmt: skip
    elif (made.begins - day).days > SOON:
        problems.append(_too_far("begins"))
    _last_day(problems, made)


def _last_day(problems: list[Problem], made: CasePhase) -> None:
    if made.ends is None:
        return
    if made.ends < made.begins:
        problems.append(Problem("ends_first", N_("The last day of a phase is not before its first one."), {}, "ends"))
    elif (made.ends - made.begins).days > LATE:
        problems.append(_too_far("ends"))


def _too_far(field: str) -> Problem:
    return Problem("too_far", N_("This day is too far away: choose a nearer one."), {}, field)


def _bring_up(doing: Doing, case: Case, course: Course, here: Community) -> None:
    """Let the case's own row say the phase of today, which its list is read by."""
    phase = course.phase(today(here, doing.now))
    if phase is not case.phase:
        store.change(doing.session, replace(case, phase=phase, version=case.version + 1))
