"""A budget spent by equal shares 均等份额列支."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property

from planning.options.counting.exact import Exact, exact
from planning.options.counting.result import Result
from planning.options.counting.several.budget import BallotKind, BudgetVote, budget_result, nothing_spent
from planning.options.counting.several.equal_shares import Shares, Worth
from planning.options.counting.several.pb_greedy import Spending
from planning.options.counting.several.sequential import follow
from planning.options.counting.ties import STANDS, TieRule


def pb_mes(vote: BudgetVote, tie: TieRule = STANDS) -> Result:
    """Each ballot has an equal share of the budget; its supporters buy the option that gives most for its price next.

    Supporters share a price in proportion to what the option is worth to them, as far as their shares reach; the lowest
    price of one unit of worth to whoever pays most for it is best. An approved option is worth what it costs, so that a
    whole unit of budget counts alike wherever it goes; points are worth what they say. Once nobody can pay for anything
    more, what is left of all shares is spent by votes, as in ``pb_greedy``. The figures of a stage are those prices,
    then the support. Raises :class:`Refusal` (``too_many_ties``). Source: D. Peters, G. Pierczyński and P. Skowron,
    *Proportional participatory budgeting with additive utilities*, 2021, completed by votes; approvals worth their cost
    as in M. Brill and others, *Proportionality in approval-based participatory budgeting*, 2023.
    """
    if not vote.groups:
        return nothing_spent("pb_mes", vote)
    start = Shares.equal(worths_of(vote), vote.fundable, exact(Fraction(vote.limit) / vote.weight))
    return budget_result("pb_mes", vote, follow(SharesThenVotes(vote, start), tie))


def worths_of(vote: BudgetVote) -> list[tuple[Worth, Exact]]:
    """What the options that could be funded are worth to equal ballots, and the weight of these.

    Ballots that support the same options as much as each other are one group, whatever else they name.
    """
    by_cost = vote.kind is BallotKind.APPROVAL
    costs = vote.fundable
    groups: dict[tuple[tuple[str, Exact], ...], Exact] = {}
    for scoring, weight in vote.groups.items():
        worth = tuple((o, costs[o] if by_cost else points) for o, points in scoring if points > 0 and o in costs)
        groups[worth] = groups.get(worth, 0) + weight
    return [(dict(worth), weight) for worth, weight in groups.items() if worth]


@dataclass(frozen=True)
class SharesThenVotes:
    """Equal shares, then by votes from what is left."""

    vote: BudgetVote
    shares: Shares
    spending: Spending | None = None

    @property
    def elected(self) -> tuple[str, ...]:
        """Options funded so far."""
        return self.now.elected

    @cached_property
    def now(self) -> Shares | Spending:
        """The phase that funds next."""
        return self.spending or (self.shares if self.shares.figures else self._by_votes())

    def _by_votes(self) -> Spending:
        bought = self.shares.elected
        left = self.vote.limit - self.vote.cost_of(bought)
        return Spending(self.vote.support, self.vote.costs, left, bought)

    @property
    def fewest(self) -> bool:
        """The lowest price is best, then the most support."""
        return self.now.fewest

    @property
    def figures(self) -> Mapping[str, Exact]:
        """Prices, then support."""
        return self.now.figures

    def best(self) -> tuple[str, ...]:
        """The best figure."""
        return self.now.best()

    def after(self, option: str) -> SharesThenVotes:
        """The count once this option is paid."""
        then = self.now.after(option)
        return replace(self, shares=then) if isinstance(then, Shares) else replace(self, spending=then)

    def key(self) -> Hashable:
        """The rest depends on the phase and where it stands."""
        return self.now.key(), isinstance(self.now, Spending)
