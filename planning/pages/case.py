"""A case: what it is about, where, with what evidence; what was said; what is proposed, decided, and comes next."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from planning import addresses
from planning.i18n.names import method_name, name_of, phase_of
from planning.options.round import State
from planning.pages import (
    case_course,
    directory,
    dissent,
    evaluation,
    evidence,
    households,
    money,
    statements,
    style,
    walks,
    works,
)
from planning.pages import meetings as meetings_page
from planning.pages.case_map import small_map
from planning.pages.changes_where import show as show_changes
from planning.pages.comments import drawing
from planning.pages.visit import Visit
from planning.queries.cases import CaseLine, CaseView, case_view, cases
from planning.queries.comments import CourtyardCount
from planning.queries.evidence import WalkLine, evidence_walks
from planning.queries.meetings import meetings, open_actions
from planning.queries.rounds import RoundView, Ware, rounds
from planning.queries.survey_results import surveys_of_case
from planning.reports import standing
from planning.wording import Words

_SHEET = """
.jo { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(15rem, 100%), 1fr)); gap: 1rem; margin: .3rem 0; }
.jo article { border-top: 3px solid var(--jy-line); padding-top: .4rem; min-width: 0; overflow-wrap: anywhere; }
.jo h4 { margin: 0 0 .3rem; font-size: 1.06rem; }
.jo img { width: 100%; height: auto; border-radius: .35rem; display: block; }
.jo p, .jo ul { margin: .25rem 0; }
.jo dl.jo-facts { padding: 0; display: grid; grid-template-columns: auto 1fr; gap: .1rem .7rem; margin: .3rem 0; font-size: .94rem; }
.jo dt { color: var(--jy-soft); }
.jo dd { margin: 0; }
.jo summary { min-height: 2rem; cursor: pointer; color: var(--jy-accent); }
"""


def show(visit: Visit) -> None:
    """The case that the address names; the only one, if there is one; else the list."""
    wanted = visit.params.get("case")
    if not wanted:
        found = visit.ask(cases, community_id=visit.community.id)
        if len(found) != 1:
            _list(visit, found)
            return
        wanted = found[0].case.id
    drawing.stylesheet()
    style.markup(f"<style>{_SHEET}</style>")
    view = visit.ask(case_view, community_id=visit.community.id, case_id=wanted)
    walked = visit.ask(evidence_walks, community_id=visit.community.id, case_id=view.case.id)
    _about(visit, view, walked)
    _said(visit, view)
    evidence.show(visit, walked)
    statements.show(visit, view.case.id)
    _rounds(visit, view)
    show_changes(visit, view.case.id)
    _meetings(visit, view)
    dissent.show(visit, view.case.id)
    households.show(visit, view.case.id)
    walks.show(visit, case_id=view.case.id)
    works.show(visit, view.case.id)
    money.of_case(visit, view.case.id)
    evaluation.show(visit, view.case.id)
    _next(visit, view)
    case_course.happened(visit, view.case.id)


def _list(visit: Visit, found: Sequence[CaseLine]) -> None:
    t = visit.t
    st.title(t("Cases"), anchor=False)
    if not found:
        style.drawn_state("talk", t("There is no case yet: pin what you see on the map, cases grow out of comments."))
    for line in found:
        directory.go("case", line.case.title[t.language], params=_params(visit, case=line.case.id))
        style.quiet(line.case.question[t.language])
        is_open = State.OPEN in line.states
        style.badges(
            phase_of(t, line.case.phase, closed=line.closed), t.n("{count} comment", "{count} comments", line.comments),
            t("a vote is open") if is_open else "",
        )  # fmt: skip


def _params(visit: Visit, **more: str) -> dict[str, str]:
    return {"community": visit.community.id} | more


def _about(visit: Visit, view: CaseView, walked: Sequence[WalkLine]) -> None:
    t, case = visit.t, view.case
    st.title(style.literal(case.title[t.language]), anchor=False)
    style.lead(case.question[t.language])
    case_course.phases(visit, view)
    left, right = st.columns([3, 2], gap="large")
    with left:
        style.markup(f"<p>{style.escaped(case.about[t.language])}</p>")
        style.quiet(t("Raised on {date}.", date=visit.date(case.opened_at)))
        for survey in visit.ask(surveys_of_case, community_id=visit.community.id, case_id=case.id):
            directory.go(
                "surveys",
                t("From the questionnaire: {title}", title=survey.title),
                params=_params(visit, survey=survey.id),
            )
        case_course.kept(visit, view)
        _where(visit, view, walked)
    with right:
        _evidence(visit, view)


def _where(visit: Visit, view: CaseView, walked: Sequence[WalkLine]) -> None:
    t = visit.t
    if view.courtyard is not None:
        style.quiet(t("Where: {place}", place=view.courtyard.name))
    small_map(visit, view, walked)
    place = {"object": f"courtyard:{view.courtyard.id}"} if view.courtyard else {}
    directory.go("map", t("See it and its comments on the map"), params=_params(visit, case=view.case.id, **place))


def _evidence(visit: Visit, view: CaseView) -> None:
    """Photos, the first one large."""
    t = visit.t
    shots = [
        (addresses.to(addresses.PHOTO, photo=p.id), p.caption[t.language] or t("Evidence photo {number}", number=n))
        for n, p in enumerate(view.photos, 1)
    ]
    for url, about in shots[:1]:
        style.photo(url, about, view.photos[0].caption[t.language])
    style.photos(shots[1:])


def _said(visit: Visit, view: CaseView) -> None:
    t, counts = visit.t, view.counts
    st.header(t("What was said"), anchor=False)
    if not counts.total:
        style.drawn_state("talk", t("Nobody has said anything about this yet: open the map and pin what you see."))
        return
    style.quiet(t.n("{count} comment, by topic and stance", "{count} comments, by topic and stance", counts.total))
    drawing.counts(visit, counts)
    with st.expander(t("By courtyard")):
        _courtyards(visit, view.courtyards)


def _courtyards(visit: Visit, rows: tuple[CourtyardCount, ...]) -> None:
    t = visit.t
    style.table((), [(_yard(visit, row), style.count(visit.t, row.count)) for row in rows])
    style.quiet(t("Counted by where the pins lie. Groups under five are not shown, so that nobody is told apart."))


def _yard(visit: Visit, row: CourtyardCount) -> str:
    return row.courtyard.name[visit.t.language] if row.courtyard else visit.t("Along the street")


def _rounds(visit: Visit, view: CaseView) -> None:
    t = visit.t
    found = visit.ask(rounds, community_id=visit.community.id, case_id=view.case.id)
    st.header(t("What is put to the vote"), anchor=False)
    if not found:
        style.drawn_state("later", t("No vote has been announced yet: what you say now shapes the options."))
    for seen in reversed(found):
        _round(visit, seen)


def _round(visit: Visit, seen: RoundView) -> None:
    t, round_ = visit.t, seen.round
    st.subheader(style.literal(round_.title[t.language]), anchor=False)
    style.lead(round_.question[t.language])
    style.badges(name_of(t, seen.state), method_name(t, round_.method), name_of(t, round_.access))
    style.quiet(_dates(visit, seen))
    if seen.state is State.OPEN:
        directory.go("vote", t("Vote with your code"), params=_params(visit, round=round_.id), main=True)
    elif seen.state is State.CLOSED:
        directory.go("results", t("Read the result"), params=_params(visit, round=round_.id))
    _options(visit, seen)


def _dates(visit: Visit, seen: RoundView) -> str:
    t, period, closed = visit.t, seen.round.period, seen.round.closed_at
    if period is None:
        return t("In preparation: its dates are not set.")
    if seen.state is State.PLANNED:
        return t("Opens {opens}, closes {closes}.", opens=visit.time(period.opens), closes=visit.time(period.closes))
    if seen.state is State.OPEN:
        return t(
            "Open since {opens}, until {closes}.", opens=visit.time(period.opens), closes=visit.time(period.closes)
        )
    ended = min(closed, period.closes) if closed else period.closes
    return t("Was open from {opens} to {closes}.", opens=visit.time(period.opens), closes=visit.time(ended))


def _options(visit: Visit, seen: RoundView) -> None:
    """Side by side with equal space, in an order of the visitor's own, so that none stands first for everybody."""
    wares = sorted(seen.wares, key=lambda ware: ware.option.order_for(visit.visitor.browser))
    style.markup(f'<div class="jo">{"".join(_option(visit, ware) for ware in wares)}</div>')
    for ware in seen.withdrawn:
        style.quiet(visit.t("Withdrawn: {title}", title=ware.option.title))


def _option(visit: Visit, ware: Ware) -> str:
    t, option = visit.t, ware.option
    picture = "".join(
        f'<img src="{addresses.to(addresses.PHOTO, photo=photo.id)}" loading="lazy" '
        f'alt="{style.escaped(photo.caption[t.language] or option.title[t.language])}">'
        for photo in ware.photos[:1]
    )
    facts = "".join(
        f"<dt>{_words(visit, f.label)}</dt><dd>{_words(visit, f.value)}</dd>"
        for f in standing.facts(option, ware.screened)
    )
    more = (
        _points(visit, t("For it"), option.pros)
        + _points(visit, t("Against it"), option.cons)
        + (
            f"<p><b>{style.escaped(t('Professional note'))}</b> {_words(visit, option.professional_note)}</p>"
            if option.professional_note[t.language]
            else ""
        )
    )
    details = f"<details><summary>{style.escaped(t('More about it'))}</summary>{more}</details>" if more else ""
    return (
        f"<article><h4>{_words(visit, option.title)}</h4>{picture}<p>{_words(visit, option.summary)}</p>"
        f"<dl class='jo-facts'>{facts}</dl>{details}</article>"
    )


def _words(visit: Visit, words: Words) -> str:
    return style.escaped(words[visit.t.language])


def _points(visit: Visit, title: str, points: tuple[Words, ...]) -> str:
    if not points:
        return ""
    items = "".join(f"<li>{_words(visit, point)}</li>" for point in points)
    return f"<p><b>{style.escaped(title)}</b></p><ul>{items}</ul>"


def _meetings(visit: Visit, view: CaseView) -> None:
    """Meetings with the case on their agenda, and what is still to be done from them."""
    t, here = visit.t, visit.community.id
    found = visit.ask(meetings, community_id=here, case_id=view.case.id)
    if found:
        st.header(t("Meetings about it"), anchor=False)
        meetings_page.lines(visit, found)
    open_ = visit.ask(open_actions, community_id=here, case_id=view.case.id)
    if open_:
        st.header(t("Who does what by when"), anchor=False)
        meetings_page.to_do(visit, open_)


def _next(visit: Visit, view: CaseView) -> None:
    t = visit.t
    st.header(t("What happens next"), anchor=False)
    words = view.case.next_step[t.language]
    if words:
        style.markup(f"<p>{style.escaped(words)}</p>")
    else:
        style.quiet(t("The next step is not decided yet: it will stand here."))
