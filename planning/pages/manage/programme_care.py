"""Programmes, for those who lead: their words, and cases that do not belong to them taken out."""

from __future__ import annotations

import streamlit as st

from planning.actions.programmes import LONGEST_TEXT, LONGEST_TITLE, change_programme, leave_programme
from planning.cases.programme import Programme
from planning.pages import state, style
from planning.pages.visit import Visit
from planning.queries.programmes import PartLine, programme_view, programmes
from planning.wording import Words


def show(visit: Visit) -> None:
    """Each programme behind its title."""
    for one in visit.ask(programmes, community_id=visit.community.id):
        with st.expander(style.literal(one.title[visit.t.language])):
            _words(visit, one)
            for line in visit.ask(programme_view, community_id=visit.community.id, programme_id=one.id).parts:
                _part(visit, one, line)


def _words(visit: Visit, one: Programme) -> None:
    t, key = visit.t, f"programme_{one.id}_{one.version}"
    left, right = st.columns(2)
    left.text_input(t("Title in Chinese"), one.title.zh, key=f"{key}_title_zh", max_chars=LONGEST_TITLE)
    right.text_input(t("Title in English"), one.title.en, key=f"{key}_title_en", max_chars=LONGEST_TITLE)
    left.text_area(t("What it is about, in Chinese"), one.about.zh, key=f"{key}_about_zh", max_chars=LONGEST_TEXT)
    right.text_area(t("What it is about, in English"), one.about.en, key=f"{key}_about_en", max_chars=LONGEST_TEXT)
    st.button(t("Save the programme"), key=f"{key}_save", on_click=state.acting(
        visit, f"change_programme:{one.id}", lambda a: _change(visit, one, key, a)))  # fmt: skip


def _change(visit: Visit, one: Programme, key: str, act_id: str) -> str:
    title, about = (
        Words(*(str(state.get(f"{key}_{name}_{language}") or "") for language in ("zh", "en")))
        for name in ("title", "about")
    )
    visit.do(change_programme, act_id, programme_id=one.id, version=one.version, title=title, about=about)
    return visit.t("The programme was saved.")


def _part(visit: Visit, one: Programme, line: PartLine) -> None:
    t, case = visit.t, line.case
    with st.container(horizontal=True):
        style.quiet(case.title[t.language])
        st.button(t("Take it out of the programme"), key=f"programme_leave_{one.id}_{case.id}", on_click=state.acting(
            visit, f"leave_programme:{one.id}:{case.id}", lambda a: _leave(visit, one, case.id, a)))  # fmt: skip


def _leave(visit: Visit, one: Programme, case_id: str, act_id: str) -> str:
    visit.do(leave_programme, act_id, programme_id=one.id, case_id=case_id)
    return visit.t("The case does not belong to the programme any more.")
