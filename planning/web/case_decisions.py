"""The decision page of a case: rounds, meetings, objections, screening and legal rule on one light page, to print.

It says whether a decision is advice or a check before an owners' vote; nothing on it is called a statutory vote.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from starlette.responses import Response

from planning import addresses
from planning.actions.closing import settle_closed
from planning.cases.decision import Force, Way
from planning.cases.meeting import MeetingState
from planning.errors import Refusals
from planning.i18n.names import name_of
from planning.options.option import Fact
from planning.options.round import State
from planning.queries.cases import case_view
from planning.queries.communities import community as community_of
from planning.queries.dissent import dissent_view
from planning.queries.meetings import meetings
from planning.queries.results import results_view
from planning.queries.rounds import RoundView, rounds
from planning.reports import standing, timeline
from planning.reports.announced import announced
from planning.surveys.comment import Topic
from planning.web import light
from planning.web.door import Door, route
from planning.wording import Words


@dataclass(frozen=True, slots=True)
class Voted:
    """A round on the page: what stood to the vote with its screening, the rule of it, what came out, or why not yet."""

    view: RoundView
    options: tuple[tuple[Words, tuple[Fact, ...]], ...]
    rule: tuple[tuple[str, str], ...] = ()
    told: str = ""
    around: str = ""
    not_yet: str = ""


@route("GET", addresses.CASE_DECISION)
def case_decision_page(door: Door) -> Response:
    """Everything that a board can be asked about a decision, as far as everybody may read it."""
    here = {"community_id": door.path("community"), "case_id": door.path("case")}
    view = door.ask(case_view, **here)
    found = [one for one in reversed(door.ask(rounds, **here)) if one.round.period is not None]
    held = [one for one in door.ask(meetings, **here) if one.state is not MeetingState.CANCELLED]
    community = view.case.community_id
    zone = door.ask(community_of, community_id=community).time_zone
    return light.page(
        door, "case_decision.html", view=view, seen=door.ask(dissent_view, **here),
        held=sorted(held, key=lambda one: (one.starts_at, one.id)), voted=[_voted(door, one) for one in found],
        name=lambda code: name_of(door.t, code), topic=lambda one: name_of(door.t, Topic(one.topic)),
        day=lambda day: timeline.day_of(door.t, day), time=lambda at: door.t.time(at, zone),
        way=Way, force=Force, now=door.now,
        results=lambda one: f"/results?community={community}&round={one.round.id}&lang={door.t.language}",
        meeting_page=lambda one: f"/meetings?community={community}&meeting={one.id}&lang={door.t.language}",
        back=f"/case?community={community}&case={view.case.id}&lang={door.t.language}",
        line=addresses.to(addresses.CASE_TIMELINE, community=community, case=view.case.id, lang=door.t.language),
    )  # fmt: skip


def _voted(door: Door, one: RoundView) -> Voted:
    wares = (*one.wares, *one.withdrawn)
    options = tuple(
        (ware.option.title, standing.facts(replace(ware.option, facts=()), ware.screened)) for ware in wares
    )
    if one.state is not State.CLOSED:
        return Voted(one, options, not_yet=name_of(door.t, one.state))
    settle_closed(door.house.database, door.now, one.round.id)
    try:
        result = door.ask(results_view, round_id=one.round.id)
    except Refusals as refused:  # the paper ballots are still being entered
        return Voted(one, options, not_yet=door.t.refusal(refused))
    decided = result.decision.sentences if result.decision else ()
    told = door.t.sentences(decided or result.sentences)
    return Voted(one, options, tuple(announced(result, door.t)), told, door.t.sentences(result.around))
