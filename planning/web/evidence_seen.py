"""Evidence walks for everybody: the list, and one of them with its route, what was kept, and counts. No name of who walked."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup
from starlette.responses import Response

from planning import addresses
from planning.i18n.names import name_of
from planning.queries.communities import courtyards
from planning.queries.evidence import WalkView, evidence_walk_view, evidence_walks
from planning.queries.viewport import ground
from planning.reports.evidence import map_of, ordered, outcome, sheet_of, summary
from planning.reports.small_map import ground_drawn, ground_shapes
from planning.reports.timeline import day_of
from planning.surveys.evidence import EvidenceState, Spot
from planning.web import light
from planning.web.door import Door, route
from planning.web.sent import here_of, to
from planning.wording import clean


@route("GET", addresses.EVIDENCE_WALKS)
def evidence_list(door: Door) -> Response:
    """All walks of a community, the newest first."""
    here = here_of(door)
    lines = door.ask(evidence_walks, community_id=here.id)
    return light.page(
        door, "evidence_walks.html", here=here, lines=lines, day=lambda day: day_of(door.t, day),
        outcome=lambda one: outcome(door.t, one.walk, one.kept),
        page=lambda one: to(door, addresses.EVIDENCE_WALK, here, walk=one.walk.id),
    )  # fmt: skip


@route("GET", addresses.EVIDENCE_WALK)
def evidence_page(door: Door) -> Response:
    """One walk."""
    here, t = here_of(door), door.t
    view: WalkView = door.ask(evidence_walk_view, community_id=here.id, evidence_walk_id=clean(door.path("walk")))
    spots = ordered(view.walk.route, view.spots)
    sheet = sheet_of(view.walk.route, [one.photo.pin for one in spots])
    found = door.ask(ground, community_id=here.id, box=sheet.bounds)
    houses = (outline for _, _, outline in found.buildings)
    around = ground_drawn(sheet, ground_shapes(found.streets, houses, door.ask(courtyards, community_id=here.id)))
    drawn = map_of(sheet, around, view.walk.route, spots, t("Map: the route, and where the photos were taken"))
    values: dict[str, Any] = {
        "view": view, "walk": view.walk, "here": here, "spots": spots, "map": Markup(drawn),  # noqa: S704 - drawn by us, words escaped
        "name": lambda code: name_of(t, code), "day": day_of(t, view.walk.day), "summary": _summary(door, view),
        "time": lambda at: t.time(at, here.time_zone),
        "away": lambda one: _away(door, one), "on_map": lambda one: f"/map?community={here.id}&object=evidence_photo:{one.photo.id}&lang={t.language}", "large": lambda one: addresses.to(addresses.PHOTO, photo=one.photo.id),
        "small": lambda one: addresses.to(addresses.PHOTO, photo=one.photo.id, w="480"),
        "case_page": f"/case?community={here.id}&case={view.case.id}&lang={t.language}" if view.case else "",
        "all": to(door, addresses.EVIDENCE_WALKS, here), "add": to(door, addresses.EVIDENCE_ADD, here, walk=view.walk.id),
    }  # fmt: skip
    return light.page(door, "evidence_walk.html", **values)


def _summary(door: Door, view: WalkView) -> str:
    """How many came in, were kept, and wait."""
    t, waiting = door.t, view.states.get(EvidenceState.WAITING, 0)
    told = [summary(t, len(view.spots), sum(view.states.values()))]
    return t.joined(told + ([t("The leader has still to look at {count}.", count=waiting)] if waiting else []))


def _away(door: Door, one: Spot) -> str:
    return door.t("{metres} m from the route", metres=round(one.distance_m))
