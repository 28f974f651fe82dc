"""A meeting that took place before the tool came, or was not called in it: entered afterwards, and marked as such."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from planning import access, store
from planning.access import Asking
from planning.actions.act import Doing, act
from planning.actions.meetings import checked, told
from planning.cases.meeting import Meeting, MeetingKind
from planning.errors import N_, Problem, Refusals
from planning.site import Community, new_id
from planning.wording import Words

LONG_AGO = timedelta(days=366 * 30)
"""So old a meeting is entered at most: a wrong century is a slip of the pen."""


@act
def enter_meeting(
    doing: Doing, *, community_id: str, meeting_kind: MeetingKind, title: Words, agenda: Words, starts_at: datetime, where: Words,
    counted: int | None, summary: Words, minutes: Words = Words(""), lon: object = None, lat: object = None,
    courtyard_id: str = "", case_ids: Sequence[str] = (),
) -> str:  # fmt: skip
    """Enter a meeting that was held and not called here; gives its id. Its page says when it was entered, and in which role.

    Nobody is told of it beforehand and nobody signs in: how many were there was counted, and how long before the meeting
    it had been called is not kept.

    :param starts_at: aware; it has passed.
    :param counted: how many people were there.

    Raises :class:`Refusals` (``not_yet``, ``long_ago``, ``there_already``, ``nobody_there``, ``empty_text``, ``long_text``, ``no_courtyard``,
    ``no_case``, ``outside_bounds``).
    """
    here = doing.permit_in(community_id, courtyard_id=courtyard_id or None)
    made = Meeting(
        new_id(), community_id, MeetingKind(meeting_kind), title, agenda, starts_at, where, doing.now,
        courtyard_id=courtyard_id or None, case_ids=tuple(dict.fromkeys(case_ids)), held_at=doing.now, counted=counted,
        summary=summary, minutes=minutes, entered_at=doing.now, entered_by=_role(doing, here, courtyard_id),
    )  # fmt: skip
    problems: list[Problem] = []
    _been(problems, doing, starts_at)
    _is_new(problems, doing, here, made)
    made = told(problems, doing, checked(problems, doing, here, made, lon=lon, lat=lat))
    if problems:
        raise Refusals(problems)
    store.add(doing.session, made)
    doing.log(f"meeting:{made.id}", after=made)
    return made.id


def _been(problems: list[Problem], doing: Doing, starts_at: datetime) -> None:
    if starts_at > doing.now:
        problems.append(Problem("not_yet", N_("This meeting lies ahead: call it instead."), {}, "starts_at"))
    elif doing.now - starts_at > LONG_AGO:
        problems.append(Problem("long_ago", N_("This day is too long ago: check the year."), {}, "starts_at"))


def _is_new(problems: list[Problem], doing: Doing, here: Community, made: Meeting) -> None:
    """No meeting of the same kind and courtyard begins in the same hour, unless it was cancelled or taken out."""
    same = {"community_id": here.id, "kind": made.kind, "courtyard_id": made.courtyard_id, "cancelled_at": None}
    for one in store.find(doing.session, Meeting, order=("starts_at", "id"), **same):
        if _hour(here, one) == _hour(here, made):
            problems.append(Problem(
                "there_already",
                N_("A meeting of this kind is here at this hour already: {title}. Record or correct its minutes instead."),
                {"title": one.title}, "starts_at"))  # fmt: skip
            return


def _hour(here: Community, meeting: Meeting) -> datetime:
    """The hour in which it begins, by the clock of the community."""
    return meeting.starts_at.astimezone(ZoneInfo(here.time_zone)).replace(minute=0, second=0, microsecond=0)


def _role(doing: Doing, here: Community, courtyard_id: str) -> str:
    """In which role it is entered, as everybody reads it; "" for the house itself."""
    asking = Asking(doing.visitor, here, courtyard_id=courtyard_id or None)
    return str(access.role_for(f"act.{doing.name}", asking) or "")
