"""The decision of a case, recorded by the board, and taken back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from planning.actions.case_decisions import MOST_PRESENT, record_decision, take_back_decision
from planning.actions.dissent import LONGEST_TEXT
from planning.cases.case import Case
from planning.cases.decision import CaseDecision, Force, Way
from planning.cases.meeting import Meeting, MeetingKind, MeetingState
from planning.i18n.names import name_of
from planning.options.round import State
from planning.pages import state, style
from planning.pages.dissent import decided
from planning.pages.visit import Visit
from planning.queries.dissent import Worklist
from planning.queries.meetings import meetings
from planning.queries.rounds import rounds
from planning.wording import Words, told_apart


def show(visit: Visit, case: Case, work: Worklist) -> None:
    """What was decided so far, with who was there; for the board the form."""
    t = visit.t
    if work.decisions or visit.may("act.record_decision"):
        st.subheader(t("The decision of the case"), anchor=False)
    for seen in work.decisions:
        decided(visit, seen)
        if seen.decision.attending:
            style.quiet(t("Who was there: {names}", names=seen.decision.attending))
        if visit.may("act.take_back_decision") and seen.decision.withdrawn_at is None:
            _take_back(visit, seen.decision)
    if visit.may("act.record_decision"):
        with st.expander(t("Record a decision")):
            _form(visit, case, work)


def _take_back(visit: Visit, decision: CaseDecision) -> None:
    t, key = visit.t, f"decision_reason_{decision.id}"
    with st.popover(t("Take back")):
        st.text_input(t("Reason, which everybody can read"), key=key, max_chars=400)
        st.button(t("Take it back"), key=f"decision_back_{decision.id}", on_click=state.acting(
            visit, f"take_back_decision:{decision.id}", lambda a: _taken_back(visit, decision, a)))  # fmt: skip


def _taken_back(visit: Visit, decision: CaseDecision, act_id: str) -> str:
    reason = str(state.get(f"decision_reason_{decision.id}") or "")
    visit.do(take_back_decision, act_id, decision_id=decision.id, version=decision.version, reason=reason)
    return visit.t("It was taken back.")


def _form(visit: Visit, case: Case, work: Worklist) -> None:
    t = visit.t
    left, right = st.columns(2)
    left.text_area(t("What was decided, in Chinese"), key="decision_zh", max_chars=LONGEST_TEXT)
    right.text_area(t("What was decided, in English"), key="decision_en", max_chars=LONGEST_TEXT)
    closed, met = _closed_rounds(visit, case), _meetings(visit, case)
    ways = list(Way)
    way = st.selectbox(t("How it was decided"), ways, ways.index(_usual(closed, met)), format_func=lambda w: name_of(t, w),
                       key="decision_way")  # fmt: skip
    st.selectbox(t("What it is to the owners"), list(Force), format_func=lambda f: name_of(t, f), key="decision_force")
    st.date_input(t("Day of the decision"), key="decision_day", value=visit.today)
    if way is Way.ROUND:
        st.selectbox(
            t("The round that it follows"), list(closed), format_func=lambda id_: closed[id_], key="decision_round"
        )
        if not closed:
            style.quiet(t("No round of this case has closed: choose how the meeting decided it."))
    else:
        counted = _meeting(visit, met)
        if counted is None:
            st.number_input(t("How many people were there"), 0, MOST_PRESENT, 0, key="decision_present")
        else:
            style.quiet(t("The minutes count {present} people: that binds.", present=counted))
        st.text_area(t("Who was there, for the file only"), key="decision_attending", max_chars=LONGEST_TEXT)
    if way in {Way.SHOW_OF_HANDS, Way.REPRESENTATIVES}:
        columns = st.columns(3)
        columns[0].number_input(t("In favour"), 0, MOST_PRESENT, 0, key="decision_in_favour")
        columns[1].number_input(t("Against"), 0, MOST_PRESENT, 0, key="decision_against")
        columns[2].number_input(t("Abstained"), 0, MOST_PRESENT, 0, key="decision_abstained")
    if work.unvisited:
        style.quiet(t("Objections that nobody has visited: {count}.", count=work.unvisited))
    if work.against or work.doors:
        style.quiet(t(
            "Objections that are not entered: {comments} in comments, {doors} at the door. Enter them above, or say why below.",
            comments=work.against, doors=len(work.doors)))  # fmt: skip
    if work.unvisited or work.against or work.doors:
        st.text_area(
            t("Why the board decides all the same, which everybody can read"),
            key="decision_why",
            max_chars=LONGEST_TEXT,
        )
    st.button(t("Record the decision"), type="primary",
              on_click=state.acting(visit, f"record_decision:{case.id}", lambda a: _record(visit, case, a)))  # fmt: skip


def _closed_rounds(visit: Visit, case: Case) -> dict[str, str]:
    """Titles of the rounds that a decision can follow, by their ids."""
    seen = visit.ask(rounds, community_id=visit.community.id, case_id=case.id)
    return told_apart({one.round.id: one.round.title[visit.t.language] for one in seen if one.state is State.CLOSED})


def _meetings(visit: Visit, case: Case) -> list[Meeting]:
    """Meetings on the case that have been."""
    found = visit.ask(meetings, community_id=visit.community.id, case_id=case.id)
    return [one for one in found if one.cancelled_at is None and one.starts_at <= visit.now]


def _usual(closed: Mapping[str, str], met: Sequence[Meeting]) -> Way:
    """What stands there first: a vote where one has closed, else the way in which such a meeting usually decides."""
    if closed or not met:
        return Way.ROUND
    return Way.REPRESENTATIVES if met[0].kind is MeetingKind.ASSEMBLY else Way.CONSENSUS


def _meeting(visit: Visit, met: Sequence[Meeting]) -> int | None:
    """Which meeting took it, where it is kept here: then the day is the meeting's; gives how many its minutes count."""
    t = visit.t
    found = told_apart({one.id: f"{visit.date(one.starts_at)} {one.title[t.language]}" for one in met})
    chosen = st.selectbox(t("Which meeting took it"), [*found, ""], key="decision_meeting",
                          format_func=lambda id_: found.get(id_) or t("one that is not kept here"))  # fmt: skip
    return next((one.present for one in met if one.id == chosen and one.state is MeetingState.HELD), None)


def _record(visit: Visit, case: Case, act_id: str) -> str:
    numbers = {
        name: int(state.get(f"decision_{name}") or 0) for name in ("present", "in_favour", "against", "abstained")
    }
    visit.do(
        record_decision, act_id, case_id=case.id,
        decided=Words(str(state.get("decision_zh") or ""), str(state.get("decision_en") or "")),
        way=Way(state.get("decision_way")), force=Force(state.get("decision_force")), day=state.get("decision_day"),
        of_round=str(state.get("decision_round") or ""), of_meeting=str(state.get("decision_meeting") or ""), attending=str(state.get("decision_attending") or ""),
        unvisited_reason=str(state.get("decision_why") or ""), **numbers,
    )  # fmt: skip
    for name in ("zh", "en", "attending", "why"):
        state.drop(f"decision_{name}")
    return visit.t("The decision was recorded: everybody reads it on the page of the case.")
