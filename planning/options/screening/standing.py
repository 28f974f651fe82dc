"""Standing: where one species may stand, and why not elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from geodata.clearance.finding import NOTHING, Answer, Findings
from geodata.clearance.rules import Requirement, Rule
from planning.options.screening.ground import Ground
from planning.options.screening.rule_sets import allowed_instead, asked, never_asked
from planning.options.screening.things import BY_KEY, THINGS, UNKNOWN_LINE, Thing
from planning.options.species.catalogue import CatalogueSpecies


@dataclass(frozen=True, slots=True)
class Beside:
    """What one site answers about one thing.

    :param requirement: the distance asked, with all the rules that ask for one, the strictest first.
    :param margin_m: what is left over (or lacks, below nought); None where nothing is near enough to matter.
    :param obstacle: id of the object that decides; empty where none does.
    :param instead: what the standard allows where the distance cannot be kept.
    :param unsized_m: how much nearer the outer face of the obstacle may lie, since its diameter is not recorded; else 0.
    """

    thing: Thing
    answer: Answer
    requirement: Requirement
    margin_m: float | None
    distance_m: float | None
    obstacle: str
    instead: tuple[Rule, ...]
    unsized_m: float = 0.0


@dataclass(frozen=True, slots=True)
class Limits:
    """What answers do not rest on; said beside them.

    :param unchecked: keys of things that nobody has surveyed here.
    :param absent: keys of things that staff state not to be here, with who says so.
    :param never_asked: facilities in the tables (codes) that are no layer of the map: nobody looked at them at all.
    :param silent: keys of things of which a source states no accuracy, so that it was taken as exact; ``tree``: the sites.
    """

    unchecked: tuple[str, ...] = ()
    absent: tuple[tuple[str, str], ...] = ()
    never_asked: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Standing:
    """The answers of a species on a ground, thing by thing."""

    species: CatalogueSpecies
    ground: Ground
    rules: tuple[Rule, ...]
    found: tuple[tuple[Thing, Requirement, Findings], ...]

    @cached_property
    def answers(self) -> NDArray[np.int8]:
        """``(sites,)`` values of :class:`~geodata.clearance.finding.Answer`: the worst that any thing gives."""
        worst = np.zeros(len(self.ground), dtype=np.int8)
        for _, _, findings in self.found:
            worst = np.maximum(worst, findings.answer)
        return worst

    @property
    def limits(self) -> Limits:
        """What the answers do not rest on."""
        return Limits(
            tuple(thing.key for thing in self.ground.unchecked),
            self.ground.absent,
            never_asked(self.rules, self.species.subject),
            tuple(key for key in (*(thing.key for thing, _, _ in self.found if thing.key != "tree"), "tree")
                  if key in self.ground.silent),
        )  # fmt: skip

    def count(self, answer: Answer) -> int:
        """How many sites have an answer."""
        return int((self.answers == answer).sum())

    def in_the_way(self) -> tuple[tuple[Thing, int], ...]:
        """Things that keep sites from being clear, with how many; a site counts for each of its things."""
        counts = [(thing, int((findings.answer != Answer.CLEAR).sum())) for thing, _, findings in self.found]
        return tuple(pair for pair in sorted(counts, key=lambda pair: -pair[1]) if pair[1])

    def at(self, site: int) -> tuple[Beside, ...]:
        """Everything that was asked of one site, what stands most in the way first."""
        answers = [self._beside(site, thing, asks, findings) for thing, asks, findings in self.found]
        return tuple(sorted(answers, key=lambda one: (-one.answer, _last(one.margin_m))))

    def _beside(self, site: int, thing: Thing, asks: Requirement, findings: Findings) -> Beside:
        obstacle = int(findings.obstacle[site])
        layer = None if obstacle == NOTHING else self.ground.layers[thing.key]
        return Beside(
            thing, Answer(int(findings.answer[site])), asks,
            _told(findings.margin_m[site]), _told(findings.distance_m[site]),
            "" if layer is None else str(layer.ids[obstacle]),
            () if thing is UNKNOWN_LINE else allowed_instead(thing, self.rules, self.species.subject),
            0.0 if layer is None else float(layer.more_m[obstacle]),
        )  # fmt: skip


def stand(species: CatalogueSpecies, ground: Ground, rules: Sequence[Rule]) -> Standing:
    """Where a species may stand by the rules.

    A thing that they ask about and that nobody has surveyed makes every site unknown, unless staff state that there is
    none here (:attr:`Ground.absent`).
    """
    absent = dict(ground.absent)
    found = []
    for thing in (*THINGS, *([UNKNOWN_LINE] if UNKNOWN_LINE.key in ground.layers else [])):
        asks = _asked(thing, rules, species)
        if asks is not None and thing.key not in absent:
            found.append((thing, asks, ground.findings(thing, species, asks.metres)))
    return Standing(species, ground, tuple(rules), tuple(found))


def _asked(thing: Thing, rules: Sequence[Rule], species: CatalogueSpecies) -> Requirement | None:
    """The rules' distance; between trees the species' own spacing where that is more (CJJ 75-97 4.2.2: by the crown)."""
    asks = asked(thing, rules, species.subject)
    if thing is not BY_KEY["tree"] or asks is None or species.spacing_m is None:
        return asks
    return Requirement(max(asks.metres, species.spacing_m.least), asks.rules)


def could_stand(
    site: int, catalogue: Sequence[CatalogueSpecies], ground: Ground, rules: Sequence[Rule]
) -> tuple[CatalogueSpecies, ...]:
    """The species for which a site is clear, in the order of the catalogue given."""
    return tuple(one for one in catalogue if stand(one, ground, rules).answers[site] == Answer.CLEAR)


def _told(number: np.float64) -> float | None:
    return None if np.isnan(number) else round(float(number), 3)


def _last(margin_m: float | None) -> float:
    return float("inf") if margin_m is None else margin_m
