"""Meetings, for those who lead them: call, move, cancel; minutes, who does what, documents, photos."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import streamlit as st

from planning.actions.meetings import (
    LONGEST_MINUTES,
    LONGEST_TEXT,
    LONGEST_TITLE,
    MOST_PRESENT,
    call_meeting,
    cancel_meeting,
    correct_meeting,
    hold_meeting,
    move_meeting,
)
from planning.actions.meetings_afterwards import enter_meeting
from planning.cases.meeting import Meeting, MeetingKind, MeetingState
from planning.i18n.names import name_of
from planning.pages import state, style
from planning.pages.manage import meeting_work
from planning.pages.manage.case_choice import case_titles
from planning.pages.visit import Visit
from planning.queries.cases import cases
from planning.queries.communities import courtyards
from planning.queries.meetings import MeetingView, meeting_view, meetings
from planning.reports.timeline import called_off
from planning.wording import Words, told_apart

NEW, PAST = "new", "past"


def show(visit: Visit) -> None:
    """Choose a meeting, or a new one."""
    t = visit.t
    found = {one.id: one for one in visit.ask(meetings, community_id=visit.community.id) if _mine(visit, one)}
    titles = told_apart({id_: f"{visit.date(one.starts_at)} {one.title[t.language]}" for id_, one in found.items()})
    titles |= {NEW: t("+ Call a meeting"), PAST: t("+ Enter a meeting that was held")}
    chosen = str(st.selectbox(t("Meeting"), list(titles), format_func=titles.__getitem__, key="meetings_chosen"))
    if chosen == NEW:
        form(visit, None)
        st.button(t("Call the meeting"), type="primary", key="meeting_call",
                  on_click=state.acting(visit, "call_meeting", lambda a: _call(visit, a)))  # fmt: skip
        return
    if chosen == PAST:
        _past(visit)
        return
    view = visit.ask(meeting_view, community_id=visit.community.id, meeting_id=chosen)
    if view.meeting.state is MeetingState.CANCELLED:
        style.quiet(called_off(t, view.meeting))
        return
    if view.meeting.state is MeetingState.CALLED:
        _called(visit, view)
    if visit.now >= view.meeting.starts_at:
        _minutes(visit, view)
        meeting_work.show(visit, view)
    if view.meeting.state is MeetingState.HELD and view.meeting.entered_at is not None:
        _entered(visit, view.meeting)


def _past(visit: Visit) -> None:
    """A meeting that was not called here: what was, who was counted, what it came to."""
    t = visit.t
    style.quiet(t("For a meeting that took place before this tool came, or was not called in it. Its page says that it was entered afterwards, and that how long before it had been called is not kept."))  # fmt: skip
    form(visit, None, PAST)
    st.number_input(t("How many people were there"), 0, MOST_PRESENT, 0, key=f"meeting_counted_{PAST}")
    _came_to(visit, PAST, Words(""), Words(""))
    st.button(t("Enter the meeting"), type="primary", key="meeting_enter",
              on_click=state.acting(visit, "enter_meeting", lambda a: _enter(visit, a)))  # fmt: skip


def _enter(visit: Visit, act_id: str) -> str:
    made = visit.do(
        enter_meeting, act_id, community_id=visit.community.id, **_whose_typed(PAST), **_typed(visit, PAST),
        counted=state.get(f"meeting_counted_{PAST}") or None, summary=_words(PAST, "summary"), minutes=_words(PAST, "minutes"),
    )  # fmt: skip
    state.put("meetings_chosen", made)
    return visit.t("The meeting is entered. Its page says that it was entered afterwards, and that how long before it had been called is not kept.")  # fmt: skip


def _mine(visit: Visit, one: Meeting) -> bool:
    return visit.may("act.call_meeting", courtyard_id=one.courtyard_id)


def _called(visit: Visit, view: MeetingView) -> None:
    t, one = visit.t, view.meeting
    with st.expander(t("Move it, or change its agenda"), expanded=visit.now < one.starts_at):
        form(visit, view)
        st.text_input(t("Reason, which everybody can read"), key=f"meeting_reason_{one.id}", max_chars=400)
        st.button(t("Move the meeting"), key=f"meeting_move_{one.id}",
                  on_click=state.acting(visit, f"move_meeting:{one.id}", lambda a: _move(visit, one, a)))  # fmt: skip
        st.button(t("Cancel the meeting"), key=f"meeting_cancel_{one.id}",
                  on_click=state.acting(visit, f"cancel_meeting:{one.id}", lambda a: _cancel(visit, one, a)))  # fmt: skip


def _entered(visit: Visit, one: Meeting) -> None:
    """A meeting that was entered wrongly is taken out, and entered anew as it was."""
    t = visit.t
    with st.expander(t("Take the meeting out again")):
        style.quiet(t("For a meeting that was entered wrongly: it stays on the list with the reason, and what it came to is not shown any more. Then enter it as it was."))  # fmt: skip
        st.text_input(t("Reason, which everybody can read"), key=f"meeting_reason_{one.id}", max_chars=400)
        st.button(t("Take the meeting out"), key=f"meeting_cancel_{one.id}",
                  on_click=state.acting(visit, f"cancel_meeting:{one.id}", lambda a: _cancel(visit, one, a)))  # fmt: skip


def _both(name: str, field: str, labels: tuple[str, str], words: Words, longest: int) -> None:
    """A field in Chinese and one in English."""
    for column, label, language in zip(st.columns(2), labels, ("zh", "en"), strict=True):
        draw = column.text_input if longest == LONGEST_TITLE else column.text_area
        draw(label, getattr(words, language), key=f"meeting_{field}_{language}_{name}", max_chars=longest)


def _words(name: str, field: str) -> Words:
    zh, en = (str(state.get(f"meeting_{field}_{language}_{name}") or "") for language in ("zh", "en"))
    return Words(zh, en)


def form(visit: Visit, view: MeetingView | None, name: str = NEW) -> None:
    """The fields of a meeting, of a new one, or of one that was held."""
    t, one = visit.t, view.meeting if view else None
    name, empty = one.id if one else name, Words("")
    if one is None:
        _whose(visit, name)
    _both(name, "title", (t("Title in Chinese"), t("Title in English")), one.title if one else empty, LONGEST_TITLE)
    _both(name, "where", (t("Place in Chinese"), t("Place in English")), one.place if one else empty, LONGEST_TITLE)
    at = (one.starts_at if one else visit.now + timedelta(days=-7 if name == PAST else 7)).astimezone(
        ZoneInfo(visit.community.time_zone)
    )
    left, right = st.columns(2)
    left.date_input(t("Day of the meeting"), at.date(), min_value=date(1990, 1, 1), key=f"meeting_day_{name}")
    right.time_input(t("Beginning"), at.time() if one else time(19, 30), key=f"meeting_time_{name}")
    pin = one.pin if one else None
    left, right = st.columns(2)
    left.text_input(
        t("Longitude of the place, if it has one"), f"{pin.lon:.6f}" if pin else "", key=f"meeting_lon_{name}"
    )
    right.text_input(
        t("Latitude of the place, if it has one"), f"{pin.lat:.6f}" if pin else "", key=f"meeting_lat_{name}"
    )
    _both(name, "agenda", (t("Agenda in Chinese, a line for each item"), t("Agenda in English, a line for each item")),
          one.agenda if one else empty, LONGEST_TEXT)  # fmt: skip
    found = case_titles(visit, (line.case for line in visit.ask(cases, community_id=visit.community.id)))
    st.multiselect(t("Cases on the agenda"), list(found), list(one.case_ids) if one else [], key=f"meeting_cases_{name}",
                   format_func=found.__getitem__, placeholder=t("Choose cases"))  # fmt: skip


def _whose(visit: Visit, name: str) -> None:
    t = visit.t
    yards = {yard.id: yard.name[t.language] for yard in visit.ask(courtyards, community_id=visit.community.id)}
    mine = [id_ for id_ in ("", *yards) if visit.may("act.call_meeting", courtyard_id=id_ or None)]
    left, right = st.columns(2)
    left.selectbox(
        t("Kind of meeting"), list(MeetingKind), format_func=lambda k: name_of(t, k), key=f"meeting_kind_{name}"
    )
    right.selectbox(t("Courtyard, if it is one of a courtyard"), mine, key=f"meeting_yard_{name}",
                    format_func=lambda id_: yards.get(id_) or t("of the whole community"))  # fmt: skip


def _whose_typed(name: str) -> dict[str, object]:
    return {
        "meeting_kind": MeetingKind(state.get(f"meeting_kind_{name}")),
        "courtyard_id": str(state.get(f"meeting_yard_{name}") or ""),
    }


def _typed(visit: Visit, name: str) -> dict[str, object]:
    day, clock = state.get(f"meeting_day_{name}"), state.get(f"meeting_time_{name}")
    at = datetime.combine(day, clock, ZoneInfo(visit.community.time_zone)).astimezone(UTC)
    return {
        "title": _words(name, "title"), "where": _words(name, "where"), "agenda": _words(name, "agenda"), "starts_at": at,
        "lon": state.get(f"meeting_lon_{name}"), "lat": state.get(f"meeting_lat_{name}"),
        "case_ids": list(state.get(f"meeting_cases_{name}") or []),
    }  # fmt: skip


def _call(visit: Visit, act_id: str) -> str:
    made = visit.do(call_meeting, act_id, community_id=visit.community.id, **_whose_typed(NEW), **_typed(visit, NEW))
    state.put("meetings_chosen", made)
    return visit.t("The meeting is called: its notice can be printed from its page.")


def _move(visit: Visit, one: Meeting, act_id: str) -> str:
    reason = str(state.get(f"meeting_reason_{one.id}") or "")
    visit.do(move_meeting, act_id, meeting_id=one.id, version=one.version, reason=reason, **_typed(visit, one.id))
    return visit.t("The meeting was moved: everybody reads the reason.")


def _cancel(visit: Visit, one: Meeting, act_id: str) -> str:
    reason = str(state.get(f"meeting_reason_{one.id}") or "")
    visit.do(cancel_meeting, act_id, meeting_id=one.id, version=one.version, reason=reason)
    if one.entered_at is not None:
        return visit.t("The meeting was taken out again: everybody reads the reason.")
    return visit.t("The meeting was cancelled: everybody reads the reason.")


def _minutes(visit: Visit, view: MeetingView) -> None:
    t, one, held = visit.t, view.meeting, view.meeting.held_at is not None
    st.subheader(t("Minutes"), anchor=False)
    style.quiet(t("Signed in by phone: {count}.", count=view.signed_in))
    st.number_input(
        t("Counted in the room, if it was counted"), 0, MOST_PRESENT, one.counted or 0, key=f"meeting_counted_{one.id}"
    )
    _came_to(visit, one.id, one.summary, one.minutes)
    if held:
        st.text_input(t("Why they are corrected, which everybody can read"), key=f"meeting_why_{one.id}", max_chars=400)
    st.button(t("Correct the minutes") if held else t("Record the minutes"), type="primary", key=f"meeting_hold_{one.id}",
              on_click=state.acting(visit, f"hold_meeting:{one.id}", lambda a: _hold(visit, one, a)))  # fmt: skip


def _came_to(visit: Visit, name: str, summary: Words, minutes: Words) -> None:
    t = visit.t
    _both(name, "summary", (t("Plain summary in Chinese, for everybody"), t("Plain summary in English, for everybody")),
          summary, LONGEST_TEXT)  # fmt: skip
    _both(name, "minutes", (t("Full minutes in Chinese, for those who work here"), t("Full minutes in English, for those who work here")),
          minutes, LONGEST_MINUTES)  # fmt: skip


def _hold(visit: Visit, one: Meeting, act_id: str) -> str:
    said = {
        "meeting_id": one.id, "version": one.version, "counted": state.get(f"meeting_counted_{one.id}") or None,
        "summary": _words(one.id, "summary"), "minutes": _words(one.id, "minutes"),
    }  # fmt: skip
    if one.held_at is None:
        visit.do(hold_meeting, act_id, **said)
        return visit.t("The minutes are there: everybody reads the summary.")
    visit.do(correct_meeting, act_id, reason=str(state.get(f"meeting_why_{one.id}") or ""), **said)
    return visit.t("The minutes were corrected: everybody reads the reason.")
