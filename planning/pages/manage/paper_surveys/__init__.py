"""Questionnaires on paper: print numbered sheets, enter them in batches, and have another person confirm them."""

from __future__ import annotations

import streamlit as st

from planning import addresses
from planning.actions.survey_paper import open_survey_batch, print_survey_sheets
from planning.i18n.names import name_of
from planning.pages import state, style
from planning.pages.manage.paper_surveys import confirming, entering
from planning.pages.survey_results import titled
from planning.pages.visit import Visit
from planning.period import Moment
from planning.queries.survey_paper import BatchLine, PaperDesk, paper_desk
from planning.queries.surveys import surveys
from planning.surveys.questionnaire.paper import MOST_PRINTED, MOST_SHEETS, PaperState


def show(visit: Visit) -> None:
    """Choose a questionnaire; its batches first, then printing."""
    t = visit.t
    found = {
        line.survey.id: line.survey
        for line in visit.ask(surveys, community_id=visit.community.id)
        if line.survey.published_at
    }
    if not found:
        style.drawn_state("later", t("No questionnaire is published yet: publish one first, then it can be printed."))
        return
    titles = titled(visit, found.values())
    chosen = str(st.selectbox(t("Questionnaire"), list(titles), format_func=titles.__getitem__, key="paper_survey"))
    desk = visit.ask(paper_desk, survey_id=chosen)
    is_open = desk.survey.moment is Moment.DURING
    if not is_open:
        style.quiet(t("This questionnaire is closed: it stays as it is."))
    _batches(visit, desk, is_open=is_open)
    with st.expander(t("Print"), expanded=not desk.runs):
        _printing(visit, desk, is_open=is_open)


def _batches(visit: Visit, desk: PaperDesk, *, is_open: bool) -> None:
    """The batch that is worked on, or a new one."""
    t = visit.t
    lines = {line.batch.id: line for line in desk.batches}
    words = {"": t("A new batch"), **{id_: _line(visit, desk, line) for id_, line in lines.items()}}
    choices = ([""] if is_open else []) + list(lines)
    if not choices:
        style.quiet(t("No sheet of paper was entered."))
        return
    key = f"survey_batch_{desk.survey.id}"
    if state.get(key) not in choices:
        state.put(
            key, next((id_ for id_, line in lines.items() if line.batch.state is not PaperState.CONFIRMED), choices[0])
        )
    chosen = str(st.selectbox(t("Batch"), choices, format_func=words.__getitem__, key=key))
    if not chosen:
        _new(visit, desk)
        return
    line = lines[chosen]
    style.badges(name_of(t, line.batch.state), t("{entered} entered", entered=line.entered), t("{unread} not readable", unread=line.unread), t("{counted} counted", counted=line.batch.sheets))  # fmt: skip
    style.quiet(_who(visit, desk, line))
    if not is_open:
        return
    me = visit.visitor.member
    mine = me is not None and me.id == line.batch.entered_by
    if line.batch.state is PaperState.WAITING and not mine:
        confirming.show(visit, line)
    elif line.batch.state in {PaperState.ENTERING, PaperState.RETURNED} and mine:
        entering.show(visit, line)
    elif line.batch.state is PaperState.WAITING:
        style.drawn_state(
            "later", t("Another person confirms this batch now; you can correct it if they give it back.")
        )
    elif line.batch.state is PaperState.CONFIRMED:
        style.drawn_state("received", t("Confirmed: its sheets count in the results, marked as paper."))
    else:
        style.drawn_state("locked", t("Somebody else is entering this batch: you can confirm it after that."))


def _line(visit: Visit, desk: PaperDesk, line: BatchLine) -> str:
    t, batch = visit.t, line.batch
    who = desk.members.get(batch.entered_by, "—")
    return f"{t('Batch {number}', number=batch.number)} · {name_of(t, batch.state)} · {who}"


def _who(visit: Visit, desk: PaperDesk, line: BatchLine) -> str:
    t, batch = visit.t, line.batch
    said = t(
        "Entered by {who} from {when} on.",
        who=desk.members.get(batch.entered_by, "—"),
        when=visit.time(batch.opened_at),
    )
    if batch.confirmed_at is None:
        return said
    return t.joined([said, t("Confirmed by {who}, {when}.", who=desk.members.get(batch.confirmed_by, "—"), when=visit.time(batch.confirmed_at))])  # fmt: skip


def _new(visit: Visit, desk: PaperDesk) -> None:
    t, id_ = visit.t, desk.survey.id
    style.quiet(
        t(
            "Count the sheets of a batch by hand first. You enter them, another person confirms them; until then they count nowhere."
        )
    )
    st.number_input(t("How many sheets were counted"), 0, MOST_SHEETS, 0, key=f"survey_counted_{id_}")
    st.button(t("Open this batch"), type="primary", key=f"survey_open_batch_{id_}", disabled=not desk.runs,
              on_click=state.acting(visit, f"survey_batch:{id_}", lambda a: _opened(visit, id_, a)))  # fmt: skip
    if not desk.runs:
        style.quiet(t("Number and print some sheets first."))


def _opened(visit: Visit, id_: str, act_id: str) -> str:
    made = visit.do(open_survey_batch, act_id, survey_id=id_, sheets=int(state.get(f"survey_counted_{id_}") or 0))
    state.put(f"survey_batch_{id_}", made)
    return visit.t("The batch is open: enter its sheets.")


def _printing(visit: Visit, desk: PaperDesk, *, is_open: bool) -> None:
    t, id_ = visit.t, desk.survey.id
    files = [
        (addresses.to(addresses.SURVEY_SHEETS, survey=id_) + f"?run={run.id}", t("Sheets {first} to {last} (PDF)", first=run.first, last=run.last))
        for run in desk.runs
    ]  # fmt: skip
    style.files([*files, (addresses.to(addresses.SURVEY_SHEETS, survey=id_), t("Specimen without a number (PDF)"))])
    if not is_open:
        return
    st.number_input(t("How many sheets"), 1, MOST_PRINTED, 30, key=f"survey_print_{id_}")
    st.button(t("Number these sheets"), key=f"survey_number_{id_}", on_click=state.acting(
        visit, f"survey_print:{id_}", lambda a: _numbered(visit, id_, a)))  # fmt: skip


def _numbered(visit: Visit, id_: str, act_id: str) -> str:
    visit.do(print_survey_sheets, act_id, survey_id=id_, sheets=int(state.get(f"survey_print_{id_}") or 0))
    return visit.t("The sheets have their numbers: print them.")
