"""Meetings: called, moved, cancelled with a reason, held with minutes, corrected with a reason. Their history stays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from planning import store
from planning.actions.act import Doing, act, fleeting
from planning.actions.case_keeping import pin_of
from planning.actions.photos import take_up, too_many, waiting
from planning.actions.words import reason_checked, words_checked
from planning.cases.case import Case
from planning.cases.courtyards import Term
from planning.cases.decision import CaseDecision
from planning.cases.meeting import Action, Ended, Meeting, MeetingKind, MeetingState, SignIn
from planning.errors import N_, Problem, Refusal, Refusals
from planning.site import Community, Courtyard, new_id
from planning.surveys.photo import Owner, Photo
from planning.wording import Words

LONGEST_TITLE, LONGEST_TEXT, LONGEST_MINUTES = 60, 2000, 8000
MOST_PHOTOS, MOST_PRESENT = 12, 1_000_000
FAR = timedelta(days=366 * 2)


@act
def call_meeting(
    doing: Doing, *, community_id: str, meeting_kind: MeetingKind, title: Words, agenda: Words, starts_at: datetime, where: Words,
    lon: object = None, lat: object = None, courtyard_id: str = "", case_ids: Sequence[str] = (),
) -> str:  # fmt: skip
    """Call a meeting; gives its id.

    :param starts_at: aware; from now on, not more than two years ahead.
    :param where: the place in words; ``lon`` and ``lat`` on the map, if they are given.
    :param courtyard_id: of a meeting of one courtyard.

    Raises :class:`Refusals` (``empty_text``, ``long_text``, ``over_already``, ``too_far``, ``no_courtyard``, ``no_case``,
    ``outside_bounds``).
    """
    here = doing.permit_in(community_id, courtyard_id=courtyard_id or None)
    made = Meeting(new_id(), community_id, MeetingKind(meeting_kind), title, agenda, starts_at, where, doing.now,
                   courtyard_id=courtyard_id or None, case_ids=tuple(dict.fromkeys(case_ids)))  # fmt: skip
    made = _to_come(doing, here, made, lon, lat)
    store.add(doing.session, made)
    doing.log(f"meeting:{made.id}", after=made)
    return made.id


@act
def move_meeting(
    doing: Doing, *, meeting_id: str, version: int, title: Words, agenda: Words, starts_at: datetime, where: Words, reason: str,
    lon: object = None, lat: object = None, case_ids: Sequence[str] = (),
) -> str:  # fmt: skip
    """Change time, place or agenda of a meeting that has not been held, saying why; raises :class:`Refusals`
    (as :func:`call_meeting`; ``over_already``, ``decided_here``, ``edited_meanwhile``).
    """
    before, here = _found(doing, meeting_id, MeetingState.CALLED)
    _took_none(doing, meeting_id)
    reason = reason_checked(reason)
    made = replace(before, title=title, agenda=agenda, starts_at=starts_at, place=where,
                   case_ids=tuple(dict.fromkeys(case_ids)), version=version + 1)  # fmt: skip
    made = _to_come(doing, here, made, lon, lat)
    doing.write_over("meeting", before, made, reason)
    return meeting_id


@act
def cancel_meeting(doing: Doing, *, meeting_id: str, version: int, reason: str) -> str:
    """Cancel a meeting that has not been held, or take out one that was entered afterwards: it stays on the list, with the reason.

    Raises :class:`Refusal` (``not_called``, ``decided_here``, ``chosen_here``, ``still_to_do``, ``empty_text``, ``edited_meanwhile``).
    """
    before, _ = _found(doing, meeting_id, MeetingState.CALLED, or_entered=True)
    _took_none(doing, meeting_id)
    if before.held_at is not None:
        _led_to_nothing(doing, meeting_id)
    reason = reason_checked(reason)
    doing.write_over(
        "meeting", before, replace(before, cancelled_at=doing.now, cancelled_reason=reason, version=version + 1), reason
    )
    return meeting_id


@act
def hold_meeting(
    doing: Doing, *, meeting_id: str, version: int, summary: Words, minutes: Words, counted: int | None = None
) -> str:
    """Record the minutes of a meeting: nobody signs in any more, and whose phones were there is forgotten.

    :param counted: how many people were in the room; None where those who signed in by phone are all.

    Raises :class:`Refusals` (``not_begun``, ``nobody_there``, ``decided_with``, ``empty_text``, ``long_text``, ``edited_meanwhile``).
    """
    before, _ = _found(doing, meeting_id, MeetingState.CALLED)
    there = store.find(doing.session, SignIn, meeting_id=meeting_id)
    made = replace(before, held_at=doing.now, counted=counted, signed_in=len(there), summary=summary, minutes=minutes,
                   version=version + 1)  # fmt: skip
    problems: list[Problem] = []
    if doing.now < before.starts_at:
        problems.append(
            Problem("not_begun", N_("The meeting has not begun: record its minutes afterwards."), {}, "starts_at")
        )
    made = told(problems, doing, made)
    if problems:
        raise Refusals(problems)
    for one in there:
        store.change(doing.session, replace(one, browser=one.id))
    doing.write_over("meeting", before, made)
    return meeting_id


@act
def correct_meeting(
    doing: Doing,
    *,
    meeting_id: str,
    version: int,
    summary: Words,
    minutes: Words,
    reason: str,
    counted: int | None = None,
) -> str:
    """Correct the minutes of a meeting that was held, saying why: what stood there before stays in the log."""
    before, _ = _found(doing, meeting_id, MeetingState.HELD)
    reason = reason_checked(reason)
    problems: list[Problem] = []
    made = told(problems, doing, replace(
        before, counted=counted, summary=summary, minutes=minutes, corrected_at=doing.now, corrected_reason=reason,
        version=version + 1))  # fmt: skip
    if problems:
        raise Refusals(problems)
    doing.write_over("meeting", before, made, reason)
    return meeting_id


@act
def picture_meeting(doing: Doing, *, meeting_id: str, form: str) -> list[str]:
    """Add the photos that wait in a form to a meeting; gives their ids. Raises :class:`Refusal` (``no_photo``)."""
    meeting = store.get(doing.session, Meeting, meeting_id)
    doing.permit_in(meeting.community_id, courtyard_id=meeting.courtyard_id)
    there, sent = store.count(doing.session, Photo, owner=Owner.MEETING, owner_id=meeting_id), waiting(doing, form)
    if not sent:
        raise Refusal("no_photo", N_("Please choose a photo first."), where="photo")
    if there + len(sent) > MOST_PHOTOS:
        raise Refusals([too_many(MOST_PHOTOS)])
    kept = take_up(doing, sent, Owner.MEETING, meeting_id, first=there)
    doing.log(f"meeting:{meeting_id}", after={"photos": [photo.sha256 for photo in kept]})
    return [photo.id for photo in kept]


@fleeting
def sign_in_here(doing: Doing, *, meeting_id: str) -> int:
    """A phone says that somebody with it is here: once for each browser; gives how many signed in so far.

    Raises :class:`Refusal` (``no_browser``, ``no_sign_in``).
    """
    meeting = store.get(doing.session, Meeting, meeting_id)
    doing.permit_in(meeting.community_id)
    if not doing.visitor.browser:
        raise Refusal("no_browser", N_("Your browser sends no cookie, so it would be counted again: allow cookies."))
    if not meeting.takes_sign_ins(doing.now):
        raise Refusal("no_sign_in", N_("You can sign in from two hours before the beginning until six hours after it."))
    mine = {"meeting_id": meeting_id, "browser": doing.visitor.browser}
    if store.first(doing.session, SignIn, **mine) is None:
        store.add(doing.session, SignIn(new_id(), meeting.community_id, meeting_id, doing.visitor.browser, doing.now))
    return store.count(doing.session, SignIn, meeting_id=meeting_id)


def _found(
    doing: Doing, meeting_id: str, state: MeetingState, *, or_entered: bool = False
) -> tuple[Meeting, Community]:
    meeting = store.get(doing.session, Meeting, meeting_id)
    here = doing.permit_in(meeting.community_id, courtyard_id=meeting.courtyard_id)
    entered = or_entered and meeting.state is MeetingState.HELD and meeting.entered_at is not None
    if meeting.state is not state and not entered:
        raise Refusal(f"not_{state}", _NOT[state])
    return meeting, here


_NOT = {
    MeetingState.CALLED: N_("This meeting was held or cancelled already: correct its minutes instead."),
    MeetingState.HELD: N_("This meeting has no minutes yet: record them first."),
}


def _to_come(doing: Doing, here: Community, made: Meeting, lon: object, lat: object) -> Meeting:
    problems: list[Problem] = []
    if made.starts_at < doing.now:
        problems.append(
            Problem("over_already", N_("A meeting is called for a time to come: choose a later one."), {}, "starts_at")
        )
    elif made.starts_at - doing.now > FAR:
        problems.append(Problem("too_far", N_("This day is too far away: choose a nearer one."), {}, "starts_at"))
    made = checked(problems, doing, here, made, lon=lon, lat=lat)
    if problems:
        raise Refusals(problems)
    return made


def checked(
    problems: list[Problem], doing: Doing, here: Community, made: Meeting, *, lon: object, lat: object
) -> Meeting:
    """Whose it is, where, its cases and words, as they are kept; what is wrong with them is added to the problems."""
    pin = pin_of(problems, lon, lat, here)
    yard = made.courtyard_id
    if yard and store.first(doing.session, Courtyard, id=yard, community_id=here.id) is None:
        problems.append(Problem("no_courtyard", N_("Choose courtyards of this community."), {}, "courtyard_id"))
    if made.kind is MeetingKind.COURTYARD and not yard:
        problems.append(Problem("no_courtyard", N_("Choose the courtyard whose meeting it is."), {}, "courtyard_id"))
    if store.count(doing.session, Case, id=list(made.case_ids), community_id=here.id) != len(made.case_ids):
        problems.append(Problem("no_case", N_("Choose cases of this community."), {}, "case_ids"))
    return replace(
        made, pin=pin,
        title=words_checked(problems, made.title, field="title", longest=LONGEST_TITLE),
        agenda=words_checked(problems, made.agenda, field="agenda", longest=LONGEST_TEXT),
        place=words_checked(problems, made.place, field="where", longest=LONGEST_TITLE),
    )  # fmt: skip


def _decided(doing: Doing, meeting_id: str) -> list[CaseDecision]:
    """Decisions that stand and name the meeting."""
    return store.find(doing.session, CaseDecision, meeting_id=meeting_id, withdrawn_at=None)


def _took_none(doing: Doing, meeting_id: str) -> None:
    if _decided(doing, meeting_id):
        raise Refusal("decided_here", N_("This meeting took a decision, so it has been: take the decision back first."))


def _led_to_nothing(doing: Doing, meeting_id: str) -> None:
    """Nobody stands in charge by it, and nothing of it is still to be done."""
    if store.count(doing.session, Term, meeting_id=meeting_id, ended_on=None):
        raise Refusal("chosen_here", N_("People in charge of a courtyard were chosen at this meeting: end their terms first."))  # fmt: skip
    if store.count(doing.session, Action, meeting_id=meeting_id, ended=Ended.OPEN):
        raise Refusal("still_to_do", N_("Something of this meeting is still to be done: note it as done or dropped first."))  # fmt: skip


def told(problems: list[Problem], doing: Doing, made: Meeting) -> Meeting:
    """How many were there and what it came to, as they are kept; what is wrong with them is added to the problems."""
    if made.counted is not None and not 1 <= made.counted <= MOST_PRESENT:
        problems.append(Problem("nobody_there", N_("Write how many people were at the meeting."), {}, "counted"))
    elif made.counted is None and not made.signed_in:
        problems.append(Problem(
            "nobody_there", N_("Nobody signed in by phone: write how many people were counted."), {}, "counted"))  # fmt: skip
    otherwise = [one.present for one in _decided(doing, made.id) if one.present != made.present]
    if otherwise and not problems:
        problems.append(Problem(
            "decided_with",
            N_("A decision of this meeting counts {present} people: write as many, or take the decision back first."),
            {"present": otherwise[0]}, "counted"))  # fmt: skip
    return replace(
        made,
        summary=words_checked(problems, made.summary, field="summary", longest=LONGEST_TEXT),
        minutes=words_checked(problems, made.minutes, field="minutes", longest=LONGEST_MINUTES, needed=False),
    )
