"""A budget spent by votes 按票数列支."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from functools import cached_property

from planning.options.counting.exact import Exact
from planning.options.counting.result import Result
from planning.options.counting.several.budget import BudgetVote, budget_result, nothing_spent
from planning.options.counting.several.committee import leading
from planning.options.counting.several.sequential import follow
from planning.options.counting.ties import STANDS, TieRule


def pb_greedy(vote: BudgetVote, tie: TieRule = STANDS) -> Result:
    """From the most supported option down, each that what is left can still pay for; the others are passed over.

    Support is the number of ballots that approve an option, or its points. An option that nobody supports is not
    funded. Options with equal support are a tie only if what is left cannot pay for all of them. Source: the
    ``greedy`` rule of Pabulib (D. Stolicki, S. Szufa and N. Talmon, *Pabulib: a participatory budgeting library*,
    2020), by which most Polish cities spend.
    """
    if not vote.groups:
        return nothing_spent("pb_greedy", vote)
    course = follow(Spending(vote.support, vote.costs, vote.limit), tie)
    return budget_result("pb_greedy", vote, course)


@dataclass(frozen=True)
class Spending:
    """What is left, and who was funded."""

    support: Mapping[str, Exact]
    costs: Mapping[str, Exact]
    left: Exact
    elected: tuple[str, ...] = ()
    fewest: bool = False

    @cached_property
    def figures(self) -> Mapping[str, Exact]:
        """Support of the options that what is left can pay for. What it cannot pay for now, it never can again."""
        return {
            option: support
            for option, support in self.support.items()
            if support > 0 and option not in self.elected and self.costs[option] <= self.left
        }

    def best(self) -> tuple[str, ...]:
        """The most supported; one of them alone if all can be paid for anyway."""
        tied = leading(self.figures)
        return tied[:1] if sum(self.costs[option] for option in tied) <= self.left else tied

    def after(self, option: str) -> Spending:
        """What is left once this option is paid."""
        elected = (*self.elected, option)
        return Spending(self.support, self.costs, self.left - self.costs[option], elected)

    def key(self) -> Hashable:
        """The rest depends only on who was funded."""
        return frozenset(self.elected)
