"""What was decided of a case, how, and every objection with what became of it: for everybody, without a name or a door."""

from __future__ import annotations

from datetime import date

import streamlit as st

from planning import addresses
from planning.cases.decision import CaseDecision, Force, Way
from planning.cases.dissent import Standing, Tally
from planning.i18n.names import name_of
from planning.pages import directory, style
from planning.pages.visit import Visit
from planning.queries.dissent import DecisionSeen, dissent_view
from planning.reports import timeline
from planning.reports.dissent import passed_by
from planning.surveys.comment import Topic

_SHEET = """
.jd blockquote { margin: .3rem 0; padding: .1rem 0 .1rem .8rem; border-left: 3px solid var(--jy-line); overflow-wrap: anywhere; }
.jd article { margin: .7rem 0; overflow-wrap: anywhere; }
.jd p { margin: .25rem 0; }
"""


def show(visit: Visit, case_id: str) -> None:
    """Nothing where nobody objected and nothing was decided."""
    t = visit.t
    view = visit.ask(dissent_view, community_id=visit.community.id, case_id=case_id)
    if not view.decisions and not view.tally.total and not view.tally.mistaken:
        return
    style.markup(f"<style>{_SHEET}</style>")
    url = addresses.to(addresses.CASE_DECISION, community=visit.community.id, case=case_id, lang=t.language)
    style.files([(url, t("The decision on one page, with what led to it: to print"))])
    if view.decisions:
        st.header(t("What was decided"), anchor=False)
    for seen in view.decisions:
        decided(visit, seen)
    if view.tally.total or view.tally.mistaken:
        _objections(visit, view.tally)


def decided(visit: Visit, seen: DecisionSeen) -> None:
    """One decision: its words, the way, who was there as a number, and what it is not."""
    t, decision = visit.t, seen.decision
    style.lead(decision.text[t.language])
    style.badges(
        name_of(t, decision.way), day_of(visit, decision.day), t("taken back") if decision.withdrawn_at else ""
    )
    if decision.withdrawn_at:
        style.quiet(t("Taken back: {reason}", reason=decision.withdrawn_reason))
    style.quiet(_how(visit, decision))
    if decision.round_id and seen.round_title:
        params = {"community": visit.community.id, "round": decision.round_id}
        directory.go("results", t("Read the result: {title}", title=seen.round_title), params=params)
    if seen.meeting is not None:
        params = {"community": visit.community.id, "meeting": seen.meeting.id}
        directory.go("meetings", t("The meeting: {title}", title=seen.meeting.title), params=params)
    if decision.force is Force.ADVISORY:
        style.quiet(t("It is advice to those who decide by law, not a statutory vote of owners."))
    else:
        style.quiet(t("It is a check before an owners' vote: not that vote, and not a statutory one."))
    if decision.unvisited:
        style.quiet(t(
            "Decided while nobody had visited some objections ({count}). The board says why: {reason}",
            count=decision.unvisited, reason=decision.unvisited_reason))  # fmt: skip
    if told := passed_by(t, decision):
        style.quiet(told)


def day_of(visit: Visit, day: date) -> str:
    """A day as the visitor's language writes it."""
    return timeline.day_of(visit.t, day)


def _how(visit: Visit, decision: CaseDecision) -> str:
    t = visit.t
    if decision.way is Way.ROUND:
        return t("It follows a vote: the figures are on the page of its result.")
    if decision.way is Way.CONSENSUS:
        return t("People at the meeting: {present}. Nobody there went on objecting.", present=decision.present)
    return t(
        "People at the meeting: {present}. In favour {in_favour}, against {against}, abstained {abstained}.",
        present=decision.present, in_favour=decision.in_favour, against=decision.against, abstained=decision.abstained,
    )  # fmt: skip


def _objections(visit: Visit, tally: Tally) -> None:
    t = visit.t
    st.header(t("Who objects"), anchor=False)
    style.quiet(t(
        "Objections: {total}. They stand: {standing}; met half-way: {met}; withdrawn after a visit: {withdrawn}.",
        total=tally.total, standing=len(tally.standing), met=tally.met, withdrawn=tally.withdrawn))  # fmt: skip
    if tally.mistaken:
        style.quiet(t.n("{count} entry was taken out: made by mistake.", "{count} entries were taken out: made by mistake.",
                        tally.mistaken))  # fmt: skip
    articles = "".join(_standing(visit, one) for one in (*tally.standing, *tally.settled))
    style.markup(f'<div class="jd">{articles}</div>')


def _standing(visit: Visit, one: Standing) -> str:
    t = visit.t
    visits = t.n("visited {count} time", "visited {count} times", one.visits) if one.visits else t("not visited yet")
    said = (
        f"<blockquote>{style.escaped(one.words)}</blockquote>"
        if one.words
        else f"<p>{style.escaped(t('The words are not shown to everybody.'))}</p>"
    )
    became = f" · {style.escaped(name_of(t, one.outcome))}" if one.outcome else ""
    # Who was met half-way or took the objection back waits for no answer.
    answer = one.answer[t.language] or ("" if one.is_settled else t("There is no answer yet."))
    told = f"<p><b>{style.escaped(t('The answer'))}</b> {style.escaped(answer)}</p>" if answer else ""
    return (
        f"<article><p><b>{style.escaped(name_of(t, Topic(one.topic)))}</b> · {style.escaped(visits)}{became}</p>{said}"
        f"{told}</article>"
    )
