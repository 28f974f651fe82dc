"""Enter sheets one by one: the fields of the questionnaire, by the conditions of its form, or why a sheet cannot be read."""

from __future__ import annotations

import json

import streamlit as st

from planning.actions.survey_paper import (
    LONGEST_WHY,
    drop_survey_batch,
    drop_survey_sheet,
    enter_survey_sheet,
    hand_on_survey_batch,
    recount_survey_batch,
)
from planning.errors import Refusals
from planning.i18n.names import name_of
from planning.pages import state, style
from planning.pages.manage.paper_surveys import fields
from planning.pages.visit import Visit
from planning.queries.survey_paper import BatchAtWork, BatchLine, paper_batch
from planning.surveys.questionnaire.paper import HIGHEST_NUMBER, MOST_SHEETS, PaperSheet, Unread, run_of
from planning.surveys.questionnaire.question import Questionnaire
from planning.surveys.questionnaire.survey import Admission


def show(visit: Visit, line: BatchLine) -> None:
    """The next sheet, those that are there, and handing on."""
    t = visit.t
    at_work = visit.ask(paper_batch, paper_batch_id=line.batch.id)
    if at_work.batch.note:
        st.warning(style.literal(t("The second person says: {note}", note=at_work.batch.note)))
    _sheet(visit, at_work)
    _there(visit, at_work)
    done = len(at_work.sheets) == at_work.batch.sheets
    st.button(t("All are entered: hand the batch on"), type="primary" if done else "secondary", key=f"survey_hand_on_{line.batch.id}",
              on_click=state.acting(visit, f"survey_hand_on:{line.batch.id}", lambda a: _handed_on(visit, at_work, a)))  # fmt: skip
    with st.expander(t("The count of this batch was wrong")):
        _recount(visit, at_work)


def _sheet(visit: Visit, at_work: BatchAtWork) -> None:
    t, id_ = visit.t, at_work.batch.id
    by_number = {sheet.number: sheet for sheet in at_work.sheets}
    number = int(
        st.number_input(t("Number printed on the sheet"), 1, HIGHEST_NUMBER, _next(at_work), key=f"survey_sheet_{id_}")
    )
    before = by_number.get(number)
    try:
        run = run_of(at_work.runs, number)
    except Refusals as refused:
        style.quiet(t.refusal(refused))
        return
    key = f"{id_}_{number}_{before.version if before else 0}"
    if before is not None:
        style.quiet(t("This sheet is entered: what you save takes its place."))
    reasons: list[Unread | None] = [None, *Unread]
    chosen = before.unread if before else None
    unread = st.selectbox(t("Can it be read?"), reasons, reasons.index(chosen), key=f"survey_unread_{key}",
                          format_func=lambda one: name_of(t, one) if one else t("yes: enter its answers"))  # fmt: skip
    form = at_work.forms[run.edition_id]
    if unread is not None:
        st.text_input(
            t("In words, if it is another reason"),
            before.why if before else "",
            key=f"survey_why_{key}",
            max_chars=LONGEST_WHY,
        )
    else:
        _whose(visit, at_work, before, key)
        fields.show(visit, form, json.loads(before.answers) if before and before.answers else {}, f"survey_q_{key}")
    with st.container(horizontal=True):
        st.button(t("Save this sheet"), type="primary", key=f"survey_save_{key}", on_click=state.acting(
            visit, f"survey_sheet:{id_}:{number}", lambda _a: _saved(visit, at_work, number, form, key)))  # fmt: skip
        if before is not None:
            st.button(t("Take this sheet out"), key=f"survey_drop_{key}", on_click=state.acting(
                visit, f"survey_drop:{id_}:{number}", lambda _a: _dropped(visit, at_work, number)))  # fmt: skip


def _next(at_work: BatchAtWork) -> int:
    """The number behind the last one that was entered; the first one that was printed before that."""
    last = max((sheet.number for sheet in at_work.sheets), default=0)
    return last + 1 if last else at_work.runs[0].first if at_work.runs else 1


def _whose(visit: Visit, at_work: BatchAtWork, before: PaperSheet | None, key: str) -> None:
    """The code that came with it, or the courtyard that stands on it."""
    t = visit.t
    if at_work.survey.entry is Admission.CODES:
        said = (
            t("Code on the card; left empty the one that is entered stays")
            if before and before.used_id
            else t("Code on the card")
        )
        st.text_input(said, key=f"survey_code_{key}", max_chars=60)
    if at_work.courtyards:
        names = {"": t("not said"), **{yard.id: yard.name[t.language] for yard in at_work.courtyards}}
        at = list(names).index(before.courtyard_id) if before and before.courtyard_id in names else 0
        st.selectbox(t("Courtyard"), list(names), at, format_func=names.__getitem__, key=f"survey_yard_{key}")


def _saved(visit: Visit, at_work: BatchAtWork, number: int, form: Questionnaire, key: str) -> str:
    """What stands in the fields now, not when they were drawn."""
    reason = state.get(f"survey_unread_{key}")
    unread = Unread(reason) if reason else None
    visit.do_fleeting(
        enter_survey_sheet, paper_batch_id=at_work.batch.id, number=number, unread=unread, mac=visit.house.mac,
        answers={} if unread else fields.typed(visit, form, f"survey_q_{key}"), why=str(state.get(f"survey_why_{key}") or ""),
        courtyard_id=str(state.get(f"survey_yard_{key}") or ""), code_typed=str(state.get(f"survey_code_{key}") or ""),
    )  # fmt: skip
    state.drop(f"survey_code_{key}")
    state.put(f"survey_sheet_{at_work.batch.id}", number + 1)
    return visit.t("Sheet {number} is entered.", number=number)


def _dropped(visit: Visit, at_work: BatchAtWork, number: int) -> str:
    visit.do_fleeting(drop_survey_sheet, paper_batch_id=at_work.batch.id, number=number)
    state.drop(f"survey_correct_{at_work.batch.id}")
    return visit.t("Sheet {number} was taken out.", number=number)


def _there(visit: Visit, at_work: BatchAtWork) -> None:
    """Numbers that are entered: a tap opens one to be corrected."""
    t, id_ = visit.t, at_work.batch.id
    if not at_work.sheets:
        return
    numbers = [sheet.number for sheet in at_work.sheets]
    with st.expander(t("Correct a sheet ({count} are there)", count=len(numbers))):
        # The bare number: the browser keeps showing the words that a sheet was chosen by, and whether it can be read changes.
        st.selectbox(t("Sheet"), numbers, key=f"survey_correct_{id_}")
        st.button(t("Open it"), key=f"survey_correct_go_{id_}", on_click=_go, args=(id_,))


def _go(id_: str) -> None:
    state.put(f"survey_sheet_{id_}", int(state.get(f"survey_correct_{id_}") or 1))


def _handed_on(visit: Visit, at_work: BatchAtWork, act_id: str) -> str:
    visit.do(hand_on_survey_batch, act_id, paper_batch_id=at_work.batch.id, version=at_work.batch.version)
    return visit.t("The batch waits for the second person.")


def _recount(visit: Visit, at_work: BatchAtWork) -> None:
    t, batch = visit.t, at_work.batch
    key = f"{batch.id}_{batch.version}"
    st.number_input(t("How many sheets were counted"), 0, MOST_SHEETS, batch.sheets, key=f"survey_recount_{key}")
    st.text_input(t("Why"), key=f"survey_recount_why_{key}", max_chars=400)
    with st.container(horizontal=True):
        st.button(t("Correct the count"), key=f"survey_recount_go_{key}", on_click=state.acting(
            visit, f"survey_recount:{key}", lambda a: _recounted(visit, at_work, key, a)))  # fmt: skip
        if not at_work.sheets:
            st.button(t("Take this batch away"), key=f"survey_batch_drop_{key}", on_click=state.acting(
                visit, f"survey_batch_drop:{key}", lambda a: _batch_dropped(visit, at_work, a)))  # fmt: skip


def _recounted(visit: Visit, at_work: BatchAtWork, key: str, act_id: str) -> str:
    visit.do(
        recount_survey_batch, act_id, paper_batch_id=at_work.batch.id, version=at_work.batch.version,
        sheets=int(state.get(f"survey_recount_{key}") or 0), reason=str(state.get(f"survey_recount_why_{key}") or ""),
    )  # fmt: skip
    return visit.t("The count is corrected.")


def _batch_dropped(visit: Visit, at_work: BatchAtWork, act_id: str) -> str:
    visit.do(drop_survey_batch, act_id, paper_batch_id=at_work.batch.id)
    return visit.t("The batch was taken away.")
