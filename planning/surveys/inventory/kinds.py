"""Kinds of things that can be imported: their fields, and the names that files give to the columns of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from planning.surveys.inventory import words
from planning.surveys.observation import (
    FacilityKind,
    PipeKind,
    StreetKind,
    StructureKind,
    SurveyState,
)


class Reads(StrEnum):
    """How the cells of a field are read."""

    TEXT = "text"
    NUMBER = "number"
    YEAR = "year"
    DATE = "date"
    CHOICE = "choice"
    BORE = "bore"
    VOLTAGE = "voltage"


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a kind.

    :param headers: column names of files, in order of preference, written as :func:`..matching.plain` writes them.
    :param unit: what its numbers are kept in (``cm``, ``m``, ``mm``, ``m2``, ``kV``); empty for all else.
    :param most: the largest number that makes sense; what is larger, or not above zero, is left empty with a warning.
    :param usual: between these the median of a whole column lies if its unit is right.
    :param longest: of a text.
    :param choices: words of files for each member of an enumeration.
    :param stems: where no word fits as a whole, the first of these that a cell holds.
    """

    name: str
    headers: tuple[str, ...]
    reads: Reads = Reads.TEXT
    unit: str = ""
    most: float = 0
    usual: tuple[float, float] | None = None
    longest: int = 120
    choices: Mapping[str, StrEnum] = field(default_factory=dict)
    stems: tuple[tuple[str, StrEnum], ...] = ()


@dataclass(frozen=True, slots=True)
class Form:
    """A kind: its fields, and the geometries that it may have (a point comes from the two columns as well)."""

    kind: str
    fields: tuple[Field, ...]
    geometries: frozenset[str]
    is_free: bool = False
    """Whether everything that a file says of its objects is kept, under the names that it has there."""

    @property
    def key(self) -> Field:
        """The field that tells its objects apart: always the first."""
        return self.fields[0]

    @property
    def is_pinned(self) -> bool:
        """Whether it stands at a point."""
        return "Point" in self.geometries


ID = Field("external_id", words.ID)
NOTE = Field("note", words.NOTE, longest=1000)
NAME = Field("name", words.NAME)
NAME_EN = Field("name_en", words.NAME_EN)
CONDITION = Field("condition", words.CONDITION, Reads.CHOICE, choices=words.CONDITIONS)

POINT = frozenset({"Point"})
AREA = frozenset({"Polygon", "MultiPolygon"})
LINE = frozenset({"LineString", "MultiLineString"})

TREE = Form("tree", (
    ID,
    Field("species", words.SPECIES),
    Field("scientific", words.SCIENTIFIC),
    Field("species_en", words.SPECIES_EN),
    Field("dbh_cm", words.DBH, Reads.NUMBER, "cm", 1500, (2, 200)),
    Field("girth_cm", words.GIRTH, Reads.NUMBER, "cm", 4700, (6, 630)),
    Field("height_m", words.HEIGHT, Reads.NUMBER, "m", 130, (1, 50)),
    Field("crown_m", words.CROWN, Reads.NUMBER, "m", 60, (0.5, 30)),
    CONDITION,
    Field("planted_year", words.PLANTED, Reads.YEAR),
    Field("removed_year", words.REMOVED, Reads.YEAR),
    Field("surveyed_on", words.SURVEYED, Reads.DATE),
    Field("street", words.STREET),
    NOTE,
), POINT)  # fmt: skip

PLANTING_SITE = Form("planting_site", (
    ID,
    Field("street", words.STREET),
    Field("pit_m", words.PIT, Reads.NUMBER, "m", 20, (0.3, 5)),
), POINT)  # fmt: skip

ROOFTOP_STRUCTURE = Form("rooftop_structure", (
    ID,
    Field("structure", words.STRUCTURE, Reads.CHOICE, choices=words.named(StructureKind, words.STRUCTURES)),
    Field("state", words.STATE, Reads.CHOICE, choices=words.named(SurveyState, words.STATES)),
    Field("building", words.BUILDING),
    Field("area_m2", words.AREA, Reads.NUMBER, "m2", 100_000, (1, 5000)),
    NOTE,
), POINT | AREA)  # fmt: skip

FACILITY = Form("facility", (
    ID,
    Field("facility", words.FACILITY, Reads.CHOICE, choices=words.named(FacilityKind, words.FACILITIES)),
    NAME,
    NAME_EN,
    CONDITION,
    NOTE,
), POINT)  # fmt: skip

BUILDING = Form("building", (
    ID,
    NAME,
    Field("height_m", words.HEIGHT, Reads.NUMBER, "m", 900, (2, 300)),
    Field("storeys", words.STOREYS, Reads.NUMBER, "", 200),
), AREA)  # fmt: skip

STREET = Form("street", (
    ID,
    NAME,
    NAME_EN,
    Field("part", words.PART, Reads.CHOICE, choices=words.named(StreetKind, words.PARTS)),
), LINE | AREA)  # fmt: skip

COURTYARD = Form("courtyard", (Field("code", words.CODE, longest=40), NAME, NAME_EN), AREA)

PIPE = Form("pipe", (
    ID,
    Field("carries", words.CARRIES, Reads.CHOICE, choices=words.named(PipeKind, words.PIPES), stems=words.PIPE_STEMS),
    Field("diameter_mm", words.DIAMETER_MM, Reads.BORE, "mm", 10_000, (10, 5000)),
    Field("depth_m", words.DEPTH, Reads.NUMBER, "m", 100, (0.2, 20)),
    Field("material", words.MATERIAL, longest=60),
    Field("accuracy_m", words.ACCURACY, Reads.NUMBER, "m", 1000),
    Field("height_m", words.ABOVE_GROUND, Reads.NUMBER, "m", 200, (0.4, 60)),
    Field("voltage_kv", words.VOLTAGE, Reads.VOLTAGE, "kV", 1200, (0.1, 110)),
    Field("height_accuracy_m", words.HEIGHT_ACCURACY, Reads.NUMBER, "m", 100),
), LINE)  # fmt: skip

LAYER = Form("layer", (ID, NAME), POINT | LINE | AREA | {"MultiPoint"}, is_free=True)

KINDS: dict[str, Form] = {
    form.kind: form
    for form in (TREE, PLANTING_SITE, ROOFTOP_STRUCTURE, FACILITY, PIPE, BUILDING, STREET, COURTYARD, LAYER)
}  # fmt: skip
