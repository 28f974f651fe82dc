"""The ground: the planting sites of a community and what lies around them, in metres, for one screening."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from geodata.clearance.answering import apart, beside
from geodata.clearance.finding import NOTHING, Answer, Findings
from geodata.clearance.networks import Network, Numbers, Spots
from geodata.clearance.overhead import under
from planning.options.screening.asking import Asks
from planning.options.screening.things import OF_UNKNOWN_KIND, THINGS, UNKNOWN_LINE, UNKNOWN_WIRE, Thing
from planning.options.species.catalogue import CatalogueSpecies


@dataclass(frozen=True, eq=False)
class Ground:
    """Sites and layers in one metric system.

    :param site_ids: ``n`` names of the planting sites; ``spots`` are their places.
    :param layers: by key of :data:`~planning.options.screening.things.THINGS`; a thing without a layer is not there.
        The layer ``tree`` holds the sites themselves, in their order: on each of them a tree may stand.
    :param lon: ``(n,)`` of the sites in degrees, for showing them again; ``lat`` the same.
    :param silent: keys of layers of which some source states no accuracy (``tree``: of the sites, ``heights``: of the heights
        of overhead lines): taken as they stand.
    :param stated_absent: by key, things of which staff state that there is none here, with who says so and why.
    """

    site_ids: tuple[str, ...]
    spots: Spots
    layers: Mapping[str, Network]
    lon: Numbers = field(default_factory=lambda: np.zeros(0))
    lat: Numbers = field(default_factory=lambda: np.zeros(0))
    stated_absent: Mapping[str, str] = field(default_factory=dict)
    silent: frozenset[str] = frozenset()
    _found: dict[tuple[object, ...], Findings] = field(default_factory=dict, repr=False)

    def __len__(self) -> int:
        return len(self.site_ids)

    @property
    def unchecked(self) -> tuple[Thing, ...]:
        """Things of which there is no layer, and nobody states that there is none here: unknown wherever they are asked."""
        return tuple(thing for thing in THINGS if thing.key not in self.layers and thing.key not in self.stated_absent)

    @property
    def shown(self) -> tuple[Thing, ...]:
        """Things that are on the map here."""
        return tuple(thing for thing in (*THINGS, *OF_UNKNOWN_KIND) if thing.key in self.layers)

    @property
    def absent(self) -> tuple[tuple[str, str], ...]:
        """Keys of things that are stated not to be here, with who says so; what the map shows all the same counts as there."""
        return tuple((thing.key, self.stated_absent[thing.key]) for thing in THINGS
                     if thing.key in self.stated_absent and thing.key not in self.layers)  # fmt: skip

    def findings(self, thing: Thing, species: CatalogueSpecies, asks: Asks) -> Findings:
        """The answers of all sites about a thing; kept, since most species ask for the same distances."""
        crown = (species.crown_m, species.height_m) if thing.is_overhead else ()
        key = (thing.key, *asks.key, *crown)
        if key not in self._found:
            self._found[key] = self._ask(thing, species, asks)
        return self._found[key]

    def _ask(self, thing: Thing, species: CatalogueSpecies, asks: Asks) -> Findings:
        layer = self.layers.get(thing.key)
        if layer is None:
            return _nothing_known(len(self))
        required_m, perhaps_m = asks.spans(layer)
        if thing.key == "tree":
            return apart(self.spots, layer, np.arange(len(self), dtype=np.intp), asks.whole.metres)
        if thing is UNKNOWN_LINE:
            return _of_unknown_kind(beside(self.spots, layer, required_m))
        if not thing.is_overhead:
            return beside(self.spots, layer, required_m, perhaps_m)
        if species.height_m is None or species.crown_m is None:
            return _nothing_known(len(self))
        if thing is UNKNOWN_WIRE:
            # Where its height is not recorded it may hang at the height of the crown.
            low = np.where(np.isnan(layer.height_m), species.height_m.most, layer.height_m)
            layer = replace(layer, height_m=low)
        found = under(
            self.spots, layer, crown_m=species.crown_m.most, height_m=species.height_m.most, required_m=required_m,
            perhaps_m=perhaps_m,
        )  # fmt: skip
        return _of_unknown_kind(found) if thing is UNKNOWN_WIRE else found


def _of_unknown_kind(found: Findings) -> Findings:
    """A line near enough for the strictest distance may ask for less, or for nothing: unknown; where none is near, nothing is asked."""
    near = (found.obstacle != NOTHING) & (found.answer > Answer.UNKNOWN)
    answer = np.where(near, np.int8(Answer.UNKNOWN), np.int8(Answer.CLEAR))
    return Findings(answer, found.margin_m, found.distance_m, found.obstacle)


def _nothing_known(count: int) -> Findings:
    """Nobody has surveyed the thing, or nobody knows how high the species grows below a wire: that is no answer."""
    unknown = np.full(count, np.nan)
    return Findings(np.full(count, Answer.UNKNOWN, dtype=np.int8), unknown, unknown, np.full(count, -1, dtype=np.intp))
