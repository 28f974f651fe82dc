"""Courtyards, for those who lead: who is in charge, charter and rules; programmes and copies; cases handed up and back."""

from __future__ import annotations

from datetime import timedelta

import streamlit as st

from planning.actions.courtyards import LONGEST_BEFORE, end_term, name_in_charge, show_in_charge
from planning.actions.programmes import LONGEST_TEXT, LONGEST_TITLE, open_programme
from planning.cases.courtyards import Body, Term
from planning.cases.document import DocumentKind, Holder
from planning.cases.meeting import MeetingState
from planning.i18n.names import name_of
from planning.options.round import State
from planning.pages import state, style
from planning.pages.manage import programme_care
from planning.pages.manage.meeting_work import documents
from planning.pages.visit import Visit
from planning.queries.communities import courtyards
from planning.queries.courtyards import courtyard_view
from planning.queries.meetings import meetings
from planning.queries.results import rounds_with_results
from planning.wording import Words, told_apart

BEFORE = "before"


def show(visit: Visit) -> None:
    """Choose a courtyard; its people and its rules. Then the programmes."""
    t, here = visit.t, visit.community.id
    yards = {
        y.id: y.name[t.language]
        for y in visit.ask(courtyards, community_id=here)
        if visit.may("act.add_document", courtyard_id=y.id)
    }
    if not yards:
        style.drawn_state("house", t("No courtyard is on the map yet: they come with an import."))
    else:
        chosen = str(st.selectbox(t("Courtyard"), list(yards), format_func=yards.__getitem__, key="yards_chosen"))
        view = visit.ask(courtyard_view, community_id=here, courtyard_id=chosen)
        if visit.may("act.name_in_charge"):
            st.subheader(t("Who is in charge"), anchor=False)
            for line in view.terms:
                _term(visit, line.term, runs=line.runs)
            with st.expander(t("Enter somebody in charge")):
                _form(visit, chosen)
        st.subheader(t("Charter and rules"), anchor=False)
        documents(visit, Holder.COURTYARD, chosen, list(view.documents), DocumentKind.CHARTER)
    if visit.may("act.open_programme"):
        st.subheader(t("Programmes"), anchor=False)
        programme_care.show(visit)
        with st.expander(t("Open a programme")):
            _programme(visit)


def _term(visit: Visit, one: Term, *, runs: bool) -> None:
    t = visit.t
    with st.expander(style.literal(f"{one.name} · {name_of(t, one.body)}")):
        style.quiet(t("runs now") if runs else t("does not run now"))
        st.checkbox(
            t("This person agreed that everybody reads the name"), one.shown, key=f"term_shows_{one.id}_{one.version}",
            on_change=state.acting(visit, f"show_in_charge:{one.id}", lambda a: _show(visit, one, a)),
            help=t("Not ticked, or once the term is over: only those who work here read the name."),
        )  # fmt: skip
        if one.ended_on is None:
            st.text_input(t("Reason, which everybody can read"), key=f"term_reason_{one.id}", max_chars=400)
            st.button(t("End the term early"), key=f"term_end_{one.id}",
                      on_click=state.acting(visit, f"end_term:{one.id}", lambda a: _end(visit, one, a)))  # fmt: skip


def _show(visit: Visit, one: Term, act_id: str) -> str:
    shown = bool(state.get(f"term_shows_{one.id}_{one.version}"))
    visit.do(show_in_charge, act_id, term_id=one.id, version=one.version, shown=shown)
    return visit.t("It was noted.")


def _end(visit: Visit, one: Term, act_id: str) -> str:
    visit.do(
        end_term, act_id, term_id=one.id, version=one.version, reason=str(state.get(f"term_reason_{one.id}") or "")
    )
    return visit.t("The term has ended.")


def _form(visit: Visit, yard: str) -> None:
    t, here, today = visit.t, visit.community.id, visit.today
    left, right = st.columns(2)
    left.text_input(t("Name"), key=f"term_name_{yard}", max_chars=80)
    right.selectbox(t("What they belong to"), list(Body), format_func=lambda b: name_of(t, b), key=f"term_body_{yard}")
    left.date_input(t("First day"), today, key=f"term_begins_{yard}")
    right.date_input(t("Last day"), today + timedelta(days=3 * 365), key=f"term_ends_{yard}")
    rounds = {
        f"round:{one.round.id}": one.round.title[t.language]
        for one in visit.ask(rounds_with_results, community_id=here)
        if one.state is State.CLOSED
    }
    held = {
        f"meeting:{m.id}": f"{visit.date(m.starts_at)} {m.title[t.language]}"
        for m in visit.ask(meetings, community_id=here)
        if m.state is MeetingState.HELD and m.courtyard_id in {None, yard}
    }
    chosen = told_apart(rounds | held | {BEFORE: t("neither: chosen before that could be kept here")})
    st.selectbox(
        t("Chosen by which round or meeting"), list(chosen), format_func=chosen.__getitem__, key=f"term_by_{yard}"
    )
    if state.get(f"term_by_{yard}") == BEFORE:
        st.text_input(t("How and when they were chosen"), key=f"term_before_{yard}", max_chars=LONGEST_BEFORE)
    st.checkbox(t("This person agreed that everybody reads the name"), key=f"term_shown_{yard}")
    st.button(t("Enter this person"), key=f"term_save_{yard}",
              on_click=state.acting(visit, f"name_in_charge:{yard}", lambda a: _enter(visit, yard, a)))  # fmt: skip


def _enter(visit: Visit, yard: str, act_id: str) -> str:
    kind, _, id_ = str(state.get(f"term_by_{yard}") or "").partition(":")
    visit.do(
        name_in_charge, act_id, courtyard_id=yard, body=Body(state.get(f"term_body_{yard}")), name=str(state.get(f"term_name_{yard}") or ""),
        begins=state.get(f"term_begins_{yard}"), ends=state.get(f"term_ends_{yard}"), shown=bool(state.get(f"term_shown_{yard}")),
        of_round=id_ if kind == "round" else "", of_meeting=id_ if kind == "meeting" else "",
        chosen_before=str(state.get(f"term_before_{yard}") or "") if kind == BEFORE else "",
    )  # fmt: skip
    state.put(f"term_name_{yard}", "")
    state.put(f"term_shown_{yard}", False)  # the next one is asked anew
    return visit.t("The person was entered.")


def _programme(visit: Visit) -> None:
    t = visit.t
    left, right = st.columns(2)
    left.text_input(t("Title in Chinese"), key="programme_title_zh", max_chars=LONGEST_TITLE)
    right.text_input(t("Title in English"), key="programme_title_en", max_chars=LONGEST_TITLE)
    left.text_area(t("What it is about, in Chinese"), key="programme_about_zh", max_chars=LONGEST_TEXT)
    right.text_area(t("What it is about, in English"), key="programme_about_en", max_chars=LONGEST_TEXT)
    st.button(t("Open the programme"), key="programme_open",
              on_click=state.acting(visit, "open_programme", lambda a: _open(visit, a)))  # fmt: skip


def _open(visit: Visit, act_id: str) -> str:
    typed = [
        Words(*(str(state.get(f"programme_{name}_{language}") or "") for language in ("zh", "en")))
        for name in ("title", "about")
    ]
    visit.do(open_programme, act_id, community_id=visit.community.id, title=typed[0], about=typed[1])
    return visit.t("The programme is open: cases are taken in where they are kept.")
