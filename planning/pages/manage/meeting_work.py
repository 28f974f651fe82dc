"""After a meeting: who does what by when, documents, photos."""

from __future__ import annotations

import streamlit as st

from planning.actions.documents import LONGEST_TITLE, add_document, withdraw_document
from planning.actions.meeting_actions import LONGEST_TEXT, move_action, record_action, settle_action
from planning.actions.meetings import MOST_PHOTOS, picture_meeting
from planning.cases.document import Document, DocumentKind, Holder
from planning.cases.meeting import Action, Ended
from planning.i18n.names import name_of
from planning.pages import state, style, uploading
from planning.pages.visit import Visit
from planning.queries.meetings import MeetingView
from planning.reports.timeline import day_of
from planning.wording import Words


def show(visit: Visit, view: MeetingView) -> None:
    """What is to be done, documents, photos."""
    t, name = visit.t, view.meeting.id
    st.subheader(t("Who does what by when"), anchor=False)
    for line in view.actions:
        _action(visit, line.action)
    with st.expander(t("Note what is to be done")):
        _new_action(visit, view)
    st.subheader(t("Documents"), anchor=False)
    documents(visit, Holder.MEETING, name, list(view.documents), DocumentKind.MINUTES)
    st.subheader(t("Photos"), anchor=False)
    words = t("Up to {most} photos; place, time and camera are taken out of each.", most=MOST_PHOTOS)
    uploading.draw(visit, f"meeting_photos_{name}", words, MOST_PHOTOS)
    st.button(t("Add the photos"), key=f"meeting_photos_save_{name}",
              on_click=state.acting(visit, f"picture_meeting:{name}", lambda a: _pictures(visit, name, a)))  # fmt: skip


def _pictures(visit: Visit, meeting_id: str, act_id: str) -> str:
    form = f"meeting_photos_{meeting_id}"
    kept = visit.do(picture_meeting, act_id, meeting_id=meeting_id, form=uploading.name_of(form))
    uploading.used(form)
    return visit.t.n("{count} photo was added.", "{count} photos were added.", len(kept))


def _action(visit: Visit, one: Action) -> None:
    t, name = visit.t, one.id
    title = f"{one.text[t.language]} · {one.who} · {day_of(t, one.due)} · {name_of(t, one.ended)}"
    with st.expander(style.literal(title)):
        st.selectbox(t("What became of it"), list(Ended), list(Ended).index(one.ended), key=f"action_ended_{name}",
                     format_func=lambda e: name_of(t, e))  # fmt: skip
        st.text_input(
            t("A word about it, which everybody can read"), one.note, key=f"action_note_{name}", max_chars=LONGEST_TEXT
        )
        st.button(t("Note what became of it"), key=f"action_settle_{name}",
                  on_click=state.acting(visit, f"settle_action:{name}", lambda a: _settle(visit, one, a)))  # fmt: skip
        st.date_input(t("By when"), one.due, key=f"action_due_{name}")
        st.button(t("Move it to this day, for the reason above"), key=f"action_move_{name}",
                  on_click=state.acting(visit, f"move_action:{name}", lambda a: _move(visit, one, a)))  # fmt: skip


def _settle(visit: Visit, one: Action, act_id: str) -> str:
    visit.do(
        settle_action, act_id, action_id=one.id, version=one.version, ended=Ended(state.get(f"action_ended_{one.id}")),
        note=str(state.get(f"action_note_{one.id}") or ""),
    )  # fmt: skip
    return visit.t("It was noted.")


def _move(visit: Visit, one: Action, act_id: str) -> str:
    reason = str(state.get(f"action_note_{one.id}") or "")
    visit.do(
        move_action, act_id, action_id=one.id, version=one.version, due=state.get(f"action_due_{one.id}"), reason=reason
    )
    return visit.t("It was noted.")


def _new_action(visit: Visit, view: MeetingView) -> None:
    t, name = visit.t, view.meeting.id
    left, right = st.columns(2)
    left.text_input(t("What, in Chinese"), key=f"action_zh_{name}", max_chars=LONGEST_TEXT)
    right.text_input(t("What, in English"), key=f"action_en_{name}", max_chars=LONGEST_TEXT)
    left.text_input(t("Who: an office, a firm or a group; everybody reads it"), key=f"action_who_{name}", max_chars=80)
    right.date_input(t("By when"), visit.today, key=f"action_day_{name}")
    titles = {one.id: one.title[t.language] for one in view.cases}
    st.selectbox(t("For which case"), [*titles, ""], key=f"action_case_{name}",
                 format_func=lambda id_: titles.get(id_) or t("for none"))  # fmt: skip
    st.button(t("Note it"), key=f"action_save_{name}",
              on_click=state.acting(visit, f"record_action:{name}", lambda a: _record(visit, name, a)))  # fmt: skip


def _record(visit: Visit, meeting_id: str, act_id: str) -> str:
    words = Words(str(state.get(f"action_zh_{meeting_id}") or ""), str(state.get(f"action_en_{meeting_id}") or ""))
    visit.do(
        record_action, act_id, meeting_id=meeting_id, words=words, who=str(state.get(f"action_who_{meeting_id}") or ""),
        due=state.get(f"action_day_{meeting_id}"), of_case=str(state.get(f"action_case_{meeting_id}") or ""),
    )  # fmt: skip
    state.drop(*(f"action_{part}_{meeting_id}" for part in ("zh", "en", "who")))
    return visit.t("It was noted: the front page shows it until it is done.")


def documents(visit: Visit, holder: Holder, holder_id: str, found: list[Document], first: DocumentKind) -> None:
    """What there is, each with the way to withdraw it; then the form for one more."""
    t, kinds = visit.t, list(DocumentKind)
    for one in found:
        if one.withdrawn_at is None:
            _document(visit, one)
    with st.expander(t("Add a document")):
        st.file_uploader(t("PDF file"), type=["pdf"], key=f"document_file_{holder_id}")
        left, right = st.columns(2)
        left.text_input(t("Title in Chinese"), key=f"document_zh_{holder_id}", max_chars=LONGEST_TITLE)
        right.text_input(t("Title in English"), key=f"document_en_{holder_id}", max_chars=LONGEST_TITLE)
        st.selectbox(
            t("Kind of document"),
            kinds,
            kinds.index(first),
            format_func=lambda k: name_of(t, k),
            key=f"document_kind_{holder_id}",
        )
        st.checkbox(t("Everybody may read it"), value=True, key=f"document_public_{holder_id}")
        st.button(t("Add the document"), key=f"document_save_{holder_id}",
                  on_click=state.acting(visit, f"add_document:{holder_id}", lambda a: _add(visit, holder, holder_id, a)))  # fmt: skip


def _document(visit: Visit, one: Document) -> None:
    t = visit.t
    with st.expander(style.literal(one.title[t.language])):
        st.text_input(t("Reason, which everybody can read"), key=f"document_reason_{one.id}", max_chars=400)
        st.button(t("Withdraw the document"), key=f"document_withdraw_{one.id}",
                  on_click=state.acting(visit, f"withdraw_document:{one.id}", lambda a: _withdraw(visit, one, a)))  # fmt: skip


def _withdraw(visit: Visit, one: Document, act_id: str) -> str:
    reason = str(state.get(f"document_reason_{one.id}") or "")
    visit.do(withdraw_document, act_id, document_id=one.id, version=one.version, reason=reason)
    return visit.t("The document was withdrawn.")


def _add(visit: Visit, holder: Holder, holder_id: str, act_id: str) -> str:
    found, settings = state.get(f"document_file_{holder_id}"), visit.house.settings
    visit.do(
        add_document, act_id, community_id=visit.community.id, holder=holder, holder_id=holder_id,
        document_kind=DocumentKind(state.get(f"document_kind_{holder_id}")), public=bool(state.get(f"document_public_{holder_id}")),
        title=Words(str(state.get(f"document_zh_{holder_id}") or ""), str(state.get(f"document_en_{holder_id}") or "")),
        data=found.getvalue() if found else b"", photo_place=settings.photo_place, photos_mb=settings.photos_mb,
    )  # fmt: skip
    state.drop(f"document_zh_{holder_id}", f"document_en_{holder_id}")
    return visit.t("The document was added.")
