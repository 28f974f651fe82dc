"""Needs in order: the answers of a question as they were wanted, and the cases that were opened from them."""

from __future__ import annotations

import streamlit as st

from planning.actions.needs import case_from_need
from planning.pages import directory, state, style
from planning.pages.visit import Visit
from planning.queries.survey_results import SurveyResults
from planning.surveys.questionnaire.results import NEEDS, Result, ranked
from planning.wording import told_apart

MOST_SHOWN = 15


def show(visit: Visit, view: SurveyResults) -> None:
    """Nothing where no question asks for needs."""
    t = visit.t
    asked = {one.question.name: one for one in view.results or () if one.question.kind in NEEDS and ranked(one)}
    if not asked:
        return
    st.header(t("Needs in order"), anchor=False)
    titles = told_apart({name: one.question.label[t.language] or name for name, one in asked.items()})
    name = st.selectbox(t("Question"), list(titles), format_func=titles.__getitem__, key=f"needs_of_{view.survey.id}")
    result = asked[str(name)]
    for place, one in ranked(result)[:MOST_SHOWN]:
        said = (
            t("{count} points", count=one.count)
            if result.points
            else t("{count} of {of}", count=one.count, of=result.answered - result.unknown)
        )
        style.quiet(f"{place} · {one.label[t.language] or one.name} · {said}")
        _case(visit, view, result, one.name)


def _case(visit: Visit, view: SurveyResults, result: Result, choice: str) -> None:
    """The case that was opened from it; else the button that opens one, for whoever may."""
    t, name = visit.t, result.question.name
    case_id = view.cases.get((name, choice))
    if case_id:
        directory.go(
            "case", t("The case that was opened from it"), params={"community": visit.community.id, "case": case_id}
        )
    elif visit.may("act.case_from_need"):
        key = f"need_{view.survey.id}_{name}_{choice}"
        st.button(
            t("Open a case from it"),
            key=key,
            on_click=state.acting(visit, key, lambda a: _open(visit, view, name, choice, a)),
        )


def _open(visit: Visit, view: SurveyResults, name: str, choice: str, act_id: str) -> str:
    visit.do(case_from_need, act_id, survey_id=view.survey.id, question_name=name, choice_name=choice)
    return visit.t("The case is open: say in it what it is about.")
