"""The map on paper: a sheet to print at a true scale."""

from __future__ import annotations

from starlette.responses import Response

from planning import addresses
from planning.errors import N_, Refusal
from planning.queries.map_sheet import sheet_material
from planning.reports.map_sheet import sheet_pdf
from planning.surveys.map_sheet import Asked, parts_of
from planning.surveys.sheet_layout import SheetSize
from planning.web.door import Door, route
from planning.web.viewport import box_from, ids_from


@route("GET", addresses.MAP_SHEET, heavy=True)
def map_sheet(door: Door) -> Response:
    """The whole community, or the part that ``?bbox=`` names; ``?layers=``, ``?drawn=`` ids of planners' layers, and ``?scale=500`` for 1:500."""
    size = door.path("size")
    if size not in set(SheetSize):
        raise Refusal("not_found", N_("This is not here (any more): go back and choose again."))
    box = box_from(door.asked("bbox")) if door.asked("bbox") else None
    asked = Asked(
        SheetSize(size), box, parts_of(door.asked("layers")), _scale(door.asked("scale")), ids_from(door.asked("drawn"))
    )
    material = sheet_material(
        door.house.database, door.visitor, door.now, community_id=door.path("community"), sheet=asked
    )
    data = sheet_pdf(material)
    headers = {"content-disposition": f'inline; filename="map-{size}.pdf"', "cache-control": "no-store"}
    return Response(data, media_type="application/pdf", headers=headers)


def _scale(text: str) -> int | None:
    """The denominator; none for nothing, and 0, which is refused, for what is no number."""
    if not text:
        return None
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0
