"""Downloads: comments as anybody may read them on the pages, without browser and nickname; the register for staff."""

from __future__ import annotations

from starlette.responses import Response

from planning import addresses
from planning.queries.comments import comments_for_download
from planning.queries.communities import community
from planning.queries.staff import planner_team
from planning.reports.comments import comments_csv as table_of
from planning.reports.comments import comments_geojson as features_of
from planning.reports.planners import planners_csv as register_of
from planning.site import Community
from planning.surveys.reading import CommentCard
from planning.web.door import Door, route


@route("GET", addresses.COMMENTS_CSV)
def comments_csv(door: Door) -> Response:
    """Visible comments as a table that Excel opens, in the visitor's language."""
    here, cards = _comments(door)
    return _download(table_of(cards, here, door.t, _base(door)), "text/csv; charset=utf-8", "comments.csv")


@route("GET", addresses.COMMENTS_GEOJSON)
def comments_geojson(door: Door) -> Response:
    """Visible comments as points."""
    _, cards = _comments(door)
    return _download(features_of(cards, _base(door)), "application/geo+json", "comments.geojson")


@route("GET", addresses.PLANNERS_CSV)
def planners_csv(door: Door) -> Response:
    """The planner team's register as a table, for staff."""
    asked = (door.house.database, door.visitor, door.now)
    lines = planner_team(*asked, community_id=door.path("community"))
    return _download(register_of(lines, door.t), "text/csv; charset=utf-8", "planners.csv")


def _comments(door: Door) -> tuple[Community, list[CommentCard]]:
    asked = (door.house.database, door.visitor, door.now)
    here = community(*asked, community_id=door.path("community"))
    return here, comments_for_download(*asked, community_id=here.id)


def _base(door: Door) -> str:
    """Where the photos of the file are found: the public address, or the one that was asked."""
    return door.house.settings.public_url or str(door.request.base_url).rstrip("/")


def _download(text: str, content_type: str, name: str) -> Response:
    headers = {"content-disposition": f'attachment; filename="{name}"', "cache-control": "no-store"}
    return Response(text.encode(), media_type=content_type, headers=headers)
