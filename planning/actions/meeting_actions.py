"""Who does what by when, as meetings settle it: entered, moved to another day, done or dropped, opened again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from planning import store
from planning.actions.act import Doing, act
from planning.actions.words import LONGEST_LABEL, reason_checked, text_checked, words_checked
from planning.cases.meeting import Action, Ended, Meeting
from planning.errors import N_, Problem, Refusal, Refusals
from planning.site import new_id
from planning.store.courses import today
from planning.wording import Words

LONGEST_TEXT, LATEST_DAYS = 400, 366 * 5


@act
def record_action(doing: Doing, *, meeting_id: str, words: Words, who: str, due: date, of_case: str = "") -> str:
    """Note what somebody does by a day; gives its id.

    :param who: an office, a firm or a group; everybody reads it.
    :param of_case: the case that it belongs to, of those on the agenda.

    Raises :class:`Refusals` (``empty_text``, ``long_text``, ``too_far``, ``no_case``).
    """
    meeting = store.get(doing.session, Meeting, meeting_id)
    here = doing.permit_in(meeting.community_id, courtyard_id=meeting.courtyard_id)
    problems: list[Problem] = []
    case = of_case or None
    if case and case not in meeting.case_ids:
        problems.append(Problem("no_case", N_("Choose a case of this meeting's agenda."), {}, "of_case"))
    if abs((due - today(here, doing.now)).days) > LATEST_DAYS:
        problems.append(Problem("too_far", N_("This day is too far away: choose a nearer one."), {}, "due"))
    made = Action(
        new_id(), here.id, meeting_id, case, words_checked(problems, words, field="words", longest=LONGEST_TEXT),
        text_checked(problems, who, field="who", longest=LONGEST_LABEL), due, doing.now,
    )  # fmt: skip
    if problems:
        raise Refusals(problems)
    store.add(doing.session, made)
    doing.log(f"action:{made.id}", after=made)
    return made.id


@act
def settle_action(doing: Doing, *, action_id: str, version: int, ended: Ended, note: str = "") -> str:
    """Say that it is done, that it is dropped and why, or that it is open again after all.

    Raises :class:`Refusals` (``empty_text`` where something is dropped without a word, ``edited_meanwhile``).
    """
    before = store.get(doing.session, Action, action_id)
    meeting = store.get(doing.session, Meeting, before.meeting_id)
    here = doing.permit_in(before.community_id, courtyard_id=meeting.courtyard_id)
    ended = Ended(ended)
    problems: list[Problem] = []
    said = text_checked(problems, note, field="note", longest=LONGEST_TEXT, needed=ended is Ended.DROPPED)
    if problems:
        raise Refusals(problems)
    on = None if ended is Ended.OPEN else today(here, doing.now)
    made = replace(before, ended=ended, ended_on=on, note=said, version=version + 1)
    store.change(doing.session, made)
    doing.log(f"action:{action_id}", before=before, after=made, reason=said)
    return action_id


@act
def move_action(doing: Doing, *, action_id: str, version: int, due: date, reason: str) -> str:
    """Move it to another day, saying why: everybody reads the new day, the log keeps the old one."""
    before = store.get(doing.session, Action, action_id)
    meeting = store.get(doing.session, Meeting, before.meeting_id)
    here = doing.permit_in(before.community_id, courtyard_id=meeting.courtyard_id)
    reason = reason_checked(reason)
    if abs((due - today(here, doing.now)).days) > LATEST_DAYS:
        raise Refusal("too_far", N_("This day is too far away: choose a nearer one."), where="due")
    made = replace(before, due=due, version=version + 1)
    store.change(doing.session, made)
    doing.log(f"action:{action_id}", before=before, after=made, reason=reason)
    return action_id
