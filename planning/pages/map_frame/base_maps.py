"""What may lie under the objects: base maps that were loaded here, tiles by address, the community's own drawing."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from planning import addresses
from planning.pages.map_frame.view import MapView
from planning.wording import for_map

NEAREST_OF_TILES = 19


def offered(view: MapView) -> list[dict[str, Any]]:
    """In the order of the legend; the first is shown at first."""
    t = view.t
    found: list[dict[str, Any]] = [
        {
            "id": one.id, "label": one.name, "attribution": for_map(one.attribution), "datum": one.datum.value,
            "url": addresses.MAP_TILE.replace("{base_map}", one.id) + "?" + urlencode({"community": view.community.id}),
            "least": one.least_zoom, "most": one.most_zoom,
        }
        for one in view.base_maps
    ]  # fmt: skip
    if view.tiles:
        found.append({
            "id": "address", "label": t("Map from the internet"), "attribution": for_map(view.attribution), "datum": view.datum,
            "url": view.tiles, "least": 0, "most": NEAREST_OF_TILES,
        })  # fmt: skip
    return [*found, {"id": "own", "label": t("Buildings and streets of the community"), "url": ""}]
