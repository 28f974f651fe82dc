"""The screening of a round: which options go to the ballot, which are out, and why. It is part of what is announced."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from geodata.clearance.finding import Answer
from geodata.clearance.rules import Rule
from planning.chain import canonical, digest
from planning.errors import N_, Refusal
from planning.options.screening.ground import Ground
from planning.options.screening.standing import Limits, Standing, stand
from planning.options.species.catalogue import CatalogueSpecies

USUAL_MINIMUM = Fraction(4, 5)
"""An option may stand on at least this share of the sites unless the round announces another."""


@dataclass(frozen=True, slots=True)
class Screened:
    """One option after the screening.

    :param counts: sites by answer: clear, unknown, undecided, too close.
    :param in_the_way: keys of things with the number of sites that each keeps from being clear.
    :param limits: of the whole screening: what its answers do not rest on.
    """

    key: str
    scientific: str
    counts: tuple[int, int, int, int]
    in_the_way: tuple[tuple[str, int], ...]
    limits: Limits = field(default_factory=Limits)

    @property
    def sites(self) -> int:
        """All the sites that were asked."""
        return sum(self.counts)

    @property
    def share(self) -> Fraction:
        """The sites that are clear among all: where the answer is undecided or unknown it does not count as clear."""
        return Fraction(self.counts[Answer.CLEAR], self.sites)

    def passes(self, minimum: Fraction) -> bool:
        """Whether it goes to the ballot; at exactly the minimum it does."""
        return self.share >= minimum


@dataclass(frozen=True, slots=True)
class Screening:
    """All options of a round, screened by the same tables on the same sites.

    :param tables: names of the rule sets.
    :param fingerprint: SHA-256 of every rule in them: a distance changed later does not pass for the one announced.
    :param failing: for every site where some option may not stand: its id and the keys of those that may.
    """

    minimum: Fraction
    tables: tuple[str, ...]
    fingerprint: str
    options: tuple[Screened, ...]
    failing: tuple[tuple[str, tuple[str, ...]], ...]
    limits: Limits = field(default_factory=Limits)

    @property
    def out(self) -> tuple[str, ...]:
        """Keys of the options that do not reach the minimum."""
        return tuple(one.key for one in self.options if not one.passes(self.minimum))

    @property
    def by_key(self) -> dict[str, Screened]:
        """What was found, by option; options that are no species are not there."""
        return {one.key: one for one in self.options}


def checked_minimum(share: Fraction) -> Fraction:
    """A share between nought and one. Raises :class:`Refusal` (``bad_minimum``)."""
    if not 0 <= share <= 1:
        raise Refusal("bad_minimum", N_("The least share of sites is a number from 0 to 100 per cent."))
    return share


def screen(
    candidates: Mapping[str, CatalogueSpecies], ground: Ground, tables: Sequence[str], rules: Sequence[Rule],
    minimum: Fraction = USUAL_MINIMUM,
) -> Screening:  # fmt: skip
    """Screen the options of a round, by key, on all sites of a ground. Raises :class:`Refusal` (``no_sites``)."""
    if not len(ground):
        raise Refusal("no_sites", N_("There is no planting site on the map yet: put them there first, then screen."))
    standings = {key: stand(species, ground, rules) for key, species in candidates.items()}
    limits = _limits(list(standings.values()))
    return Screening(
        checked_minimum(minimum),
        tuple(tables),
        fingerprint(rules),
        tuple(_screened(key, standing, limits) for key, standing in standings.items()),
        _failing(ground, standings),
        limits,
    )


def _limits(standings: Sequence[Standing]) -> Limits:
    """Of all the options together."""
    each = [one.limits for one in standings] or [Limits()]
    return Limits(
        each[0].unchecked, each[0].absent,
        tuple(dict.fromkeys(code for one in each for code in one.never_asked)),
        tuple(dict.fromkeys(key for one in each for key in one.silent)),
        tuple(dict.fromkeys(key for one in each for key in one.unasked)),
    )  # fmt: skip


def fingerprint(rules: Sequence[Rule]) -> str:
    """SHA-256 of the rules: of what each asks, of whom."""
    said = [[rule.id, rule.title, rule.facility, rule.tree_m, rule.shrub_m, rule.crown_from_m, rule.roots_from, rule.is_fallback]
            for rule in sorted(rules, key=lambda rule: rule.id)]  # fmt: skip
    return digest(canonical(said))


def _screened(key: str, standing: Standing, limits: Limits) -> Screened:
    counts = tuple(standing.count(answer) for answer in Answer)
    ways = tuple((thing.key, number) for thing, number in standing.in_the_way())
    return Screened(key, standing.species.scientific, (counts[0], counts[1], counts[2], counts[3]), ways, limits)


def _failing(ground: Ground, standings: Mapping[str, Standing]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    rows = []
    for site, name in enumerate(ground.site_ids):
        may = tuple(key for key, standing in standings.items() if standing.answers[site] == Answer.CLEAR)
        if len(may) < len(standings):
            rows.append((name, may))
    return tuple(rows)


def written(screening: Screening) -> str:
    """A screening as canonical JSON: what is kept with the round, announced and hashed."""
    said: dict[str, Any] = {
        "minimum": str(screening.minimum),
        "tables": list(screening.tables),
        "fingerprint": screening.fingerprint,
        "unchecked": list(screening.limits.unchecked),
        "options": [
            {"key": one.key, "species": one.scientific, "counts": list(one.counts), "in_the_way": [list(way) for way in one.in_the_way]}
            for one in screening.options
        ],
        "failing": [[site, list(keys)] for site, keys in screening.failing],
    }  # fmt: skip
    more = {
        "absent": screening.limits.absent,
        "never_asked": screening.limits.never_asked,
        "silent": screening.limits.silent,
        "unasked": screening.limits.unasked,
    }
    # rounds that were announced before any of these was said keep their text and their hash
    return canonical(said | {name: value for name, value in more.items() if value})


def read(text: str) -> Screening:
    """A screening from what :func:`written` wrote."""
    said = json.loads(text)
    limits = Limits(
        tuple(said["unchecked"]), tuple((key, source) for key, source in said.get("absent", ())),
        tuple(said.get("never_asked", ())), tuple(said.get("silent", ())), tuple(said.get("unasked", ())),
    )  # fmt: skip
    return Screening(
        Fraction(said["minimum"]),
        tuple(said["tables"]),
        said["fingerprint"],
        tuple(
            Screened(one["key"], one["species"], (*one["counts"],), tuple((key, number) for key, number in one["in_the_way"]),
                     limits)
            for one in said["options"]
        ),
        tuple((site, tuple(keys)) for site, keys in said["failing"]),
        limits,
    )  # fmt: skip
