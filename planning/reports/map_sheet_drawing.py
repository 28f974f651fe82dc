"""The drawing on a sheet of the map, as SVG in millimetres of paper; every symbol means the same when printed in grey."""

from __future__ import annotations

import html
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geodata.framing import Frame
from planning.reports.svg import element
from planning.surveys.map_sheet import Mark, Outline, Part, SheetMaterial
from planning.surveys.observation import PipeKind, StreetKind, SurveyState

INK, SOFT, LINE = "#1E2328", "#5B6570", "#8A8F96"
LEAF, BRICK, SKY, EARTH = "#2B6A3F", "#9A4A1B", "#1F5F99", "#6B4A2B"
PIPES = {
    PipeKind.WATER: ("#1F5F99", ""), PipeKind.SEWER: ("#6B4A2B", "4 1"), PipeKind.GAS: ("#8A5A00", "5 1 1 1"),
    PipeKind.POWER: ("#A61E4D", "2 1"), PipeKind.TELECOM: ("#2B6A3F", "1 1"), PipeKind.HEAT: ("#5E4B9E", "6 1 1 1 1 1"),
    PipeKind.OVERHEAD: (INK, "0.4 1.2"), PipeKind.RECLAIMED: ("#3E7C8C", "7 1"), PipeKind.FENCE: (INK, "0.4 1 2 1"),
    PipeKind.RETAINING_WALL: (INK, "3 0.6"), PipeKind.OTHER: (SOFT, "3 2"),
}  # fmt: skip
"""Colour and dashes by what a line carries: dashes alone tell them apart."""
GROUND = {StreetKind.CARRIAGEWAY: "#E7E5E0", StreetKind.PAVEMENT: "#F3F1EC"}
MOST_SPECIES = 9
"""Species with a number of their own in the legend, the commonest first."""
NUMBERED_BELOW = 1500
"""At smaller scales numbers beside trees would run into one another."""
DOT_MM, SITE_MM, ROOF_MM, PLACE_MM = 0.55, 1.7, 2.0, 1.6
_AREAS = (shapely.GeometryType.POLYGON, shapely.GeometryType.MULTIPOLYGON)


@dataclass(frozen=True, slots=True)
class Numbers:
    """Numbers of species and letters of kinds of facilities, with how many of each are drawn."""

    species: Mapping[str, int]
    facilities: Mapping[str, int]

    @classmethod
    def of(cls, material: SheetMaterial) -> Numbers:
        """The commonest first; of species no more than :data:`MOST_SPECIES`."""
        trees = Counter(one.what for one in material.marks.get(Part.TREES, ()))
        places = Counter(one.what for one in material.marks.get(Part.FACILITIES, ()))
        first = sorted((one for one in trees if one), key=lambda one: (-trees[one], one))[:MOST_SPECIES]
        return cls({one: trees[one] for one in first}, {one: places[one] for one in sorted(places)})

    def number(self, species: str) -> str:
        """The number of a species; empty for those that have none."""
        return str(list(self.species).index(species) + 1) if species in self.species else ""

    def letter(self, facility: str) -> str:
        """The letter of a kind of facility."""
        return chr(65 + list(self.facilities).index(facility))


def drawing(material: SheetMaterial, numbers: Numbers, above: Sequence[str] = ()) -> str:
    """The whole drawing with something ``above`` it; what lies outside of the frame is cut off by whoever places it."""
    frame = material.frame
    parts = [
        *_ground(material.outlines.get(Part.STREETS, ()), frame),
        *_areas(material.outlines.get(Part.BUILDINGS, ()), frame, fill="#D9D6CF", stroke=SOFT, stroke_width=0.18),
        *_areas(material.outlines.get(Part.COURTYARDS, ()), frame, fill="none", stroke=SOFT, stroke_width=0.35, stroke_dasharray="2 1"),
        *_grid(frame),
        *_pipes(material.outlines.get(Part.PIPES, ()), frame),
        *_marked(material.marks.get(Part.STRUCTURES, ()), frame, lambda m, x, y: roof(m.what, x, y)),
        *_marked(material.marks.get(Part.SITES, ()), frame, lambda _m, x, y: site(x, y)),
        *_trees(material.marks.get(Part.TREES, ()), frame, numbers),
        *_marked(material.marks.get(Part.FACILITIES, ()), frame, lambda m, x, y: place(numbers.letter(m.what), x, y)),
        *above,
    ]  # fmt: skip
    return picture(frame.wide_mm, frame.high_mm, *parts)


def picture(wide_mm: float, high_mm: float, *parts: str) -> str:
    """An SVG of so many millimetres."""
    return element(
        "svg", *parts, xmlns="http://www.w3.org/2000/svg", width=f"{wide_mm}mm", height=f"{high_mm}mm",
        viewBox=f"0 0 {wide_mm} {high_mm}", font_family="Noto Sans SC",
    )  # fmt: skip


def tree(x: float, y: float, radius_mm: float | None, number: str = "") -> str:
    """A trunk with its crown to scale; without a crown where none was measured."""
    crown = "" if radius_mm is None else element(
        "circle", cx=x, cy=y, r=radius_mm, fill=LEAF, fill_opacity=0.13, stroke=LEAF, stroke_width=0.22
    )  # fmt: skip
    dot = element("circle", cx=x, cy=y, r=DOT_MM, fill=LEAF)
    return crown + dot + (text(number, (x + 0.8, y - 0.5), 1.9, LEAF) if number else "")


def site(x: float, y: float) -> str:
    """An empty planting site: a ring, so that it is no roof when printed in grey."""
    return element("circle", cx=x, cy=y, r=SITE_MM / 2, fill="#ffffff", stroke=EARTH, stroke_width=0.4)


def roof(state: str, x: float, y: float) -> str:
    """A rooftop structure: open while not surveyed, filled once it was, crossed where it was removed."""
    half = ROOF_MM / 2
    fill = "#ffffff" if state in {SurveyState.UNSURVEYED, SurveyState.REMOVED} else BRICK
    box = element(
        "rect", x=x - half, y=y - half, width=ROOF_MM, height=ROOF_MM, fill=fill, stroke=BRICK, stroke_width=0.3
    )
    if state != SurveyState.REMOVED:
        return box
    cross = f"M{x - half:.3f} {y - half:.3f}l{ROOF_MM} {ROOF_MM}m0 {-ROOF_MM}l{-ROOF_MM} {ROOF_MM}"
    return box + element("path", d=cross, fill="none", stroke=BRICK, stroke_width=0.3)


def place(letter: str, x: float, y: float) -> str:
    """A facility: a diamond with the letter of its kind."""
    half = PLACE_MM
    diamond = f"M{x:.3f} {y - half:.3f}l{half} {half}l{-half} {half}l{-half} {-half}z"
    return element("path", d=diamond, fill=SKY, stroke="#ffffff", stroke_width=0.15) + element(
        "text", letter, x=x, y=y + 0.62, font_size=1.75, fill="#ffffff", text_anchor="middle"
    )


def pipe(carries: str, path: str) -> str:
    """A line by what it carries."""
    colour, dashes = PIPES[PipeKind(carries)]
    dashed = {"stroke_dasharray": dashes} if dashes else {}
    return element("path", d=path, fill="none", stroke=colour, stroke_width=0.45, **dashed)


def text(words: str, at: tuple[float, float], size: float, colour: str, anchor: str = "start") -> str:
    """Words on the drawing with a white rim."""
    x, y = at
    said = html.escape(words)
    given = {"x": x, "y": y, "font_size": size, "text_anchor": anchor}
    rim = element(
        "text", said, **given, fill="#ffffff", stroke="#ffffff", stroke_width=size / 4, stroke_linejoin="round"
    )
    return rim + element("text", said, **given, fill=colour)


def _trees(marks: Sequence[Mark], frame: Frame, numbers: Numbers) -> list[str]:
    numbered = frame.scale <= NUMBERED_BELOW

    def one(mark: Mark, x: float, y: float) -> str:
        radius = mark.crown_m * 500 / frame.scale if mark.crown_m else None
        return tree(x, y, radius, numbers.number(mark.what) if numbered else "")

    return _marked(marks, frame, one)


def _marked(marks: Sequence[Mark], frame: Frame, draw: Callable[[Mark, float, float], str]) -> list[str]:
    if not marks:
        return []
    places = frame.on_paper(np.array([(one.lon, one.lat) for one in marks], dtype=np.float64))
    return [draw(mark, float(x), float(y)) for mark, (x, y) in zip(marks, places, strict=True)]


def _ground(outlines: Sequence[Outline], frame: Frame) -> list[str]:
    """Surfaces first, then kerbs and centre lines."""
    drawn = frame.drawn([one.outline for one in outlines])
    surfaces, lines = [], []
    for one, shape in zip(outlines, drawn, strict=True):
        fill = GROUND.get(StreetKind(one.what))
        if fill and shapely.get_type_id(one.outline) in _AREAS:
            surfaces.append((one.what, element("path", d=path_of(shape), fill=fill, stroke=LINE, stroke_width=0.12)))
        else:
            dashes = {"stroke_dasharray": "3 1.5"} if one.what == StreetKind.CENTRELINE else {}
            lines.append(element("path", d=path_of(shape), fill="none", stroke=LINE, stroke_width=0.2, **dashes))
    surfaces.sort(key=lambda pair: pair[0], reverse=True)  # pavements under carriageways
    return [one for _, one in surfaces] + lines


def _areas(outlines: Sequence[Outline], frame: Frame, **look: object) -> list[str]:
    drawn = frame.drawn([one.outline for one in outlines])
    return [element("path", d=path_of(shape), fill_rule="evenodd", **look) for shape in drawn if not shape.is_empty]


def _pipes(outlines: Sequence[Outline], frame: Frame) -> list[str]:
    drawn = frame.drawn([one.outline for one in outlines])
    return [pipe(one.what, path_of(shape)) for one, shape in zip(outlines, drawn, strict=True) if not shape.is_empty]


def _grid(frame: Frame) -> list[str]:
    """Crosses where lines of the grid meet, and their metres along the upper and the left edge."""
    across, along = frame.grid()
    crosses = "".join(f"M{x - 1.5:.3f} {y:.3f}h3M{x:.3f} {y - 1.5:.3f}v3" for _, x in across for _, y in along)
    named = [text(f"E {east}", (x, 2.6), 1.7, SOFT, "middle") for east, x in across if 9 < x < frame.wide_mm - 9]
    named += [text(f"N {north}", (0.8, y - 0.6), 1.7, SOFT) for north, y in along if 5 < y < frame.high_mm - 2]
    return [element("path", d=crosses, fill="none", stroke=LINE, stroke_width=0.15), *named]


def path_of(shape: BaseGeometry) -> str:
    """Lines and areas as the ``d`` of a path, to a hundredth of a millimetre."""
    rings: list[BaseGeometry] = []
    for part in shapely.get_parts(shape, return_index=False):
        for piece in shapely.get_parts(part):
            if piece.geom_type == "Polygon":
                rings += [piece.exterior, *piece.interiors]
            elif piece.geom_type in {"LineString", "LinearRing"}:
                rings.append(piece)
    return "".join(
        "M" + "L".join(f"{x:.2f} {y:.2f}" for x, y in shapely.get_coordinates(ring))
        + ("Z" if ring.geom_type == "LinearRing" else "")
        for ring in rings
    )  # fmt: skip
