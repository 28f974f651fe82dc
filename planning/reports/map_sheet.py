"""A sheet of the map as PDF, to be printed at a true scale: drawing, legend, scale bar, north, system, sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from geodata import crs
from geodata.framing import Frame
from planning.errors import N_
from planning.i18n.names import name_of
from planning.i18n.translator import translator
from planning.reports import map_sheet_drawing as draw
from planning.reports import map_sheet_layers as layers
from planning.reports.map_sheet_drawing import Numbers, drawing
from planning.reports.setting_type import both, breakable, pdf, said
from planning.surveys.map_sheet import Part, SheetMaterial, SheetSource
from planning.surveys.observation import FacilityKind, PipeKind, SurveyState
from planning.surveys.sheet_layout import MARGIN_MM
from planning.wording import Sentence, Words

MOST_SOURCES = 8
SAMPLE_MM = (8.0, 4.4)
"""Width and height of a symbol in the legend."""
TITLES: dict[Part, str] = {
    Part.STREETS: N_("Kerbs, pavements, carriageways"), Part.BUILDINGS: N_("Buildings"), Part.COURTYARDS: N_("Courtyards"),
    Part.PIPES: N_("Pipes and wires"), Part.STRUCTURES: N_("Rooftop structures"), Part.SITES: N_("Empty planting sites"),
    Part.TREES: N_("Standing trees"), Part.FACILITIES: N_("Facilities"), Part.DRAWN: N_("Planners' layers"),
}  # fmt: skip


def sheet_pdf(material: SheetMaterial) -> bytes:
    """The sheet, one page; the same material always gives the same bytes."""
    numbers = Numbers.of(material)
    return pdf(
        "map_sheet.typ",
        _document(material, numbers),
        drawing=drawing(material, numbers, [*layers.drawn(material.drawn, material.frame)]),
    )


def _document(material: SheetMaterial, numbers: Numbers) -> dict[str, Any]:
    here, layout, frame = material.community, material.layout, material.frame
    return {
        "paper": [layout.wide, layout.high], "frame": list(layout.frame), "upright": layout.upright, "margin": MARGIN_MM,
        "panel": layout.panel,
        "community": both(here.name), "kind": said(Sentence(N_("Map of what is there"))),
        "made_up": said(Sentence(N_("Illustrative: an invented place"))) if here.illustrative else None,
        "warning": said(Sentence(N_("Not for construction"))),
        "warning_more": said(Sentence(N_("For discussion only: measure on the ground and ask the owners of pipes before anybody digs."))),
        "scale": f"1:{frame.scale}", "scale_word": said(Sentence(N_("Scale"))), "bar": _bar(frame),
        "print_whole": said(Sentence(N_("True when printed at 100 %, not fitted to the page."))),
        "north_word": said(Sentence(N_("Grid north"))), "convergence": frame.convergence_deg,
        "system": [list(_told(one)) for one in _system(frame)],
        "date_word": said(Sentence(N_("As of"))), "date": [translator(x).date(material.at, here.time_zone) for x in ("zh", "en")],
        "legend_word": said(Sentence(N_("Legend"))), "legend": [_item(*one) for one in _legend(material, numbers)],
        "sources_word": said(Sentence(N_("Sources and their stated accuracy"))),
        "sources": [_told(one) for one in _sources(material)],
        "labels": [*_labels(material, frame)],
    }  # fmt: skip


def _told(sentence: Sentence) -> list[str]:
    return [breakable(one) for one in said(sentence)]


def _bar(frame: Frame) -> dict[str, Any]:
    """Four equal steps of 1, 2 or 5 and noughts, 40 to 100 mm in all where there is room."""
    steps = (step * 10**power for power in range(6) for step in (1, 2, 5))
    step = next(one for one in steps if one * 4 * 1000 / frame.scale >= 22)
    return {
        "step_mm": step * 1000 / frame.scale,
        "marks": [f"{step * n} m" if n == 4 else str(step * n) for n in (0, 1, 2, 4)],
    }


def _system(frame: Frame) -> Iterator[Sentence]:
    number = int(frame.system.partition(":")[2])
    if 4534 <= number <= 4554:
        yield Sentence(
            N_("CGCS2000, Gauss-Krüger, 3-degree zone, central meridian {meridian}° E ({code})"),
            {"meridian": 75 + 3 * (number - 4534), "code": frame.system},
        )
    elif number == 3826:
        yield Sentence(N_("TWD97 / TM2, central meridian 121° E ({code})"), {"code": frame.system})
    else:
        yield Sentence(
            N_("WGS 84 / UTM, zone {zone} ({code})"),
            {"zone": crs.title(frame.system).rpartition(" ")[2], "code": frame.system},
        )
    yield Sentence(N_("Coordinates in metres: E is east, N is north. Positions are kept in WGS 84 and converted."))
    yield Sentence(
        N_("Grid north lies {angle}° from true north here; a length of the grid differs by {ppm} mm a kilometre."),
        {"angle": f"{frame.convergence_deg:+.2f}", "ppm": f"{frame.scale_error_ppm:+.0f}"},
    )


def _item(svg: str, words: list[str], count: int | None) -> dict[str, Any]:
    return {"svg": draw.picture(*SAMPLE_MM, svg), "words": words, "count": "" if count is None else str(count)}


def _legend(material: SheetMaterial, numbers: Numbers) -> Iterator[tuple[str, list[str], int | None]]:
    """Symbols of what is drawn, with how many there are of it; what was not chosen does not appear."""
    middle, line = (SAMPLE_MM[0] / 2, SAMPLE_MM[1] / 2), f"M0.5 {SAMPLE_MM[1] / 2}H{SAMPLE_MM[0] - 0.5}"
    marks, outlines = material.marks, material.outlines
    if marks.get(Part.TREES):
        yield draw.tree(*middle, 2.0), said(Sentence(N_("Tree, crown to scale"))), len(marks[Part.TREES])
        for name, count in numbers.species.items():
            yield (
                draw.tree(2.2, middle[1] + 0.5, None, numbers.number(name)),
                both(Words(name, material.species.get(name, ""))),
                count,
            )
    if marks.get(Part.SITES):
        yield draw.site(*middle), said(Sentence(TITLES[Part.SITES])), len(marks[Part.SITES])
    yield from _roofs(material, middle)
    for code, count in numbers.facilities.items():
        yield draw.place(numbers.letter(code), *middle), _named(FacilityKind(code)), count
    for kind in PipeKind:
        if count := sum(one.what == kind for one in outlines.get(Part.PIPES, ())):
            yield draw.pipe(kind, line), _named(kind), count
    if outlines.get(Part.BUILDINGS):
        box = (
            f'<rect x="0.6" y="0.6" width="6.8" height="3.2" fill="#D9D6CF" stroke="{draw.SOFT}" stroke-width="0.18"/>'
        )
        yield box, said(Sentence(TITLES[Part.BUILDINGS])), len(outlines[Part.BUILDINGS])
    if outlines.get(Part.COURTYARDS):
        dashed = f'<path d="{line}" stroke="{draw.SOFT}" stroke-width="0.35" stroke-dasharray="2 1"/>'
        yield dashed, said(Sentence(TITLES[Part.COURTYARDS])), None
    yield from layers.legend(material.drawn, SAMPLE_MM)


def _roofs(material: SheetMaterial, middle: tuple[float, float]) -> Iterator[tuple[str, list[str], int | None]]:
    for state in SurveyState:
        if count := sum(one.what == state for one in material.marks.get(Part.STRUCTURES, ())):
            kind, told = said(Sentence(TITLES[Part.STRUCTURES])), _named(state)
            yield draw.roof(state, *middle), [f"{kind[0]}：{told[0]}", f"{kind[1]}: {told[1]}"], count


def _named(code: Any) -> list[str]:
    return [name_of(translator(language), code) for language in ("zh", "en")]


def _sources(material: SheetMaterial) -> Iterable[Sentence]:
    """One line for all parts that one source brought, the pipes' own statements after them."""
    by_source: dict[SheetSource, list[Words]] = {}
    for one in material.sources:
        what = [f"{name}{_COUNTED[n].format(one.count)}" for n, name in enumerate(said(Sentence(TITLES[one.part])))]
        by_source.setdefault(replace(one, part=Part.TREES, count=0), []).append(Words(*what))
    told = [_source(one, tuple(what)) for one, what in by_source.items()] + layers.sources(material.drawn)
    more = len(told) - MOST_SOURCES
    told = told[:MOST_SOURCES] + ([Sentence(N_("and {count} more sources"), {"count": more})] if more > 0 else [])
    if material.outlines.get(Part.PIPES):
        told.append(_pipes(*material.pipe_accuracy))
    return told


_COUNTED = ("（{}）", " ({})")


def _pipes(least: float | None, most: float | None, silent: int) -> Sentence:
    if least is None or most is None:
        return Sentence(N_("Pipes: no line states how accurately it lies"))
    return Sentence(
        N_("Pipes: accuracy stated line by line, {least} to {most} m; lines that state none: {silent}"),
        {"least": f"{least:g}", "most": f"{most:g}", "silent": silent},
    )


def _source(one: SheetSource, what: tuple[Words, ...]) -> Sentence:
    if one.entered:
        return Sentence(N_("{what}: entered on this map without a file; accuracy not stated"), {"what": what})
    return Sentence(
        N_("{what}: {name}; {day}; {accuracy}"),
        {
            "what": what,
            "name": Words(one.name) if one.name else layers.words_of(N_("a source without a name")),
            "day": Words(f"{one.surveyed_on:%Y-%m-%d}")
            if one.surveyed_on
            else layers.words_of(N_("day of survey not stated")),
            "accuracy": layers.accuracy(one.stated_m),
        },
    )


def _labels(material: SheetMaterial, frame: Frame) -> Iterator[dict[str, Any]]:
    """Names of streets and courtyards in the middle of what of them is seen, once each."""
    told: set[str] = set()
    for part in (Part.COURTYARDS, Part.STREETS):
        shapes = material.outlines.get(part, ())
        for one, drawn in zip(shapes, frame.drawn([one.outline for one in shapes]), strict=True):
            words = one.name["zh"]
            if not words or words in told or drawn.is_empty:
                continue
            told.add(words)
            spot = drawn.representative_point()
            yield {"x": spot.x, "y": spot.y, "words": both(one.name)}
