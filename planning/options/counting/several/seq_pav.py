"""Sequential proportional approval 顺序比例赞成制."""

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


def seq_pav(profile: Profile, tie: TieRule = STANDS, *, seats: int = 1) -> Result:
    """One after another the option that most approve, a ballot that got n options already counting one (n+1)th.

    Nobody is elected whom nobody approves. Raises :class:`Refusal` (``several_ranks``, ``bad_seats``,
    ``too_many_ties``). Source: T. N. Thiele, *Om flerfoldsvalg*, 1895.
    """
    check_seats(seats, profile.options)
    start = Harmonic(approvals_of(profile), profile.options, seats)
    return elect("seq_pav", profile, start, tie, seats)


@dataclass(frozen=True)
class Harmonic:
    """A count between two elections."""

    approvals: Approvals
    options: tuple[str, ...]
    seats: int
    elected: tuple[str, ...] = ()
    fewest: bool = False

    @cached_property
    def figures(self) -> Mapping[str, Exact]:
        """Weight of those who approve an option, each by what he got already."""
        scores: dict[str, Exact] = {option: 0 for option in self.options if option not in self.elected}
        for approved, weight in self.approvals:
            got = len(approved.intersection(self.elected))
            share = exact(Fraction(weight) / (1 + got))
            for option in approved:
                if option in scores:
                    scores[option] += share
        return {option: exact(score) for option, score in scores.items()}

    def best(self) -> tuple[str, ...]:
        """The highest figure above nothing."""
        return leading({o: f for o, f in self.figures.items() if f > 0}) if len(self.elected) < self.seats else ()

    def after(self, option: str) -> Harmonic:
        """The count once this option is elected."""
        return Harmonic(self.approvals, self.options, self.seats, (*self.elected, option))

    def key(self) -> Hashable:
        """The rest depends only on who is elected."""
        return frozenset(self.elected)
