"""Planners' layers on a sheet of the map: what is drawn on them in ink, as on the map, their lines of the legend and their sources."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geodata.framing import Frame
from planning.errors import N_
from planning.reports.map_sheet_drawing import INK, path_of, text
from planning.reports.setting_type import breakable, said
from planning.reports.svg import element
from planning.surveys.map_sheet import Drawing, DrawnLayer
from planning.surveys.planner_layer import Mark
from planning.wording import Sentence, Words

LINE_MM, RIM_MM, HEAD_MM, SPOT_MM, WORDS_MM = 0.5, 1.2, 2.8, 1.1, 2.4
NAMED_BELOW = 5000
"""At smaller scales words at lines and points would run into one another; texts are drawn at every scale."""
MOST_TOLD = 10
"""Layers with a line of their own in the legend."""
TURN = 0.42
"""Half of the angle of an arrow's head, in radians."""


def drawn(layers: Sequence[DrawnLayer], frame: Frame) -> Iterator[str]:
    """Everything that is drawn on the layers: surfaces at the bottom, signs and texts on top."""
    every = [one for layer in layers for one in layer.drawings]
    shapes = frame.drawn([one.outline for one in every])
    seen = [(one, shape) for one, shape in zip(every, shapes, strict=True) if not shape.is_empty]
    seen.sort(key=lambda pair: (pair[0].drawn_as is not Mark.AREA, bool(_spots(pair[1]))))
    for one, shape in seen:
        yield _feature(one, shape, frame)


def legend(layers: Sequence[DrawnLayer], size_mm: tuple[float, float]) -> Iterator[tuple[str, list[str], int | None]]:
    """A symbol, the layer's name and how much of it is drawn; of layers that are inside that they are."""
    line = f"M0.5 {size_mm[1] / 2}H{size_mm[0] - 2.5}"
    symbol = _lines(line, "") + _spot(size_mm[0] - 1.4, size_mm[1] / 2)
    for layer in layers[:MOST_TOLD]:
        name = breakable(layer.name)
        told = said(Sentence(N_("{layer} (staff only)"), {"layer": Words(name, name)})) if layer.inside else [name, ""]
        yield symbol, told, len(layer.drawings)
    if len(layers) > MOST_TOLD:
        yield "", said(Sentence(N_("and {count} more layers"), {"count": len(layers) - MOST_TOLD})), None


def sources(layers: Sequence[DrawnLayer]) -> list[Sentence]:
    """Whence the layers come, and how exact whoever drew them says they are."""
    return [
        Sentence(
            N_("{layer}: {name}; {accuracy}"),
            {
                "layer": Words(layer.name), "name": Words(layer.source) if layer.source else words_of(N_("a source without a name")),
                "accuracy": accuracy(layer.accuracy_m),
            },
        )
        for layer in layers
    ]  # fmt: skip


def accuracy(stated_m: float | None) -> Words:
    """An accuracy that was stated, or that none was."""
    return words_of(N_("accuracy not stated")) if stated_m is None else Words(f"±{stated_m:g} m")


def words_of(key: str) -> Words:
    """A sentence in both languages."""
    return Words(*said(Sentence(key)))


def _feature(one: Drawing, shape: BaseGeometry, frame: Frame) -> str:
    named = one.words if frame.scale <= NAMED_BELOW else ""
    spots = _spots(shape)
    if one.drawn_as is Mark.TEXT:
        return "".join(text(one.words, (x, y + WORDS_MM / 3), WORDS_MM, INK, "middle") for x, y in spots)
    if spots:
        return "".join(_spot(x, y) + _named(named, x, y - SPOT_MM - 0.8) for x, y in spots)
    dashes = "3 1" if one.drawn_as is Mark.AREA else ""
    made = _lines(path_of(shape), dashes, filled=one.drawn_as is Mark.AREA)
    if one.drawn_as is Mark.ARROW:
        made += _head(frame.on_paper(shapely.get_coordinates(one.outline)[-2:]))
    x, y = _middle(shape)
    return made + _named(named, x, y - (0 if dashes else 1.2))


def _spots(shape: BaseGeometry) -> list[tuple[float, float]]:
    """Points of a geometry in millimetres."""
    parts = [piece for part in shapely.get_parts(shape) for piece in shapely.get_parts(part)]
    return [(one.x, one.y) for one in parts if one.geom_type == "Point"]


def _middle(shape: BaseGeometry) -> tuple[float, float]:
    """Half way along the longest line, or a place inside of the surface."""
    parts = [piece for part in shapely.get_parts(shape) for piece in shapely.get_parts(part)]
    longest = max(parts, key=lambda one: float(one.length))
    is_line = longest.geom_type == "LineString"
    spot = longest.interpolate(0.5, normalized=True) if is_line else longest.representative_point()
    return float(spot.x), float(spot.y)


def _lines(path: str, dashes: str, *, filled: bool = False) -> str:
    """Ink on a white rim."""
    dashed = {"stroke_dasharray": dashes} if dashes else {}
    ground = {"fill": INK, "fill_opacity": 0.09, "fill_rule": "evenodd"} if filled else {"fill": "none"}
    rim = element("path", d=path, fill="none", stroke="#ffffff", stroke_width=RIM_MM)
    return element("path", d=path, **ground) + rim + element(
        "path", d=path, fill="none", stroke=INK, stroke_width=LINE_MM, **dashed
    )  # fmt: skip


def _head(ends: np.ndarray[tuple[int, int], np.dtype[np.float64]]) -> str:
    """The head of an arrow at the last place, turned as the line comes in; what lies outside of the frame is not seen."""
    (x0, y0), (x, y) = ends
    turn = math.atan2(y - y0, x - x0)
    sides = [(x - HEAD_MM * math.cos(turn + side), y - HEAD_MM * math.sin(turn + side)) for side in (TURN, -TURN)]
    corners = "L".join(f"{a:.2f} {b:.2f}" for a, b in ((x, y), *sides))
    return element("path", d=f"M{corners}Z", fill=INK)


def _spot(x: float, y: float) -> str:
    ring = element("circle", cx=x, cy=y, r=SPOT_MM, fill=INK, stroke="#ffffff", stroke_width=0.35)
    return ring + element("circle", cx=x, cy=y, r=0.4, fill="#ffffff")


def _named(words: str, x: float, y: float) -> str:
    return text(words, (x, y), WORDS_MM, INK, "middle") if words else ""
