"""Planting terms 栽植约定: what a community has settled about its trees, before anything is screened by it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from geodata.clearance.rules import Direction, Rule, Status
from planning.errors import N_, Problem
from planning.options.screening.rule_sets import RuleSet, chosen, rule_sets, usual
from planning.options.screening.things import BY_KEY, THINGS
from planning.options.species.catalogue import CatalogueSpecies, seed
from planning.options.species.own import OwnSpecies
from planning.options.species.suitability import Trait
from planning.wording import Words

FARTHEST_M = 100.0
"""Nobody asks a tree to stand farther away than this from anything."""
COLDEST_C, WARMEST_C = -60.0, 25.0
EQUAL = dict.fromkeys(Trait, 1)
"""While residents have set no weights every quality counts once, and that is said."""


@dataclass(frozen=True, slots=True)
class PlantingTerms:
    """What a community has settled: one row, under the community's own id.

    :param tables: names of the tables of distances that hold; empty means the usual ones.
    :param winter_c: the coldest winter to reckon with, in degrees Celsius; ``winter_source`` says who says so.
    :param weights: what residents weigh, by trait; empty while nobody has.
    :param weighed_by: the act by which they did: which meeting, or which round (``weights_round``).
    :param absent: keys of things of which staff state that there is none here, each with who says so and why.
    """

    id: str
    community_id: str
    tables: tuple[str, ...] = ()
    winter_c: float | None = None
    winter_source: str = ""
    weights: tuple[tuple[str, int], ...] = ()
    weighed_by: str = ""
    weights_round: str | None = None
    version: int = 1
    absent: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class OwnRule:
    """A distance that a community asks by itself: beside a thing, of every tree or only of some.

    :param thing: key of :data:`~planning.options.screening.things.THINGS`.
    :param crown_from_m: only for crowns of so many metres and more; ``roots_from`` only for root classes from there.
    :param source: who says so: a meeting, a contract, the water company.
    """

    id: str
    community_id: str
    thing: str
    name: Words
    tree_m: float
    shrub_m: float | None = None
    crown_from_m: float = 0.0
    roots_from: int = 0
    source: str = ""
    retired_at: datetime | None = None
    version: int = 1

    @property
    def rule(self) -> Rule:
        """As the tables have it; somebody here answers for the figure, so nothing has to be looked up."""
        return Rule(
            id=f"own:{self.id}", standard=self.name.zh or self.name.en, edition="", clause=self.source,
            facility=BY_KEY[self.thing].facilities[0], facility_zh="", facility_en="", from_what="trunk_centre_to_outer_face",
            tree_m=self.tree_m, shrub_m=self.shrub_m, direction=Direction.HORIZONTAL, status=Status.READ,
            crown_from_m=self.crown_from_m, roots_from=self.roots_from,
        )  # fmt: skip


def rule_problems(rule: OwnRule) -> list[Problem]:
    """Everything that is wrong with a rule of one's own."""
    problems = []
    if rule.thing not in {thing.key for thing in THINGS}:
        problems.append(Problem("unknown_thing", N_("Choose what the tree must keep away from."), {}, "thing"))
    for field, metres in (("tree_m", rule.tree_m), ("shrub_m", rule.shrub_m), ("crown_from_m", rule.crown_from_m)):
        if metres is not None and not 0 <= metres <= FARTHEST_M:
            problems.append(Problem("bad_distance", N_("Give a distance from 0 to {most} metres."),
                                    {"most": f"{FARTHEST_M:g}"}, field))  # fmt: skip
    if not 0 <= rule.roots_from <= 3:
        problems.append(Problem("bad_roots", N_("A class of roots is a whole number from 0 to 3."), {}, "roots_from"))
    return problems


@dataclass(frozen=True)
class Terms:
    """Everything that holds in a community, put together."""

    settled: PlantingTerms
    own_rules: tuple[OwnRule, ...] = ()
    own_species: tuple[OwnSpecies, ...] = ()

    @property
    def tables(self) -> tuple[str, ...]:
        """Names of the tables that hold; rules of one's own always do."""
        return (*(self.settled.tables or usual()), *(["own"] if self.own_rules else []))

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """Every rule that holds."""
        return chosen(self.tables, self._own)

    @property
    def sets(self) -> tuple[RuleSet, ...]:
        """All tables there are, chosen or not."""
        return rule_sets(self._own)

    @property
    def _own(self) -> Sequence[Rule]:
        return [one.rule for one in self.own_rules]

    @cached_property
    def catalogue(self) -> Mapping[str, CatalogueSpecies]:
        """Species by scientific name: those of the seed, and over them the community's own."""
        return {**seed(), **{one.species.scientific: one.species for one in self.own_species}}

    @property
    def winter_c(self) -> float | None:
        """The coldest winter to reckon with."""
        return self.settled.winter_c

    @property
    def weights(self) -> dict[Trait, int]:
        """What each quality weighs."""
        given = dict(self.settled.weights)
        return {trait: given.get(trait, 0) for trait in Trait} if given else dict(EQUAL)

    @property
    def is_weighed(self) -> bool:
        """Whether residents have set the weights."""
        return bool(self.settled.weights)
