"""Phragmén's sequential method 弗拉格门法."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from planning.options.counting.exact import Exact, exact
from planning.options.counting.profile import Profile
from planning.options.counting.result import Result
from planning.options.counting.several.committee import elect, leading
from planning.options.counting.several.seats import Approvals, approvals_of, check_seats
from planning.options.counting.ties import STANDS, TieRule


def phragmen(profile: Profile, tie: TieRule = STANDS, *, seats: int = 1) -> Result:
    """Every elected option is a load of one, shared by those who approve it; next is whoever keeps the highest load least.

    The figures of a stage are the loads that the supporters of an option would carry. Nobody is elected whom nobody
    approves. Raises :class:`Refusal` (``several_ranks``, ``bad_seats``, ``too_many_ties``). Source: E. Phragmén, *Sur
    une méthode nouvelle pour réaliser, dans les élections, la représentation proportionnelle des partis*, 1894.
    """
    check_seats(seats, profile.options)
    approvals = approvals_of(profile)
    start = Loads(approvals, profile.options, seats, (0,) * len(approvals))
    return elect("phragmen", profile, start, tie, seats)


@dataclass(frozen=True)
class Loads:
    """A count between two elections.

    :param loads: what each set of approvals carries, per voter.
    """

    approvals: Approvals
    options: tuple[str, ...]
    seats: int
    loads: tuple[Exact, ...]
    elected: tuple[str, ...] = ()
    fewest: bool = True

    @cached_property
    def figures(self) -> Mapping[str, Exact]:
        """The load that those who approve an option would carry once it is elected."""
        carried: dict[str, Exact] = {}
        supporters: dict[str, Exact] = {}
        for (approved, weight), load in zip(self.approvals, self.loads, strict=True):
            for option in approved:
                carried[option] = carried.get(option, 1) + weight * load
                supporters[option] = supporters.get(option, 0) + weight
        waiting = (option for option in self.options if option in supporters and option not in self.elected)
        return {option: exact(Fraction(carried[option]) / supporters[option]) for option in waiting}

    def best(self) -> tuple[str, ...]:
        """The lowest load."""
        return leading(self.figures, fewest=True) if len(self.elected) < self.seats else ()

    def after(self, option: str) -> Loads:
        """The count once this option is elected."""
        load = self.figures[option]
        loads = tuple(
            load if option in approved else old for (approved, _), old in zip(self.approvals, self.loads, strict=True)
        )
        return Loads(self.approvals, self.options, self.seats, loads, (*self.elected, option))

    def key(self) -> Hashable:
        """The rest depends on who is elected and who carries what."""
        return frozenset(self.elected), self.loads
