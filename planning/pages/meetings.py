"""Meetings: those to come and those that were; one with its agenda, its plain summary, decisions, and who does what."""

from __future__ import annotations

import streamlit as st

from planning import addresses
from planning.cases.document import Document
from planning.cases.meeting import Meeting, MeetingState
from planning.i18n.names import name_of
from planning.pages import directory, style
from planning.pages.case_map import place_svg, show_picture
from planning.pages.dissent import decided
from planning.pages.visit import Visit
from planning.queries.dissent import DecisionSeen
from planning.queries.meetings import ActionLine, MeetingView, meeting_view, meetings
from planning.reports.timeline import afterwards, called_off, day_of

_SHEET = """
.jm { white-space: pre-line; overflow-wrap: anywhere; max-width: 46rem; }
ul.ja.ja { list-style: none; padding: 0; margin: .3rem 0; max-width: 46rem; }
.ja li { padding: .35rem 0 .35rem .8rem; border-left: 4px solid var(--jy-line); margin: 0 0 .4rem; overflow-wrap: anywhere; }
.ja li.ja-late { border-color: var(--jy-amber); }
.ja li.ja-done { color: var(--jy-soft); }
.ja small { display: block; color: var(--jy-soft); }
.ja b { color: var(--jy-amber); }
"""


def show(visit: Visit) -> None:
    """The meeting that the address names, else the list."""
    style.markup(f"<style>{_SHEET}</style>")
    wanted = visit.params.get("meeting")
    if wanted:
        _one(visit, visit.ask(meeting_view, community_id=visit.community.id, meeting_id=wanted))
    else:
        _list(visit)


def _list(visit: Visit) -> None:
    t = visit.t
    st.title(t("Meetings"), anchor=False)
    found = visit.ask(meetings, community_id=visit.community.id)
    coming = [one for one in reversed(found) if one.starts_at > visit.now]
    if not found:
        style.drawn_state("talk", t("No meeting has been called yet: the notice will stand here."))
    if coming:
        st.header(t("To come"), anchor=False)
    lines(visit, coming)
    if len(found) > len(coming):
        st.header(t("Held so far"), anchor=False)
    lines(visit, [one for one in found if one.starts_at <= visit.now])


def lines(visit: Visit, found: list[Meeting]) -> None:
    """Each with its time and place."""
    t = visit.t
    for one in found:
        directory.go("meetings", one.title[t.language], params={"community": visit.community.id, "meeting": one.id})
        style.quiet(f"{visit.time(one.starts_at)} · {one.place[t.language]}")
        style.badges(name_of(t, one.kind), *_badges(visit, one))


def _badges(visit: Visit, one: Meeting) -> list[str]:
    t = visit.t
    if one.state is MeetingState.CALLED and one.starts_at <= visit.now:
        return [t("the minutes are not there yet")]
    if one.state is MeetingState.HELD:
        entered = [t("entered afterwards")] if one.entered_at is not None else []
        return [t("People there: {count}", count=one.present), *entered]
    if one.state is MeetingState.CANCELLED and one.entered_at is not None:
        return [t("taken out again")]
    return [name_of(t, one.state)]


def _one(visit: Visit, view: MeetingView) -> None:
    t, one = visit.t, view.meeting
    st.title(style.literal(one.title[t.language]), anchor=False)
    style.lead(f"{visit.time(one.starts_at)} · {one.place[t.language]}")
    style.badges(name_of(t, one.kind), view.courtyard.name[t.language] if view.courtyard else "", *_badges(visit, one))
    if one.entered_at is not None:
        style.quiet(afterwards(t, one, visit.community.time_zone))
    if one.cancelled_at:
        style.drawn_state("warning", called_off(t, one))
    left, right = st.columns([3, 2], gap="large")
    with left:
        if one.state is MeetingState.HELD:
            _came_to(visit, view)
        st.header(t("Agenda"), anchor=False)
        style.markup(f'<p class="jm">{style.escaped(one.agenda[t.language])}</p>')
        for case in view.cases:
            directory.go("case", case.title[t.language], params={"community": visit.community.id, "case": case.id})
    with right:
        _where(visit, view)
        if one.entered_at is None:
            url = addresses.to(addresses.MEETING_NOTICE, meeting=one.id, lang=t.language)
            style.files([(url, t("Notice to print, with the code to sign in"))])
        _photos(visit, view)
    _changes(visit, view)


def _came_to(visit: Visit, view: MeetingView) -> None:
    """The plain summary first; decisions as they were taken; who does what; the full minutes for staff."""
    t, one = visit.t, view.meeting
    st.header(t("What it came to"), anchor=False)
    style.markup(f'<p class="jm">{style.escaped(one.summary[t.language])}</p>')
    if one.entered_at is not None:
        style.quiet(t("Counted in the room: {count}.", count=one.present))
    elif one.counted is None:
        style.quiet(t("Signed in by phone: {count}.", count=one.signed_in))
    else:
        style.quiet(
            t(
                "Counted in the room: {count}; of them signed in by phone: {phones}.",
                count=one.counted,
                phones=one.signed_in,
            )
        )
    if view.decisions:
        st.header(t("What was decided"), anchor=False)
    for decision in view.decisions:
        decided(visit, DecisionSeen(decision))
    if view.actions:
        st.header(t("Who does what by when"), anchor=False)
        to_do(visit, list(view.actions))
    documents(visit, view.documents)
    if one.minutes[t.language]:
        with st.expander(t("The full minutes, for those who work here")):
            style.markup(f'<p class="jm">{style.escaped(one.minutes[t.language])}</p>')


def documents(visit: Visit, found: tuple[Document, ...] | list[Document]) -> None:
    """Files to take along; of withdrawn ones the reason."""
    t = visit.t
    there = [one for one in found if one.withdrawn_at is None]
    if there:
        style.files(
            [(addresses.to(addresses.DOCUMENT, document=one.id), _named(visit, one)) for one in there], t("Documents")
        )
    for one in found:
        if one.withdrawn_at is not None:
            style.quiet(t("Withdrawn: {title}", title=one.title) + f" · {one.withdrawn_reason}")


def _named(visit: Visit, one: Document) -> str:
    t = visit.t
    kept = "" if one.public else " · " + t("for the file")
    return f"{one.title[t.language]} (PDF, {max(1, one.size_bytes // 1000)} kB · {name_of(t, one.kind)}{kept})"


def to_do(visit: Visit, found: list[ActionLine]) -> None:
    """What is to be done, by whom, by when; what is overdue is said in words and by its edge."""
    t = visit.t
    items = []
    for line in found:
        one = line.action
        kind = "ja-late" if line.overdue else "ja-done" if one.ended_on else "ja-open"
        state = f"<b>{style.escaped(t('overdue'))}</b>" if line.overdue else style.escaped(name_of(t, one.ended))
        day = day_of(t, one.ended_on or one.due)
        facts = style.escaped(" · ".join(part for part in (one.who, day, one.note) if part))
        items.append(f'<li class="{kind}">{style.escaped(one.text[t.language])}<small>{state} · {facts}</small></li>')
    style.markup(f"<style>{_SHEET}</style>")  # apart: what holds a stylesheet is not shown
    style.markup(f'<ul class="ja">{"".join(items)}</ul>')


def _where(visit: Visit, view: MeetingView) -> None:
    """On a small map, where the place is known."""
    if view.meeting.pin is not None:
        show_picture(place_svg(visit, view.meeting.pin), visit.t("Small map: where the meeting is"))


def _photos(visit: Visit, view: MeetingView) -> None:
    style.photos(
        (addresses.to(addresses.PHOTO, photo=one.id), visit.t("Photo {number} of the meeting", number=n))
        for n, one in enumerate(view.photos, 1)
    )


def _changes(visit: Visit, view: MeetingView) -> None:
    """Moved, cancelled, corrected: when, and why."""
    t, entered = visit.t, view.meeting.entered_at is not None
    said = {
        "move_meeting": t("moved or changed"), "cancel_meeting": t("taken out again") if entered else t("cancelled"), "correct_meeting": t("minutes corrected"),
    }  # fmt: skip
    for one in view.changes:
        style.quiet(f"{visit.date(one.at)} · {said[one.act]} · {one.reason}")
