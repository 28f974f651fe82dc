"""The stock of trees 树木存量: how much of it is of one kind, and how much ground its crowns cover, street by street."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import shapely

from planning.surveys.observation import Species


@dataclass(frozen=True, slots=True)
class Commonest:
    """What is commonest among all, and its share; ties are told by naming the first by name."""

    name: str
    count: int
    of: int

    @property
    def share(self) -> Fraction:
        """Of all trees whose species is known."""
        return Fraction(self.count, self.of)


@dataclass(frozen=True, slots=True)
class Diversity:
    """How much of the stock is of one species and of one genus; None where no species is known.

    A street on which one kind dies of one pest is bare: rules of thumb ask for no more than 10 % of a species and 20 % of a
    genus (F. S. Santamour, Trees for urban planting: diversity, uniformity and common sense, 1990).
    """

    trees: int
    unknown: int
    species: Commonest | None
    genus: Commonest | None


@dataclass(frozen=True, slots=True)
class Canopy:
    """Trees of one street and the ground that their crowns cover together, in square metres; crowns that overlap count once.

    :param measured: trees whose crown is known; the others cover nothing here.
    """

    street: str
    trees: int
    measured: int
    area_m2: float


def diversity(species: Iterable[Species]) -> Diversity:
    """Shares by scientific name, or where there is none by the name that the source gave; the genus needs a scientific name."""
    all_ = list(species)
    names = [one.scientific or one.zh or one.en for one in all_ if one.scientific or one.zh or one.en]
    genera = [one.scientific.split()[0] for one in all_ if one.scientific.split()]
    return Diversity(len(all_), len(all_) - len(names), _commonest(names), _commonest(genera))


def _commonest(names: Sequence[str]) -> Commonest | None:
    if not names:
        return None
    count = Counter(names)
    most = max(count.values())
    return Commonest(min(name for name, number in count.items() if number == most), most, len(names))


def canopy(trees: Iterable[tuple[str, float, float, float | None]]) -> list[Canopy]:
    """By street, the widest cover first.

    :param trees: street, metres east, metres north and crown in metres across (None: not measured).
    """
    by_street: dict[str, list[tuple[float, float, float | None]]] = {}
    for street, x, y, crown in trees:
        by_street.setdefault(street, []).append((x, y, crown))
    found = [_covered(street, standing) for street, standing in by_street.items()]
    return sorted(found, key=lambda one: (-one.area_m2, one.street))


def _covered(street: str, standing: Sequence[tuple[float, float, float | None]]) -> Canopy:
    known = np.array([(x, y, crown) for x, y, crown in standing if crown], dtype=np.float64).reshape(-1, 3)
    crowns = shapely.buffer(shapely.points(known[:, :2]), known[:, 2] / 2)
    area = float(shapely.union_all(crowns).area) if len(known) else 0.0
    return Canopy(street, len(standing), len(known), area)
