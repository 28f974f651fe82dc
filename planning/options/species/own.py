"""Species that planners add to the catalogue, in the columns of its file; what is not known stays empty."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from planning.errors import N_, Problem, Refusals
from planning.options.species.catalogue import CatalogueSpecies, Leaves, from_row, months

COLUMNS = (
    "scientific_name", "name_zh", "name_en", "leaf_habit", "height_m_min", "height_m_max", "crown_m_min", "crown_m_max",
    "spacing_m_min", "spacing_m_max", "flower_months", "fruit_months", "fruit_litter_0_3", "root_aggressiveness_0_3",
    "min_winter_temp_c", "allergen_0_3", "drought_tol_0_3", "flood_tol_0_3", "native_to_sichuan", "confidence",
    "verified_from_source", "habit",
)  # fmt: skip
"""Columns of the seed, and ``habit`` (``tree`` or ``shrub``; empty is a tree)."""
LONGEST = 200
_GRADES = ("fruit_litter_0_3", "root_aggressiveness_0_3", "allergen_0_3", "drought_tol_0_3", "flood_tol_0_3")
_METRES = ("height_m", "crown_m", "spacing_m")
_TALLEST_M = 130.0
_CHOICES = {
    "leaf_habit": {"", *Leaves}, "native_to_sichuan": {"", "yes", "adjacent", "no"}, "confidence": {"", "H", "M", "L"},
    "habit": {"", "tree", "shrub"},
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class OwnSpecies:
    """A species that a community added, or one of the seed that it knows better."""

    id: str
    community_id: str
    scientific: str
    row: Mapping[str, str]
    retired_at: datetime | None = None
    version: int = 1

    @property
    def species(self) -> CatalogueSpecies:
        """As the catalogue has it."""
        return from_row(self.row)


def checked_row(row: Mapping[str, str]) -> dict[str, str]:
    """A row with every column, trimmed. Raises :class:`Refusals` with everything that is wrong."""
    said = {column: str(row.get(column) or "").strip()[:LONGEST] for column in COLUMNS}
    problems = [
        Problem("unknown_choice", N_("{field}: choose one of {choices}."),
                {"field": column, "choices": ", ".join(sorted(one for one in allowed if one))}, column)
        for column, allowed in _CHOICES.items() if said[column] not in allowed
    ]  # fmt: skip
    if len(said["scientific_name"].split()) < 2:
        problems.append(Problem("no_scientific_name", N_("Give the scientific name of the species, such as Lagerstroemia indica."),
                                {}, "scientific_name"))  # fmt: skip
    if not (said["name_zh"] or said["name_en"]):
        problems.append(Problem("no_name", N_("Give the species a name in Chinese or in English."), {}, "name_zh"))
    problems += [
        Problem("bad_grade", N_("{field}: give a whole number from 0 to 3, or nothing where it is not known."), {"field": column}, column)
        for column in _GRADES if said[column] not in {"", "0", "1", "2", "3"}
    ]  # fmt: skip
    for stem in _METRES:
        problems += _range_problems(said, stem)
    problems += _months_problems(said)
    try:
        winter = float(said["min_winter_temp_c"] or 0)
    except ValueError:
        winter = 99.0
    if not -60 <= winter <= 25:
        problems.append(Problem("bad_winter", N_("Give the lowest winter temperature in degrees from -60 to 25."), {}, "min_winter_temp_c"))  # fmt: skip
    if problems:
        raise Refusals(problems)
    return said


def _range_problems(said: Mapping[str, str], stem: str) -> list[Problem]:
    cells = said[f"{stem}_min"], said[f"{stem}_max"]
    if cells == ("", ""):
        return []
    try:
        least, most = (float(cell) for cell in cells)
    except ValueError:
        least, most = 1.0, 0.0
    if 0 <= least <= most <= _TALLEST_M:
        return []
    return [Problem("bad_range", N_("{field}: give two numbers of metres, the smaller one first."), {"field": stem}, stem)]  # fmt: skip


def _months_problems(said: Mapping[str, str]) -> list[Problem]:
    problems = []
    for column in ("flower_months", "fruit_months"):
        try:
            months(said[column])
        except ValueError:
            problems.append(Problem("bad_months", N_("{field}: give months such as 5-7, 10-4 or 10."), {"field": column}, column))  # fmt: skip
    return problems
