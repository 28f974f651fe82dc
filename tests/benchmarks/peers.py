"""Other voting libraries on the same ballots: run by the Python of an environment of their own, `build/peers`.

`build/peers/bin/python tests/benchmarks/peers.py LIBRARY BALLOTS.npy` prints, as JSON, the CPU seconds that the library takes
from rows to the winners by those of the five methods that it knows. It imports nothing of this project.
"""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from collections.abc import Callable
from typing import Any

import numpy as np

Rows = list[list[int]]


def pref_voting(rows: Rows, size: int) -> str:
    """Instant runoff, Borda, Copeland, Schulze, ranked pairs."""
    from pref_voting import c1_methods, iterative_methods, margin_based_methods, scoring_methods
    from pref_voting.profiles import Profile
    from pref_voting.profiles_with_ties import ProfileWithTies

    counted = Counter(map(tuple, rows))
    if all(len(row) == size for row in counted):
        made: Any = Profile([list(row) for row in counted], list(counted.values()))
        scoring_methods.borda(made)
        iterative_methods.instant_runoff(made)
    else:
        rankings = [{option: place for place, option in enumerate(row, start=1)} for row in counted]
        made = ProfileWithTies(rankings, list(counted.values()), candidates=list(range(size)))
        made.use_extended_strict_preference()
        scoring_methods.borda_for_profile_with_ties(made)
        iterative_methods.instant_runoff_for_truncated_linear_orders(made)
    c1_methods.copeland(made)
    margin_based_methods.beat_path(made)
    if isinstance(made, ProfileWithTies):
        return "without ranked pairs"
    margin_based_methods.ranked_pairs_zt(made)
    return "all five"


def votelib(rows: Rows, size: int) -> str:
    """Instant runoff, Borda, Copeland, Schulze, ranked pairs."""
    import votelib.component.rankscore
    import votelib.convert
    import votelib.evaluate.condorcet
    import votelib.evaluate.core
    import votelib.evaluate.sequential

    votes = dict(Counter(map(tuple, rows)))
    votelib.evaluate.sequential.TransferableVoteSelector(quota_function="droop", eliminate_step=-1).evaluate(votes, 1)
    pairs = votelib.convert.RankedToCondorcetVotes().convert(votes)
    for evaluator in (
        votelib.evaluate.condorcet.Copeland(), votelib.evaluate.condorcet.Schulze(), votelib.evaluate.condorcet.RankedPairs(),
    ):  # fmt: skip
        evaluator.evaluate(pairs, 1)
    scorer = votelib.component.rankscore.Borda()
    scorer.set_n_candidates(size)
    votelib.convert.RankedToPositionalVotes(scorer).convert(votes)
    return "all five"


def pyrankvote(rows: Rows, size: int) -> str:
    """Instant runoff."""
    import pyrankvote
    from pyrankvote import Ballot, Candidate

    candidates = [Candidate(str(i)) for i in range(size)]
    ballots = [Ballot(ranked_candidates=[candidates[o] for o in row]) for row in rows]
    pyrankvote.instant_runoff_voting(candidates, ballots)
    return "instant runoff only"


def votekit(rows: Rows, size: int) -> str:
    """Instant runoff, Borda, Schulze, ranked pairs."""
    from votekit.ballot import RankBallot
    from votekit.elections import IRV, Borda, RankedPairs, Schulze
    from votekit.pref_profile import RankProfile

    counted = Counter(map(tuple, rows))
    ballots = tuple(RankBallot(ranking=tuple(frozenset({str(o)}) for o in row), weight=n) for row, n in counted.items())
    made = RankProfile(ballots=ballots, candidates=tuple(map(str, range(size))), max_ranking_length=size)
    for election in (IRV, Borda, Schulze, RankedPairs):
        election(made)
    return "without Copeland"


PEERS: dict[str, Callable[[Rows, int], str]] = {
    "pref_voting": pref_voting, "votelib": votelib, "pyrankvote": pyrankvote, "votekit": votekit,
}  # fmt: skip
WARM_UP = {"pref_voting": 500, "votelib": 20_000, "pyrankvote": 500, "votekit": 100}
"""Ballots of the first run; votelib stops at a tie, so it needs many."""


def main(name: str, path: str) -> None:
    """Measure one of them, after a run that imports and compiles."""
    array = np.load(path)
    rows = [[o for o in row if o >= 0] for row in array.tolist()]
    PEERS[name](rows[: WARM_UP[name]], array.shape[1])
    begun = time.process_time()
    did = PEERS[name](rows, array.shape[1])
    print(json.dumps({"seconds": time.process_time() - begun, "did": did}))


if __name__ == "__main__":
    main(*sys.argv[1:])
