"""What the map's script asks for: objects of a viewport, and the base map, as compact GeoJSON."""

from __future__ import annotations

import json
import math
from functools import lru_cache
from itertools import chain
from typing import Any

import regex
import shapely
from shapely.geometry.base import BaseGeometry
from starlette.responses import Response

from planning import addresses
from planning.errors import N_, Problem, Refusals
from planning.i18n import Translator
from planning.queries import viewport as asked_of
from planning.queries.planner_layers import Annotation
from planning.queries.viewport import FILTERS, LAYERS, USUAL, Asked, Ground, Seen, Shown
from planning.site import Bounds
from planning.store.overview import Clusters
from planning.surveys.observation import Species
from planning.web.door import Door, route
from planning.web.serving import Served, packed, response
from planning.wording import Words, clean

GEOJSON = "application/geo+json"
DECIMALS = 7
CLUSTER_DECIMALS = 5
"""A metre: clusters stand in the middle of what they count."""
SHAPE_DECIMALS = 6
FIVE_CM = 5e-7  # in degrees of latitude
FIRST_WORDS = 60
HIGHEST_ZOOM = 24
LONGEST_LIST = 4000
"""Signs of a list of planners' layers."""


@route("GET", addresses.MAP_VIEWPORT)
def viewport(door: Door) -> Response:
    """Objects when near, counts when far."""
    asked = asked_from(door)
    view = asked_of.viewport(
        door.house.database, door.visitor, door.now, community_id=door.asked("community"), asked=asked
    )
    features = [_shape(shown, door.t, half_pixel(asked.zoom)) for shown in view.shapes]
    features += [_drawn(one, half_pixel(asked.zoom)) for one in view.drawn.features]
    features += [_object(seen, door.t) for seen in view.objects]
    more = ',"more":true' if view.drawn.more else ""
    body = _collected(features, _clusters(view.clusters), more)
    return packed(door.request, body, GEOJSON, {"Cache-Control": "no-store"})


@route("GET", addresses.MAP_BASE)
def base_map(door: Door) -> Response:
    """Buildings and streets; a browser that has them is told so."""
    ground = asked_of.ground(door.house.database, door.visitor, door.now, community_id=door.asked("community"))
    return response(door.request, Served(_collected(_ground(ground, door.t)), GEOJSON), forever=False)


def asked_from(door: Door) -> Asked:
    """The query string as a value; raises :class:`Refusals` with everything that is wrong with it."""
    problems: list[Problem] = []
    box = _box(door.asked("bbox"), problems)
    zoom = _zoom(door.asked("zoom"), problems)
    layers = _layers(door.asked("layers", ",".join(USUAL)), problems)
    drawn = ids_from(door.asked("drawn"))
    if problems:
        raise Refusals(problems)
    return Asked(box, zoom, layers, {name: door.asked(name)[:200] for name in FILTERS if door.asked(name)}, drawn)


def ids_from(text: str) -> tuple[str, ...]:
    """Ids with commas between them."""
    return tuple(id_ for id_ in text[:LONGEST_LIST].split(",") if id_)


def box_from(text: str) -> Bounds:
    """West, south, east, north in degrees; raises :class:`Refusals` (``bad_bbox``)."""
    problems: list[Problem] = []
    box = _box(text, problems)
    if problems:
        raise Refusals(problems)
    return box


def half_pixel(zoom: int) -> float:
    """Half a pixel of the map in degrees, and never less than five centimetres."""
    return max(FIVE_CM, 180.0 / (256 * float(2**zoom)))


def _number(text: str) -> float:
    """A plain decimal number; nan for everything else."""
    # float() also takes "infinity", "1_000" and digits of other scripts: a coordinate is written plainly.
    if not text or len(text) > 40 or not text.isascii() or not set(text) <= set("0123456789+-.eE"):
        return math.nan
    try:
        number = float(text)
    except ValueError:
        return math.nan
    return number if math.isfinite(number) else math.nan


def _box(text: str, problems: list[Problem]) -> Bounds:
    numbers = [_number(part) for part in text.split(",")]
    if len(numbers) != 4 or any(map(math.isnan, numbers)):
        problems.append(
            Problem("bad_bbox", N_("bbox must be four numbers: west, south, east, north in degrees."), {}, "bbox")
        )
        return Bounds(0, 0, 0, 0)
    west, south, east, north = numbers
    if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
        problems.append(
            Problem(
                "bad_bbox",
                N_("bbox must run from west to east and from south to north, within -180 to 180 and -90 to 90."),
                {},
                "bbox",
            )
        )
    return Bounds(west, south, east, north)


def _zoom(text: str, problems: list[Problem]) -> int:
    number = _number(text)
    if math.isnan(number) or not 0 <= number <= HIGHEST_ZOOM:
        problems.append(
            Problem("bad_zoom", N_("zoom must be a number from 0 to {highest}."), {"highest": HIGHEST_ZOOM}, "zoom")
        )
        return 0
    return math.floor(number)


def _layers(text: str, problems: list[Problem]) -> tuple[str, ...]:
    names = [name for name in text.split(",") if name]
    unknown = [name for name in names if name not in LAYERS]
    if unknown:
        problems.append(
            Problem(
                "unknown_layer",
                N_("There is no such layer: choose from {known}."),
                {"known": ", ".join(LAYERS)},
                "layers",
            )
        )
    return tuple(names)


def _feature(geometry: Any, properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "Feature", "geometry": geometry, "properties": properties}


_CLUSTER = (
    f'{{"type":"Feature","geometry":{{"type":"Point","coordinates":[%.{CLUSTER_DECIMALS}f,%.{CLUSTER_DECIMALS}f]}},'
    '"properties":{"count":%d,"kinds":{%s}}}'
)


def _clusters(found: Clusters) -> str:
    """As text, all at once: there are hundreds in an answer, and to build dictionaries first would take most of its time."""
    values = chain.from_iterable(zip(found.lons, found.lats, found.totals, found.kinds, strict=True))
    return ",".join([_CLUSTER] * len(found.totals)) % tuple(values)


def _object(seen: Seen, t: Translator) -> dict[str, Any]:
    kind, id_, lon, lat, drawn = seen
    properties: dict[str, Any] = {"id": id_, "kind": kind}
    for name, value in drawn.items():
        if value is not None:
            properties[name] = value if isinstance(value, float) else _said(name, value, t)
    if kind == "planting_site":
        properties["empty"] = True
    return _feature({"type": "Point", "coordinates": [round(lon, DECIMALS), round(lat, DECIMALS)]}, properties)


def _said(name: str, value: Any, t: Translator) -> Any:
    if name == "species":
        return _species_named(value, t.language)
    if name == "text":
        return _first_words(value)
    return clean(value[t.language]) if isinstance(value, Words) else value


@lru_cache(maxsize=4096)
def _species_named(species: Species, language: str) -> str:
    return clean(species[language])


def _first_words(text: str) -> str:
    signs = regex.findall(r"\X", clean(text[: FIRST_WORDS * 40]))
    return "".join(signs) if len(signs) <= FIRST_WORDS else "".join(signs[:FIRST_WORDS]).rstrip() + "…"


def _shape(shown: Shown, t: Translator, tolerance: float) -> dict[str, Any]:
    drawn = {name: _said(name, value, t) for name, value in shown.drawn.items()}
    return _feature(_outline(shown.outline, tolerance), {"id": shown.id, "kind": shown.kind, **drawn})


def _drawn(one: Annotation, tolerance: float) -> dict[str, Any]:
    properties = {
        "id": one.id,
        "kind": "layer_feature",
        "layer": one.layer_id,
        "mark": one.mark,
        "name": clean(one.name),
    }
    return _feature(_outline(one.outline, tolerance), {name: value for name, value in properties.items() if value})


def _ground(ground: Ground, t: Translator) -> list[dict[str, Any]]:
    features = [
        _feature(
            _outline(outline, FIVE_CM),
            {"part": part, **({"name": clean(name[t.language])} if name[t.language] else {})},
        )
        for part, name, outline in ground.streets
    ]
    return features + [
        _feature(_outline(outline, FIVE_CM), {"part": "building", **({"height_m": height} if height else {})})
        for _name, height, outline in ground.buildings
    ]


def _outline(outline: BaseGeometry, tolerance: float) -> Any:
    """An outline without what nobody could see: corners nearer to its line than ``tolerance`` degrees."""
    rounded = shapely.transform(shapely.simplify(outline, tolerance), lambda points: points.round(SHAPE_DECIMALS))
    return json.loads(shapely.to_geojson(rounded))


_ENCODER = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":"))
"""Made once, and asked once for each answer: ``json.dumps`` makes one for every call with wishes of its own."""


def _collected(features: list[dict[str, Any]], written: str = "", more: str = "") -> bytes:
    """:param written: features that are text already.
    :param more: members of our own, such as that there is more than is told.
    """
    told = ",".join(filter(None, (_ENCODER.encode(features)[1:-1], written)))
    return f'{{"type":"FeatureCollection","features":[{told}]{more}}}'.encode()
