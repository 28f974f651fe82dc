"""Ask residents whether a case was done well, or about a courtyard's group; show their words; close or reopen the case."""

from __future__ import annotations

from datetime import timedelta

import streamlit as st

from planning.actions.evaluation import (
    LONGEST_PROMISE,
    MOST_CODES,
    ask_about_case,
    ask_about_group,
    close_case,
    issue_evaluation_codes,
    reopen_case,
    show_words,
)
from planning.cases.case import Case
from planning.cases.evaluation import Appraisal
from planning.errors import Refusals
from planning.pages import evaluation, state, style
from planning.pages.manage import evaluation_care
from planning.pages.manage.case_choice import case_titles
from planning.pages.visit import Visit
from planning.period import Moment
from planning.queries.cases import cases
from planning.queries.communities import courtyards
from planning.queries.evaluation import EvaluationSeen, appraisal_words, evaluations
from planning.wording import told_apart

GROUPS = "groups"
USUAL = timedelta(days=14)


def show(visit: Visit) -> None:
    """Choose a case, or the groups of courtyards; what was asked, then the form."""
    t = visit.t
    found = {line.case.id: line.case for line in visit.ask(cases, community_id=visit.community.id)}
    titles = {**case_titles(visit, found.values()), GROUPS: t("Self-management groups, each year")}
    chosen = str(
        st.selectbox(t("What is evaluated"), list(titles), format_func=titles.__getitem__, key="evaluation_of")
    )
    case = found.get(chosen)
    seen = visit.ask(evaluations, community_id=visit.community.id, **({"case_id": case.id} if case else {}))
    if case:
        evaluation.show(visit, case.id)
    else:
        evaluation.groups(visit)
    for one in seen:
        _codes(visit, one)
        if visit.may("act.call_off_evaluation"):
            evaluation_care.show(visit, one)
        if one.moment is Moment.AFTER and visit.may("act.show_words"):
            _words(visit, one)
    if visit.may("act.ask_about_case"):
        _ask(visit, case)
        if case and any(one.moment is Moment.AFTER and one.evaluation.called_off_at is None for one in seen):
            _end(visit, case)


def _codes(visit: Visit, seen: EvaluationSeen) -> None:
    t, id_ = visit.t, seen.evaluation.id
    if not seen.evaluation.by_code or seen.moment is Moment.AFTER or not visit.may("act.issue_evaluation_codes"):
        return
    fresh = state.get(f"evaluation_codes_{id_}", ())
    if fresh:
        style.drawn_state("received", t.n(
            "{count} new code: save it now, it is kept nowhere else.", "{count} new codes: save them now, they are kept nowhere else.", len(fresh)))  # fmt: skip
        st.download_button(
            t("Table (CSV)"), "code\n" + "\n".join(fresh) + "\n", "evaluation-codes.csv", "text/csv",
            key=f"evaluation_csv_{id_}", on_click="ignore",
        )  # fmt: skip
    st.number_input(t("How many codes"), 1, MOST_CODES, 50, key=f"evaluation_count_{id_}")
    st.button(t("Make codes to hand out"), key=f"evaluation_make_{id_}", on_click=_issue, args=(visit, id_))


def _issue(visit: Visit, id_: str) -> None:
    """Fresh codes are a secret that no act keeps: they live in this session until it ends."""
    count = int(state.get(f"evaluation_count_{id_}") or 0)
    try:
        state.put(
            f"evaluation_codes_{id_}", tuple(visit.do_fleeting(issue_evaluation_codes, evaluation_id=id_, count=count))
        )
    except Refusals as refused:
        state.say("refused", visit.t.refusal(refused))


def _words(visit: Visit, seen: EvaluationSeen) -> None:
    t = visit.t
    for one in visit.ask(appraisal_words, evaluation_id=seen.evaluation.id):
        st.checkbox(
            style.literal(one.words), one.shown, key=f"appraisal_{one.id}_{one.version}",
            on_change=state.acting(visit, f"show_words:{one.id}", lambda a, one=one: _shown(visit, one, a)),  # type: ignore[misc]
            help=t("Ticked: everybody reads these words, without a name."),
        )  # fmt: skip


def _shown(visit: Visit, one: Appraisal, act_id: str) -> str:
    shown = bool(state.get(f"appraisal_{one.id}_{one.version}"))
    visit.do(show_words, act_id, appraisal_id=one.id, version=one.version, shown=shown)
    return visit.t("It was noted.")


def _ask(visit: Visit, case: Case | None) -> None:
    t = visit.t
    with st.expander(t("Ask residents")):
        if case is None:
            found = visit.ask(courtyards, community_id=visit.community.id)
            yards = told_apart({yard.id: yard.name[t.language] for yard in found})
            st.selectbox(t("Courtyard"), list(yards), format_func=lambda id_: yards[id_], key="evaluation_yard")
            st.number_input(
                t("Year"), visit.today.year - 1, visit.today.year + 1, visit.today.year, key="evaluation_year"
            )
        left, right = st.columns(2)
        left.text_area(t("What was promised, in Chinese"), key="evaluation_zh", max_chars=LONGEST_PROMISE)
        right.text_area(t("What was promised, in English"), key="evaluation_en", max_chars=LONGEST_PROMISE)
        left, right = st.columns(2)
        left.date_input(t("Asked from this day"), visit.today, key="evaluation_opens")
        right.date_input(t("Until the end of this day"), visit.today + USUAL, key="evaluation_closes")
        st.checkbox(
            t("By codes that are handed out; otherwise everybody answers once with their browser"),
            key="evaluation_by_code",
        )
        st.button(t("Ask residents from that day"), type="primary", on_click=state.acting(
            visit, f"ask:{case.id if case else GROUPS}", lambda a: _asked(visit, case, a)))  # fmt: skip


def _asked(visit: Visit, case: Case | None, act_id: str) -> str:
    given = evaluation_care.typed(visit, "evaluation") | {"by_code": bool(state.get("evaluation_by_code"))}
    if case is not None:
        visit.do(ask_about_case, act_id, case_id=case.id, **given)
    else:
        yard, year = str(state.get("evaluation_yard") or ""), int(state.get("evaluation_year") or 0)
        visit.do(ask_about_group, act_id, courtyard_id=yard, year=year, **given)
    state.drop("evaluation_zh", "evaluation_en")
    return visit.t("Residents are asked from that day on: the link stands on the page of the case, and here.")


def _end(visit: Visit, case: Case) -> None:
    t = visit.t
    st.text_input(t("Reason, which everybody can read"), key=f"ending_reason_{case.id}", max_chars=400)
    with st.container(horizontal=True):
        st.button(t("Close the case"), key=f"ending_close_{case.id}", on_click=state.acting(
            visit, f"close_case:{case.id}", lambda a: _closed(visit, case, a)))  # fmt: skip
        st.button(t("Reopen the case"), key=f"ending_reopen_{case.id}", on_click=state.acting(
            visit, f"reopen_case:{case.id}", lambda a: _reopened(visit, case, a)))  # fmt: skip


def _closed(visit: Visit, case: Case, act_id: str) -> str:
    visit.do(close_case, act_id, case_id=case.id, reason=str(state.get(f"ending_reason_{case.id}") or ""))
    return visit.t("The case is closed.")


def _reopened(visit: Visit, case: Case, act_id: str) -> str:
    visit.do(reopen_case, act_id, case_id=case.id, reason=str(state.get(f"ending_reason_{case.id}") or ""))
    return visit.t("The case is open again: its works go on.")
