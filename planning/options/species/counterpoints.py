"""Counterpoints: what speaks against a species, said of every one, the favourite too."""

from __future__ import annotations

from collections.abc import Iterator

from planning.errors import N_
from planning.options.species.catalogue import CatalogueSpecies, Leaves
from planning.wording import Sentence

_LITTLE_SHADE_M = 6
"""A crown that stays below six metres shades the pavement, not the street."""


def counterpoints(species: CatalogueSpecies, winter_c: float | None = None) -> tuple[Sentence, ...]:
    """Sentences against a species, the gravest first; empty where nothing of the kind is known.

    :param winter_c: the coldest winter of the site in degrees Celsius, None where nobody has said.
    """
    return (*_winter(species, winter_c), *_ground(species), *_shade(species), *_people(species), *_doubt(species))


def _winter(species: CatalogueSpecies, winter_c: float | None) -> Iterator[Sentence]:
    bears = species.winter_min_c
    if bears is not None and winter_c is not None and winter_c < bears:
        yield Sentence(
            N_("It may freeze here: it bears {bears} °C, and a winter can bring {winter} °C."),
            {"bears": f"{bears:g}", "winter": f"{winter_c:g}"},
        )


def _ground(species: CatalogueSpecies) -> Iterator[Sentence]:
    if species.roots == 3:
        yield Sentence(N_("Its roots are strong: they lift paving and seek out pipes."))
    elif species.roots == 2:
        yield Sentence(N_("Its roots can lift paving where the pit is small."))
    if species.litter == 3:
        yield Sentence(N_("It drops much fruit, which stains paving, clothes and cars."))
    elif species.litter == 2:
        yield Sentence(N_("It drops fruit, hairs or pods that must be swept."))


def _shade(species: CatalogueSpecies) -> Iterator[Sentence]:
    if species.crown_m and species.crown_m.most <= _LITTLE_SHADE_M:
        yield Sentence(
            N_("It gives little shade: its crown grows {least} to {most} m across."),
            {"least": f"{species.crown_m.least:g}", "most": f"{species.crown_m.most:g}"},
        )
    if species.leaves is Leaves.DECIDUOUS:
        yield Sentence(N_("It is bare in winter."))
    if species.leaves is Leaves.EVERGREEN:
        yield Sentence(N_("It keeps the sun away in winter too."))


def _people(species: CatalogueSpecies) -> Iterator[Sentence]:
    if species.allergens is not None and species.allergens >= 2:
        yield Sentence(N_("Its pollen, hairs or scent trouble people with allergies or asthma."))
    if species.drought == 0 or species.flood == 0:
        yield Sentence(
            N_("It does not bear drought.") if species.drought == 0 else N_("It does not bear standing water.")
        )


def _doubt(species: CatalogueSpecies) -> Iterator[Sentence]:
    if species.confidence == "L" or not species.read_in:
        yield Sentence(N_("What is said of it here was recalled, not read in a source: ask a gardener."))
