"""Draws the frame with folium and streamlit-folium, and takes the clicks that come back."""

from __future__ import annotations

from typing import Any

import folium
from branca.element import MacroElement
from folium.template import Template

from planning import addresses
from planning.pages import state
from planning.pages.map_frame import base_maps, legend
from planning.pages.map_frame.view import Click, MapView, Sketch
from planning.web.assets import address_of
from planning.wording import clean

KEY = "map_frame"
HANDLED = "map_frame:handled"
FRESH = "map_frame:fresh"
SCRIPTS = (
    "leaflet.js",
    "map_marks.js",
    "map_standing.js",
    "map_ground.js",
    "map_base.js",
    "map_layers.js",
    "map_measure.js",
    "map_drawings.js",
    "map_draw.js",
    "map_legend.js",
    "map.js",
)
SHEETS = ("leaflet.css", "map.css")
TOOLS = ("leaflet-geoman.js", "leaflet-geoman.css")
"""Geoman (MIT), for those who draw: 310 kB that nobody else has to fetch."""
NEAREST_ZOOM = 22
HEIGHT_PX = 620
"""Until the frame's script has measured the screen and fills it."""
ANYWHERE = (104.06, 30.63)


class _Start(MacroElement):
    """Hands the standing facts of the map to our script, as JSON that is safe inside a script."""

    _template = Template(
        "{% macro script(this, kwargs) %}jieyiMap.start({{ this._parent.get_name() }}, {{ this.facts|tojson }});"
        "{% endmacro %}"
    )

    def __init__(self, facts: dict[str, Any]) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "Start"
        self.facts = facts


class _Tell(MacroElement):
    """Hands what changed to the standing map. streamlit-folium runs it when, and only when, its text differs."""

    _template = Template("{% macro script(this, kwargs) %}jieyiMap.tell({{ this.message|tojson }});{% endmacro %}")

    def __init__(self, message: dict[str, Any]) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "Tell"
        self.message = message


def draw(view: MapView) -> Click | None:
    """Draw the map; gives a click that nobody has taken yet."""
    # Here, not above: the component registers itself only when it is imported during a visitor's run.
    from streamlit_folium import st_folium

    teller = folium.FeatureGroup(name="told")
    teller.add_child(_Tell(message(view)))
    st_folium(
        _map(view), key=KEY, height=HEIGHT_PX, use_container_width=True, returned_objects=["last_clicked"],
        feature_group_to_add=teller,
    )  # fmt: skip
    return take_click()


def take_click() -> Click | None:
    """The click that led to this run, once. Asked before drawing, it spares a second run."""
    found = Click.parse(state.get(KEY))
    if found is None or found[1] == state.get(HANDLED):
        return None
    state.put(HANDLED, found[1])
    return found[0]


def refresh() -> None:
    """Something on the map has changed: the standing map asks the viewport route again."""
    state.put(FRESH, state.get(FRESH, 0) + 1)


def _map(view: MapView) -> folium.Map:
    lon, lat = view.community.bounds.centre if view.community.bounds else ANYWHERE
    drawn = folium.Map(location=[lat, lon], zoom_start=17, tiles=None, zoom_control=False, prefer_canvas=True)
    drawn.options["maxZoom"] = NEAREST_ZOOM
    # Instead of folium's list, which fetches jQuery, Bootstrap and icon fonts from other people's machines.
    script, sheet = ([TOOLS[0]], [TOOLS[1]]) if view.draws else ([], [])
    drawn.default_js = [(name, address_of(name)) for name in (SCRIPTS[0], *script, *SCRIPTS[1:])]
    drawn.default_css = [(name, address_of(name)) for name in (SHEETS[0], *sheet, *SHEETS[1:])]
    drawn.add_child(_Start(facts(view)))
    return drawn


def facts(view: MapView) -> dict[str, Any]:
    """What stays as long as the map stands: where, in which language, which layers."""
    bounds = view.community.bounds
    return {
        "community": view.community.id, "language": view.t.language, "viewport": addresses.MAP_VIEWPORT,
        "base": addresses.MAP_BASE, "bases": base_maps.offered(view),
        "bounds": [bounds.west, bounds.south, bounds.east, bounds.north] if bounds else None,
        "layers": legend.layers(view.t, view.layers_off, view.sources), "filters": legend.filters(view.t, hears=view.hears),
        "words": legend.words(view.t, hears=view.hears),
        "sheets": {size: addresses.to(addresses.MAP_SHEET, community=view.community.id, size=size) for size in ("a4", "a3")},
    }  # fmt: skip


def message(view: MapView) -> dict[str, Any]:
    """What may change from run to run."""
    chosen = view.selected
    return {
        "selected": None if chosen is None else {
            "kind": chosen.kind, "id": chosen.id, "lon": chosen.lon, "lat": chosen.lat, "near": chosen.near},
        "pin": None if view.pin is None else [view.pin.lon, view.pin.lat],
        "mode": "pick" if view.picking else "look",
        "filters": {name: view.filters.get(name, "") for name in view.filters},
        "drawn_on": legend.drawn_on(view.t, view.planner_layers),
        "drawing": None if view.drawing is None else {
            "draft": _sketched(view.drawing.draft), "edit": _sketched(view.drawing.edit)},
        "standing": addresses.to(addresses.MAP_STANDING, community=view.community.id, species=view.standing) if view.standing else "",
        "options": {name: [[clean(code), clean(words)] for code, words in told]
                    for name, told in (("species", view.species), ("walk", view.walks))},
        "fresh": f"{state.get(FRESH, 0)}/{view.comments}",
    }  # fmt: skip


def _sketched(sketch: Sketch | None) -> dict[str, Any] | None:
    """A shape by hand as the frame takes it; its key tells whether it is still the same one."""
    if sketch is None:
        return None
    key = f"{sketch.id}/{sketch.version}"
    return {"key": key, "id": sketch.id, "mark": sketch.mark, "shape": dict(sketch.shape)}
