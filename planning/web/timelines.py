"""The timeline of a case as a light page: everything that happened, to read on a phone or to print."""

from __future__ import annotations

from starlette.responses import Response

from planning import addresses
from planning.queries.timeline import case_timeline
from planning.reports import timeline
from planning.web import light
from planning.web.door import Door, route


@route("GET", addresses.CASE_TIMELINE)
def case_timeline_page(door: Door) -> Response:
    """Everything of it that the visitor may read, the oldest first."""
    view = case_timeline(
        door.house.database, door.visitor, door.now, community_id=door.path("community"), case_id=door.path("case")
    )
    zone = view.community.time_zone
    lines = [(door.t.time(one.at, zone), timeline.told(door.t, one), one) for one in view.happened]
    return light.page(
        door, "timeline.html", view=view, lines=lines, today=door.t.time(door.now, zone),
        back=f"/case?community={view.community.id}&case={view.case.id}&lang={door.t.language}",
    )  # fmt: skip
