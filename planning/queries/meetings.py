"""Meetings: which there are, one of them with all that its page shows, what is to be done, documents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from planning import access, store
from planning.access import Asking
from planning.cases.case import Case
from planning.cases.decision import CaseDecision
from planning.cases.document import Document, DocumentFile, Holder
from planning.cases.meeting import Action, Ended, Meeting, SignIn
from planning.errors import N_, Refusal
from planning.queries.query import Look, query
from planning.site import Community, Courtyard
from planning.store import comments as kept
from planning.store import journal
from planning.store.courses import today
from planning.store.meetings import meetings_of
from planning.surveys.photo import Owner, Photo
from planning.wording import Words

DONE_SHOWN = timedelta(days=60)
"""How long what was done stays on the list of what is to be done."""
PUBLIC_ACTS = frozenset({"move_meeting", "cancel_meeting", "correct_meeting"})


@dataclass(frozen=True, slots=True)
class ActionLine:
    """What is to be done, with the titles of its meeting and its case."""

    action: Action
    meeting: Words
    case: Words | None
    overdue: bool


@dataclass(frozen=True, slots=True)
class MeetingChange:
    """A meeting was moved, cancelled or corrected, and why."""

    at: datetime
    act: str
    reason: str


@dataclass(frozen=True, slots=True)
class MeetingView:
    """A meeting as its page shows it; its full minutes and documents for the file are there for staff only.

    :param signed_in: how many have signed in by phone so far, or had when the minutes were recorded.
    :param mine: whether this browser is one of them.
    """

    meeting: Meeting
    community: Community
    courtyard: Courtyard | None
    cases: tuple[Case, ...]
    signed_in: int
    mine: bool
    actions: tuple[ActionLine, ...]
    decisions: tuple[CaseDecision, ...]
    documents: tuple[Document, ...]
    photos: tuple[Photo, ...]
    changes: tuple[MeetingChange, ...]


@query
def meetings(look: Look, *, community_id: str, case_id: str = "", courtyard_id: str = "") -> list[Meeting]:
    """Meetings of a community, the latest first, without their minutes; of one case or courtyard where it is named."""
    look.permit_in(community_id)
    found = meetings_of(look.session, community_id, case_id=case_id, courtyard_id=courtyard_id)
    return [replace(one, minutes=Words("")) for one in found]


@query
def meeting_view(look: Look, *, community_id: str, meeting_id: str) -> MeetingView:
    """One meeting. Raises :class:`Refusal` (``not_found``), also for one of another community."""
    here = look.permit_in(community_id)
    found = store.first(look.session, Meeting, id=meeting_id, community_id=community_id)
    if found is None:
        raise Refusal("not_found", N_("This is not here (any more): go back and choose again."))
    return _seen(look, here, found)


@query
def meeting_at_door(look: Look, *, meeting_id: str) -> MeetingView:
    """The same for a phone that knows nothing but the meeting."""
    found = store.get(look.session, Meeting, meeting_id)
    return _seen(look, look.permit_in(found.community_id), found)


def _seen(look: Look, here: Community, found: Meeting) -> MeetingView:
    works_here = access.staff(Asking(look.visitor, here))
    cases = store.find(look.session, Case, order=("-opened_at", "id"), id=list(found.case_ids), community_id=here.id)
    actions = store.find(look.session, Action, order=("due", "at", "id"), meeting_id=found.id)
    decisions = store.find(look.session, CaseDecision, order=("at", "id"), meeting_id=found.id)
    held = found.held_at is not None
    browser = look.visitor.browser
    return MeetingView(
        found if works_here else replace(found, minutes=Words("")), here,
        store.first(look.session, Courtyard, id=found.courtyard_id) if found.courtyard_id else None, tuple(cases),
        found.signed_in if held else store.count(look.session, SignIn, meeting_id=found.id),
        bool(browser) and store.first(look.session, SignIn, meeting_id=found.id, browser=browser) is not None,
        _lines(look, here, actions), tuple(one.without_names() for one in decisions),
        _documents(look, Holder.MEETING, found.id, works_here=works_here),
        kept.photos(look.session, Owner.MEETING, [found.id]).get(found.id, ()), _changes(look, here.id, found.id),
    )  # fmt: skip


@query
def open_actions(look: Look, *, community_id: str, case_id: str = "") -> list[ActionLine]:
    """What is to be done, the most urgent first, then what was done of late; of one case where it is named."""
    here = look.permit_in(community_id)
    of_case = {"case_id": case_id} if case_id else {}
    found = store.find(look.session, Action, order=("due", "at", "id"), community_id=community_id, **of_case)
    since = today(here, look.now) - DONE_SHOWN
    shown = [one for one in found if one.ended is Ended.OPEN]
    shown += [one for one in reversed(found) if one.ended is Ended.DONE and (case_id or _day(one) >= since)]
    return list(_lines(look, here, shown))


@query
def documents(look: Look, *, community_id: str, holder: Holder, holder_id: str) -> list[Document]:
    """Documents of a meeting, a courtyard or a case, by kind; those for the file are for staff only."""
    here = look.permit_in(community_id)
    works_here = access.staff(Asking(look.visitor, here))
    found = _documents(look, Holder(holder), holder_id, works_here=works_here)
    return [one for one in found if one.community_id == community_id]


@query
def document_file(look: Look, *, document_id: str) -> tuple[Document, bytes]:
    """A document with its bytes. Raises :class:`Refusal` (``not_found``), also for one withdrawn, or for the file only."""
    found = store.get(look.session, Document, document_id)
    here = look.permit_in(found.community_id)
    if found.withdrawn_at is not None or not (found.public or access.staff(Asking(look.visitor, here))):
        raise Refusal("not_found", N_("This is not here (any more): go back and choose again."))
    return found, store.get(look.session, DocumentFile, document_id).data


def _day(action: Action) -> date:
    return action.ended_on or action.due


def _documents(look: Look, holder: Holder, holder_id: str, *, works_here: bool) -> tuple[Document, ...]:
    found = store.find(look.session, Document, order=("kind", "at", "id"), holder=holder, holder_id=holder_id)
    return tuple(one for one in found if one.public or works_here)


def _lines(look: Look, here: Community, actions: Sequence[Action]) -> tuple[ActionLine, ...]:
    day = today(here, look.now)
    titles = {one.id: one.title for one in store.find(look.session, Meeting, id={a.meeting_id for a in actions})}
    cases = {one.id: one.title for one in store.find(look.session, Case, id={a.case_id for a in actions if a.case_id})}
    return tuple(
        ActionLine(one, titles[one.meeting_id], cases.get(one.case_id or ""), one.is_overdue(day)) for one in actions
    )


def _changes(look: Look, community_id: str, meeting_id: str) -> tuple[MeetingChange, ...]:
    entries = journal.entries(look.session, community_id, subject=f"meeting:{meeting_id}")
    return tuple(MeetingChange(e.at, e.act, e.reason) for e in reversed(entries) if e.act in PUBLIC_ACTS)
