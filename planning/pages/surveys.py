"""Questionnaires for everybody: which ones can be answered now, and what came out of those that are closed."""

from __future__ import annotations

import streamlit as st

from planning import addresses
from planning.pages import directory, state, style, survey_needs, survey_places, survey_results, walks
from planning.pages.visit import Visit
from planning.period import Moment
from planning.queries.survey_results import survey_results as ask_results
from planning.queries.surveys import SurveyLine, surveys

CHOICE = "surveys_choice"


def show(visit: Visit) -> None:
    """Open ones first, each with its way to the phone page; then a result."""
    t = visit.t
    st.title(t("Surveys"), anchor=False)
    lines = [line for line in visit.ask(surveys, community_id=visit.community.id) if line.survey.published_at]
    if not lines:
        style.drawn_state(
            "later", t("No questionnaire has been published yet: it can be answered here as soon as there is one.")
        )
        return
    for line in lines:
        if line.survey.moment is Moment.DURING:
            _open(visit, line)
    told = [line for line in lines if visit.may("query.survey_results", line.survey.moment)]
    if told:
        _result(visit, told)


def _open(visit: Visit, line: SurveyLine) -> None:
    t, survey = visit.t, line.survey
    st.subheader(style.literal(survey.title[t.language]), anchor=False)
    if survey.about[t.language]:
        style.lead(survey.about[t.language])
    style.quiet(t.n("{count} answer so far", "{count} answers so far", line.received))
    style.link(addresses.to(addresses.ASK, survey=survey.id, lang=t.language), t("Answer the questions"))


def _result(visit: Visit, told: list[SurveyLine]) -> None:
    """One of them; the address may name it."""
    t = visit.t
    by_id = {line.survey.id: line.survey for line in told}
    named = visit.params.get("survey", "")
    if state.get(CHOICE) not in by_id:
        state.put(CHOICE, named if named in by_id else told[0].survey.id)
    st.header(t("What came out"), anchor=False)
    chosen = told[0].survey.id
    if len(told) > 1:
        titles = survey_results.titled(visit, by_id.values())
        chosen = st.selectbox(t("Questionnaire"), list(by_id), format_func=titles.__getitem__, key=CHOICE)
    view = visit.ask(ask_results, survey_id=chosen)
    survey_results.show(visit, view)
    if view.results is not None:
        survey_places.show(visit, chosen)
    survey_needs.show(visit, view)
    walks.show(visit, survey_id=chosen)
    case_id = by_id[chosen].case_id
    if case_id:
        directory.go(
            "case", t("The case that it belongs to"), params={"community": visit.community.id, "case": case_id}
        )
