"""Scripts and stylesheets, all from this machine: Leaflet as it lies in the folium-offline package, and our own.

No page of the house may ask another site for anything, so that a workshop works without internet.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from starlette.responses import Response

from planning import addresses
from planning.errors import N_, Refusal
from planning.web.door import Door, route
from planning.web.serving import TYPES, Served, response

OWN = Path(__file__).parent / "assets"

LEAFLET = {
    "leaflet.js": "https://cdn.jsdelivr.net/npm/leaflet@1.9.3/dist/leaflet.js",
    "leaflet.css": "https://cdn.jsdelivr.net/npm/leaflet@1.9.3/dist/leaflet.css",
    "leaflet-geoman.js": "https://unpkg.com/@geoman-io/leaflet-geoman-free@latest/dist/leaflet-geoman.js",
    "leaflet-geoman.css": "https://unpkg.com/@geoman-io/leaflet-geoman-free@latest/dist/leaflet-geoman.css",
}
"""What our maps need of folium's list, and under which address folium-offline keeps it. jQuery, Bootstrap and the
icon fonts (1.2 MB) are used by nothing that we draw."""


@route("GET", addresses.MAP_ASSET)
def map_asset(door: Door) -> Response:
    """A file of Leaflet."""
    return _answer(door, door.path("name"), LEAFLET)


@route("GET", addresses.WEB_ASSET)
def web_asset(door: Door) -> Response:
    """A file of our own."""
    return _answer(door, door.path("name"), _own_names())


def _answer(door: Door, name: str, known: dict[str, str] | frozenset[str]) -> Response:
    if name not in known:
        raise Refusal("not_found", N_("This is not here (any more): go back and choose again."))
    served = contents(name)
    return response(door.request, served, forever=door.asked("v") == served.mark)


def address_of(name: str) -> str:
    """Where a file is served, with a mark of its contents: browsers keep it until it changes."""
    base = addresses.MAP_ASSET if name in LEAFLET else addresses.WEB_ASSET
    return addresses.to(base, name=name, v=contents(name).mark)


@cache
def contents(name: str) -> Served:
    """A file by its name, read once."""
    media_type = TYPES[name.rpartition(".")[2]]
    if name in LEAFLET:
        return Served(_leaflet(name).encode(), media_type)
    return Served((OWN / name).read_bytes(), media_type)


def _leaflet(name: str) -> str:
    # The package is 3.5 MB of Python text: imported by the first map, not by every start of the command line.
    from offlinefolium.elements import _res

    # The name of a source map would make developer tools ask for a file that nobody has.
    return re.sub(r"//# sourceMappingURL=\S+", "", str(_res[LEAFLET[name]]))


@cache
def _own_names() -> frozenset[str]:
    return frozenset(path.name for path in OWN.iterdir() if path.suffix.lstrip(".") in TYPES)
