"""Suitability: how well a species does what residents weigh, term by term, in exact fractions.

Formula: the sum of weight times trait over the sum of weights, where each trait runs from 0 (worst) to 1 (best).
A trait that is not known counts as 0 for the lower end and as 1 for the upper: the answer is then a span, and the
less is known the wider it is. Species are listed by the lower end, so that nothing rises by being unknown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from planning.errors import N_, Refusal
from planning.options.species.catalogue import CatalogueSpecies, Leaves, Native

LARGEST_WEIGHT = 10
"""Weights are whole numbers from nought to ten: what a hall can agree on by hand."""
_HARDY_BY_C = 5
"""A species that bears five degrees more than the site's winter is as safe as can be."""
_SHADE_AT_M = 12
"""A crown of twelve metres across shades a street of two lanes from house to house: more is not counted."""
_FLOWERS_FOR = 4
"""Four months of flowers are as much as any street tree of the catalogue gives, but for two."""


class Trait(StrEnum):
    """What residents may weigh."""

    HARDINESS = "hardiness"
    SHADE = "shade"
    WINTER_SUN = "winter_sun"
    CLEAN = "clean"
    GENTLE_ROOTS = "gentle_roots"
    NO_ALLERGENS = "no_allergens"
    FLOWERS = "flowers"
    DROUGHT = "drought"
    FLOOD = "flood"
    NATIVE = "native"


@dataclass(frozen=True, slots=True)
class Term:
    """One trait of one species: its value from 0 to 1 (None: not known) and what residents weigh it."""

    trait: Trait
    value: Fraction | None
    weight: int


@dataclass(frozen=True, slots=True)
class Suitability:
    """The answer for a species, with the terms that make it up."""

    species: CatalogueSpecies
    terms: tuple[Term, ...]

    @property
    def least(self) -> Fraction:
        """With everything unknown at its worst."""
        return self._sum(Fraction(0))

    @property
    def most(self) -> Fraction:
        """With everything unknown at its best."""
        return self._sum(Fraction(1))

    def _sum(self, unknown: Fraction) -> Fraction:
        total = sum(term.weight for term in self.terms)
        return (
            sum((term.weight * (unknown if term.value is None else term.value) for term in self.terms), Fraction(0))
            / total
        )


def checked_weights(weights: Mapping[str, int]) -> dict[Trait, int]:
    """Weights by trait, those left out as nought. Raises :class:`Refusal` (``bad_weights``)."""
    known = {str(trait) for trait in Trait}
    wrong = [name for name, weight in weights.items()
             if name not in known or isinstance(weight, bool) or not 0 <= weight <= LARGEST_WEIGHT]  # fmt: skip
    if wrong or not any(weights.values()):
        raise Refusal(
            "bad_weights",
            N_("Give each quality a whole number from 0 to {most}, and at least one of them more than 0."),
            most=LARGEST_WEIGHT,
        )
    return {trait: weights.get(trait, 0) for trait in Trait}


def suitability(species: CatalogueSpecies, weights: Mapping[Trait, int], winter_c: float | None) -> Suitability:
    """How suitable a species is.

    :param weights: from :func:`checked_weights`; traits without weight are left out of the terms.
    :param winter_c: the coldest winter of the site in degrees Celsius; None leaves hardiness unknown.
    """
    return Suitability(species, tuple(
        Term(trait, _value(trait, species, winter_c), weights[trait]) for trait in Trait if weights[trait]
    ))  # fmt: skip


def by_suitability(answers: Iterable[Suitability]) -> list[Suitability]:
    """The best first, by the lower end, then the upper, then the name."""
    return sorted(answers, key=lambda one: (-one.least, -one.most, one.species.scientific))


def _value(trait: Trait, species: CatalogueSpecies, winter_c: float | None) -> Fraction | None:
    if trait is Trait.HARDINESS:
        if winter_c is None or species.winter_min_c is None:
            return None
        return _part(Fraction(winter_c) - Fraction(species.winter_min_c), _HARDY_BY_C)
    return _OF_SPECIES[trait](species)


def _part(amount: Fraction | float, whole: int) -> Fraction:
    return min(Fraction(1), max(Fraction(0), Fraction(amount) / whole))


def _shade(species: CatalogueSpecies) -> Fraction | None:
    return _part(species.crown_m.middle, _SHADE_AT_M) if species.crown_m else None


_SUN = {Leaves.DECIDUOUS: Fraction(1), Leaves.SEMI_EVERGREEN: Fraction(1, 2), Leaves.EVERGREEN: Fraction(0)}
_HOME = {Native.YES: Fraction(1), Native.ADJACENT: Fraction(1, 2), Native.NO: Fraction(0)}


def _class(grade: int | None) -> Fraction | None:
    return None if grade is None else Fraction(grade, 3)


def _without(grade: int | None) -> Fraction | None:
    return None if grade is None else 1 - Fraction(grade, 3)


_OF_SPECIES: dict[Trait, Callable[[CatalogueSpecies], Fraction | None]] = {
    Trait.SHADE: _shade,
    Trait.WINTER_SUN: lambda s: _SUN[s.leaves] if s.leaves else None,
    Trait.CLEAN: lambda s: _without(s.litter),
    Trait.GENTLE_ROOTS: lambda s: _without(s.roots),
    Trait.NO_ALLERGENS: lambda s: _without(s.allergens),
    Trait.FLOWERS: lambda s: _part(len(s.flower_months), _FLOWERS_FOR) if s.flower_months else None,
    Trait.DROUGHT: lambda s: _class(s.drought),
    Trait.FLOOD: lambda s: _class(s.flood),
    Trait.NATIVE: lambda s: _HOME[s.native] if s.native else None,
}
