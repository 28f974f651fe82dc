"""Owners and their units: who owns several counts once by head, with all areas."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from planning.options.counting.exact import Exact
from planning.options.decision.rule import GroupRoll, Measure, Totals, Unsold
from planning.options.decision.votes import Choice, Tallies, Tally

DEVELOPER = "\0developer"
"""Stands for the developer of the unsold units; no owner can be called so."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A part of a building that somebody owns (专有部分), or that the developer has not sold.

    :param owner: a name for scripts that tells owners apart; of an unsold unit it says nothing.
    :param group: building or stairwell that it lies in.
    """

    owner: str
    area: Exact
    group: str = ""
    unsold: bool = False


@dataclass(frozen=True, slots=True)
class Owners:
    """The units of a roll by owner, as a setting wants unsold ones to be counted."""

    units: tuple[tuple[str, Unit], ...]

    @classmethod
    def of(cls, units: Iterable[Unit], unsold: Unsold = Unsold.ONCE_FOR_DEVELOPER) -> Owners:
        """The owners of some units. All unsold ones together belong to one head, the developer, or count for nobody."""
        kept = [unit for unit in units if not unit.unsold or unsold is Unsold.ONCE_FOR_DEVELOPER]
        return cls(tuple((DEVELOPER if unit.unsold else unit.owner, unit) for unit in kept))

    def totals(self, weights: Mapping[str, Exact] | None = None) -> Totals:
        """The roll. An owner of units in two buildings is one head of each building, and one head of the whole."""
        groups = {name: GroupRoll(_sum(each), (weights or {}).get(name, 1)) for name, each in self._by_group().items()}
        return Totals(_sum(self._holdings()), groups)

    def tallies(self, choices: Mapping[str, Choice]) -> Tallies:
        """The votes of owners by name (:data:`DEVELOPER` for the unsold units), with all that is theirs."""

        def voted(holdings: Mapping[str, Exact]) -> Tally:
            return Tally.of((choices[owner], Measure(1, area)) for owner, area in holdings.items() if owner in choices)

        return Tallies(voted(self._holdings()), {name: voted(each) for name, each in self._by_group().items()})

    def _holdings(self, group: str | None = None) -> dict[str, Exact]:
        areas: dict[str, Exact] = {}
        for owner, unit in self.units:
            if group is None or unit.group == group:
                areas[owner] = areas.get(owner, 0) + unit.area
        return areas

    def _by_group(self) -> dict[str, dict[str, Exact]]:
        names = dict.fromkeys(unit.group for _, unit in self.units if unit.group)
        return {name: self._holdings(name) for name in names}


def _sum(holdings: Mapping[str, Exact]) -> Measure:
    return sum((Measure(1, area) for area in holdings.values()), Measure())
