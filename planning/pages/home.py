"""The front page: what goes on here, and what you can do now."""

from __future__ import annotations

import streamlit as st

from planning import addresses
from planning.i18n.names import phase_of
from planning.options.round import State
from planning.pages import directory, evaluation, money, style
from planning.pages import meetings as meetings_page
from planning.pages.frame import ILLUSTRATIVE
from planning.pages.visit import Visit
from planning.queries.cases import CaseLine, cases
from planning.queries.communities import Figures, communities, community_figures
from planning.queries.matters import matters
from planning.queries.meetings import meetings, open_actions
from planning.queries.rounds import RoundView, rounds
from planning.queries.staff import planners_shown

MOST_COMING, MOST_ACTIONS = 2, 6


def show(visit: Visit) -> None:
    """The open vote first, then what is talked about, then the map."""
    style.lead(visit.t("Talk the street over: pin what you see, rank what is proposed, read what came out."))
    if visit.community.illustrative:
        style.quiet(visit.t(ILLUSTRATIVE))
    found = visit.ask(rounds, community_id=visit.community.id)
    with st.container(key="home_columns"):
        left, right = st.columns([3, 2], gap="large", wrap=True)
    with left:
        _cases(visit, visit.ask(cases, community_id=visit.community.id))
    with right:
        for view in found:
            if view.state is State.OPEN:
                _open_round(visit, view)
        _meetings(visit)
        _map(visit, visit.ask(community_figures, community_id=visit.community.id))
        _channel(visit)
        _results(visit, [view for view in found if view.state is State.CLOSED])
        money.of_community(visit)
        evaluation.groups(visit)
        _team(visit)
        _other_communities(visit)


def _open_round(visit: Visit, view: RoundView) -> None:
    t, period = visit.t, view.round.period
    with st.container(key=f"home_open_{view.round.id}"):
        st.header(t("Now open: {title}", title=style.literal(view.round.title[t.language])), anchor=False)
        if period is not None:
            style.quiet(
                t("Until {when}. {count} ballots received so far.", when=visit.time(period.closes), count=view.received)
            )
        directory.go(
            "vote", t("Vote with your code"), main=True,
            params={"community": visit.community.id, "round": view.round.id},
        )  # fmt: skip


def _cases(visit: Visit, lines: list[CaseLine]) -> None:
    t = visit.t
    st.header(t("What is being talked about"), anchor=False)
    if not lines:
        style.drawn_state("talk", t("No case was opened yet. Pin what you see on the map: cases begin with comments."))
    for line in lines:
        _case(visit, line)


def _case(visit: Visit, line: CaseLine) -> None:
    t = visit.t
    if line.photo is not None:
        style.photo(addresses.to(addresses.PHOTO, photo=line.photo.id), line.photo.caption[t.language])
    directory.go("case", line.case.title[t.language], params={"community": visit.community.id, "case": line.case.id})
    style.lead(line.case.question[t.language])
    stands = phase_of(t, line.case.phase, closed=line.closed)
    style.badges(stands, t.n("{count} comment", "{count} comments", line.comments))


def _meetings(visit: Visit) -> None:
    """The next meetings, and what meetings left to be done: overdue, due, done of late."""
    t, here = visit.t, visit.community.id
    coming = [
        one for one in visit.ask(meetings, community_id=here) if one.starts_at > visit.now and not one.cancelled_at
    ]
    if coming:
        st.header(t("Next meeting"), anchor=False)
        meetings_page.lines(visit, coming[-MOST_COMING:][::-1])
    found = visit.ask(open_actions, community_id=here)
    if not found:
        return
    st.header(t("Promised at meetings"), anchor=False)
    late, done = sum(line.overdue for line in found), sum(line.action.ended_on is not None for line in found)
    style.quiet(t(
        "Overdue: {late}; still to come: {open}; done of late: {done}.", late=late, open=len(found) - late - done, done=done))  # fmt: skip
    meetings_page.to_do(visit, found[:MOST_ACTIONS])


def _map(visit: Visit, figures: Figures) -> None:
    t = visit.t
    st.header(t("On the map"), anchor=False)
    style.figures(
        (figures.trees, t("trees on {sites} planting sites", sites=figures.planting_sites), "tree"),
        (figures.rooftop_structures, t("rooftop structures"), "rooftop_structure"),
        (figures.facilities, t("facilities"), "facility"),
        (figures.comments, t("comments"), "comment"),
    )
    directory.go("map", t("Open the map and pin what you see"), params={"community": visit.community.id})


def _channel(visit: Visit) -> None:
    """The public-opinion channel: how much was raised, and how much is overdue."""
    t, page = visit.t, visit.ask(matters, community_id=visit.community.id)
    st.header(t("Public-opinion channel"), anchor=False)
    if page.counts.total:
        late = t("overdue: {count}", count=page.counts.overdue) if page.counts.overdue else ""
        style.badges(t.n("{count} matter raised", "{count} matters raised", page.counts.total), late)
    here = {"community": visit.community.id, "lang": t.language}
    style.link(addresses.to(addresses.RAISE, **here), t("Raise a matter"))
    style.link(addresses.to(addresses.MATTERS, **here), t("What was raised, and what became of it"))


def _results(visit: Visit, closed: list[RoundView]) -> None:
    if not closed:
        return
    st.header(visit.t("Results"), anchor=False)
    for view in closed:
        directory.go(
            "results", view.round.title[visit.t.language],
            params={"community": visit.community.id, "round": view.round.id},
        )  # fmt: skip


def _team(visit: Visit) -> None:
    """Who of the planner team agreed to be shown, so that a neighbour knows whom to ask."""
    t, lines = visit.t, visit.ask(planners_shown, community_id=visit.community.id)
    if not lines:
        return
    st.header(t("The planner team"), anchor=False)
    for line in lines:
        kind = t("Resident planner") if line.planner.resident else t("Professional planner")
        yards = str(t.words(tuple(yard.name for yard in line.courtyards)))
        style.lead(line.planner.name)
        style.badges(kind, line.planner.profession, yards)


def _other_communities(visit: Visit) -> None:
    others = [c for c in visit.ask(communities) if c.id != visit.community.id]
    if not others:
        return
    st.header(visit.t("Other communities here"), anchor=False)
    for community in others:
        directory.go("home", community.name[visit.t.language], params={"community": community.id})
