"""Questionnaires on paper: print numbered sheets, enter them in batches, and have another person confirm them."""

from __future__ import annotations

import streamlit as st

from planning import addresses
from planning.actions.survey_paper import give_up_survey_batch, open_survey_batch, print_survey_sheets
from planning.errors import Refusals
from planning.i18n.names import name_of
from planning.pages import state, style
from planning.pages.manage.paper_surveys import confirming, entering
from planning.pages.survey_results import titled
from planning.pages.visit import Visit
from planning.period import Moment
from planning.queries.survey_paper import BatchLine, PaperDesk, paper_desk
from planning.queries.surveys import surveys
from planning.surveys.questionnaire.paper import MOST_PRINTED, MOST_SHEETS, PaperState, may_confirm, may_enter


def show(visit: Visit) -> None:
    """Choose a questionnaire; its batches first, then printing. Of one in preparation there is a specimen."""
    t = visit.t
    lines = visit.ask(surveys, community_id=visit.community.id)
    lines = sorted(lines, key=lambda line: line.survey.moment is Moment.BEFORE)
    found = {line.survey.id: line.survey for line in lines}
    if not found:
        style.drawn_state("later", t("There is no questionnaire yet: make one and publish it, then it can be printed."))
        return
    titles = titled(visit, found.values())
    chosen = str(st.selectbox(t("Questionnaire"), list(titles), format_func=titles.__getitem__, key="paper_survey"))
    desk = visit.ask(paper_desk, survey_id=chosen)
    if desk.survey.moment is Moment.BEFORE:
        _specimen(visit, desk)
        return
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
    if line.batch.state is PaperState.CONFIRMED:
        style.drawn_state("received", t("Confirmed: its sheets count in the results, marked as paper."))
        return
    _work(visit, line)
    if visit.may("act.give_up_survey_batch"):
        _giving_up(visit, line)


def _work(visit: Visit, line: BatchLine) -> None:
    """What this member can do with the batch now, or why nothing."""
    waits = line.batch.state is PaperState.WAITING
    may, work = (may_confirm, confirming.show) if waits else (may_enter, entering.show)
    try:
        may(line.batch, visit.visitor.member.id if visit.visitor.member else "")
    except Refusals as refused:
        style.drawn_state("later" if waits else "locked", visit.t.refusal(refused))
    else:
        work(visit, line)


def _giving_up(visit: Visit, line: BatchLine) -> None:
    """For the board: a batch that nobody goes on with, since whoever entered it is gone."""
    t, key = visit.t, f"{line.batch.id}_{line.batch.version}"
    with st.expander(t("Nobody goes on with this batch")):
        style.quiet(t("If whoever enters it is gone, the board takes the batch away. What was typed goes with it, its codes are free again, and the sheets of paper can be entered anew by somebody else."))  # fmt: skip
        st.text_input(t("Why"), key=f"survey_give_up_why_{key}", max_chars=400)
        st.button(t("Take the batch away with its sheets"), key=f"survey_give_up_{key}", on_click=state.acting(
            visit, f"survey_give_up:{key}", lambda a: _given_up(visit, line, key, a)))  # fmt: skip


def _given_up(visit: Visit, line: BatchLine, key: str, act_id: str) -> str:
    why = str(state.get(f"survey_give_up_why_{key}") or "")
    visit.do(give_up_survey_batch, act_id, paper_batch_id=line.batch.id, reason=why)
    state.drop(f"survey_batch_{line.batch.survey_id}")
    return visit.t("The batch was taken away.")


def _line(visit: Visit, desk: PaperDesk, line: BatchLine) -> str:
    """Nothing that changes while it is chosen: the browser keeps showing the words that it was chosen by."""
    who = desk.members.get(line.batch.entered_by, "—")
    return visit.t("Batch {number} · entered by {who}", number=line.batch.number, who=who)


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


def _specimen(visit: Visit, desk: PaperDesk) -> None:
    """Before it is published: nothing is numbered, since its questions can still change."""
    t, id_ = visit.t, desk.survey.id
    style.quiet(t("Publish the questionnaire first: until then its questions can still change. A specimen can be printed now."))  # fmt: skip
    style.files([(addresses.to(addresses.SURVEY_SHEETS, survey=id_), t("Specimen without a number (PDF)"))])


def _printing(visit: Visit, desk: PaperDesk, *, is_open: bool) -> None:
    t, id_ = visit.t, desk.survey.id
    files = [
        (addresses.to(addresses.SURVEY_SHEETS, survey=id_, run=run.id), t("Sheets {first} to {last} (PDF)", first=run.first, last=run.last))
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
