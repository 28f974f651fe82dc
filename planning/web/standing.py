"""What the map's script asks for when a species is chosen: the answer of every planting site, as compact GeoJSON."""

from __future__ import annotations

import json

from starlette.responses import Response

from planning import addresses
from planning.queries import planting
from planning.web.door import Door, route
from planning.web.serving import packed
from planning.web.viewport import DECIMALS, GEOJSON


@route("GET", addresses.MAP_STANDING)
def standing(door: Door) -> Response:
    """Sites with their answers: 0 clear, 1 unknown, 2 undecided, 3 too close."""
    sites = planting.standing_sites(
        door.house.database,
        door.visitor,
        door.now,
        community_id=door.asked("community"),
        scientific=door.asked("species")[:200],
    )
    features = [
        {"type": "Feature", "geometry": {"type": "Point", "coordinates": [round(one.lon, DECIMALS), round(one.lat, DECIMALS)]},
         "properties": {"id": one.id, "answer": int(one.answer)}}
        for one in sites
    ]  # fmt: skip
    whole = json.dumps({"type": "FeatureCollection", "features": features}, separators=(",", ":")).encode()
    return packed(door.request, whole, GEOJSON, {"Cache-Control": "no-store"})
