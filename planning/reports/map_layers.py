"""The map of a community as layers: the names of columns are those that an import understands again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geodata.writing import Column, Holds, Layer, Shape
from planning import addresses
from planning.errors import N_
from planning.i18n.translator import Translator
from planning.reports.free_layers import free_layers
from planning.surveys.map_material import MapMaterial

Take = Callable[[Any], Any]
Asked = tuple[str, str, Holds, Take]

_AREAS = (shapely.GeometryType.POLYGON, shapely.GeometryType.MULTIPOLYGON)


def _text(name: str, take: Take | None = None, short: str = "") -> Asked:
    return name, short or name[:10], Holds.TEXT, take or (lambda one: getattr(one, name))


def _number(name: str, short: str = "") -> Asked:
    return name, short or name[:10], Holds.NUMBER, lambda one: getattr(one, name)


def _whole(name: str, short: str = "") -> Asked:
    return name, short or name[:10], Holds.WHOLE, lambda one: getattr(one, name)


_ID = _text("external_id", short="id")
_NAMES = (_text("name", lambda one: one.name.zh), _text("name_en", lambda one: one.name.en))
_NOTE = _text("note")

_TREE: tuple[Asked, ...] = (
    _ID, _text("species", lambda one: one.species.zh), _text("scientific", lambda one: one.species.scientific),
    _text("species_en", lambda one: one.species.en), _number("dbh_cm"), _number("height_m"), _number("crown_m"),
    _text("condition"), _whole("planted_year", "planted"),
    ("surveyed_on", "surveyed", Holds.DATE, lambda one: one.surveyed_on), _NOTE,
)  # fmt: skip
_SITE: tuple[Asked, ...] = (_ID, _text("street"), _number("pit_m"))
_STRUCTURE: tuple[Asked, ...] = (_ID, _text("structure"), _text("state"), _text("building"), _number("area_m2"), _NOTE)
_OUTLINE: tuple[Asked, ...] = (_ID, _text("structure"))
_FACILITY: tuple[Asked, ...] = (_ID, _text("facility"), *_NAMES, _text("condition"), _NOTE)
_PIPE: tuple[Asked, ...] = (
    _ID, _text("carries"), _number("diameter_mm", "dn_mm"), _number("depth_m"), _text("material"),
    _number("accuracy_m"), _number("height_m"), _number("voltage_kv"),
    _number("height_accuracy_m", "v_acc_m"),
)  # fmt: skip
_BUILDING: tuple[Asked, ...] = (_ID, _text("name"), _number("height_m"), _whole("storeys"))
_STREET: tuple[Asked, ...] = (_ID, *_NAMES, _text("part"))
_COURTYARD: tuple[Asked, ...] = (_text("code"), *_NAMES)
_EVIDENCE: tuple[Asked, ...] = (
    _text("photo", lambda one: addresses.to(addresses.PHOTO, photo=one.photo.id)), _text("kind", lambda one: one.photo.kind),
    _text("note", lambda one: one.photo.note), _text("taken_at", lambda one: one.photo.taken_at.isoformat(timespec="seconds")),
    _text("timed", lambda one: one.photo.timed), _text("placed", lambda one: one.photo.placed),
    _text("walk", lambda one: one.walk.title.zh), _text("walk_en", lambda one: one.walk.title.en),
    ("walked_on", "walked_on", Holds.DATE, lambda one: one.walk.day), _text("walk_id", lambda one: one.walk.id),
)  # fmt: skip


def map_layers(material: MapMaterial, t: Translator) -> list[Layer]:
    """All layers that have objects, points first. Streets and rooftop structures have a layer for each kind of geometry."""
    yards = {yard.id: yard.code for yard in material.courtyards}
    origin = (
        _text("source", lambda one: material.sources.get(one.import_id or "", "")),
        _text("jieyi_id", lambda one: one.id),
    )
    more = (_text("courtyard", lambda one: yards.get(one.courtyard_id or "", "")), *origin)
    point, line, area = Shape.POINT, Shape.LINE, Shape.AREA
    roofs, streets = material.structures, material.streets
    drawn = [
        (_Drawn("trees", t(N_("Standing trees")), "#2e7d32", point, (*_TREE, *more)), material.trees),
        (_Drawn("planting_sites", t(N_("Planting sites")), "#8d6e63", point, (*_SITE, *more)), material.sites),
        (_Drawn("rooftop_structures", t("Rooftop structures"), "#c2410c", point, (*_STRUCTURE, *more)), roofs),
        (_Drawn("facilities", t("Facilities"), "#1565c0", point, (*_FACILITY, *more)), material.facilities),
        (_Drawn("evidence_photos", t("Observations by walk"), "#8a5a00", point, _EVIDENCE), material.evidence),
        (_Drawn("rooftop_outlines", t(N_("Outlines of rooftop structures")), "#c2410c", area, (*_OUTLINE, *origin)), roofs),
        (_Drawn("pipes", t(N_("Pipes and wires")), "#6a1b9a", line, (*_PIPE, *origin)), material.pipes),
        (_Drawn("street_lines", t(N_("Kerbs and centre lines")), "#616161", line, (*_STREET, *origin)), streets),
        (_Drawn("street_areas", t(N_("Carriageways and pavements")), "#9e9e9e", area, (*_STREET, *origin)), streets),
        (_Drawn("buildings", t(N_("Buildings")), "#546e7a", area, (*_BUILDING, *origin)), material.buildings),
        (_Drawn("courtyards", t("Courtyards"), "#00838f", area, _COURTYARD), material.courtyards),
    ]  # fmt: skip
    layers = [one.layer_of(things) for one, things in drawn]
    return [*(layer for layer in layers if layer.rows), *free_layers(material.drawn)]


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A layer before its objects are known."""

    name: str
    title: str
    colour: str
    shape: Shape
    asked: tuple[Asked, ...]

    def layer_of(self, things: Sequence[Any]) -> Layer:
        """Those of the things that have a geometry of this shape."""
        placed = [(one, place) for one in things if (place := self._place(one)) is not None]
        geometry = np.empty(len(placed), dtype=object)
        geometry[:] = [place for _, place in placed]
        kept = [one for one, _ in placed]
        columns = tuple(
            Column(name, short, holds, _cells(holds, take, kept)) for name, short, holds, take in self.asked
        )
        return Layer(self.name, self.title, self.colour, self.shape, geometry, columns)

    def _place(self, one: Any) -> BaseGeometry | None:
        if self.shape is Shape.POINT:
            return shapely.Point(one.pin.lon, one.pin.lat)
        outline: BaseGeometry | None = one.outline
        is_area = outline is not None and shapely.get_type_id(outline) in _AREAS
        return outline if is_area is (self.shape is Shape.AREA) else None


def _cells(holds: Holds, take: Take, things: Sequence[Any]) -> list[Any]:
    """Texts that are empty were never given."""
    found = [take(one) for one in things]
    return [str(value) if value else None for value in found] if holds is Holds.TEXT else found
