"""The outcome 结果 of a round: the announced count, how it came about, and what other methods would have said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from planning.errors import Refusals
from planning.options.counting.exact import Exact
from planning.options.counting.pairwise import Pairwise, pairwise
from planning.options.counting.profile import Profile, standing
from planning.options.counting.result import Result
from planning.options.counting.scores import Scores
from planning.options.counting.several.budget import BudgetVote
from planning.options.counting.ties import TieRule
from planning.options.counting_rules import Counting
from planning.options.round import SEVERAL_BY_APPROVALS, SEVERAL_BY_RANKINGS
from planning.options.telling import paragraph
from planning.wording import Sentence

if TYPE_CHECKING:
    from planning.options.sensitivity.sureness import Sureness

__all__ = ["BESIDE", "Outcome", "explain", "explained", "paragraph"]

BESIDE = ("irv", "borda", "plurality", "condorcet", "copeland")
"""Methods that stand beside one for one winner; the sensitivity of a result looks at all there are."""


def _beside(counting: Counting) -> tuple[str, ...]:
    """Methods that stand beside the announced one: of the same kind, so that they choose as many."""
    method = counting.rules.method
    if isinstance(counting.ballots, BudgetVote):
        return ("pb_greedy", "pb_mes")
    if isinstance(counting.ballots, Scores):
        return ("score", "star", "condorcet", "copeland")
    if method in SEVERAL_BY_RANKINGS:
        return SEVERAL_BY_RANKINGS if counting.is_several else (*BESIDE, *SEVERAL_BY_RANKINGS)
    if counting.is_several or method in SEVERAL_BY_APPROVALS:
        return ("approval", *SEVERAL_BY_APPROVALS)
    return BESIDE


@dataclass(frozen=True)
class Outcome:
    """Everything a board must be able to read off a count.

    :param results: the results by the announced method and by those beside it that apply, by name.
    :param skipped: why a method does not apply, by name.
    :param standing: how often each option stood at rank 1, 2, …, n, and last of all unranked.
    """

    method: str
    tie: TieRule
    profile: Profile
    results: Mapping[str, Result]
    skipped: Mapping[str, Sentence]
    pairwise: Pairwise
    standing: Mapping[str, tuple[Exact, ...]]
    counting: Counting

    @property
    def is_several(self) -> bool:
        """Whether several winners are no tie: for seats, or for a budget."""
        return self.counting.is_several

    @property
    def result(self) -> Result:
        """The result by the announced method."""
        return self.results[self.method]

    @property
    def winners(self) -> tuple[str, ...]:
        """Who won; several where a tie stands, nobody where nothing was chosen."""
        return self.result.winners

    @property
    def others(self) -> dict[str, Result]:
        """The results by the other methods."""
        return {name: result for name, result in self.results.items() if name != self.method}

    @property
    def differing(self) -> dict[str, Result]:
        """Other methods that elect somebody else, or leave another tie. One that elects nobody contradicts nobody."""
        return {
            name: result
            for name, result in self.others.items()
            if result.winners and set(result.winners) != set(self.winners)
        }

    @property
    def agrees(self) -> bool:
        """Whether every method that elects anybody elects the same."""
        return not self.differing

    @cached_property
    def sureness(self) -> Sureness:
        """How sure the result is; worked out when somebody asks, and kept with the outcome."""
        from planning.options.sensitivity import several, sureness  # numpy comes with them

        if self.method in sureness.RANKED_OR_APPROVED and not self.is_several:
            return sureness.sureness(self.result, self.tie, self.profile, self.others)
        return several.sureness(self.counting, self.result, self.others)

    @property
    def condorcet_winner(self) -> str | None:
        """The option preferred to every other one, if there is one."""
        winners = self.results["condorcet"].winners if "condorcet" in self.results else ()
        return winners[0] if winners else None


def explain(method: str, tie: str, profile: Profile) -> Outcome:
    """Count rankings by a method for one winner and by those beside it, as :func:`explained` does."""
    return explained(Counting.of_rankings(method, tie, profile))


def explained(counting: Counting) -> Outcome:
    """Count by the announced method and by those beside it; raises :class:`Refusals` if the announced one does not apply.

    The announced tie rule is applied to the announced method only: beside it, a tie is shown as one.
    """
    method, profile = counting.rules.method, counting.profile
    results = {method: counting.counted()}
    skipped: dict[str, Sentence] = {}
    beside = _beside(counting)
    for name in beside:
        if name == method:
            continue
        try:
            results[name] = counting.count(name)
        except Refusals as refused:
            skipped[name] = Sentence(refused.problems[0].message, refused.problems[0].params)
    ordered = {name: results[name] for name in (*beside, method) if name in results}
    table, places = pairwise(profile), standing(profile)
    return Outcome(method, counting.tie, profile, ordered, skipped, table, places, counting)
