"""Layers of planners as files hold them: one layer of a file for each kind of geometry that is drawn on it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import shapely

from geodata.writing import Column, Holds, Layer, Shape
from planning.surveys.observation import LayerFeature
from planning.surveys.planner_layer import PlannerLayer

COLOUR = "#1E2328"
KINDS = (
    ("points", Shape.POINT, frozenset({"Point"})),
    ("multipoints", Shape.POINT, frozenset({"MultiPoint"})),
    ("lines", Shape.LINE, frozenset({"LineString", "MultiLineString"})),
    ("areas", Shape.AREA, frozenset({"Polygon", "MultiPolygon"})),
)
"""How the layers of the file end, what they hold, and which geometries that is."""
OWN: tuple[tuple[str, Callable[[LayerFeature], str]], ...] = (
    ("id", lambda one: one.external_id or one.id), ("name", lambda one: one.name), ("mark", lambda one: one.mark),
    ("note", lambda one: one.note),
)  # fmt: skip
"""Columns of our own, before those that the file of a free layer had."""
TAKEN = frozenset({*(name for name, _ in OWN), "layer", "lon", "lat", "wkt", "geom", "fid"})
"""Names that a column of a free layer cannot have in a file: it is called by the same name with ``_2``."""


def free_layers(drawn: Sequence[tuple[PlannerLayer, Sequence[LayerFeature]]]) -> list[Layer]:
    """``layer_1_points`` and so on, by the order of the layers' names, which stand in the titles."""
    found: list[Layer] = []
    for number, (layer, features) in enumerate(drawn, start=1):
        for ending, shape, types in KINDS:
            mine = [one for one in features if one.outline.geom_type in types]
            if mine:
                found.append(_layer(f"layer_{number}_{ending}", layer.name, shape, mine))
    return found


def _layer(name: str, title: str, shape: Shape, features: Sequence[LayerFeature]) -> Layer:
    geometry = np.empty(len(features), dtype=object)
    geometry[:] = [shapely.force_2d(one.outline) for one in features]
    columns = [_column(own, own, [take(one) for one in features]) for own, take in OWN]
    facts = list(dict.fromkeys(key for one in features for key in one.facts))
    named = {key: f"{key}_2" if key.lower() in TAKEN else key for key in facts}
    columns += [
        _column(named[key], f"f{number}", [one.facts.get(key, "") for one in features])
        for number, key in enumerate(facts, start=1)
    ]
    return Layer(name, title, COLOUR, shape, geometry, tuple(columns))


def _column(name: str, short: str, cells: list[str]) -> Column:
    """Texts that are empty were never given."""
    return Column(name, short, Holds.TEXT, [cell or None for cell in cells])
