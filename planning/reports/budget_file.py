"""The ballots of a round on a budget as a Pabulib ``.pb`` file, which other programs for such votes read."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from planning.errors import N_, Refusal
from planning.options.ballot_files.pabulib_writing import write_pabulib
from planning.options.ballot_files.reading import BallotFile
from planning.options.counting.exact import exact
from planning.options.counting.several.budget import BudgetVote
from planning.options.reading import BallotsOfRound


def ballots_pb(ballots: BallotsOfRound) -> str:
    """The file, money in yuan; no person, time or id is in it. Raises :class:`Refusal` (``no_budget``).

    What was paid for is marked where no tie leaves it open.
    """
    counting, round_ = ballots.counting, ballots.round
    if not isinstance(counting.ballots, BudgetVote):
        raise Refusal("no_budget", N_("These ballots know of no budget, and a Pabulib file is about one."))
    result = counting.counted()
    vote = replace(
        counting.ballots, limit=exact(Fraction(counting.ballots.limit, 100)),
        costs={option: exact(Fraction(cost, 100)) for option, cost in counting.ballots.costs.items()},
    )  # fmt: skip
    titles = {key: title.zh or title.en for key, title in ballots.titles.items()}
    funded = None if result.total_cost is None else result.winners
    about = {"description": round_.title.zh or round_.title.en, "instance": round_.id, "rule": round_.method}
    return write_pabulib(BallotFile(counting.profile, titles=titles, vote=vote), funded=funded, meta=about)
