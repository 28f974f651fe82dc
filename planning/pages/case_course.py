"""How a case goes on: the phase of today and what may be done in it, what is planned, who keeps it; its timeline."""

from __future__ import annotations

import streamlit as st

from planning import addresses
from planning.cases.case import Phase
from planning.cases.course import CasePhase
from planning.cases.matter import Level
from planning.errors import N_
from planning.i18n.names import name_of
from planning.pages import directory, style
from planning.pages.visit import Visit
from planning.queries.cases import CaseView
from planning.queries.programmes import programmes_of
from planning.queries.timeline import case_timeline, newest
from planning.reports import timeline

LINES_SHOWN = 8

ALLOWED = {
    Phase.RAISE: N_("You can pin what you see and say what bothers you; photos are gathered as evidence."),
    Phase.SURVEY: N_("People are asked at their doors and in their shops; you can still pin what you see."),
    Phase.DELIBERATE: N_("It is talked over at meetings; whoever objects is visited. You can say what you think."),
    Phase.OPTIONS: N_("Options are worked out and screened. You can say what speaks for and against them."),
    Phase.VOTE: N_(
        "You can vote with your code once the round is open. No more evidence is gathered; you can still say what you think."
    ),
    Phase.DECIDE: N_("The board settles what follows from the vote and the meetings, and answers whoever objects."),
    Phase.CARRY_OUT: N_("It is being carried out. You can pin what you see of the works."),
    Phase.EVALUATE: N_("The works are over: you are asked whether they were done well."),
}

_SHEET = """
ol.jp.jp { display: flex; flex-wrap: wrap; gap: .2rem .2rem; list-style: none; padding: 0; margin: .3rem 0; font-size: .92rem; }
.jp li { border: 1px solid var(--jy-line); border-radius: .3rem; padding: 0 .5rem; color: var(--jy-soft); }
.jp li.jp-been { background: var(--jy-tint); color: var(--jy-ink); }
.jp li[aria-current] { border: 2px solid var(--jy-accent); color: var(--jy-ink); font-weight: 600; background: none; }
ol.jt.jt { list-style: none; padding: 0; margin: .3rem 0; max-width: 46rem; }
.jt li { display: grid; grid-template-columns: minmax(6.5rem, 9.5rem) 1fr; gap: 0 .8rem; padding: .25rem 0; border-bottom: 1px solid var(--jy-line); overflow-wrap: anywhere; }
.jt time, .jt small { color: var(--jy-soft); font-size: .9rem; }
.jt small { display: block; }
@media (max-width: 480px) { .jt li { grid-template-columns: 1fr; } }
"""


def phases(visit: Visit, view: CaseView) -> None:
    """How far it has come, of all the steps; since when and until when; what may be done now; what is planned."""
    t, day, course = visit.t, visit.today, view.course
    style.markup(f"<style>{_SHEET}</style>")
    been = course.been(day)
    steps = "".join(_step(visit, phase, view.case.phase, is_been=phase in been) for phase in Phase)
    style.markup(f'<ol class="jp">{steps}</ol>')
    step = course.now(day)
    if step is not None:
        style.quiet(_dated(visit, step))
    if course.closed:
        style.lead(t("Closed with its evaluation: what residents said of it stands below."))
    elif course.is_over(day):
        style.lead(t("The time of this phase is over: what comes next is not settled yet."))
    else:
        style.lead(t(ALLOWED[view.case.phase]))
    for later in course.to_come(day):
        dates = timeline.span(t, later.begins, later.ends)
        style.quiet(t("Planned: {phase}, {dates}.", phase=name_of(t, later.phase), dates=dates) + _why(visit, later))


def _step(visit: Visit, phase: Phase, now: Phase, *, is_been: bool) -> str:
    mark = ' aria-current="step"' if phase is now else ' class="jp-been"' if is_been else ""
    return f"<li{mark}>{style.escaped(name_of(visit.t, phase))}</li>"


def _dated(visit: Visit, step: CasePhase) -> str:
    t = visit.t
    said = t("{phase}: {dates}.", phase=name_of(t, step.phase), dates=timeline.span(t, step.begins, step.ends))
    return said + _why(visit, step)


def _why(visit: Visit, step: CasePhase) -> str:
    between = "" if visit.t.language == "zh" else " "
    return between + visit.t("Reason: {reason}", reason=step.reason) if step.reason else ""


def kept(visit: Visit, view: CaseView) -> None:
    """On which level it is dealt with, which courtyards it concerns, who is responsible."""
    t, keeping = visit.t, view.keeping
    yards = str(t.words(tuple(yard.name for yard in view.yards)))
    if keeping.level is Level.COURTYARD and yards:
        style.quiet(t("Dealt with in the courtyard: {yards}", yards=yards))
    elif yards:
        style.quiet(t("Dealt with in the community; it concerns {yards}", yards=yards))
    for yard in view.yards:
        directory.go(
            "courtyards",
            t("The page of {yard}", yard=yard.name),
            params={"community": visit.community.id, "courtyard": yard.id},
        )
    _spread(visit, view)
    if view.owner:
        style.quiet(t("Responsible: {name}", name=view.owner))


def _spread(visit: Visit, view: CaseView) -> None:
    """Its programmes; where its solution came from, and where it went."""
    t, here = visit.t, visit.community.id
    found, pilot, taken = visit.ask(programmes_of, community_id=here, case_id=view.case.id)
    for one in found:
        directory.go(
            "courtyards", t("Programme: {title}", title=one.title), params={"community": here, "programme": one.id}
        )
    if pilot is not None:
        words = t("Takes over what was tried in: {title}", title=pilot.title)
        directory.go("case", words, params={"community": here, "case": pilot.id})
    for case in taken:
        directory.go("case", t("Taken over by: {title}", title=case.title), params={"community": here, "case": case.id})


def happened(visit: Visit, case_id: str) -> None:
    """The newest lines of the timeline, and the way to all of it."""
    t, here = visit.t, visit.community.id
    found = visit.ask(case_timeline, community_id=here, case_id=case_id)
    st.header(t("What happened so far"), anchor=False)
    lines = "".join(
        f'<li><time datetime="{one.at.isoformat()}">{style.escaped(visit.date(one.at))}</time>'
        f"<span>{style.escaped(timeline.told(t, one))}{_small(visit, one.reason, one.who)}</span></li>"
        for one in newest(found.happened, LINES_SHOWN)
    )
    style.markup(f'<ol class="jt">{lines}</ol>')
    url = addresses.to(addresses.CASE_TIMELINE, community=here, case=case_id, lang=t.language)
    count = len(found.happened)
    style.files(
        [(url, t.n("The whole timeline to print: {count} line", "The whole timeline to print: {count} lines", count))]
    )


def _small(visit: Visit, reason: str, who: str) -> str:
    said = [visit.t("Reason: {reason}", reason=reason)] if reason else []
    return "".join(f"<small>{style.escaped(words)}</small>" for words in (*said, *([who] if who else [])))
