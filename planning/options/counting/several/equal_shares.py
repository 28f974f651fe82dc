"""The method of equal shares 均等份额法: everybody has the same share of what there is, and spends it on what they want."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from planning.options.counting.exact import Exact, exact
from planning.options.counting.profile import Profile
from planning.options.counting.result import Result
from planning.options.counting.several.committee import elect, leading
from planning.options.counting.several.phragmen import Loads
from planning.options.counting.several.seats import Approvals, approvals_of, check_seats
from planning.options.counting.ties import STANDS, TieRule

Worth = Mapping[str, Exact]
"""What the options that a ballot supports are worth to it; more than nothing."""


def mes(profile: Profile, tie: TieRule = STANDS, *, seats: int = 1) -> Result:
    """Each ballot has an equal share of the seats; the cheapest option for those who approve it is bought next.

    A seat costs one, and those who approve an option share its price equally, as far as their shares reach: the lowest
    highest payment is best. Seats that nobody can pay for any more go by Phragmén's method, where whoever has more
    left carries less. The figures of a stage are those payments, then those loads. Nobody is elected whom nobody
    approves. Raises :class:`Refusal` (``several_ranks``, ``bad_seats``, ``too_many_ties``). Source: D. Peters and
    P. Skowron, *Proportionality and the limits of welfarism*, 2020 (Rule X), with the completion they give.
    """
    check_seats(seats, profile.options)
    approvals = approvals_of(profile)
    groups = [(dict.fromkeys(approved, 1), weight) for approved, weight in approvals]
    share = exact(Fraction(seats) / profile.weight) if profile.groups else 0
    shares = Shares.equal(groups, dict.fromkeys(profile.options, 1), share)
    return elect("mes", profile, SharesThenLoads(approvals, seats, shares), tie, seats)


@dataclass(frozen=True)
class Shares:
    """Buying one option after another.

    :param groups: what options are worth to equal ballots, and the weight of these.
    :param money: what each ballot of a group has left.
    """

    groups: Sequence[tuple[Worth, Exact]]
    costs: Mapping[str, Exact]
    money: tuple[Exact, ...]
    elected: tuple[str, ...] = ()
    fewest: bool = True

    @classmethod
    def equal(cls, groups: Sequence[tuple[Worth, Exact]], costs: Mapping[str, Exact], share: Exact) -> Shares:
        """Everybody with the same share."""
        return cls(groups, costs, (share,) * len(groups))

    @cached_property
    def figures(self) -> Mapping[str, Exact]:
        """For each option that can be paid for, the price of one unit of worth to whoever pays most for it."""
        prices = ((option, self._price(option)) for option in self.costs if option not in self.elected)
        return {option: price for option, price in prices if price is not None}

    def _price(self, option: str) -> Exact | None:
        """The price at which the supporters just pay the cost, each up to what is left; None if they cannot."""
        backers = [
            (Fraction(left) / worth[option], left, worth[option], weight)
            for (worth, weight), left in zip(self.groups, self.money, strict=True)
            if option in worth
        ]
        backers.sort(key=lambda backer: backer[0])
        due: Exact = self.costs[option]
        worths: Exact = sum(worth * weight for _, _, worth, weight in backers)
        for most, left, worth, weight in backers:
            price = Fraction(due) / worths
            if price <= most:
                return exact(price)
            due -= left * weight
            worths -= worth * weight
        return None

    def best(self) -> tuple[str, ...]:
        """The lowest price."""
        return leading(self.figures, fewest=True)

    def after(self, option: str) -> Shares:
        """The shares once this option is paid for."""
        price = self.figures[option]
        money = tuple(
            exact(left - min(left, price * worth[option])) if option in worth else left
            for (worth, _), left in zip(self.groups, self.money, strict=True)
        )
        return Shares(self.groups, self.costs, money, (*self.elected, option))

    def key(self) -> Hashable:
        """The rest depends on what is bought and what is left."""
        return frozenset(self.elected), self.money


@dataclass(frozen=True)
class SharesThenLoads:
    """Equal shares, then Phragmén's method from what is left."""

    approvals: Approvals
    seats: int
    shares: Shares
    loads: Loads | None = None
    fewest: bool = True

    @property
    def elected(self) -> tuple[str, ...]:
        """Options elected so far."""
        return (self.loads or self.shares).elected

    @cached_property
    def now(self) -> Shares | Loads:
        """The phase that elects next."""
        if self.loads is not None or len(self.elected) == self.seats or not self.shares.figures:
            return self.loads or self._first_loads()
        return self.shares

    def _first_loads(self) -> Loads:
        owed = tuple(-left for left in self.shares.money)
        return Loads(self.approvals, tuple(self.shares.costs), self.seats, owed, self.shares.elected)

    @property
    def figures(self) -> Mapping[str, Exact]:
        """Prices, then loads."""
        return self.now.figures

    def best(self) -> tuple[str, ...]:
        """The lowest figure, while there are seats."""
        return self.now.best()

    def after(self, option: str) -> SharesThenLoads:
        """The count once this option is elected."""
        then = self.now.after(option)
        if isinstance(then, Shares):
            return SharesThenLoads(self.approvals, self.seats, then)
        return SharesThenLoads(self.approvals, self.seats, self.shares, then)

    def key(self) -> Hashable:
        """The rest depends on the phase and where it stands."""
        return self.now.key(), isinstance(self.now, Loads)
