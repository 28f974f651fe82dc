"""Pictures of the base maps that planners loaded."""

from __future__ import annotations

from starlette.responses import Response

from planning import addresses
from planning.queries.base_maps import base_map
from planning.store import tile_files
from planning.web.door import Door, route

HEADERS = {
    "x-content-type-options": "nosniff",
    "content-security-policy": "default-src 'none'",
    "cross-origin-resource-policy": "same-origin",
    # A file never changes under its id.
    "cache-control": "private, max-age=604800, immutable",
}


@route("GET", addresses.MAP_TILE)
def map_tile(door: Door) -> Response:
    """One tile; 204 where the base map ends, so that a browser's console stays clean."""
    found = base_map(
        door.house.database,
        door.visitor,
        door.now,
        community_id=door.asked("community"),
        base_map_id=door.path("base_map"),
    )
    zoom, column, row = (_whole(door.path(name)) for name in ("z", "x", "y"))
    if zoom is None or column is None or row is None or not found.least_zoom <= zoom <= found.most_zoom:
        return Response(status_code=404, headers={"cache-control": "no-store"})
    picture = tile_files.read(door.house.settings.data_dir, found, (zoom, column, row))
    if picture is None:
        return Response(status_code=204, headers=HEADERS)
    return Response(picture[0], media_type=f"image/{picture[1]}", headers=HEADERS)


def _whole(text: str) -> int | None:
    """A plain whole number; None for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None
