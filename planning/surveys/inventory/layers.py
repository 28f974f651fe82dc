"""Which layer of a file holds a kind of thing: the one named, the only one there is, or the only one that fits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from geodata.reading import Layer, Source, Table
from planning.errors import N_, Problem
from planning.surveys.inventory import council_trees, openstreetmap
from planning.surveys.inventory.kinds import Form
from planning.surveys.inventory.units import plain
from planning.surveys.inventory.words import LAYERS, OUR_PARTS

_UNKNOWN = {"", "Unknown", "GeometryCollection"}


@dataclass(frozen=True, slots=True)
class Taken:
    """A layer's table, columns that its format settles, and what to say about the choice.

    :param layer: its name in a file of several, else empty.
    """

    table: Table
    columns: Mapping[str, str] = field(default_factory=dict)
    warnings: tuple[Problem, ...] = ()
    layer: str = ""


def taken(source: Source, form: Form, asked: str) -> Taken:
    """The layer to import.

    Raises :class:`~geodata.faults.Unreadable` (``which_layer``, ``unknown_layer``) and what is wrong with the file.
    """
    chosen = asked or _chosen(source, form)
    several = _all_of_it(source, form) if not chosen and source.together else ()
    if several and source.together:
        chosen = " + ".join(several)
        table = source.together(several)
    else:
        table = source.read(chosen)
    warnings = [] if asked or len(source.layers) == 1 else [Problem(
        "layer_chosen", N_("The file has several layers; {layer} was read, because it fits. There are: {layers}."),
        {"layer": chosen, "layers": source.listed()})]  # fmt: skip
    warnings += _systems_differ(source)
    if source.format != "osm":
        joined, columns = council_trees.joined(table) if form.kind == "tree" else (table, {})
        return Taken(joined, columns, tuple(warnings), chosen if len(source.layers) > 1 else "")
    return replace(openstreetmap_taken(table, form, warnings), layer=chosen)


def openstreetmap_taken(table: Table, form: Form, warnings: list[Problem]) -> Taken:
    """Of a layer of OpenStreetMap only what its tags say is of the kind."""
    kept, columns = openstreetmap.selected(table, form.kind)
    aside = len(table.rows) - len(kept.rows)
    if aside:
        warnings.append(Problem(
            "left_aside", N_("Features of the layer whose tags say that they are something else were left aside: {count}."),
            {"count": aside}))  # fmt: skip
    return Taken(kept, columns, tuple(warnings))


def _chosen(source: Source, form: Form) -> str:
    if len(source.layers) == 1:
        return source.layers[0].name
    fitting = [layer for layer in source.layers if _fits(layer, form)]
    named = [layer for layer in fitting if plain(layer.name)[0] in LAYERS[form.kind]]
    best = named if len(named) == 1 else fitting
    return best[0].name if len(best) == 1 else ""  # then the source asks


def _all_of_it(source: Source, form: Form) -> tuple[str, ...]:
    """Layers by which our own files hold a kind in parts, one for each geometry: none of them is meant without the others."""
    ours = tuple(
        layer.name for layer in source.layers if layer.name in OUR_PARTS.get(form.kind, ()) and _fits(layer, form)
    )
    return ours if len(ours) > 1 else ()


def _fits(layer: Layer, form: Form) -> bool:
    shape = layer.geometry.split()[0] if layer.geometry else ""  # "Point Z"
    return shape in _UNKNOWN or shape in form.geometries or shape.removeprefix("Multi") in form.geometries


def _systems_differ(source: Source) -> list[Problem]:
    systems = {layer.name: layer.crs for layer in source.layers if layer.geometry}
    if len(set(systems.values())) < 2:
        return []
    return [Problem(
        "layers_differ", N_("The layers of this file are in different coordinate systems ({systems}): each is read in its own."),
        {"systems": ", ".join(f"{name}: {(system or '–')[:40]}" for name, system in systems.items())})]  # fmt: skip
