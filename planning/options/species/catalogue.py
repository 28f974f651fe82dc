"""The catalogue of species: what is known of each, and how surely."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from geodata.clearance.rules import Habit, Subject
from geodata.growth import Growth
from geodata.samples.catalogue import species as seed_rows
from planning.wording import Words

_SHRUBS = frozenset({"Hibiscus mutabilis"})
"""Species of the seed that grow with several stems from the ground: standards call that a shrub."""
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


class Leaves(StrEnum):
    """Whether a species keeps its leaves in winter."""

    EVERGREEN = "evergreen"
    SEMI_EVERGREEN = "semi-evergreen"
    DECIDUOUS = "deciduous"


class Native(StrEnum):
    """Whether a species is at home in the region."""

    YES = "yes"
    ADJACENT = "adjacent"
    NO = "no"


@dataclass(frozen=True, slots=True)
class Range:
    """From least to most, in metres; both are there."""

    least: float
    most: float

    @property
    def middle(self) -> float:
        """Half-way."""
        return (self.least + self.most) / 2


@dataclass(frozen=True, slots=True)
class CatalogueSpecies:
    """One species as the catalogue has it. None and empty mean: not known; never nought.

    Classes run from 0 (none) to 3 (much). ``confidence`` is H, M or L for the row; ``read_in`` says what was read.

    :param height_m: when grown; ``crown_m`` across, when grown; ``spacing_m`` between trunks along a street.
    :param flower_months: 1 to 12; ``fruit_months`` the same.
    :param winter_min_c: the lowest winter temperature that it survives, in degrees Celsius.
    """

    scientific: str
    name: Words
    habit: Habit = Habit.TREE
    leaves: Leaves | None = None
    height_m: Range | None = None
    crown_m: Range | None = None
    spacing_m: Range | None = None
    flower_months: tuple[int, ...] = ()
    fruit_months: tuple[int, ...] = ()
    litter: int | None = None
    roots: int | None = None
    winter_min_c: float | None = None
    allergens: int | None = None
    drought: int | None = None
    flood: int | None = None
    native: Native | None = None
    confidence: str = ""
    read_in: str = ""
    growth: Growth | None = None

    @property
    def subject(self) -> Subject:
        """What it is to a rule of distance: grown to its most, and with strong roots while they are not known."""
        return Subject(self.habit, self.crown_m.most if self.crown_m else 0.0, 3 if self.roots is None else self.roots)


@cache
def seed() -> Mapping[str, CatalogueSpecies]:
    """The species that come with the tool, by scientific name."""
    return {name: from_row(row) for name, row in seed_rows().items()}


def from_row(row: Mapping[str, str]) -> CatalogueSpecies:
    """A species from a row in the columns of the seed, whose column ``habit`` may be missing; raises ValueError."""
    shrub = row.get("habit") == "shrub" or (not row.get("habit") and row["scientific_name"] in _SHRUBS)
    return CatalogueSpecies(
        scientific=row["scientific_name"],
        name=Words(row["name_zh"], row["name_en"]),
        habit=Habit.SHRUB if shrub else Habit.TREE,
        leaves=Leaves(row["leaf_habit"]) if row["leaf_habit"] else None,
        height_m=_range(row, "height_m"),
        crown_m=_range(row, "crown_m"),
        spacing_m=_range(row, "spacing_m"),
        flower_months=months(row["flower_months"]),
        fruit_months=months(row["fruit_months"]),
        litter=_grade(row["fruit_litter_0_3"]),
        roots=_grade(row["root_aggressiveness_0_3"]),
        winter_min_c=_number(row["min_winter_temp_c"]),
        allergens=_grade(row["allergen_0_3"]),
        drought=_grade(row["drought_tol_0_3"]),
        flood=_grade(row["flood_tol_0_3"]),
        native=next((one for one in Native if row["native_to_sichuan"].startswith(one)), None),
        confidence=row["confidence"],
        read_in=row["verified_from_source"],
        growth=Growth(row["growth_rate"]) if row.get("growth_rate") else None,
    )


def months(text: str) -> tuple[int, ...]:
    """Months of ``5-7``, ``10-4`` (over the turn of the year) or ``10``; empty for nothing. Raises ValueError."""
    if not text:
        return ()
    first, _, last = text.partition("-")
    start, stop = int(first), int(last or first)
    if not (1 <= start <= 12 and 1 <= stop <= 12):
        raise ValueError(text)
    return tuple((start - 1 + step) % 12 + 1 for step in range((stop - start) % 12 + 1))


def _range(row: Mapping[str, str], name: str) -> Range | None:
    least, most = _number(row[f"{name}_min"]), _number(row[f"{name}_max"])
    return None if least is None or most is None else Range(least, most)


def _number(cell: str) -> float | None:
    found = _NUMBER.search(cell)
    return float(found.group()) if found else None


def _grade(cell: str) -> int | None:
    return int(cell) if cell else None
