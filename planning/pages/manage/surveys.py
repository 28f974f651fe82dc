"""Questionnaires at work: bring in an XLSForm and read its report, say who may answer, publish, give the link, close."""

from __future__ import annotations

from typing import Any

import streamlit as st

from planning import addresses
from planning.actions.surveys import (
    LONGEST_ABOUT,
    LONGEST_TITLE,
    change_survey,
    close_survey,
    create_survey,
    publish_survey,
    upload_edition,
)
from planning.errors import Refusals
from planning.i18n.names import name_of
from planning.pages import state, style
from planning.pages.manage import open_answers, survey_form
from planning.pages.survey_results import titled
from planning.pages.visit import Visit
from planning.period import Moment
from planning.queries.surveys import SurveyDesk, survey_desk, surveys
from planning.reports import qr
from planning.surveys.questionnaire.survey import Admission, Survey
from planning.surveys.questionnaire.xlsform import FormReport, read_form
from planning.wording import Words

SUFFIXES = ["xlsx", "xls", "csv"]
NEW = ""
CHOICE = "surveys_desk"
WRITING = "survey_writing_"


def show(visit: Visit) -> None:
    """Choose one, or bring in a new one."""
    t = visit.t
    found = {line.survey.id: line.survey for line in visit.ask(surveys, community_id=visit.community.id)}
    titles = {NEW: t("A new questionnaire"), **titled(visit, found.values())}
    if state.get(CHOICE, NEW) not in titles:
        state.drop(CHOICE)
    chosen = st.selectbox(t("Questionnaire"), list(titles), format_func=titles.__getitem__, key=CHOICE)
    if chosen == NEW:
        survey_form.start(visit, _started)
        with st.expander(t("Bring in a form that is there already")):
            _upload(visit, None)
        return
    desk = visit.ask(survey_desk, survey_id=chosen)
    survey = desk.view.survey
    style.badges(
        name_of(t, survey.entry), _stands(visit, survey), t.n("{count} answer", "{count} answers", desk.received)
    )
    if survey.moment is not Moment.AFTER:
        _ways(visit, survey)
        if st.toggle(t("Write and change the questions"), key=f"{WRITING}{survey.id}"):
            is_list = survey_form.show(visit, survey.id)
            if is_list and survey.moment is Moment.BEFORE:
                _steps(visit, desk)
            return
        with st.expander(t("Words, and who may answer"), expanded=survey.published_at is None):
            _fields(visit, desk)
        with st.expander(t("Bring in another version of the form")):
            _upload(visit, desk)
    _files(visit, survey)
    if desk.received and st.toggle(t("Group the open answers by theme"), key=f"survey_open_{survey.id}"):
        open_answers.show(visit, survey.id)
    _steps(visit, desk)


def _started(survey_id: str) -> None:
    """A questionnaire that was begun here is chosen, with its questions to be written."""
    state.put(CHOICE, survey_id)
    state.put(f"{WRITING}{survey_id}", True)


def _stands(visit: Visit, survey: Survey) -> str:
    return {
        Moment.BEFORE: visit.t("in preparation"), Moment.DURING: visit.t("open"), Moment.AFTER: visit.t("closed"),
    }[survey.moment]  # fmt: skip


def _ways(visit: Visit, survey: Survey) -> None:
    """The page for phones, and a code to scan once it is published."""
    t = visit.t
    page = addresses.to(addresses.ASK, survey=survey.id, lang=t.language)
    style.link(page, t("Look at the page for phones") if survey.published_at is None else t("The page for phones"))
    if survey.published_at is None:
        return
    url = visit.phone_base() + addresses.to(addresses.ASK_SHORT, survey=survey.id)
    style.code_to_scan(qr.drawn(url, t("QR code of the page for phones")), url)


def _files(visit: Visit, survey: Survey) -> None:
    """The answers for other programs, and the form itself."""
    t = visit.t
    offered = [
        (addresses.to(addresses.ANSWERS_FILE, survey=survey.id, ending=ending), t("Answers ({kind})", kind=kind))
        for ending, kind in (("csv", "CSV"), ("xlsx", "XLSX"), ("geojson", "GeoJSON"))
    ]
    style.files([*offered, (addresses.to(addresses.FORM_FILE, survey=survey.id), t("The form (XLSForm)"))])


def _upload(visit: Visit, desk: SurveyDesk | None) -> None:
    """A file, what is wrong with it, and the button that takes it in."""
    t, key = visit.t, desk.view.survey.id if desk else NEW
    if desk and desk.frozen:
        style.quiet(
            t(
                "Version {number} is published: another form becomes the next version.",
                number=desk.view.edition.number,
            )
        )
    file = st.file_uploader(t("XLSForm from KoboToolbox or ODK"), type=SUFFIXES, key=f"survey_file_{key}")
    if file is None:
        return
    data = file.getvalue()
    try:
        report = read_form(file.name, data)
    except Refusals as refused:
        st.error(style.literal(t.refusal(refused)))
        return
    told(visit, report)
    if report.questionnaire.questions:
        label = t("Take it in as a version") if desk else t("Make a questionnaire of it")
        st.button(label, type="primary", key=f"survey_take_{key}", on_click=state.acting(
            visit, f"survey_upload:{key}", lambda a: _take(visit, desk, file.name, data, a)))  # fmt: skip


def told(visit: Visit, report: FormReport) -> None:
    """What comes over of a form, and what does not."""
    t = visit.t
    count = len(report.questionnaire.questions)
    st.markdown(style.literal(t.n("{count} question comes over.", "{count} questions come over.", count)))
    for fault in report.faults:
        where = t("Row {row}: ", row=fault.where) if fault.where else ""
        st.markdown(f"- {style.literal(where + t.problem(fault))}")


def _take(visit: Visit, desk: SurveyDesk | None, file: str, data: bytes, act_id: str) -> str:
    if desk is not None:
        number = visit.do(upload_edition, act_id, survey_id=desk.view.survey.id, file=file, data=data, base=desk.base)
        return visit.t("The form is version {number} now.", number=number)
    made = visit.do(create_survey, act_id, community_id=visit.community.id, file=file, data=data)
    state.put(CHOICE, made)
    return visit.t("The questionnaire is in preparation: look at it, then publish it.")


def _fields(visit: Visit, desk: SurveyDesk) -> None:
    t, survey = visit.t, desk.view.survey
    id_ = survey.id
    for name, words, longest in (("title", survey.title, LONGEST_TITLE), ("about", survey.about, LONGEST_ABOUT)):
        left, right = st.columns(2)
        zh, en = (
            (t("Title in Chinese"), t("Title in English"))
            if name == "title"
            else (t("What it is for, in Chinese"), t("What it is for, in English"))
        )
        left.text_area(zh, words.zh, key=f"survey_{name}_zh_{id_}", max_chars=longest, height=68)
        right.text_area(en, words.en, key=f"survey_{name}_en_{id_}", max_chars=longest, height=68)
    entries = list(Admission)
    entry = st.radio(t("Who may answer"), entries, entries.index(survey.entry), format_func=lambda e: name_of(t, e),
                     key=f"survey_entry_{id_}", disabled=survey.published_at is not None)  # fmt: skip
    if entry is Admission.CODES:
        _choice(visit, t("The round whose codes open it"), f"survey_round_{id_}", desk.rounds, survey.round_id)
    else:
        st.checkbox(
            t("Ask for the courtyard, so that results can be told by courtyard"),
            survey.asks_courtyard,
            key=f"survey_yards_{id_}",
        )
    _choice(visit, t("The case that it belongs to"), f"survey_case_{id_}", desk.cases, survey.case_id)
    _choice(visit, t("Compare with"), f"survey_before_{id_}", desk.others, survey.before_id)
    st.button(t("Save"), key=f"survey_save_{id_}", on_click=state.acting(
        visit, f"change_survey:{id_}", lambda a: _change(visit, survey, a)))  # fmt: skip


def _choice(visit: Visit, label: str, key: str, offered: dict[str, Words], chosen: str | None) -> None:
    names = {"": visit.t("none"), **{id_: words[visit.t.language] for id_, words in offered.items()}}
    st.selectbox(
        label,
        list(names),
        list(names).index(chosen or "") if (chosen or "") in names else 0,
        format_func=names.__getitem__,
        key=key,
    )


def _change(visit: Visit, survey: Survey, act_id: str) -> str:
    id_ = survey.id

    def typed(name: str) -> Any:
        return state.get(f"survey_{name}_{id_}") or ""

    visit.do(
        change_survey, act_id, survey_id=id_, version=survey.version, title=Words(typed("title_zh"), typed("title_en")),
        about=Words(typed("about_zh"), typed("about_en")), entry=Admission(typed("entry") or survey.entry), round_id=str(typed("round")),
        case_id=str(typed("case")), asks_courtyard=bool(typed("yards")), before_id=str(typed("before")),
    )  # fmt: skip
    return visit.t("Saved.")


def _steps(visit: Visit, desk: SurveyDesk) -> None:
    t, survey = visit.t, desk.view.survey
    if survey.moment is Moment.BEFORE:
        st.button(t("Publish: people can answer from now on"), type="primary", key=f"survey_publish_{survey.id}", on_click=state.acting(
            visit, f"publish_survey:{survey.id}", lambda a: _publish(visit, desk, a)))  # fmt: skip
    elif survey.moment is Moment.DURING:
        with st.expander(t("Close the questionnaire")):
            st.text_input(t("Why it is closed (everybody reads it)"), key=f"survey_reason_{survey.id}", max_chars=400)
            st.button(t("Close: nobody can answer any more"), key=f"survey_close_{survey.id}", on_click=state.acting(
                visit, f"close_survey:{survey.id}", lambda a: _close(visit, survey, a)))  # fmt: skip
    else:
        style.quiet(t("Closed: {reason}", reason=survey.closed_reason))


def _publish(visit: Visit, desk: SurveyDesk, act_id: str) -> str:
    visit.do(publish_survey, act_id, survey_id=desk.view.survey.id, base=desk.base)
    return visit.t("The questionnaire is open.")


def _close(visit: Visit, survey: Survey, act_id: str) -> str:
    visit.do(close_survey, act_id, survey_id=survey.id, reason=str(state.get(f"survey_reason_{survey.id}") or ""))
    return visit.t("The questionnaire is closed: everybody can read the result.")
