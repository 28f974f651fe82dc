"""What a round announced about counting, and its ballots as its method takes them: rankings, points, or votes on a budget."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from planning.options.ballot import Ballot
from planning.options.counting.methods import count
from planning.options.counting.profile import Profile
from planning.options.counting.result import Result
from planning.options.counting.scores import Scores
from planning.options.counting.several.budget import BallotKind as BudgetBallots
from planning.options.counting.several.budget import BudgetVote, Purse
from planning.options.counting.ties import STANDS, TieRule
from planning.options.counting.unranked import Unranked
from planning.options.option import Option
from planning.options.round import WITH_SEATS, BallotKind, Round
from planning.options.score_ballot import scores_of

Countable = Profile | Scores | BudgetVote
"""What some method counts."""


@dataclass(frozen=True, slots=True)
class CountingRules:
    """The rules by which a round is counted, from the round itself or from the definition in its record.

    :param seats: how many are chosen; None for a method that fills no seats.
    :param budget: what there is to spend, and ``costs`` of options, in hundredths of a yuan.
    """

    method: str
    tie: str = "stands"
    unranked: Unranked = Unranked.TIED_LAST
    ballot: BallotKind = BallotKind.RANKING
    seats: int | None = None
    most_points: int = 5
    budget: int = 0
    costs: Mapping[str, int] | None = None
    by_place: bool = False

    @classmethod
    def of_round(cls, round_: Round, options: Iterable[Option]) -> CountingRules:
        """As the rows have them."""
        return cls(
            round_.method, round_.tie, round_.unranked, round_.ballot,
            round_.seats if round_.method in WITH_SEATS else None, round_.most_points, round_.budget or 0,
            {option.key: option.cost or 0 for option in options}, round_.by_place,
        )  # fmt: skip

    @classmethod
    def of_definition(cls, said: Mapping[str, Any]) -> CountingRules:
        """As they were announced; raises what wrong JSON makes of it."""
        method = str(said["method"])
        return cls(
            method, str(said["tie"]), Unranked(said.get("unranked", "tied_last")),
            BallotKind(said.get("ballot", "ranking")), said.get("seats", 1) if method in WITH_SEATS else None,
            said.get("most_points", 5), said.get("budget_in_cents") or 0,
            {option["key"]: option.get("cost_in_cents") or 0 for option in said["options"]}, bool(said.get("by_place")),
        )  # fmt: skip

    @property
    def points(self) -> int | None:
        """The most points of a score ballot; None where ballots are rankings."""
        return self.most_points if self.ballot is BallotKind.SCORE else None

    def counting(self, options: Sequence[str], ballots: Iterable[Ballot], gone: Iterable[str] = ()) -> Counting:
        """The ballots ready to be counted.

        :param options: keys of all that were announced, ``gone`` those of them that were withdrawn since: struck.
        """
        gone = tuple(gone)
        if self.ballot is BallotKind.SCORE:
            scorings = ((tuple(scores_of(b.ranking, self.most_points).items()), b.weight) for b in ballots)
            scores = Scores.grouped(options, scorings)
            scores = scores.without(gone) if gone else scores
            return Counting(self, scores.rankings, scores)
        profile = replace(Profile.of(options, ballots), unranked=self.unranked)
        profile = profile.without(gone) if gone else profile
        if self.ballot is BallotKind.BUDGET:
            purse = Purse(BudgetBallots.APPROVAL, self.budget, self.costs or {}, len(profile.options))
            return Counting(self, profile, BudgetVote.of(purse, profile, None))
        return Counting(self, profile, profile)


@dataclass(frozen=True, slots=True)
class Counting:
    """Ballots in the box.

    :param profile: as rankings, for the comparisons of pairs.
    :param ballots: as the announced method counts them.
    """

    rules: CountingRules
    profile: Profile
    ballots: Countable

    @classmethod
    def of_rankings(cls, method: str, tie: str, profile: Profile) -> Counting:
        """Rankings that one method for one winner counts."""
        return cls(CountingRules(method, tie, profile.unranked), profile, profile)

    @property
    def sums(self) -> Profile | Scores:
        """Where it is told how much counted, was blank and was invalid."""
        return self.profile if isinstance(self.ballots, BudgetVote) else self.ballots

    @property
    def tie(self) -> TieRule:
        """The announced tie rule; it may name options that were withdrawn."""
        return TieRule.parse(self.rules.tie, self.profile.options + self.sums.withdrawn)

    @property
    def is_several(self) -> bool:
        """Whether several options may be chosen without any tie: for seats, or for a budget."""
        return (self.rules.seats or 1) > 1 or isinstance(self.ballots, BudgetVote)

    def count(self, method: str | None = None, tie: TieRule = STANDS) -> Result:
        """The result by a method, the announced one unless said; raises what :func:`count` raises.

        A method for rankings counts them also where points were given.
        """
        method = method or self.rules.method
        ballots = self.ballots if method in KINDS[type(self.ballots)] else self.profile
        return count(method, ballots, tie, seats=self.rules.seats if method in WITH_SEATS else None)

    def counted(self) -> Result:
        """The result by the announced method and tie rule."""
        return self.count(tie=self.tie)

    def without(self, option: str) -> Counting:
        """The same ballots if an option had never been there."""
        from planning.options.sensitivity.spoilers import without_option  # it asks for the methods, too

        if isinstance(self.ballots, Scores):
            scores = self.ballots.without([option])
            return replace(self, profile=scores.rankings, ballots=scores)
        profile = without_option(self.profile, option)
        if isinstance(self.ballots, BudgetVote):
            purse = Purse(self.ballots.kind, self.ballots.limit, self.ballots.costs, len(profile.options))
            return replace(self, profile=profile, ballots=BudgetVote.of(purse, profile, None))
        return replace(self, profile=profile, ballots=profile)


KINDS: dict[type, frozenset[str]] = {
    Scores: frozenset({"score", "star"}),
    BudgetVote: frozenset({"pb_greedy", "pb_mes"}),
    Profile: frozenset(),  # a ranking is what every other method counts
}
