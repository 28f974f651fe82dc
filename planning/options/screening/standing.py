"""Standing: where one species may stand, and why not elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from geodata.clearance.finding import NOTHING, Answer, Findings
from geodata.clearance.rules import Requirement, Rule
from planning.options.screening.asking import Asks, Open, asks
from planning.options.screening.ground import Ground
from planning.options.screening.rule_sets import allowed_instead, is_spoken_of, never_asked
from planning.options.screening.things import BY_KEY, HEIGHTS, OF_UNKNOWN_KIND, THINGS, Thing
from planning.options.species.catalogue import CatalogueSpecies


@dataclass(frozen=True, slots=True)
class Beside:
    """What one site answers about one thing.

    :param requirement: the most that may be asked, with all the rules that ask for a distance, the strictest first.
    :param margin_m: what is left over (or lacks, below nought); None where nothing is near enough to matter.
    :param obstacle: id of the object that decides; empty where none does.
    :param instead: what the standard allows where the distance cannot be kept.
    :param open_m: how much less is asked at the least; ``open_by`` why, None where that is nothing.
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
    open_m: float = 0.0
    open_by: Open | None = None

    @property
    def asked_m(self) -> float:
        """What is asked in any case: to it the margin is reckoned."""
        return round(self.requirement.metres - self.open_m, 3)


@dataclass(frozen=True, slots=True)
class Limits:
    """What answers do not rest on; said beside them.

    :param unchecked: keys of things that nobody has surveyed here.
    :param absent: keys of things that staff state not to be here, with who says so.
    :param never_asked: facilities in the tables (codes) that are no layer of the map: nobody looked at them at all.
    :param silent: keys of things of which a source states no accuracy, so that it was taken as exact; ``tree``: the sites,
        ``heights``: those of overhead lines.
    :param unasked: keys of things that are on the map here and of which no table in force says anything.
    """

    unchecked: tuple[str, ...] = ()
    absent: tuple[tuple[str, str], ...] = ()
    never_asked: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()
    unasked: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Standing:
    """The answers of a species on a ground, thing by thing."""

    species: CatalogueSpecies
    ground: Ground
    rules: tuple[Rule, ...]
    found: tuple[tuple[Thing, Asks, Findings], ...]

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
            tuple(key for key in dict.fromkeys((*self._told_apart(), "tree")) if key in self.ground.silent),
            tuple(thing.key for thing in self.ground.shown if not is_spoken_of(thing, self.rules, self.species.subject)),
        )  # fmt: skip

    def _told_apart(self) -> Iterator[str]:
        for thing, _, _ in self.found:
            yield from () if thing.key == "tree" else (thing.key, HEIGHTS) if thing.is_overhead else (thing.key,)

    def count(self, answer: Answer) -> int:
        """How many sites have an answer."""
        return int((self.answers == answer).sum())

    def in_the_way(self) -> tuple[tuple[Thing, int], ...]:
        """Things that keep sites from being clear, with how many; a site counts for each of its things."""
        counts = [(thing, int((findings.answer != Answer.CLEAR).sum())) for thing, _, findings in self.found]
        return tuple(pair for pair in sorted(counts, key=lambda pair: -pair[1]) if pair[1])

    def at(self, site: int) -> tuple[Beside, ...]:
        """Everything that was asked of one site, what stands most in the way first."""
        answers = [self._beside(site, *found) for found in self.found]
        return tuple(sorted(answers, key=lambda one: (-one.answer, _last(one.margin_m))))

    def _beside(self, site: int, thing: Thing, asked: Asks, findings: Findings) -> Beside:
        obstacle = int(findings.obstacle[site])
        if obstacle == NOTHING:
            return Beside(
                thing,
                Answer(int(findings.answer[site])),
                self._anywhere(thing, asked),
                None,
                None,
                "",
                self._instead(thing),
            )
        layer = self.ground.layers[thing.key]
        span = asked.beside(layer, obstacle)
        return Beside(
            thing, Answer(int(findings.answer[site])), span.most,
            _told(findings.margin_m[site]), _told(findings.distance_m[site]),
            str(layer.ids[obstacle]), self._instead(thing), float(layer.more_m[obstacle]),
            round(span.most.metres - span.least_m, 3), span.open_by,
        )  # fmt: skip

    def _anywhere(self, thing: Thing, asked: Asks) -> Requirement:
        layer = self.ground.layers.get(thing.key)
        return asked.whole if layer is None else asked.farthest(layer)

    def _instead(self, thing: Thing) -> tuple[Rule, ...]:
        return () if thing in OF_UNKNOWN_KIND else allowed_instead(thing, self.rules, self.species.subject)


def stand(species: CatalogueSpecies, ground: Ground, rules: Sequence[Rule]) -> Standing:
    """Where a species may stand by the rules.

    A thing that they ask about and that nobody has surveyed makes every site unknown, unless staff state that there is
    none here (:attr:`Ground.absent`).
    """
    absent = dict(ground.absent)
    found = []
    for thing in (*THINGS, *(one for one in OF_UNKNOWN_KIND if one.key in ground.layers)):
        asked = _asked(thing, rules, species)
        if asked is not None and thing.key not in absent:
            found.append((thing, asked, ground.findings(thing, species, asked)))
    return Standing(species, ground, tuple(rules), tuple(found))


def _asked(thing: Thing, rules: Sequence[Rule], species: CatalogueSpecies) -> Asks | None:
    """The rules' distance; between trees the species' own spacing where that is more (CJJ 75-97 4.2.2: by the crown)."""
    said = asks(thing, rules, species.subject)
    if thing is not BY_KEY["tree"] or said is None or species.spacing_m is None:
        return said
    return Asks(thing, Requirement(max(said.whole.metres, species.spacing_m.least), said.whole.rules))


def could_stand(
    site: int, catalogue: Sequence[CatalogueSpecies], ground: Ground, rules: Sequence[Rule]
) -> tuple[CatalogueSpecies, ...]:
    """The species for which a site is clear, in the order of the catalogue given."""
    return tuple(one for one in catalogue if stand(one, ground, rules).answers[site] == Answer.CLEAR)


def _told(number: np.float64) -> float | None:
    return None if np.isnan(number) else round(float(number), 3)


def _last(margin_m: float | None) -> float:
    return float("inf") if margin_m is None else margin_m
