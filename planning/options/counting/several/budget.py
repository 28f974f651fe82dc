"""A vote on a budget 预算表决: what there is to spend, what each option costs, and what it is worth to each ballot."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from planning.options.counting.exact import Exact, exact
from planning.options.counting.profile import Profile
from planning.options.counting.result import Result, nothing
from planning.options.counting.scores import Scores, Scoring
from planning.options.counting.several.most import by_place
from planning.options.counting.several.seats import approvals_of, in_order
from planning.options.counting.several.sequential import Course, standing_of


class BallotKind(StrEnum):
    """What a ballot on a budget says, by Pabulib's names."""

    APPROVAL = "approval"
    ORDINAL = "ordinal"
    CUMULATIVE = "cumulative"
    SCORING = "scoring"


@dataclass(frozen=True, slots=True)
class Purse:
    """What a file of ballots says about money.

    :param longest: how many options a ballot may name.
    """

    kind: BallotKind
    limit: Exact
    costs: Mapping[str, Exact]
    longest: int


@dataclass(frozen=True, slots=True)
class BudgetVote:
    """Ballots with what they support, and the money.

    :param groups: points that equal ballots give, and their weight. An approved option has one point; in an order, the
        first of ``longest`` options has as many points, the next one less.
    """

    options: tuple[str, ...]
    kind: BallotKind
    groups: Mapping[Scoring, Exact]
    costs: Mapping[str, Exact]
    limit: Exact

    @classmethod
    def of(cls, purse: Purse, profile: Profile, scores: Scores | None) -> BudgetVote:
        """The vote from its ballots; raises :class:`Refusal` (``several_ranks``) if approvals set options above others."""
        if scores is not None:
            groups = scores.groups
        elif purse.kind is BallotKind.ORDINAL:
            groups = {tuple(by_place(ranking, purse.longest).items()): w for ranking, w in profile.groups.items()}
        else:
            sets = approvals_of(profile)
            groups = {tuple((o, 1) for o in in_order(profile.options, approved)): weight for approved, weight in sets}
        costs = {option: purse.costs[option] for option in profile.options}
        return cls(profile.options, purse.kind, groups, costs, purse.limit)

    @property
    def weight(self) -> Exact:
        """Weight of the ballots that count."""
        return exact(sum(self.groups.values()))

    @property
    def support(self) -> dict[str, Exact]:
        """Points of every option: votes, where options are approved."""
        points: dict[str, Exact] = dict.fromkeys(self.options, 0)
        for scoring, weight in self.groups.items():
            for option, number in scoring:
                points[option] += weight * number
        return {option: exact(number) for option, number in points.items()}

    @property
    def fundable(self) -> dict[str, Exact]:
        """Costs of the options that somebody supports and the budget can pay for."""
        support = self.support
        return {o: self.costs[o] for o in self.options if support[o] > 0 and self.costs[o] <= self.limit}

    def cost_of(self, options: Iterable[str]) -> Exact:
        """What some options cost together."""
        return exact(sum(self.costs[option] for option in options))


def budget_result(method: str, vote: BudgetVote, course: Course) -> Result:
    """The result of a course of spending."""
    some = in_order(vote.options, frozenset.union(*course.ends))
    cost = vote.cost_of(some) if len(course.ends) == 1 else None
    return Result(
        method, some, standing_of(course, vote.options), vote.support, tuple(course.stages), tuple(course.ties),
        course.note, budget=vote.limit, total_cost=cost,
    )  # fmt: skip


def nothing_spent(method: str, vote: BudgetVote) -> Result:
    """The result where no ballot counts."""
    empty = nothing(method)
    return Result(method, (), note=empty.note, budget=vote.limit, total_cost=0)
