"""Score voting 评分制 and STAR voting, on score ballots."""

from __future__ import annotations

from planning.options.counting.exact import exact
from planning.options.counting.finals import Pair, decided
from planning.options.counting.result import Result, Stage, by_scores, nothing, places
from planning.options.counting.scores import Scores
from planning.options.counting.ties import STANDS, TieRule


def score(ballots: Scores, tie: TieRule = STANDS) -> Result:
    """The most points in sum wins; an option without points on a ballot has none from it.

    Source: W. D. Smith, *Range voting*, 2000; by sums as in C. Hillinger, *The case for utilitarian voting*, 2005.
    """
    if not ballots.groups:
        return nothing("score")
    return by_scores("score", ballots.totals, tie)


def star(ballots: Scores, tie: TieRule = STANDS) -> Result:
    """Score, then automatic runoff: of the two with the most points, the one that more ballots give more points wins.

    If as many prefer either, the one with more points wins. Source: M. Frohnmayer and C. Shentrup, 2014; *STAR voting*,
    Equal Vote Coalition (the tie-breaker of its scoring round, by comparison, is left to the announced tie rule).
    """
    if not ballots.groups:
        return nothing("star")
    totals = ballots.totals
    groups = places(totals)
    if len(totals) == 1:
        return Result("star", groups[0], groups, totals)

    def meeting(pair: Pair) -> tuple[Stage, tuple[str, ...]]:
        one, other = ballots.preferring(*pair), ballots.preferring(*reversed(pair))
        stage = Stage({pair[0]: one, pair[1]: other}, exact(ballots.weight - one - other))
        ahead = (one, totals[pair[0]]), (other, totals[pair[1]])
        return stage, pair if ahead[0] == ahead[1] else (pair[ahead[1] > ahead[0]],)

    return decided("star", Stage(totals), groups, tie, meeting)
